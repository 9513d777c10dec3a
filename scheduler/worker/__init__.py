"""The worker: its clock, the claimer, per-receiver limits, the senders, and the recorder."""
