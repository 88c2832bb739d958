"""What declarations must be, rule by rule; the faults are English sentences for the author."""
