"""设置.xlsx becomes frozen Settings; every fault is named with its cell, all of them at once.

``reader`` is the way in and ``record`` holds the result. ``parts`` reads the rows of any sheet; ``roster``,
``weights``, ``conditions``, ``attention`` and ``documents`` read one sheet each; ``rows`` writes settings as text for
the manifest.
"""
