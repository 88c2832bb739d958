"""Hội Nông dân: the Farmers' Union."""
