"""``python -m core`` does what ``chungsuc`` does."""

from core.cli import main

main()
