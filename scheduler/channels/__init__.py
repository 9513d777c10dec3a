"""Channels: how a message reaches a subscriber, by webhook or email, and how that went."""
