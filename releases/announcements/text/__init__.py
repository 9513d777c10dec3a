"""A text before it is read: its blocks, its sentences, the titles it marks."""
