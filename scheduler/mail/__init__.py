"""Alerts by email: double opt-in, the mails, their links, and unsubscribing."""
