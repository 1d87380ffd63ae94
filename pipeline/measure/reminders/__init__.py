"""What the figures give the office to look at: late entries, odd shares, days off nobody knows, visits beside zero."""
