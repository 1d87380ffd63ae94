"""Whose matter it is, from which day and by whose word."""
