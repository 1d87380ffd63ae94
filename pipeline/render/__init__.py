"""Figures become Word, Excel and HTML: every function here turns a Report into bytes and asks no question of the disk."""
