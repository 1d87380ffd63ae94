"""退回/: each township's own workbook sent back, with its faults marked.

``townships`` chooses the files; ``marked_file`` makes one. ``returnable`` decides what of a file may go back, ``marks``
which cells are marked. ``book`` patches the package with ``sheet_part`` (``sheet_text`` where rows are plain),
``styles``, ``formula`` and ``fault_list`` (the sheet 需修改); ``twin`` makes a new package where none can be patched.
``reduced`` makes of a file one with nothing in it but what was read, of which ``keepable`` decides; ``cleaner`` is what
it shares with ``returnable``.
"""
