"""The Word templates: where each comes from, and what is wrong with one before any data is read.

``chosen`` gathers those of a run, each found by ``files``. ``faults`` checks one: ``places`` gives its paragraphs,
``tags`` the tags in them, ``names`` their names; ``fonts`` reports foreign fonts. ``field_list`` writes 可用字段.xlsx.
"""
