"""The matters of a random story as they truly are, and how ledgers tell of them."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.base.period import parse_period
from pipeline.schema.ledger import NOTICE_IMPOSSIBLE
from tests.reference.story import row

CAN_BE_BAD = (
    "accepted_on",
    "concluded_on",
    "procedure",
    "occurrence",
    "rating_unit",
    "settled",
    "received_on",
    "notified_on",
    "level",
    "outcome",
    "extended_to",
    "extension_approved_on",
    "lead_official",
)
CHANGES = {
    "accepted_on": (None, -3, 3, -20),
    "concluded_on": (None, -4, 4, -25),
    "registered_on": (5, -10),
    "extended_to": (None, 10, -10),
    "extension_approved_on": (None, -4, 9),
    "rating_unit": (None, "满意", "不满意", "未评价"),
    "settled": (None, "未化解", "已化解", "部分化解"),
    "procedure": ("法定程序", None, "简易办理"),
    "occurrence": ("初件", "重件"),
    "level": ("县", None),
    "purpose": ("检举控告", None),
    "received_on": (None, -5, 5),
    "notified_on": (None, 20, -5),
    "outcome": (None, "解释说明"),
}
WITH_CONCLUSION = ("outcome", "handling", "settled", "rating_unit", "rating_office")
UNDATED = ("registered_on", "extended_to", "due_on")


def _later(day, n):
    return day + timedelta(days=n)


def matters(rng, ways, names, months, block):
    """Truths: a row each, with ``names`` of its block, ``path``: (month, unit, way) of its moves, and
    ``claimed_by``.
    """
    found = []
    for n in range(1, rng.choice([2, 3, 4, 5]) + 1):
        number = f"{chr(97 + block)}{n:02}"
        first = parse_period(rng.choice(months)).first_day
        registered = _later(first, rng.choice([*range(-20, 28), -75, -60, -95, -150]))
        accepted = rng.choice(
            [
                None,
                _later(registered, 2),
                _later(registered, 15),
                _later(registered, 16),
                _later(registered, rng.randrange(30)),
            ]
        )
        begun = accepted or registered
        concluded = rng.choice(
            [
                None,
                _later(begun, rng.randrange(20)),
                _later(begun, 60),
                _later(begun, 61),
                _later(begun, rng.randrange(100)),
            ]
        )
        approved = rng.choice([None, None, None, _later(begun, rng.randrange(30, 62))])
        path = []
        if "moves" in ways and rng.random() < 0.6 and len(months) > 1:
            at = rng.randrange(1, len(months))
            path.append(
                (
                    months[at],
                    rng.choice(names),
                    rng.choice(["a", "a", "b", "b", "b", "c", "alone", "only names", "only lists"]),
                )
            )
        truth = row(
            number,
            rng.choice(names),
            registered,
            accepted_on=accepted,
            concluded_on=concluded,
            extension_approved_on=approved,
            extended_to=approved and _later(begun, rng.choice([75, 90, 91])),
            received_on=rng.choice([None, None, _later(registered, 3), _later(registered, -5), _later(registered, 14)]),
            notified_on=rng.choice([None, NOTICE_IMPOSSIBLE, begun, _later(registered, 16)]),
            level=rng.choice([None, "乡镇", "乡镇", "县", "国家"]),
            procedure=rng.choice(
                [None, "信访处理意见", "信访处理意见", "简易办理", "简易办理", "法定程序", "建议意见", "检举控告"]
            ),
            purpose=rng.choice([None, "申诉求决", "申诉求决", "申诉求决", "检举控告"]),
            occurrence=rng.choice(["初件", "初件", "重件"]),
            related_case_no=rng.choice(
                [None, None, f"{chr(97 + block)}{rng.randrange(1, 6):02}", f"{chr(97 + block)}99"]
            ),
            outcome=rng.choice(["予以支持", "予以支持", None]),
            settled=rng.choice(["已化解", "已化解", "未化解", "部分化解", None]),
            rating_unit=rng.choice(["满意", "不满意", "基本满意", "未评价", None]),
            rating_office=rng.choice(["满意", "不满意", None]),
            lead_official=rng.choice([None, "是"]),
            backlog_batch=rng.choice([None, None, None, "第二批"]),
            withdrawn_on=None,
        )
        truth["names"], truth["path"], truth["claimed_by"] = names, path, None
        if any(way == "c" for *_, way in path):
            truth["withdrawn_on"] = _later(max(registered, parse_period(path[0][0]).first_day), rng.randrange(25))
        if "claims" in ways and rng.random() < 0.4:
            truth["claimed_by"] = rng.choice(names)
        found.append(truth)
    if "local" in ways and len(found) > 1 and rng.random() < 0.5:
        found[1] |= {"case_no": found[0]["case_no"], "path": [], "claimed_by": None}  # two units number on their own
        found[0] |= {"path": [], "claimed_by": None, "township": names[0], "withdrawn_on": None}
        found[1] |= {
            "township": names[1],
            "registered_on": _later(found[0]["registered_on"], rng.randrange(1, 9)),
            "withdrawn_on": None,
        }
    return found


def known(truth, on):
    """What can be written on a day: dates that have come, and what goes with a conclusion only with it."""
    found = {
        k: None if isinstance(v, date) and v > on and k not in UNDATED else v
        for k, v in truth.items()
        if k not in ("names", "path", "claimed_by")
    }
    if truth["concluded_on"] and not found["concluded_on"]:
        found |= dict.fromkeys(WITH_CONCLUSION)
    if truth["concluded_on"] is None:
        found["outcome"] = None
    return found


def ledger_rows(rng, ways, truths, name, month, on, *, twisted):
    """The rows of one unit's ledger sent on a day."""
    found = []
    for truth in (each for each in truths if name in each["names"]):
        for told in _told(rng, truth, name, month, on):
            made = _spoilt(rng, ways, told, on, twisted)
            found += [made] if made is not None else []
            if made is not None and "changed" in ways and rng.random() < 0.04:
                found.append(
                    made | {k: v for k, v in _changed(rng, made, on).items() if k != "registered_on"}
                )  # twice in one ledger
    return found


def _told(rng, truth, name, month, on):
    """The matter as its holder tells it, as the one tells it that gave or took it, and as a neighbour claims it."""
    if truth["registered_on"] > on:
        return
    state = known(truth, on)
    holder, moves = truth["township"], truth["path"]
    if not moves:
        if name == holder or (name == truth["claimed_by"] and rng.random() < 0.8):
            yield state | {"sender": name, "township": name}
        return
    moved, taker, way = moves[0]
    if name == holder and month <= moved:
        gives = (month == moved and way in ("a", "b", "only names")) or (way == "only names" and month > moved)
        yield state | {"sender": name, "township": taker if gives else name}
    elif name == holder and way in ("only names", "only lists"):
        yield state | {"sender": name, "township": taker if way == "only names" else name}
    elif name == taker and (month >= moved or (way == "b" and rng.random() < 0.2)) and way != "only names":
        yield state | {"sender": name, "township": name, "withdrawn_on": None if way == "c" else state["withdrawn_on"]}


def _spoilt(rng, ways, made, on, twisted):
    """Left out, changed, unreadable or set aside."""
    chance = rng.random()
    if chance < (0.12 if "missing" in ways or "exchange" in ways else 0.03):
        return None
    made = dict(made)
    if "changed" in ways and rng.random() < (0.5 if twisted else 0.2):
        made |= _changed(rng, made, on)
    if "bad" in ways and rng.random() < 0.2:
        made = _unreadable(made, rng.choice(CAN_BE_BAD))
    if "aside" in ways and rng.random() < 0.15:
        made = _unreadable(made, rng.choice(["case_no", "case_no", "registered_on"]))
    return made


def _unreadable(made, id_):
    return {**made, id_: None, "bad": made["bad"] | {id_}}


def _changed(rng, made, on):
    id_ = rng.choice(list(CHANGES))
    value = rng.choice(CHANGES[id_])
    if isinstance(value, int):
        day = made[id_] or made["registered_on"]
        if day is None:
            return {}
        value = _later(day, value)
        if value > on and id_ != "extended_to":
            return {}
    if id_ in ("concluded_on", "accepted_on") and value is None and rng.random() < 0.5:
        return {id_: None, "outcome": None}
    return {id_: value}
