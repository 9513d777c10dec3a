"""Benchmarks: each measures a fast path beside a peer in one run; `make bench` runs them (`__main__.py` lists them)."""
