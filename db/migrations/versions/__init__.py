"""Each change of the tables, in order, by number.

A revision is applied while processes of the version before are at work, and they go on with what it leaves. So it

- adds: tables, indexes, and columns that may be null or that have a `server_default`, which alone the old processes
  do not write;
- renames, narrows and takes away nothing that the version before reads or writes: that can go one version later;
- makes no key or unique index of what is there, which old processes could come to break;
- is over soon: it is one transaction, and on PostgreSQL whoever writes waits for it;
- has no `downgrade`: what an upgrade adds is in nobody's way, and the way back past a bad one is a backup.

tests/db/test_upgrades.py holds revisions to the first three.
"""
