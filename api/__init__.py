"""JSON for editors, subscribers and programs, under `/api/v1`.

- A module per resource holds its routes on a `router`; openingday/app.py lists them.
- `ServiceDep` (service.py) gives a route its parts: database, clock, public address, dispatcher, limits.
- Who may: `EditorDep`, `MaybeEditorDep` and `managed_subscription` (access.py).
- Bodies of requests are in bodies.py, which rejects unknown fields; answers in documents.py (releases, regions, feeds) and
  answers.py (subscriptions, deliveries).
- An error is raised as an OpeningDayError; problems.py turns it into an RFC 9457 problem. description.py completes what
  `/openapi.json` says of errors.
- limits.py bounds bodies and rates. health.py and metrics.py are for operators, outside `/api/v1`.
"""
