"""Rules about the order of dates, and about dates that the period or good sense doesn't allow."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from pipeline.check.rules import A_YEAR, Facts, Rule
from pipeline.rules.required import settled_long_ago

OLDEST = pd.Timestamp(2005, 1, 1)
EVENTS = ("received_on", "notified_on", "accepted_on", "extension_approved_on", "concluded_on", "withdrawn_on")
_ALL_BUT_REGISTERED = (*EVENTS, "due_on", "extended_to")


def _before(earlier: str, later: str) -> Callable[[Facts], pd.Series]:
    return lambda f: f[earlier] < f[later]


def _implausible(facts: Facts, id_: str) -> pd.Series:
    """Before 2005, or more than a year after the cut-off."""
    return (facts[id_] < OLDEST) | (facts[id_] > facts.end + A_YEAR)


def _after_cut_off(id_: str) -> Rule:
    return Rule("R171", (id_,), lambda f: (f[id_] > f.end) & ~_implausible(f, id_), lambda f: {"cut_off": f.cut_off})


def _wrong_year(id_: str) -> Rule:
    """Told of a day that may be right after all; an event of a year to come can't be, and is R178."""
    if id_ in EVENTS:
        return Rule("R175", (id_,), lambda f: f[id_] < OLDEST)
    return Rule("R175", (id_,), lambda f: _implausible(f, id_))


def _years_ahead(id_: str) -> Rule:
    return Rule("R178", (id_,), lambda f: f[id_] > f.end + A_YEAR, lambda f: {"cut_off": f.cut_off})


ORDER: tuple[Rule, ...] = (
    Rule("R111", ("accepted_on", "registered_on"), _before("accepted_on", "registered_on")),
    Rule("R112", ("concluded_on", "registered_on"), _before("concluded_on", "registered_on")),
    Rule(
        "R113",
        ("accepted_on", "concluded_on"),
        lambda f: (f["concluded_on"] < f["accepted_on"]) & (f["concluded_on"] >= f["registered_on"]),
    ),
    Rule("R114", ("received_on", "registered_on"), _before("received_on", "registered_on")),
    Rule("R115", ("notified_on", "registered_on"), _before("notified_on", "registered_on")),
    Rule(
        "R116",
        ("notified_on", "accepted_on"),
        lambda f: (
            (f["notified_on"] < f["accepted_on"]) & (f["notified_on"] >= f["registered_on"]) & ~f.accepted_wrongly
        ),
    ),
    Rule(
        "R117",
        ("notified_on", "concluded_on"),
        lambda f: (f["notified_on"] > f["concluded_on"]) & ~f.concluded_too_early,
    ),
    Rule("R118", ("accepted_on", "received_on"), lambda f: (f["accepted_on"] < f["received_on"]) & ~f.accepted_wrongly),
    Rule("R119", ("withdrawn_on", "registered_on"), _before("withdrawn_on", "registered_on")),
)

TIME: tuple[Rule, ...] = (
    *(_after_cut_off(id_) for id_ in EVENTS),
    Rule(
        "R172",
        ("registered_on",),
        lambda f: (f["registered_on"] > pd.Timestamp(f.period.last_day)) & ~f.ahead,
        lambda f: {"last_day": f.period.last_day},
    ),
    Rule("R177", ("registered_on",), lambda f: f.ahead, lambda f: {"cut_off": f.cut_off}),
    Rule("R173", ("registered_on",), lambda f: f["registered_on"] < OLDEST),
    Rule(
        "R174",
        ("concluded_on", "registered_on"),
        lambda f: settled_long_ago(f.frame, f.period.last_day),
        lambda f: {"autumn": f"{f.period.last_day.year - 1}-10-01"},
    ),
    *(_wrong_year(id_) for id_ in _ALL_BUT_REGISTERED),
    *(_years_ahead(id_) for id_ in EVENTS),
    Rule(
        "R176",
        ("accepted_on", "registered_on"),
        lambda f: (
            (f["accepted_on"] > f["registered_on"] + A_YEAR)
            & ~_implausible(f, "accepted_on")
            & ~_implausible(f, "registered_on")
        ),
    ),
)
