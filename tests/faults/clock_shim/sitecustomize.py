"""Sleeping under libfaketime 0.9.10, which answers EINVAL to how Python 3.11 and later sleep."""

import select
import time


def _sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


time.sleep = _sleep
