"""What keeps the embedded database from running, said so that a reader knows what to do."""


class EmbeddedDatabaseError(Exception):
    """The embedded database does not run; the message is for people, in Vietnamese."""


class UnfitMachineError(EmbeddedDatabaseError):
    """It cannot run here until something is installed or a MongoDB elsewhere is named."""
