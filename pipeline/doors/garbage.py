"""How often Python looks for objects that refer to each other in a circle. It is set here, at the door."""

from __future__ import annotations

import gc

_NEW_OBJECTS = 50_000
"""How many objects come about between two looks; 700 by default, which a single table of a small county exceeds."""


def look_for_garbage_seldom() -> None:
    """Let Python look less often for garbage in this process, and never among what is there already.

    Nearly everything that a run drops goes at once, for nothing refers to it. The looks took a twentieth of the
    sample's processor time, most of it among the modules of pandas, which stay to the end (benchmarks/garbage.py).
    """
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 20, 20)
