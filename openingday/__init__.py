"""The top floor: the command, the settings, and where the parts are wired together. Nothing imports from here.

- `command.py` registers the commands; each is a module in `commands/`, which imports heavy packages inside its functions so
  that `--help` is quick.
- `settings.py` has every setting. `wiring.py` builds what the API, the pages and the worker share; `app.py` is the ASGI
  application, which sends feeds, API calls and pages each to their own part.
- `demo.py` is the demo, `demo_server.py` its server and receiver, `programme/` the films that it shows.
- `backup/` makes and restores backups, `doctor/` checks an installation.
- `metrics.py`, `logs.py` and `security_headers.py` serve every part; `failures.py` turns errors into one line for people.
"""
