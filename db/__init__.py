"""What is stored: tables, the engine, migrations. Knows nothing of what the rows are for."""
