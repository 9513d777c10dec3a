"""The domain: titles, regions, dates, holidays, reminder times, imports, and the desk that alone writes releases.

- desk.py is the only writer of releases; release_input.py checks its input, and change_log.py writes the consequences:
  the change, the event and the reminders. bulk.py does the same for many releases at once.
- `dates/` parses and prints dates; regions.py and zones.py know the places where they hold.
- visibility.py says which releases a region sees; query.py builds on it every query for releases, which programme.py
  (pages), listing.py (API), `exports/` and the feeds use. give_way.py ends alerts about what is no longer seen.
- reminders.py computes when reminders fire. clock.py is the only source of time.
- `imports/` reads files.
- errors.py holds the errors that input can cause; editors.py says who may write where.
"""
