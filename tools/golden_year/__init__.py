"""The golden year: invented townships, their matters of 2023, and the workbook that works out their figures.

``county`` and ``special`` have the matters as they were, ``books`` makes the ledgers and registers of each month.
``working`` makes 算稿.xlsx: ``items``, ``figures`` and ``standings`` are its large sheets.
"""
