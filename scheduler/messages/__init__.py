"""Messages: what an event says to a subscription, in words and in each receiver's format.

Nothing here knows subscriptions or deliveries.
"""
