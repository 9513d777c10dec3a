"""Posters: fetched, checked, made small, and served from here."""
