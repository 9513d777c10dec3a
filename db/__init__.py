"""What is stored: tables, the engine, migrations. It knows nothing of what the rows are for.

- `models/` has the tables, words.py the values of their enumerated columns, columns.py their own column types.
- engine.py opens a database for reading and writing, on SQLite and PostgreSQL alike; address.py reads its URL.
- migrate.py brings a database up to date from `migrations/versions/`; indexes.py makes partial indexes for both databases.
- ids.py derives ids from what a row is; given.py passes many values to one statement; plain.py folds text for search.
"""
