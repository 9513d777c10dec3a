"""A linter for calendar feeds that can be subscribed to, anyone's: what departs from the RFCs, or misleads a client."""
