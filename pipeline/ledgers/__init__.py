"""Grids become typed rows that know their cell."""
