"""Which numbers are the same matter.

``numbers`` puts the matters' own numbers into every table, by ``numbering``; ``renumbered`` has the numbers that the
office changed, ``local_numbers`` those that several units give to matters of their own.
"""
