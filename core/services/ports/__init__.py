"""What the use cases need; core.storage and the fakes of the tests both satisfy it."""
