"""Making drafts of what was found: regions, dates and types worked out, and how sure each is."""
