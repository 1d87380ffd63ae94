"""What a matter's clocks bring to the indicators: each event or limit with its day, its holder and whether it
counts (section 6).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.reference.clocks import Matter, Matters
from tests.reference.ledgers import SETTLED
from tests.reference.values import RATED

CONTENT = ("满意", "基本满意")


@dataclass
class Item:
    """``family`` and ``clock`` of a matter: what is counted once.

    ``days``: its day, or all that it may be where its cell can't be read.

    ``unit``: who held it then. ``marks``: indicator -> whether it is in the numerator; an indicator that it isn't in
    has none. ``certain``: whether its day is known. ``claimant``: of a 待定 matter.
    """

    family: str
    number: str
    clock: str
    unit: str | None
    days: list[date]
    marks: dict[str, bool]
    needs_acceptance: bool = False
    shown: bool = False
    certain: bool = True
    claimant: str | None = None
    stand: dict = field(default_factory=dict)

    @property
    def key(self):
        return self.family, self.number, self.clock


def items_of(matters: Matters, matter: Matter) -> list[Item]:
    found = []
    for clock in matter.clocks:
        if not clock.void:
            found += [i for unit in dict.fromkeys(clock.units) for i in _of_clock(matters, matter, clock, unit)]
    found += _registration(matter)
    if matter.pending:
        for item in found:
            item.claimant = item.unit
    return found


def _of_clock(matters, matter, clock, unit):
    """The items of a clock that fall on days on which ``unit`` held the matter."""
    now = clock.stand[unit]
    if now["registered_on"] > matters.view.cut_off:
        return  # "An event dated after C has not happened", whatever else its row says
    made = [
        *_limits(now, matters.view.settings.options.notice_from),
        *_acceptance(matters, clock, now, unit),
        *_conclusion(matters, matter, clock, now, unit),
    ]
    for family, held_on, days, marks, extra in made:
        if clock.until and held_on >= clock.until:
            continue
        if not matter.pending and not _held(matters, matter, clock, unit, held_on):
            continue
        whose = unit
        if not matter.pending:
            name = matter.line.on(held_on)
            whose = name and matters.view.on(name, max(held_on, days[0]))  # a merged part's cohorts are its unit's
        yield Item(family, matter.number, clock.id, whose, days, marks, stand=now, **extra)


def _held(matters, matter, clock, unit, day):
    """Whether the unit's rows speak for a day: it held the matter on it.

    What lies before the clock began belongs to its first holder.
    """
    view = matters.view
    if len(set(clock.units)) == 1:
        return True
    if clock.start and day < clock.start:
        return unit == clock.units[0]
    holder = view.unit(matter.line.on(day))
    return holder == unit or (holder not in clock.units and unit == clock.last)


def _limits(now, notice_from):
    """ "A limit or event belongs to the unit that held the matter on that day"."""
    bad, accepted, concluded = now["bad"], now["accepted_on"], now["concluded_on"]
    known = "procedure" not in bad
    limit, due, simple = now["limit"], now["due"], now["simple_limit"]
    if limit and not now["accusation"]:
        in_time = (
            accepted and "accepted_on" not in bad and not now["late_accepted"] and now["begun"] <= accepted <= limit
        )
        told = "notified_on" not in bad and _told(now["notified_on"], limit, notice_from)
        n = bool(in_time and told and not now["registered_false"] and "received_on" not in bad)
        yield "A", limit, [limit], {"accepted_on_time": n}, {"shown": "accepted_on" in now["vouched"]}
    if due:
        by_due = concluded and concluded <= due and not now["late_concluded"] and "accepted_on" not in bad and known
        marks = {"concluded_on_time": bool(by_due), "extended": bool(now["extended"] and known)}
        fixed = now["due_from"] is not None or (concluded is not None and "accepted_on" not in bad)
        yield "D", due, [due], marks, {"shown": "concluded_on" in now["vouched"], "needs_acceptance": bool(fixed)}
    if simple:
        kept = concluded and concluded <= simple and not now["late_concluded"]
        yield (
            "S",
            simple,
            [simple],
            {"simple_on_time": bool(kept)},
            {"shown": "concluded_on" in now["vouched"], "needs_acceptance": True},
        )


def _told(day, limit, notice_from):
    """ "A blank after the limit doesn't" count "from the day in setting 告知计入起 on"; 无法告知 is a day before
    all others.
    """
    if day is None:
        return notice_from is None or limit < notice_from
    return day <= limit


def _acceptance(matters, clock, now, unit):
    """办结率: "accepted in P", concluded by C; unreadable "in every denominator its readable dates allow", and in
    no numerator.
    """
    if "accepted_on" in now["bad"]:
        end = min(now["concluded_on"] or matters.view.cut_off, matters.view.cut_off)
        may = [now["begun"] + timedelta(days=n) for n in range((end - now["begun"]).days + 1)]
        if may:
            yield "Acc", may[-1], may, {"conclusion": False}, {"certain": False}
        return
    day, first = now["accepted_on"], now["due_from"]
    if first and clock.start:
        first = max(first, clock.start)
    if day and now["limit"]:
        if first and first < day < matters.windows.begin(unit):
            # moved into a closed window: it "was known by the earlier day", and nothing is gained by moving it
            day = first
        yield "Acc", day, [day], {"conclusion": now["concluded_on"] is not None}, {}


def _conclusion(matters, matter, clock, now, unit):
    """ "a cohort (+30, +90) belongs to the unit that concluded the matter"."""
    options, bad = matters.view.settings.options, now["bad"]
    candidates = [now["event"]] if now["event"] else _days_that_may_be(matters, matter, clock, now)
    if not candidates:
        return
    held_on = candidates[0]
    treated = now["procedure_now"] in ("信访处理意见", "简易办理")
    first, may_be_first = now["occurrence"] == "初件", now["occurrence"] != "重件"
    sure = "procedure" not in bad and "concluded_on" not in bad and not now["taken_back"]
    back = "came_back" in now and now["came_back"]

    def shifted(days):
        return [day + timedelta(days=days) for day in candidates]

    def solved(day):
        return bool(sure and now["solved"] and not back and settled_for(matters, matter, now, unit, day) == "已化解")

    extra = {"certain": now["event"] is not None}
    if treated:
        yield "C", held_on, candidates, {"resolution": solved(candidates[0])}, extra
        if may_be_first:
            later = shifted(options.came_back_days)
            yield "C90", held_on, later, {"first_time_resolution": solved(later[0]) and first}, extra
    if may_be_first and (treated or now["procedure_now"] == "建议意见"):
        yield "C30", held_on, shifted(options.rating_days), _ratings(now, sure and first, options), extra


def _ratings(now, sure, options):
    """参评率 and the two 满意率; of a conclusion taken back 参评率 has it with n 0 and 满意率 "only if 不满意"."""
    bad, rating, office = now["bad"], now["rating_unit"], now["rating_office"]
    marks = {"rating_turnout": bool(rating in RATED and sure)}
    silent = options.silence_is_content and rating not in RATED and "rating_unit" not in bad
    for id_, value, quiet in (("satisfaction", rating, silent), ("office_satisfaction", office, False)):
        column = "rating_unit" if id_ == "satisfaction" else "rating_office"
        counted = value in RATED or quiet or column in bad
        if counted and (not now["taken_back"] or value == "不满意"):
            marks[id_] = bool((value in CONTENT or quiet) and sure)
    return marks


def settled_for(matters, matter, now, unit, day):
    """ "未化解 or 部分化解 → 已化解 …; for a cohort whose day lies in a closed window it waits" (a worse one counts
    at once).
    """
    view, value = matters.view, now["settled"]
    month = matters.windows.month_of(unit, day)
    if month is None or "settled" in now["vouched"]:
        return value
    closing = [e for e in view.spoken + view.binding if e.closes and month in e.period.months()]
    if not closing:
        return value
    first = min(e.period.order for e in closing)
    for edition, name in view.published([e for e in view.spoken if e.period.order >= first], matter.number):
        records = edition.records[name]
        if edition.lines[name].claimants:  # "for each claimant its own row decides"
            records = {u: r for u, r in records.items() if view.unit(u) == view.unit(unit)} or records
        for record in records.values():
            had = record["settled"] if record["event"] else None
            if had and SETTLED[had] > SETTLED[value]:
                value = had
    return value


def _days_that_may_be(matters, matter, clock, now):
    """An unreadable 办结日期: every day from registration on, after the last window's end at which an edition had
    it open, by C.
    """
    if "concluded_on" not in now["bad"]:
        return []
    view, day = matters.view, clock.start or now["registered_on"]
    for edition, name in view.published(view.earlier, matter.number):
        if all(r["event"] is None for r in edition.records[name].values()):
            day = max(day, edition.cut_off + timedelta(days=1))
    return [day + timedelta(days=n) for n in range((view.cut_off - day).days + 1)]


def _registration(matter):
    """ "A registration belongs to the unit that first lists it, in the period in which it does"."""
    valid = [clock for clock in matter.clocks if not clock.void]
    for clock in valid if matter.pending else valid[:1]:
        unit = clock.units[0]
        now = clock.stand[unit]
        yield Item(
            "R",
            matter.number,
            "first",
            unit,
            [now["registered_on"]],
            {"repeat": now["occurrence"] == "重件"},
            stand=now,
        )
