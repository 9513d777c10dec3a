"""Films that are known to exist: taken in from the lists of film databases, and looked up by name."""
