"""Rules of the Regulation and of the county that several stages ask.

``deadlines``: the limits of a matter. ``windows``: which days a unit's ledger speaks of. ``accusations``: what is
counted and listed nowhere. ``required``: which matters a ledger must have.
"""
