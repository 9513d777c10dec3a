"""Pages for people: rendered here with Jinja2, complete without scripts, nothing from elsewhere.

How a page is made:

- A module per subject holds its routes on a `router`; `app.py` lists them, `regions` last, since it has `/{region}`.
- `SiteDep` (site.py) gives the parts: database, clock, public address, signed links, the limit on sign-ups.
- `page(request, TEMPLATE, …)` (render.py) answers with a template that extends `base.html`. The template fills the
  blocks `title`, `description`, `head`, `content`; a page under an entry of the menu sets `here` to its address. Its
  headers, the Content-Security-Policy among them, are those of headers.py: own files only, no inline script, no
  `style` attribute, framed by nobody.
- `parts.html` has the pieces: `showing` (a release in a list), `type_choices`, `field`, `subscribe_buttons`, `empty`.
- A form that changes something: pass `forms=True` to `page`, put `{{ guard() }}` in the form, and take
  `form: CheckedFormDep` (forms.py) in the route: it raises a 403 that says what to do if the form is forged or has expired.
- A signed link: `site.links.sign(purpose, value)` and `.read(…)` (releases/links.py).
- A cookie: `keep(response, request, name, value, …)` (cookies.py) sets it with the right flags; a `Pass` is a signed
  cookie that says whose pages a browser may see.
- The pages of one subject that need several modules are a package (desk/, alerts/), whose docstring says who may what.
- An error that people can cause is raised as an OpeningDayError; failures.py turns it into a page with a way forward.
- A script enhances (static/page.js): `data-live="#id"` on a GET form reloads the page as the visitor types and replaces
  the element of that id; `data-copy`, `data-share` and `data-needs-script` are its other hooks.
"""
