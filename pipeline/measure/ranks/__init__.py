"""How a unit stands beside the others: ``scoring`` makes scores, ``ranking`` groups and ranks.

``three_none`` judges the conditions of 三无, ``streaks`` counts the years in a row.
"""
