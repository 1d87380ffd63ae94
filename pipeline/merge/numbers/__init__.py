"""Which numbers are the same matter."""
