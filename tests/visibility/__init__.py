"""One rule says which releases a region sees; every way out is asked the same questions about it."""
