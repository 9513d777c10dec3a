"""Storage: the tables, the engine and the migrations, for SQLite and PostgreSQL. Holds no domain logic."""
