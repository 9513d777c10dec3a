"""Every HTTP request that leaves the service: where it may go, and how much may come back."""
