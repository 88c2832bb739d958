"""Starting and stopping what is measured: databases, the yardsticks, and the program itself."""
