"""Benchmarks: each module measures one thing beside its peer, in one run on one machine."""
