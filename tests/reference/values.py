"""What counts of a matter: first submitted, held once published, the register's, or by 处理决定 (section 5.2).

A record is a dict of ledger ids to the values that count, and besides ``folder``, ``row``: the row that it rests on;
``due_from``: the acceptance from which the due date runs; ``event``: the day of the conclusion for 化解率, its cohorts
and "came back"; ``taken_back``: the conclusion no longer stands; ``vouched``: ids whose values 上级登记台账, 抽查登记
or 处理决定 confirms; ``found_false``.
"""

from __future__ import annotations

from tests.reference.ledgers import RATINGS, SETTLED
from tests.reference.story import IDS

FIRST = ("registered_on", "received_on", "occurrence", "procedure", "purpose", "level")
BLANK_IS_A_VALUE = ("procedure", "purpose", "level")
ABOVE = (
    "registered_on",
    "level",
    "occurrence",
    "related_case_no",
    "procedure",
    "purpose",
    "rating_unit",
    "rating_office",
)
LATER_IS_WORSE = ("notified_on", "extension_approved_on")
WITH_CONCLUSION = ("outcome", "handling", "settled", "rating_unit", "rating_office")
EVENTS = ("accepted_on", "extension_approved_on", "withdrawn_on")
RATED = ("满意", "基本满意", "不满意")


def first_values(view, number, rows, units):
    """Of the columns that count as first submitted: id -> value. ``rows``: the rows of ``units``, which hold or claim
    the matter, the earliest first. Of an edition that had it 待定 only what one of them said counts.

    "A blank 办理程序, 信访目的 or 信访层级 is a value; a blank 收到日期 isn't; of 初重件 the first that can be read."
    What an edition has speaks before every folder; 更正属实 for the column speaks for the folder that it lies in.
    """
    found = {}
    had = view.published(view.spoken, number)
    settled_since = bool(had) and had[-1][1] not in had[-1][0].claims
    for edition, name in had:
        if settled_since and name in edition.claims:
            continue  # what its holder has of it since says what it was
        for id_, value in _published_first(view, edition, name, units).items():
            found.setdefault(id_, value)
    for folder, row in rows:
        corrected = {d["column"] for d in view.decisions(number, "更正属实") if d["folder"] == folder}
        for id_ in FIRST:
            readable = id_ not in row["bad"] and (row[id_] is not None or id_ in BLANK_IS_A_VALUE)
            if readable and (id_ not in found or id_ in corrected):
                found[id_] = row[id_]
    return found


def _published_first(view, edition, name, units):
    if name not in edition.claims:
        return edition.firsts.get(name, {})
    claims = {view.unit(u): first for u, first in edition.claims[name].items()}
    return next((claims[u] for u in units if u in claims), {})


def record(view, number, rows, first, *, base=None, giver=None):
    """What counts by one unit's rows; None where there is nothing to go by.

    ``base``: what the newest edition has of it, which is held. ``giver``: the record of the holder before: "what they
    had stays with the matter where the new one's cell is blank". Without a row of its own the matter is as they left
    it.
    """
    folder, row = rows[-1] if rows else (None, None)
    if base and (
        row is None or view.place(base["folder"]) > view.place(folder) or not _dated_after(folder, base["folder"])
    ):
        folder, row = base["folder"], base["row"]
    if row is None:
        return giver and dict(giver)
    now = {**row, "folder": folder, "row": row}
    now["bad"] = (row["bad"] - {"case_no"}) - set(FIRST) | {
        id_ for id_ in FIRST if id_ in row["bad"] and id_ not in first
    }
    now |= {id_: first.get(id_) for id_ in FIRST}
    above = view.above(number)
    now["vouched"] = _vouched(view, number, rows, now, above)
    _hide_what_is_after(view, now)
    if giver:
        _fill(now, giver)
    _lay_over(now, above)
    _hold(now, base, row, giver)
    _hide_what_is_after(view, now)
    _checked(view, number, now)
    _sort_out(now)
    return now


def _dated_after(folder, other):
    """Whether a folder is as new as another; both names of periods, those of months compare as texts."""
    return folder[:7] >= other[:7]


def _vouched(view, number, rows, now, above):
    """Ids whose value now is the register's, or that of a row that 更正属实 names."""
    found = {id_ for id_ in IDS if above and above[id_] is not None and above[id_] == now[id_]}
    for decision in view.decisions(number, "更正属实"):
        found |= {
            decision["column"]
            for folder, row in rows
            if folder == decision["folder"] and row[decision["column"]] == now[decision["column"]]
        }
    if any(c["result"] == "属实" for c in _checks(view, number, "化解")):
        found.add("settled")
    return found


def _hide_what_is_after(view, now):
    """ "An event dated after C has not happened; an undated state (化解, rating) goes with a conclusion that C hides".

    That of an edition with a later C neither.
    """
    for id_ in (*EVENTS, "due_from", "event"):
        if now.get(id_) and now[id_] > view.cut_off:
            now[id_] = None
    now["taken_back"] = now.get("taken_back", False) and now["event"] is not None
    if now["concluded_on"] and now["concluded_on"] > view.cut_off:
        now |= dict.fromkeys(("concluded_on", *WITH_CONCLUSION))
        now["bad"] -= set(WITH_CONCLUSION)


def _fill(now, giver):
    for id_ in IDS:
        if now[id_] is None and id_ not in now["bad"]:
            now[id_] = giver[id_]


def _lay_over(now, above):
    """上级登记台账: "where it has the matter", its values count, and its ratings even when blank."""
    now["received_above"] = above and above["received_on"]
    if not above:
        return
    for id_ in ABOVE:
        if above[id_] is not None:
            now[id_] = above[id_]
            now["bad"] -= {id_}
    for id_ in ("rating_unit", "rating_office"):
        now[id_] = above[id_] or "未评价"
        now["bad"] -= {id_}
    if above["received_on"]:
        now["received_on"] = above["received_on"]
        now["bad"] -= {"received_on"}


def _hold(now, base, row, giver):
    """ "a better value waits for 上级登记台账, 抽查登记 or 处理决定; a worse one counts at once"; a blank changes
    nothing but a conclusion taken back.
    """
    now["due_from"] = now["accepted_on"]
    now["event"], now["taken_back"] = now["concluded_on"], False
    if not base:
        return
    _hold_acceptance(now, base)
    for id_ in LATER_IS_WORSE:
        _hold_day(now, base, id_, lambda old, new: new > old)
    _hold_day(now, base, "extended_to", lambda old, new: new < old)
    _hold_day(now, base, "withdrawn_on", lambda *_: True)
    _hold_conclusion(now, base, row, giver)
    if base["event"] and base["settled"] and now["settled"] is None and not now["taken_back"]:
        _keep(now, base, "settled")  # "A blank or unreadable cell changes nothing"


def _keep(now, base, id_):
    now[id_] = base[id_]
    now["bad"] -= {id_}


def _hold_day(now, base, id_, worse):
    if base[id_] is None or (id_ in now["vouched"] and now[id_] is not None):
        return
    if now[id_] is None or not worse(base[id_], now[id_]):
        _keep(now, base, id_)


def _hold_acceptance(now, base):
    """ "A later acceptance is worse …, and the due date stays the earlier one's": of the two the earlier."""
    if base["accepted_on"] is None or ("accepted_on" in now["vouched"] and now["accepted_on"] is not None):
        return
    now["due_from"] = (
        min(d for d in (base["due_from"], now["accepted_on"]) if d) if base["due_from"] else now["accepted_on"]
    )
    if now["accepted_on"] is None or now["accepted_on"] <= base["accepted_on"]:
        _keep(now, base, "accepted_on")


def _hold_conclusion(now, base, row, giver):
    """ "a later conclusion is worse for 按期办结率, while 化解率, its cohorts and "came back" keep the published
    day".
    """
    if base["event"] is None:
        return
    if "concluded_on" in now["vouched"] and now["concluded_on"] is not None:
        if now["outcome"] is None:
            _keep(now, base, "outcome")  # the day is confirmed, and "a blank … cell changes nothing" of the rest
        return
    now["event"] = base["event"]
    last = base["concluded_on"] or base["last_concluded"]
    now["last_concluded"] = last
    blank = row["concluded_on"] is None and row["outcome"] is None and not {"concluded_on", "outcome"} & row["bad"]
    blank = blank and not (giver and giver["concluded_on"])  # "what they had stays with the matter"
    if blank or (base["taken_back"] and now["concluded_on"] is None):
        now["taken_back"], now["concluded_on"] = True, None
        now["bad"] -= {"concluded_on"}
    elif now["concluded_on"] is None or now["concluded_on"] <= last:
        now["concluded_on"] = last
        now["bad"] -= {"concluded_on"}
    if now["outcome"] is None:
        _keep(now, base, "outcome")


def _checks(view, number, what):
    newest = [
        c
        for c in view.entries("spot_checks")
        if view.number(c["case_no"]) == number and c.get("checked", "化解") == what
    ]
    return newest[-1:]


def _checked(view, number, now):
    """抽查登记: "a 化解 found 不属实 counts as 未化解, a 延期 as not approved, a date as not given"."""
    now["found_false"] = any(c["result"] == "不属实" for c in _checks(view, number, "化解"))
    if any(c["result"] == "不属实" for c in _checks(view, number, "延期")):
        now["extension_approved_on"] = None
    if any(c["result"] == "不属实" for c in _checks(view, number, "受理告知")):
        now |= {"accepted_on": None, "due_from": None, "notified_on": None}
    register = view.above(number)
    false_day = any(c["result"] == "不属实" for c in _checks(view, number, "登记"))
    now["registered_false"] = false_day and not (register and register["registered_on"])


def _sort_out(now):
    """ "Concluded before acceptance: an error; it counts as accepted, not concluded." So does one before
    registration. What an edition had before the acceptance was moved behind it stays an event.
    """
    concluded, event, first = now["concluded_on"], now["event"], now["due_from"]
    if concluded and (concluded < now["registered_on"] or (now["accepted_on"] and concluded < now["accepted_on"])):
        now["concluded_on"] = None
        moved = event and first and now["accepted_on"] and first < now["accepted_on"]
        if not (moved and event >= max(first, now["registered_on"])):
            now |= dict.fromkeys(WITH_CONCLUSION)
            now["event"] = None if event == concluded else event
    now.setdefault("last_concluded", None)
    now["last_concluded"] = now["concluded_on"] or now["last_concluded"]


def worse_rating(one, other):
    return one if RATINGS[one] >= RATINGS[other] else other


def worse_settled(one, other):
    return one if SETTLED[one] >= SETTLED[other] else other
