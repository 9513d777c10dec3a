"""The database as a file: made while the service runs, and put back so that it goes on where it was."""
