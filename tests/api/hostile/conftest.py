"""The world of the isolation tests, for those who send what nobody should."""

from tests.api.isolation.conftest import kept, world

__all__ = ["kept", "world"]
