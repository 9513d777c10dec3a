"""What is doubtful about a fact, found by comparing it with what stands: one place for every way in."""
