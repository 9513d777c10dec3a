"""Every HTTP request that leaves the service: where it may go, and how much may come back.

- transport.py is the one way out, an httpx transport; client.py is the client on it for fetching, which follows redirects.
- Where it may go: url.py judges an address by its text, guard.py by the IP addresses that resolver.py finds; connector.py
  connects to one of those that were judged, with tls.py.
- What may come back: budget.py bounds octets and time, connection.py and exchange.py keep to it.
- pool.py keeps connections for the next request; errors.py says in words what went wrong.
"""
