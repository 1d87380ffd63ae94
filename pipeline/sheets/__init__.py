"""Bytes become grids; nothing here knows what a petition is.

``files`` reads the bytes of a folder's files, ``kinds`` says what each file is, ``grids`` opens it. What needs a
parser is read in another process: ``isolation`` starts it, ``worker`` runs in it, ``parsers`` picks the reader of the
kind from ``formats``. ``passwords`` takes protection off, and ``personal`` says which texts may not be shown.
"""
