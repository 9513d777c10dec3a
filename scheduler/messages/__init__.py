"""Messages: what an event says, in words and in each receiver's format."""
