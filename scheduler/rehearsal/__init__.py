"""Rehearsal: every alert that a range of days would send, found without sending anything or writing to the database.

docs/decisions/what-would-be-sent.md says how, and why so.
"""
