"""Bytes become grids; nothing here knows what a petition is."""
