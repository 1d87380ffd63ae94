"""One reader per file format, with what it needs to read a stranger's bytes safely.

``plain_book`` reads a workbook that is built as usual, by ``plain_tags`` and ``plain_cells``. ``from_xlsx``,
``from_xls`` and ``from_csv`` hand the bytes to a parser; ``witness`` and ``witness_xls`` check that it lost nothing.
``archives`` and ``ole`` open containers, ``keeping`` holds the limits, ``faults`` the exceptions of the whole room.
"""
