"""The rules of Chung Sức: pure functions and frozen values, no I/O and no clock."""
