"""Many ledgers become one table of stands; every row that loses keeps its reason.

``merge.merge`` is the order of the steps. ``context`` is what all steps go by, ``sources`` where values come from,
``result`` what has been made when findings are. Rows: ``submissions``, ``rows``, ``set_aside``, ``all_rows``. Values:
``row_values``, ``first``, ``held``, ``clocks``, in the order of ``values``. The end: ``omissions``, ``stands``,
``trace``, ``publishing``. What editions say is in ``editions``, the registers in ``registers``.
"""
