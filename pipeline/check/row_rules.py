"""Rules about one row: what is missing, and states that contradict each other."""

from __future__ import annotations

import pandas as pd

from pipeline.check.rules import Facts, Rule
from pipeline.schema.ledger import RATED

MANY_PERSONS = 5
CROWD = 500


def _extended(facts: Facts) -> pd.Series:
    return facts["extended_to"].notna() | facts["extension_approved_on"].notna()


def _blank(facts: Facts, id_: str) -> pd.Series:
    return facts[id_].isna()


def _rated(facts: Facts) -> pd.Series:
    return facts["rating_unit"].isin(RATED)


def _open_but_done(facts: Facts) -> pd.Series:
    """Rows without conclusion that claim 已化解 or a rating, each an error of its own."""
    return ~facts.concluded & ((facts["settled"] == "已化解") | _rated(facts) | facts["rating_office"].isin(RATED))


def _too_few(facts: Facts) -> pd.Series:
    """大规模聚集 of fewer persons than a crowd has."""
    return (facts["incident"] == "大规模聚集") & (facts["persons"].fillna(1) < MANY_PERSONS) & ~facts.bad("persons")


def _kinds_differ(facts: Facts) -> pd.Series:
    both = facts["procedure"].notna() & facts["purpose"].notna()
    return both & ((facts["procedure"] == "检举控告") != (facts["purpose"] == "检举控告"))


BLANKS: tuple[Rule, ...] = (
    Rule("R101", ("channel",), lambda f: f.blank_cell("channel")),
    Rule("R102", ("occurrence",), lambda f: f.blank_cell("occurrence")),
    Rule("R103", ("accepted_on", "concluded_on"), lambda f: f.concluded & ~f.accepted & ~f.concluded_too_early),
    Rule("R104", ("outcome", "concluded_on", "procedure"), lambda f: f.solving & f.concluded & _blank(f, "outcome")),
    Rule(
        "R105",
        ("outcome", "concluded_on", "procedure"),
        lambda f: f.procedure.isin(["法定程序", "建议意见"]) & f.concluded & _blank(f, "outcome"),
    ),
    Rule(
        "R106", ("related_case_no", "occurrence"), lambda f: (f["occurrence"] == "重件") & _blank(f, "related_case_no")
    ),
    Rule(
        "R107",
        ("extension_approved_on", "extended_to"),
        lambda f: f["extended_to"].notna() & _blank(f, "extension_approved_on"),
    ),
    Rule(
        "R108",
        ("extended_to", "extension_approved_on"),
        lambda f: f["extension_approved_on"].notna() & _blank(f, "extended_to"),
    ),
    Rule(
        "R109",
        ("extension_reason", "extended_to"),
        lambda f: f["extended_to"].notna() & f.blank_cell("extension_reason"),
    ),
    Rule("R110", ("concluded_on", "outcome"), lambda f: ~f.concluded & f["outcome"].notna() & ~_open_but_done(f)),
)

STATES: tuple[Rule, ...] = (
    Rule("R141", ("settled", "concluded_on"), lambda f: (f["settled"] == "已化解") & ~f.concluded),
    Rule("R142", ("rating_unit", "concluded_on"), lambda f: _rated(f) & ~f.concluded, quotes=("rating_unit",)),
    Rule(
        "R142",
        ("rating_office", "concluded_on"),
        lambda f: f["rating_office"].isin(RATED) & ~f.concluded & ~_rated(f),
        quotes=("rating_office",),
    ),
    Rule(
        "R143",
        ("settled", "outcome", "handling"),
        lambda f: (
            (f["settled"] == "已化解")
            & (f["outcome"] == "不予支持")
            & (_blank(f, "handling") | (f["handling"] == "解决问题到位"))
        ),
        quotes=("handling",),
    ),
    Rule(
        "R144",
        ("settled", "rating_unit"),
        lambda f: (f["settled"] == "已化解") & (f["rating_unit"] == "不满意") & f.concluded,
    ),
    Rule("R145", ("withdrawn_on", "concluded_on"), lambda f: f["withdrawn_on"].notna() & f.concluded),
    Rule("R146", ("withdrawn_on", "accepted_on"), lambda f: (f["accepted_on"] <= f["withdrawn_on"]) & ~f.concluded),
    Rule("R147", ("procedure", "purpose"), _kinds_differ),
    Rule(
        "R148",
        ("procedure", "purpose"),
        lambda f: (f["purpose"] == "建议意见") & f["procedure"].isin(["信访处理意见", "简易办理"]),
        quotes=("procedure",),
    ),
    Rule(
        "R149",
        ("accepted_on", "notified_on", "concluded_on"),
        lambda f: f["notified_on"].notna() & ~f.accepted & ~f.concluded,
    ),
)

CODES: tuple[Rule, ...] = (
    Rule(
        "R161",
        ("persons", "channel"),
        lambda f: f["channel"].isin(["来信", "来电"]) & (f["persons"] >= MANY_PERSONS),
        quotes=("channel",),
    ),
    Rule("R162", ("procedure", "occurrence"), lambda f: (f["procedure"] == "简易办理") & (f["occurrence"] == "重件")),
    Rule(
        "R163",
        ("visit_class", "channel"),
        lambda f: f["visit_class"].notna() & f["channel"].notna() & (f["channel"] != "来访"),
        quotes=("visit_class", "channel"),
    ),
    Rule(
        "R164",
        ("incident",),
        lambda f: f["incident"].notna() & (f["incident"] != "无") & ~_too_few(f),
        quotes=("incident",),
    ),
    Rule("R165", ("persons",), lambda f: f["persons"] > CROWD),
    Rule(
        "R166",
        ("visit_class", "level"),
        lambda f: (f["visit_class"] == "异常") & (f["level"] != "国家"),
        quotes=("level",),
    ),
    Rule("R167", ("persons", "incident"), _too_few),
    Rule("R168", ("procedure", "persons"), lambda f: (f["procedure"] == "简易办理") & (f["persons"] >= MANY_PERSONS)),
)
