"""The office's Word papers: the values of each, by the names that its template uses.

One module per paper: ``circular`` (with ``circular_names``, ``circular_tables`` and the ``facts`` that others use too),
``commendation``, ``digest``, ``annual``, ``letters``, ``feedback`` (with ``trend``), ``rolled`` for a roll-up and
``own`` for the county's own. ``paper`` is what they share, ``documents`` the list of all and the making of them.
"""
