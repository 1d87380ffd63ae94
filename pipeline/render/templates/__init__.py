"""The Word templates: where each comes from, and what is wrong with one before any data is read."""
