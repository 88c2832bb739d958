"""What starts things: the embedded database, the secret key, and the server."""
