"""How a matter stands at C on one of its clocks: sections 4, 5.3 and 5.4."""

from __future__ import annotations

from datetime import date

from tests.reference import days


def still_to_report(row, last_day):
    """Section 1: registered this year, or not concluded before 1 October last year."""
    if row["registered_on"].year >= last_day.year:
        return True
    return row["concluded_on"] is None or row["concluded_on"] >= date(last_day.year - 1, 10, 1)


def stand(view, late, number, found, clock, part):
    """How a matter stands at C on a clock: the record with its limits, ``late_accepted``, ``late_concluded``,
    ``extended``, ``solved``. ``part(day)``: the unit whose ledgers had to tell of a day, by its name of then.
    """
    now = dict(found)
    now["accusation"] = now["purpose"] == "检举控告" or days.procedure_of(now) == "检举控告"
    now["concluded_on"] = _within(now["concluded_on"], clock)
    now["event"] = _within(now["event"], clock)
    now["taken_back"] = now["event"] is not None and now["taken_back"]
    vouched = now["vouched"]
    if clock.start:
        now["bad"] = now["bad"] - {"received_on"}  # "the new holder has its own receipt (that day)"
    if clock.start and now["accepted_on"]:
        now["accepted_on"] = max(now["accepted_on"], clock.start)  # "a 受理日期 before that day counts as that day"
    now["late_concluded"] = late.entered_late(
        number, "concluded_on", now["concluded_on"], part(now["concluded_on"]), vouched
    )
    counts_as = now["accepted_on"] and max(
        now["accepted_on"], clock.start or date.min
    )  # "a 受理日期 before that day counts as that day"
    now["late_accepted"] = late.entered_late(number, "accepted_on", counts_as, part(counts_as), vouched)
    if now["accepted_on"] is None and "accepted_on" not in now["bad"] and now["concluded_on"]:
        now["accepted_on"] = now["concluded_on"]
        now["late_accepted"] = now["late_concluded"]
        now["vouched"] = vouched | ({"accepted_on"} if "concluded_on" in vouched else set())
    _limits(view, late, number, now, clock, part)
    done = (
        now["concluded_on"] is not None and now["outcome"] is not None and not {"outcome", "concluded_on"} & now["bad"]
    )
    now["solved"] = bool(done and now["settled"] == "已化解" and "settled" not in now["bad"] and not now["found_false"])
    now["done"] = done
    return now


def _within(day, clock):
    """What was concluded before a clock began, or after the next one did, isn't of this one."""
    if day is None or (clock.start and day < clock.start) or (clock.until and day >= clock.until):
        return None
    return day


def _limits(view, late, number, now, clock, part):
    """The limits by a clock of its own count from its day: "a 受理日期 before that day counts as that day"."""
    row = {**now, "accepted_on": now["due_from"]}
    if clock.start:
        row |= {"registered_on": clock.start, "received_on": None, "received_above": None, "level": None}
        row["accepted_on"] = row["accepted_on"] and max(row["accepted_on"], clock.start)
    if clock.way == "again":
        row["accepted_on"], row["bad"] = clock.start, row["bad"] - {"accepted_on"}
    approved = now["extension_approved_on"]
    too_late = late.entered_late(number, "extension_approved_on", approved, part(approved), now["vouched"])
    now["extended"] = (
        days.extension_valid(row, view.settings)
        and not too_late
        and not {"extended_to", "extension_approved_on"} & now["bad"]
    )
    now["limit"] = None if clock.way == "again" else days.acceptance_limit(row, view.settings)
    now["begun"] = row["registered_on"]
    now["simple_limit"] = None if clock.way == "again" else days.simple_limit(row, view.settings)
    now["procedure_now"] = _procedure_at(view.cut_off, row, now)
    if clock.way == "again" and now["procedure_now"] == "简易办理":
        now["procedure_now"] = "信访处理意见"  # "due that day + 60"
    now["due"] = None
    if now["procedure_now"] == "信访处理意见" and days.start(row):
        now["due"] = (
            days.rolled(now["extended_to"], view.settings) if now["extended"] else days.base_due(row, view.settings)
        )


def _procedure_at(close, row, now):
    """简易办理 "not concluded by then is a 信访处理意见 matter"; so is one not known to be."""
    filed = days.procedure_of(row)
    if filed != "简易办理":
        return filed
    if "accepted_on" in row["bad"] or now["late_concluded"]:
        return "信访处理意见"
    limit, concluded = now["simple_limit"], now["concluded_on"]
    if limit is None:
        return "简易办理"
    kept = concluded is not None and concluded <= limit
    return "简易办理" if kept or (concluded is None and close < limit) else "信访处理意见"
