"""Grids become typed rows that know their cell.

``reader`` is the way in: it reads the folders of a run into one ``Reading``. ``ledger_files`` judges a file,
``sheet`` makes a table of one sheet, ``cells`` says what one cell means, ``frames`` joins the tables of many sheets,
``ledger_frame`` and ``registers`` finish the ledgers and the registers, and ``accounts`` says what became of each row.
"""
