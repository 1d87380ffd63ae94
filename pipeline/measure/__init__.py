"""The table of stands becomes indicators, lists, conditions and ranks, by arithmetic on whole numbers alone.

Begin with ``indicators.measure``. ``state`` takes the stands as of the cut-off, ``membership`` (with ``limits`` and
``solving``) and ``registered`` say by which clauses an item counts, ``once`` in which period; ``members`` explains the
figures. ``ranks`` makes scores and titles of them, ``lists`` what the papers and the office list.
"""
