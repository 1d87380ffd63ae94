"""Filling a Word template, and the finish that a template can't give."""
