"""What a release is: titles, regions, dates, holidays, reminders' arithmetic, and the desk that alone writes releases.

- desk.py is the only writer of releases; release_input.py checks what it is given, and change_log.py writes what follows: the
  record, the event and the reminders. bulk.py does so for many at once.
- `dates/` reads and prints dates in every form; regions.py and zones.py know where they hold.
- visibility.py says which releases a region sees; programme.py and listing.py read them for pages and the API.
- reminders.py computes when reminders fire. clock.py is the one source of time.
- `imports/` and `exports/` read and write files.
- errors.py is the tree of errors that people can cause; editors.py knows who may write where.
"""
