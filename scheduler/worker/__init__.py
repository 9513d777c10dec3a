"""The worker: its clock, the claimer, per-receiver limits, the senders, and the recorder.

    tick (every second)  → events and deliveries in the database
    claimer              → leases due deliveries, hands them to the receiver limits
    receiver limits      → send, a bounded number at once, in turns between receivers
    recorder             → writes the results; frees room for the claimer

Each part knows only what follows it. What goes back, "there is room", is an `asyncio.Event`.
"""
