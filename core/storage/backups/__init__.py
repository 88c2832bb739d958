"""Files that hold the whole database: written, verified, and put back into an empty one."""
