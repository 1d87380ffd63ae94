"""Many counties' published editions become one: sums, ranks of counties and of townships, and a city's papers.

``roll`` is the order of a roll-up: ``counties`` gathers the editions and holds them to the same rules, ``totals`` adds
them up and ranks them.
"""
