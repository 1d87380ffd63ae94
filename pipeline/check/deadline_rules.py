"""Rules about the Regulation's time limits: late work is reported and no error; an unlawful extension is one."""

from __future__ import annotations

import pandas as pd

from pipeline.base.day_columns import later, shifted, until
from pipeline.check.rules import A_YEAR, Facts, Rule
from pipeline.rules.accusations import OWN_LIMITS
from pipeline.rules.deadlines import (
    CONCLUDE_DAYS,
    EXTEND_DAYS,
    OBJECT_WORKING_DAYS,
    REGISTER_DAYS,
    add_working_days,
    notice_due,
)


def _start(facts: Facts) -> pd.Series:
    """The day from which 60 days are counted, null where acceptance is missing or contradicted."""
    return facts["accepted_on"].mask(facts.accepted_wrongly).where(facts.solving)


def _last_extension(facts: Facts) -> pd.Series:
    return shifted(_start(facts), CONCLUDE_DAYS + EXTEND_DAYS)


def _due_differs(facts: Facts) -> pd.Series:
    """限办日期 that is none of: the law's date, that date before days off roll over, 延期至, the limit of 简易办理."""
    given, plain = facts["due_on"], shifted(_start(facts), CONCLUDE_DAYS)
    allowed = (
        (given == plain)
        | (given == facts.due["base_due"])
        | (given == facts["extended_to"])
        | (given == facts.due["simple_limit"])
    )
    return given.notna() & plain.notna() & ~allowed


def _late(facts: Facts) -> pd.Series:
    """Concluded, by the cut-off, after the due date of 信访处理意见; 简易办理 has become one by then."""
    done = (facts["concluded_on"] <= facts.end) & ~facts.concluded_too_early & ~facts.accepted_wrongly
    return facts.solving & done & (facts["concluded_on"] > facts.due["due_date"])


def _simple_overrun(facts: Facts) -> pd.Series:
    limit = facts.due["simple_limit"]
    done_in_time = facts["concluded_on"] <= limit
    return (facts["procedure"] == "简易办理") & (limit <= facts.end) & ~done_in_time & ~facts.accepted_wrongly


def _accepted_late(facts: Facts) -> pd.Series:
    return ~facts.accusation & ~facts.accepted_wrongly & (facts["accepted_on"] > facts.due["acceptance_limit"])


def _late_within_reason(facts: Facts) -> pd.Series:
    """Accepted late, but not so late that a year is in doubt, which is told of by itself."""
    return _accepted_late(facts) & ~(facts["accepted_on"] > facts["registered_on"] + A_YEAR)


def _told_late(facts: Facts) -> pd.Series:
    return (
        ~facts.accusation
        & ~_accepted_late(facts)
        & facts.accepted
        & (facts["notified_on"] > facts.due["acceptance_limit"])
    )


def _not_told(facts: Facts) -> pd.Series:
    """Accepted in time, and the limit has passed without a word of the notice, which counts from 告知计入起 on."""
    limit = facts.due["acceptance_limit"]
    silent = facts.frame["notified_on"].isna() & ~facts.bad("notified_on")
    in_time = (facts["accepted_on"] <= limit) & ~facts.accepted_wrongly
    return ~facts.accusation & in_time & silent & (limit <= facts.end) & notice_due(limit, facts.settings)


def _handed_back_late(facts: Facts) -> pd.Series:
    received = facts["received_on"].fillna(facts["registered_on"]).where(facts["withdrawn_on"].notna())
    return facts["withdrawn_on"] > add_working_days(received, OBJECT_WORKING_DAYS, facts.working_days)


def _own_limits(facts: Facts) -> pd.Series:
    return facts.procedure.isin(OWN_LIMITS)


LIMITS: tuple[Rule, ...] = (
    Rule("R121", ("accepted_on", "registered_on", "received_on", "level"), _late_within_reason),
    Rule("R122", ("notified_on", "registered_on", "received_on", "level", "accepted_on"), _told_late),
    Rule("R123", ("concluded_on", "accepted_on", "extended_to", "extension_approved_on", "procedure"), _late),
    Rule(
        "R124",
        ("procedure", "accepted_on", "concluded_on"),
        _simple_overrun,
        lambda f: {"days": f.settings.options.simple_working_days},
    ),
    Rule("R125", ("due_on", "accepted_on", "concluded_on", "extended_to", "procedure"), _due_differs),
    Rule(
        "R126",
        ("received_on", "registered_on"),
        lambda f: later(f["received_on"], shifted(f["registered_on"], REGISTER_DAYS)),
    ),
    Rule("R127", ("withdrawn_on", "received_on", "registered_on"), _handed_back_late),
    Rule(
        "R128",
        ("notified_on", "registered_on", "received_on", "level", "accepted_on"),
        _not_told,
        lambda f: {"day": f.settings.options.notice_from},
    ),
)

EXTENSIONS: tuple[Rule, ...] = (
    Rule("R131", ("extended_to", "accepted_on"), lambda f: f["extended_to"] > _last_extension(f)),
    Rule(
        "R132",
        ("extension_approved_on", "accepted_on"),
        lambda f: f["extended_to"].notna() & (f["extension_approved_on"] > f.due["base_due"]) & _start(f).notna(),
    ),
    Rule(
        "R133",
        ("extension_approved_on", "accepted_on"),
        lambda f: f["extended_to"].notna() & (f["extension_approved_on"] < _start(f)),
    ),
    Rule("R134", ("extended_to", "accepted_on"), lambda f: until(f["extended_to"], shifted(_start(f), CONCLUDE_DAYS))),
    Rule(
        "R135",
        ("accepted_on", "extended_to", "procedure"),
        lambda f: f["extended_to"].notna() & ~f.accepted & f.solving,
    ),
    Rule(
        "R136",
        ("extended_to", "procedure"),
        lambda f: f["extended_to"].notna() & (_own_limits(f) | (f.procedure == "简易办理")),
        quotes=("procedure",),
    ),
)
