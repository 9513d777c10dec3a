"""Health: heartbeats, lateness, the backlog, and the daily report of outcomes."""
