"""Each matter as it stood at the close of the cut-off: sections 3 to 5 of the definitions."""

from __future__ import annotations

from datetime import timedelta

from tests.reference import days

EVENTS = ("received_on", "notified_on", "accepted_on", "extension_approved_on", "withdrawn_on")
WITH_CONCLUSION = ("outcome", "handling", "settled", "rating_unit", "rating_office")


def as_of(county, matters):
    """The matters registered by the cut-off, each with its limits and what it came to."""
    state = [_stood(dict(m), county) for m in matters.values() if m["registered_on"] <= county.cut_off]
    for matter in state:
        matter["came_back"] = any(_comes_back(other, matter, county) for other in state if other is not matter)
        matter["resolved"] = _resolved(matter)
    return state


def _stood(m, county):
    close, settings = county.cut_off, county.settings
    m["accusation"] = m["purpose"] == "检举控告" or days.procedure_of(m) == "检举控告"
    for id_ in EVENTS:
        if m[id_] and m[id_] > close:
            m[id_] = None
    concluded = m["concluded_on"]
    too_early = concluded and (concluded < m["registered_on"] or (m["accepted_on"] and concluded < m["accepted_on"]))
    if concluded and (concluded > close or too_early):
        for id_ in ("concluded_on", *WITH_CONCLUSION):
            m[id_] = None
            m["bad"] = m["bad"] - {id_}
    if m["accepted_on"] is None and "accepted_on" not in m["bad"] and m["concluded_on"]:
        m["accepted_on"] = m["concluded_on"]
        m["backfilled_accepted"] = m["backfilled_concluded"]
    m["handed"] = bool(m["withdrawn_on"] and m["handed_back"])
    m["extended"] = days.extension_valid(m, settings) and not m["backfilled_approved"]
    m["limit"] = days.acceptance_limit(m, settings)
    m["simple_limit"] = days.simple_limit(m, settings)
    m["procedure_filed"] = days.procedure_of(m)
    m["procedure_now"] = _procedure_at(m, close)
    first = days.start(m)
    m["due"] = None
    if m["procedure_now"] == "信访处理意见" and first:
        m["due"] = days.rolled(m["extended_to"] if m["extended"] else days.later(first, 60), settings)
    return m


def _procedure_at(m, close):
    """简易办理 not concluded by its limit, or not known to be, is 信访处理意见 from then on."""
    if m["procedure_filed"] != "简易办理":
        return m["procedure_filed"]
    if "accepted_on" in m["bad"] or m["backfilled_concluded"]:
        return "信访处理意见"
    limit = m["simple_limit"]
    if limit is None:
        return "简易办理"
    kept = m["concluded_on"] and m["concluded_on"] <= limit
    return "简易办理" if kept or (m["concluded_on"] is None and close < limit) else "信访处理意见"


def _comes_back(other, matter, county):
    """A 重件 (or what may be one) of the same first matter, within 90 days after the conclusion."""
    concluded = matter["concluded_on"]
    if concluded is None or other["root"] != matter["root"] or other["handed"]:
        return False
    if other["occurrence"] == "初件" and "occurrence" not in other["bad"]:
        return False
    last = concluded + timedelta(days=county.settings.options.came_back_days)
    same = other["township"] == matter["township"] or other["in_superior"]
    return same and concluded < other["registered_on"] <= last


def _resolved(m):
    """已化解 with an 办理结果, not rated 不满意, not found 不属实, not come back; nothing of it unreadable."""
    unread = {"settled", "outcome", "rating_unit", "concluded_on"} & m["bad"]
    done = m["concluded_on"] is not None and m["settled"] == "已化解" and m["outcome"] is not None
    return bool(done and not unread and m["rating_unit"] != "不满意" and not m["found_false"] and not m["came_back"])
