"""What is registered in the demonstration, as data: patterns of items, one module each of whose."""
