"""One indicator over a table of rows: which rows it counts, and by which clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.measure.clauses import Clause, all_hold
from pipeline.measure.once import Fall
from pipeline.schema.vocabulary import Claim


@dataclass(frozen=True)
class Sides:
    """Masks over the rows by whose they are, the same for every indicator.

    ``sure``: 确定, which count for their unit. ``county``: all but the claimants' rows, which count for 全县.
    ``disputed``: the claimants' rows; None where there are none.
    """

    sure: pd.Series
    county: pd.Series
    disputed: pd.Series | None


def sides_of(claim: pd.Series) -> Sides:
    """The sides of rows with this ``claim``: 确定, 待定 or 争议."""
    disputed = claim == Claim.CLAIMED
    return Sides(claim == Claim.SURE, ~disputed, disputed if disputed.any() else None)


@dataclass(frozen=True)
class Member:
    """Masks over the rows: ``numerator`` within ``denominator``; a count has no denominator (None).

    ``entry``: the clauses of the denominator, or of a count. ``test``: the clauses that the numerator asks for besides.
    ``because``: the reason given, instead of 符合, for a counted matter that breaks one of these clauses. ``basis``,
    ``done``: the dates by which a matter enters and is counted; null where the rule asks for none.

    ``unit``, ``county``: whether a row counts for its unit and for 全县. A 待定 matter counts for 全县 alone; a
    claimant's row counts for its unit alone, and only by what is unfavourable in it. ``fall``: where the item is
    counted once; None for an indicator that asks about the present state.
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

    def for_sides(self, sides: Sides, *, descriptive: bool) -> Member:
        """Return the member with ``unit`` and ``county`` filled in.

        What is favourable in a claimant's row is in no n and no N; a descriptive rate leaves such rows out altogether.
        """
        unit, county = sides.sure, sides.county
        if not descriptive and sides.disputed is not None:
            blamed = self.numerator if self.denominator is None else self.denominator & ~self.numerator
            unit = unit | (sides.disputed & blamed)
        if self.fall is not None and self.fall.unit is not None:
            unit = unit & self.fall.unit
        if self.fall is not None and self.fall.county is not None:
            county = county & self.fall.county
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
    """A member together with the rows that its masks run over.

    ``rows`` has item (a case number, or the folder of a ledger due) and township. It may have repeat_no, the matter by
    which an item came back, and the columns of SOURCE: the register's row that an item stands for.
    """

    rows: pd.DataFrame
    member: Member
