"""A Thursday, 09:00: alerts fall due at once to very many, while feeds are polled, and so many workers send them."""
