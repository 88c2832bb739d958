"""Chung Sức: registering, consulting on, and consolidating works, models and tasks."""
