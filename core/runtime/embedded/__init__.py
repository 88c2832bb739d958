"""A mongod that comes as a Python package, shared by all processes using one data folder.

Whoever holds the supervisor lock keeps it running; the last user out stops it. See
docs/operating.md for what it is good for, and what it is not.
"""

from core.runtime.embedded.attachment import Attached, attach
from core.runtime.embedded.errors import EmbeddedDatabaseError, UnfitMachineError

__all__ = ["Attached", "EmbeddedDatabaseError", "UnfitMachineError", "attach"]
