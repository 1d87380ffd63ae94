"""Filling a Word template, and the finish that a template can't give.

``filling`` makes a document, step by step: ``tag_values`` puts the values in, ``layout`` and ``imprint_room`` set sizes
that depend on them in a ``document``, ``reread`` proves that nothing was lost. A ``chart`` is a value like any other:
``chart_shape`` builds it, ``chart_parts`` places it in the package.
"""
