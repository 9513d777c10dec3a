"""Subscriptions: their preferences, status, digests, and failure tracking."""
