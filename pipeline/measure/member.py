"""A place in an indicator: which matters, and by which clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.measure.clauses import Clause, all_hold
from pipeline.measure.once import Fall


@dataclass(frozen=True)
class Member:
    """Masks over the rows: ``numerator`` within ``denominator``; a count has no denominator (None).

    ``entry`` are the clauses of the denominator, or of a count; ``test`` those that the numerator asks for besides.
    ``because``: what is said of a counted matter that the mask doesn't hold for, instead of 符合. ``basis`` and
    ``done``: the dates by which a matter comes in and is counted, null where the rule asks for none. ``unit`` and
    ``county``: whether a row counts for its unit and for 全县; a 待定 matter counts for 全县 alone, a claimant's row
    for its unit alone and only by what is unfavourable in it. ``fall``: by what an item is counted once, None where the
    indicator asks what stands.
    """

    numerator: pd.Series
    denominator: pd.Series | None
    entry: Sequence[Clause]
    test: Sequence[Clause] = ()
    because: Sequence[Clause] = ()
    basis: pd.Series | None = None
    done: pd.Series | None = None
    unit: pd.Series | None = None
    county: pd.Series | None = None
    fall: Fall | None = None

    @property
    def inside(self) -> pd.Series:
        """The denominator, or what is counted where there is none."""
        return self.numerator if self.denominator is None else self.denominator

    def for_sides(self, claim: pd.Series, *, descriptive: bool) -> Member:
        """With ``unit`` and ``county`` by whose the matter is: ``claim`` is 确定, 待定 or 争议 of each row.

        What is favourable in a claimant's row stands in no n and no N; a descriptive rate leaves such rows out
        altogether.
        """
        certain, disputed = claim == "确定", claim == "争议"
        blamed = self.numerator if self.denominator is None else self.denominator & ~self.numerator
        unit = certain | (disputed & blamed & (not descriptive))
        county = ~disputed
        if self.fall is not None:
            unit, county = unit & self.fall.unit, county & self.fall.county
        return replace(self, unit=unit, county=county)


def rate(
    entry: Sequence[Clause],
    test: Sequence[Clause],
    *,
    because: Sequence[Clause] = (),
    basis: pd.Series | None = None,
    done: pd.Series | None = None,
    fall: Fall | None = None,
) -> Member:
    """A rate: ``entry`` makes the denominator, ``test`` the numerator within it."""
    denominator = all_hold(entry)
    return Member(denominator & all_hold(test), denominator, entry, test, because, basis, done, fall=fall)


def count(entry: Sequence[Clause], *, basis: pd.Series | None = None, done: pd.Series | None = None) -> Member:
    """A count of the matters that meet every clause."""
    return Member(all_hold(entry), None, entry, basis=basis, done=done)


SOURCE = ("source_file", "source_sheet", "source_row")


@dataclass(frozen=True)
class Placed:
    """A member over the rows of a table of its own: ``rows`` has item (a case number, or the folder of a ledger due) and township.

    ``rows`` may have repeat_no, the matter by which an item came back, and the columns of SOURCE: the register's row
    that an item is.
    """

    rows: pd.DataFrame
    member: Member
