"""JSON for editors, subscribers and programs."""
