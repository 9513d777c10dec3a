"""Rehearsal: every alert that a range of days would send, computed without sending or writing."""
