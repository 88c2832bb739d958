"""Isolation: every operation of the program, asked of by everyone who might."""
