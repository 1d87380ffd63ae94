"""The whole kit, in the order in which docs/definitions.md lists it."""

from __future__ import annotations

from tests.tricks import tricks_with_dates, tricks_with_rows, tricks_with_states
from tests.tricks.kit import KIT

KINDS = (tricks_with_dates, tricks_with_rows, tricks_with_states)
TRICKS = tuple(trick for kind in KINDS for trick in KIT if trick.play.__module__ == kind.__name__)
"""Whichever kind was imported first."""
