"""Hostile input: every operation × everything it takes × what nobody sends in good faith."""
