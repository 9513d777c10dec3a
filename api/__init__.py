"""JSON for editors, subscribers and programs, under `/api/v1`."""
