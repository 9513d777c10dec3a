"""Housekeeping: retention of old rows and unused reminder slots, in small batches."""
