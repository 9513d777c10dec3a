"""Backups: written while the service runs, and restored so that no alert is lost or sent twice under two ids."""
