"""Fuzzing: what nobody would send on purpose, and what a program might, to every operation."""
