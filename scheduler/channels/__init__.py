"""The ways out to a subscriber."""
