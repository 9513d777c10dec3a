"""Places: which regions there are, and every name, code and trade word that people write for them.

`releases.regions` is what the rest of the house asks.
"""
