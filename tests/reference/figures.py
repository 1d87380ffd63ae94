"""Each indicator's cases in and out, by the definitions, section 6: (numerator, denominator) of one matter, in loops."""

from __future__ import annotations

from datetime import date, timedelta

RATED = ("满意", "基本满意", "不满意")
CONTENT = ("满意", "基本满意")
COUNTY = "全县"


def may_be_concluded(m, county, shift):
    """Whether 办结日期 + ``shift`` falls in the period; where it can't be read, whether it may."""
    first, last = county.period.first_day - timedelta(days=shift), county.period.last_day - timedelta(days=shift)
    if "concluded_on" not in m["bad"]:
        return m["concluded_on"] is not None and first <= m["concluded_on"] <= last
    day = m["registered_on"] - timedelta(days=1)
    if m["open_at"]:
        day = max(day, m["open_at"])
    while day < county.cut_off:
        day += timedelta(days=1)
        if first <= day <= last:
            return True
    return False


def standing_of(m, county, assigned):
    """Indicator -> (in the numerator, in the denominator) of a matter that wasn't handed back; a count has no denominator."""
    period, options, bad = county.period, county.settings.options, m["bad"]
    concluded, accepted = m["concluded_on"], m["accepted_on"]

    def within(day):
        return day is not None and period.first_day <= day <= period.last_day

    known = "procedure" not in bad
    conclusion_known = "concluded_on" not in bad
    first_known, may_be_first = m["occurrence"] == "初件", m["occurrence"] != "重件"
    repeat_known, may_repeat = m["occurrence"] == "重件", m["occurrence"] != "初件"
    found = {}

    in_time = accepted and "accepted_on" not in bad and not m["backfilled_accepted"] and m["registered_on"] <= accepted <= m["limit"]
    told = "notified_on" not in bad and (m["notified_on"] is None or m["notified_on"] <= m["limit"])
    found["accepted_on_time"] = (in_time and told and "received_on" not in bad, not m["accusation"] and within(m["limit"]))

    due = m["due"]
    by_due = concluded and due and concluded <= due and not m["backfilled_concluded"] and "accepted_on" not in bad
    found["concluded_on_time"] = (by_due and known, within(due))
    found["extended"] = (m["extended"] and known, within(due))

    treated = m["procedure_now"] in ("信访处理意见", "简易办理")
    found["resolution"] = (m["resolved"] and known, treated and may_be_concluded(m, county, 0))
    asked = treated and may_be_first and may_be_concluded(m, county, options.came_back_days)
    found["first_time_resolution"] = (m["resolved"] and known and first_known, asked)

    asked = (treated or m["procedure_now"] == "建议意见") and may_be_first and may_be_concluded(m, county, options.rating_days)
    sure = known and conclusion_known and first_known
    silent = options.silence_is_content and m["rating_unit"] not in RATED and "rating_unit" not in bad
    rated = m["rating_unit"] in RATED
    found["rating_turnout"] = (rated and sure, asked)
    counted = rated or silent or "rating_unit" in bad
    found["satisfaction"] = ((m["rating_unit"] in CONTENT or silent) and sure, asked and counted)
    office = m["rating_office"]
    found["office_satisfaction"] = (office in CONTENT and sure, asked and (office in RATED or "rating_office" in bad))

    in_force = m["registered_on"] <= period.last_day and not (concluded and concluded < period.first_day)
    listed = m["case_no"] in assigned or m["backlog_batch"] is not None
    found["led_by_official"] = (m["lead_official"] is not None and (listed or repeat_known), in_force and (listed or may_repeat))

    unread = "accepted_on" in bad and concluded is None and m["registered_on"] <= period.last_day
    found["conclusion"] = (concluded is not None and "accepted_on" not in bad, within(accepted) or unread)
    found["repeat"] = (repeat_known, within(m["registered_on"]))

    limit = m["simple_limit"]
    kept = concluded and limit and concluded <= limit and not m["backfilled_concluded"]
    found["simple_on_time"] = (kept, within(limit))

    waiting = (accepted is None or "accepted_on" in bad) and concluded is None
    found["overdue_unaccepted"] = (not m["accusation"] and m["limit"] <= period.last_day and waiting, None)
    found["overdue_open"] = (due is not None and due <= period.last_day and concluded is None, None)
    return found


def indicators(county, state):
    """(township or 全县, indicator) -> (n, N), and (township, indicator) -> case numbers of a count."""
    assigned = backlog(county)
    table, cases = {}, {}
    ids = list(standing_of(state[0], county, assigned or {})) if state else _NO_MATTERS
    for name in (*county.names, COUNTY):
        for id_ in ids:
            table[name, id_] = [0, None if id_.startswith("overdue") else 0]
    for m in state:
        if m["handed"]:
            continue
        for id_, (n, of) in standing_of(m, county, assigned or {}).items():
            hit = bool(n and (of or of is None))
            for name in _counted_for(m):
                table[name, id_][0] += hit
                if of is not None:
                    table[name, id_][1] += bool(of)
                if of is None and hit and not m["hidden"]:
                    cases.setdefault((name, id_), []).append(m["case_no"])
    _count_backlog(county, state, assigned, table, cases)
    _count_at_fault(county, state, table, cases)
    _count_ledgers(county, table)
    return {key: tuple(value) for key, value in table.items()}, {key: tuple(sorted(numbers)) for key, numbers in cases.items()}


_NO_MATTERS = (
    "accepted_on_time", "concluded_on_time", "resolution", "first_time_resolution", "satisfaction", "rating_turnout", "led_by_official",
    "conclusion", "repeat", "office_satisfaction", "simple_on_time", "extended", "overdue_unaccepted", "overdue_open",
)  # fmt: skip


def _counted_for(m):
    return (COUNTY,) if m["claim"] == "待定" else (m["township"], COUNTY)


def backlog(county):
    """Case number -> (unit, 要求化解日期) of 交办清单 by the cut-off, of the batch to be settled first; None without the register."""
    if "assigned" not in county.registers:
        return None
    found = {}
    for row in county.registers["assigned"]:
        if row["assigned_on"] <= county.cut_off:
            entry = (row["settle_by"] or date.max, row["assigned_on"], county.unit(row["township"]))
            was = found.get(row["case_no"])
            found[row["case_no"]] = entry if was is None or entry[:2] < was[:2] else was
    return {number: (unit, by if by < date.max else None) for number, (by, _, unit) in found.items()}


def _count_backlog(county, state, assigned, table, cases):
    resolved = {m["case_no"] for m in state if m["resolved"]}
    hidden = {m["case_no"] for m in state if m["hidden"]}
    for name in (*county.names, COUNTY):
        table[name, "backlog_clearance"] = [None, None] if assigned is None else [0, 0]
        table[name, "backlog_overdue"] = [None, None] if assigned is None else [0, None]
    for number, (unit, by) in (assigned or {}).items():
        late = bool(by) and by <= county.period.last_day and number not in resolved
        for name in (unit, COUNTY):
            table[name, "backlog_clearance"][0] += number in resolved
            table[name, "backlog_clearance"][1] += 1
            table[name, "backlog_overdue"][0] += late
            if late and number not in hidden:
                cases.setdefault((name, "backlog_overdue"), []).append(number)


def _count_at_fault(county, state, table, cases):
    supervised = county.registers.get("supervised")
    gone = {m["case_no"] for m in state if m["handed"]}
    hidden = {m["case_no"] for m in state if m["hidden"]}
    for name in (*county.names, COUNTY):
        table[name, "at_fault"] = [None if supervised is None else 0, None]
    found = set()
    for row in supervised or ():
        if row["at_fault"] == "是" and county.period.first_day <= row["supervised_on"] <= county.period.last_day:
            found.add((county.unit(row["township"]), row["case_no"]))
    for unit, number in found:
        for name in (unit, COUNTY) if number not in gone else ():
            table[name, "at_fault"][0] += 1
            if number not in hidden:
                cases.setdefault((name, "at_fault"), []).append(number)


def _count_ledgers(county, table):
    reports = [row for row in county.registers.get("reports", ()) if row["folder"] in county.own]
    for name in (*county.names, COUNTY):
        table[name, "reported_on_time"] = [0, 0] if reports else [None, None]
    for folder in county.own:
        rows = [row for row in reports if row["folder"] == folder]
        for name in county.names if rows else ():
            own = [row for row in rows if row["daily"] != "是" and county.unit(row["township"]) == name]
            timely = any(row["sent_on"] and row["sent_on"] <= row["due_on"] for row in own)
            for each in (name, COUNTY):
                table[each, "reported_on_time"][0] += timely
                table[each, "reported_on_time"][1] += 1


def volumes(county, state):
    """(township or 全县, by, code) -> (件, 批次, 人次)."""
    found = {}
    for m in state:
        if m["handed"]:
            continue
        codes = []
        first, last = county.period.first_day, county.period.last_day
        if first <= m["registered_on"] <= last:
            codes = [
                ("channel", m["channel"]),
                ("class", m["category"]),
                ("level", m["level"] or ("乡镇" if "level" not in m["bad"] else None)),
            ]
        if m["concluded_on"] and first <= m["concluded_on"] <= last:
            codes.append(("handling", m["handling"]))
        for by, code in codes:
            visit = m["channel"] == "来访"
            for name in _counted_for(m):
                was = found.get((name, by, code or "未填"), (0, 0, 0))
                found[name, by, code or "未填"] = (was[0] + 1, was[1] + visit, was[2] + (m["persons"] or 1) * visit)
    return found
