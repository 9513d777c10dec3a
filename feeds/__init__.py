"""What is published for calendars: iCalendar, JSON Feed and Atom.

- An address becomes a plan: address.py and options.py read it, plan.py finds out what it asks for, choice.py selects the
  releases.
- Rendering: entry.py is what every format says of a release; calendar.py with event.py, json_feed.py and atom.py write it;
  forms.py lists the formats. Words in each language are in language.py and vocabulary.py.
- Keeping: projection.py follows the log of changes (changes.py), feed.py and segments.py join rendered entries, cache.py
  bounds the memory.
- Serving: http.py answers over ASGI, protocol.py answers repeated polls before HTTP is parsed, response.py has the headers.
- `publish/` writes feeds as files; `check/` reports what is wrong with anybody's feed.
"""
