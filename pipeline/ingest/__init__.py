"""A file becomes rows that know their cell."""
