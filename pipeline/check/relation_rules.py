"""Rules that look from one row to others: 关联件编号, and the same number twice in one ledger."""

from __future__ import annotations

import pandas as pd

from pipeline.check.rules import Facts, Rule
from pipeline.schema.ledger import LEDGER_IDS


def _of_related(facts: Facts, id_: str = "") -> pd.Series:
    """The value of ``id_`` in the first row of the related number; without ``id_`` that row's own related number.

    Null when no ledger of the folder has the number.
    """
    at = facts.related_at[facts.related_at >= 0]
    values = facts[id_] if id_ else facts.related
    return pd.Series(values.to_numpy()[at], index=at.index, dtype=values.dtype).reindex(facts.frame.index)


def _to_itself(facts: Facts) -> pd.Series:
    return facts.related == facts.number


def _unknown(facts: Facts) -> pd.Series:
    return (facts["occurrence"] == "重件") & _everywhere(facts.related_at < 0, facts)


def _mutual(facts: Facts) -> pd.Series:
    return (_of_related(facts) == facts.number) & ~_to_itself(facts)


def _identical(facts: Facts) -> pd.Series:
    """Rows that repeat an earlier row of the same ledger in every column."""
    return _everywhere(facts.repeated.duplicated(["_key", *LEDGER_IDS], keep="first"), facts)


def _differing(facts: Facts) -> pd.Series:
    """Every row of a number that one ledger has with different values; a repeated identical row isn't counted again."""
    distinct = facts.repeated.drop_duplicates(["_key", *LEDGER_IDS], keep="first")
    return _everywhere(distinct.duplicated(["_key", "case_no"], keep=False), facts)


def _everywhere(mask: pd.Series, facts: Facts) -> pd.Series:
    """The mask of some rows as one of all."""
    return mask.reindex(facts.frame.index, fill_value=False)


RELATIONS: tuple[Rule, ...] = (
    Rule(
        "R151",
        ("related_case_no", "occurrence"),
        lambda f: (f["occurrence"] == "初件") & f["related_case_no"].notna() & ~_to_itself(f),
    ),
    Rule("R152", ("related_case_no",), _to_itself),
    Rule("R153", ("related_case_no", "occurrence"), _unknown),
    Rule("R154", ("related_case_no", "registered_on"), lambda f: _of_related(f, "registered_on") > f["registered_on"]),
    Rule("R155", ("related_case_no",), _mutual),
)
DUPLICATES: tuple[Rule, ...] = (
    Rule("R181", ("case_no",), _identical),
    Rule("R182", ("case_no",), _differing),
)
