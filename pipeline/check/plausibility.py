"""Rules about a whole ledger: what is too alike to have been written matter by matter. Reminders only."""

from __future__ import annotations

import pandas as pd

from pipeline.check.rules import Facts, Rule
from pipeline.schema.ledger import LEDGER_IDS, RATED

LEAST_CONCLUDED = 10
LEAST_RATED = 20
LEAST_COPIES = 3
LEAST_NUMBERS = 20
USUAL_SHARE = 0.95


def _all_alike(facts: Facts, values: pd.Series, least: int) -> pd.Series:
    """Rows with a value, of ledgers where at least ``least`` rows have one and all have the same."""
    groups = values.groupby(facts.ledger_key)
    return values.notna() & (groups.transform("count") >= least) & (groups.transform("nunique") == 1)


def _all_content(facts: Facts) -> pd.Series:
    ratings = facts["rating_unit"].where(facts["rating_unit"].isin(RATED))
    return _all_alike(facts, ratings, LEAST_RATED) & (ratings == "满意")


def _copied_down(facts: Facts) -> pd.Series:
    """Accepted matters of one ledger, three or more, that differ in nothing but the number."""
    dates = pd.DataFrame(
        {"_key": facts.ledger_key, "registered_on": facts["registered_on"], "accepted_on": facts["accepted_on"]}
    )
    likely = facts.frame.assign(_key=facts.ledger_key)[facts.accepted & dates.duplicated(keep=False)]
    likely = likely.drop_duplicates(["_key", *LEDGER_IDS])
    alike = [id_ for id_ in LEDGER_IDS if id_ != "case_no"]
    likely = likely[likely.duplicated(["_key", *alike], keep=False)]
    sizes = likely.groupby(["_key", *alike], dropna=False, sort=False)["case_no"].transform("nunique")
    return (sizes >= LEAST_COPIES).reindex(facts.frame.index, fill_value=False)


def _odd_length(facts: Facts) -> pd.Series:
    """Numbers whose length differs from that of nearly all others of the ledger."""
    lengths = facts["case_no"].str.len()
    groups = lengths.groupby(facts.ledger_key)
    usual = facts.ledger_key.map(groups.agg(lambda values: values.mode().iloc[0]))
    odd = lengths != usual
    share = (~odd).groupby(facts.ledger_key).transform("mean")
    return odd & (groups.transform("size") >= LEAST_NUMBERS) & (share >= USUAL_SHARE)


def _all_on_days_off(facts: Facts) -> pd.Series:
    """Conclusions of ledgers with at least ten, more than half of them on days off."""
    days = facts["concluded_on"]
    off = days.isin([day for day in days.dropna().unique() if not facts.working_days.is_working(day.date())])
    groups = off[facts.concluded].groupby(facts.ledger_key)
    many = (groups.transform("size") >= LEAST_CONCLUDED) & (groups.transform("mean") > 0.5)
    return off & many.reindex(off.index, fill_value=False)


PLAUSIBILITY: tuple[Rule, ...] = (
    Rule("R183", ("case_no",), _copied_down, of_ledger=True),
    Rule("R184", ("concluded_on",), lambda f: _all_alike(f, f["concluded_on"], LEAST_CONCLUDED), of_ledger=True),
    Rule("R185", ("rating_unit",), _all_content, of_ledger=True),
    Rule("R186", ("case_no",), _odd_length),
    Rule("R187", ("concluded_on",), _all_on_days_off, of_ledger=True),
)
