"""One sheet becomes a table: its header, its rows that are matters, and what is odd about it.

``tables`` is the way in. ``headers`` finds the header, ``rows`` says what each row is by ``shapes``, ``oddities`` and
``header_faults`` find what is reported, and ``sheet_decisions`` says how the sheet was understood.
"""
