"""Titles: found, told apart, corrected and merged."""
