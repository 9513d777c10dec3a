"""Schema revisions, numbered in order.

A revision runs while processes of the previous version are still working on the same tables. So it

- only adds: tables, indexes, and columns that are nullable or have a `server_default`, since old processes do not
  write them;
- does not rename, narrow or remove anything that the previous version reads or writes; remove it one version later;
- adds no key or unique constraint to existing columns, which old processes might violate;
- is fast: it is one transaction, and on PostgreSQL writers wait for it;
- has no `downgrade`: what an upgrade adds is harmless, and the way back from a bad one is a backup.

tests/db/test_upgrades.py enforces the first three.
"""
