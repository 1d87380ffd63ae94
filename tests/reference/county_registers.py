"""The office's registers of a random story."""

from __future__ import annotations

from datetime import timedelta

from pipeline.base.period import parse_period
from tests.reference.county_rows import known
from tests.reference.story import IDS


def registers(rng, ways, months, truths, made):
    """Puts into the folders what the office has of each matter."""
    for truth in truths:
        names = truth["names"]
        _of_moves(rng, truth, made)
        if "registers" in ways or "claims" in ways:
            if rng.random() < 0.35:
                _above(rng, names, truth, months, made)
            if "registers" in ways:
                _others(rng, names, truth, months, made)
    if "registers" in ways:
        for id_ in ("assigned", "supervised", "superior", "spot_checks"):
            if rng.random() < 0.5:
                made[months[0]].registers.setdefault(id_, [])


def _put(made, month, register, row):
    made[month].registers.setdefault(register, []).append(row)


def decision(number, what, **values):
    return {"subject": number, "decision": what, "rule": None, "column": None, "to": None, "from_on": None} | values


def _of_moves(rng, truth, made):
    for month, taker, way in truth["path"]:
        period = parse_period(month)
        day = period.first_day + timedelta(days=rng.randrange(-10, 28))
        if way == "a":
            _put(
                made,
                month,
                "decisions",
                decision(truth["case_no"], "归属乡镇", to=taker, from_on=max(day, truth["registered_on"])),
            )
        if way == "c" and rng.random() < 0.8:
            _put(made, month, "decisions", decision(truth["case_no"], "同意退回"))


def _above(rng, names, truth, months, made):
    """上级登记台账 has it from some month on, in each folder, now and then with another unit from a later month on."""
    start = rng.randrange(len(months))
    unit, other = rng.choice([truth["township"], truth["township"], rng.choice(names)]), rng.choice(names)
    change = rng.choice([None, None, *range(start + 1, len(months))])
    says = rng.choice([("township", "registered_on"), ("registered_on", "received_on", "level"), IDS])
    for at in range(start, len(months)):
        end = parse_period(months[at]).last_day
        if truth["registered_on"] > end:
            continue
        told = known(truth, end)
        row = {
            id_: told[id_] if id_ in (*says, "case_no", "registered_on") and id_ not in ("outcome", "settled") else None
            for id_ in IDS
        }
        row |= {"township": other if change is not None and at >= change else unit, "sender": unit, "bad": frozenset()}
        if rng.random() < 0.9:
            _put(made, months[at], "superior", row)


def _others(rng, names, truth, months, made):
    number, month = truth["case_no"], rng.choice(months)
    period = parse_period(month)
    named = rng.choice([truth["township"], truth["township"], rng.choice(names)])
    if rng.random() < 0.3:
        by = rng.choice([None, period.last_day, period.last_day + timedelta(days=20)])
        on = period.first_day - timedelta(days=rng.choice([40, 90, -10]))
        _put(
            made,
            month,
            "assigned",
            {"case_no": number, "township": named, "batch": "第一批", "assigned_on": on, "settle_by": by},
        )
    if rng.random() < 0.15:
        on = period.first_day + timedelta(days=rng.randrange(28))
        _put(
            made,
            month,
            "supervised",
            {"case_no": number, "township": named, "supervised_on": on, "at_fault": rng.choice(["是", "是", "否"])},
        )
    if rng.random() < 0.15:
        checked, result = rng.choice(["化解", "化解", "延期"]), rng.choice(["属实", "不属实"])
        _put(made, month, "spot_checks", {"case_no": number, "checked": checked, "result": result})
    if rng.random() < 0.25:
        column = rng.choice(
            ["accepted_on", "concluded_on", "procedure", "rating_unit", "settled", "extended_to", "registered_on"]
        )
        _put(made, month, "decisions", decision(number, "更正属实", column=column, rule=rng.choice(["R215", "R218"])))
    if rng.random() < 0.08:
        day = period.first_day + timedelta(days=rng.randrange(28))
        if truth["concluded_on"] and truth["concluded_on"] < day:
            _put(made, month, "decisions", decision(number, "重新办理", from_on=day))
