"""Deliveries: claiming under a lease, recording attempts, the retry policy, and sending again."""
