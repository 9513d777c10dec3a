"""Alerts by email: who signs up, what is written, and the links in it."""
