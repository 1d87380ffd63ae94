"""Random stories, each told by its seed: a few units and matters, and all that can happen to them from folder to
folder.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from pipeline.base.period import parse_period
from pipeline.schema.indicators import DEFAULT_WEIGHTS
from pipeline.schema.options import Options
from pipeline.settings.attention import BUILT_IN_ATTENTION
from pipeline.settings.conditions import BUILT_IN_CONDITIONS
from pipeline.settings.record import Settings, Township
from tests.reference.county_registers import registers
from tests.reference.county_rows import ledger_rows, matters
from tests.reference.story import Folder, Run, Story, due

SCENES = {
    "claimed": {"claims", "changed", "bad", "early"},
    "windows": {"early"},
    "missing": {"early", "missing"},
    "values": {"early", "changed"},
    "unreadable": {"changed", "bad"},
    "aside": {"bad", "aside", "missing"},
    "moves": {"moves", "early"},
    "claims": {"claims", "moves", "early"},
    "registers": {"registers", "early", "changed"},
    "numbers": {"local", "early", "missing"},
    "exchange": {"exchange", "changed", "early"},
    "periods": {"periods", "early", "changed", "registers"},
    "order": {"periods", "exchange", "order", "early", "missing"},
    "mergers": {"mergers", "moves", "early", "missing"},
    "turn": {"turn", "early", "changed", "registers"},
    "all": {
        "early",
        "missing",
        "changed",
        "bad",
        "aside",
        "moves",
        "claims",
        "registers",
        "exchange",
        "periods",
        "order",
        "mergers",
    },
}
"""What may happen in a story; a seed takes the scenes in turn."""


def scene_of(seed: int) -> str:
    return list(SCENES)[seed % len(SCENES)]


def day_after(day: date, n: int) -> date:
    return day + timedelta(days=n)


def _months(rng, ways):
    first = rng.choice([(2023, 1), (2023, 2), (2022, 11), (2024, 1)])
    count = rng.choice([2, 3, 4])
    if "turn" in ways:
        first, count = (2022, 10), 15 if rng.random() < 0.3 else 7
    elif "periods" in ways:
        first, count = rng.choice([(2023, 1), (2023, 4), (2022, 10)]), rng.choice([3, 4, 6])
    year, month = first
    found = []
    for _ in range(count):
        found.append(f"{year}-{month:02}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def _block(rng, ways, months, at):
    """Two or three units that have to do with one another and with no others; the last one may be merged into the
    first.
    """
    mark = f"{at:02}" if at else ""
    names = [f"{sign}{mark}镇" for sign in "甲乙丙"[: rng.choice([2, 3])]]
    made = [Township(10 * at + i, name) for i, name in enumerate(names, start=1)]
    if "mergers" in ways:
        on = day_after(parse_period(rng.choice(months)).first_day, rng.choice([0, 0, 14, 27]))
        made.append(Township(10 * at + 9, f"丁{mark}镇", merged_into=names[0], merged_on=on))
    return made


def _settings(rng, blocks, months):
    roster = [each for block in blocks for each in block]
    days = {"came_back_days": rng.choice([90, 30, 90]), "rating_days": rng.choice([30, 15, 30])}
    chance = rng.random()
    notice_from = parse_period(months[len(months) // 2]).first_day if chance > 0.7 else None
    options = replace(Options(), **days, roll_over_holidays=chance < 0.1, notice_from=notice_from)
    weights = {id_: Fraction(w) for id_, w in DEFAULT_WEIGHTS.items()}
    return Settings(tuple(roster), weights, BUILT_IN_CONDITIONS, BUILT_IN_ATTENTION, options=options)


def _owes(each: Township, month: str) -> bool:
    return each.merged_on is None or each.merged_on > parse_period(month).last_day


def sendings(rng, ways, settings, months):
    """(unit, month) -> (how, 应报日期, the day on which it was sent or None): in, zero, missing or refused."""
    found = {}
    for month in months:
        last = parse_period(month).last_day
        rule = rng.choice(
            [last, last, day_after(last, 5), day_after(last, -5)] if "early" in ways else [day_after(last, 5)]
        )
        for each in settings.roster:
            if not _owes(each, month):
                continue
            sent = rng.choice([rule, rule, day_after(rule, -rng.randrange(4)), day_after(rule, 3)])
            if "early" in ways:
                sent = rng.choice([sent, sent, day_after(last, -rng.randrange(12))])
            how = "in"
            if "missing" in ways:
                how = rng.choice(["in", "in", "in", "in", "missing", "refused", "zero"])
            found[each.name, month] = how, rule, None if how == "missing" else sent
    return found


def folders(rng, ways, months, sent, truths, *, again=frozenset()):
    """Month -> what lies in its folder. ``again``: the months whose ledgers come once more, otherwise than before."""
    kept = rng.random() < 0.85
    found = {}
    for month in months:
        reports = [
            due(name, rule, on, "是" if how == "zero" else "否")
            for (name, m), (how, rule, on) in sent.items()
            if m == month
        ]
        made = Folder(registers={"reports": reports} if kept and reports else {})
        for (name, m), (how, _, on) in sent.items():
            if m != month:
                continue
            if how == "zero":
                made.zero.add(name)
            if how == "refused":
                made.refused.add(name)
            if how == "in":
                known = min(on or parse_period(month).last_day, day_after(parse_period(month).last_day, 5))
                made.rows += ledger_rows(rng, ways, truths, name, month, known, twisted=month in again)
        found[month] = made
    return found


def story(seed: int, size: int = 1) -> Story:
    """The story of a seed; ``size``: of how many groups of units that have nothing to do with one another, for a
    large county costs little more.
    """
    rng, ways = Random(seed), SCENES[scene_of(seed)]
    months = _months(rng, ways)
    blocks = [_block(rng, ways, months, at) for at in range(size)]
    settings = _settings(rng, blocks, months)
    sent = sendings(rng, ways, settings, months)
    truths = [
        t for at, block in enumerate(blocks) for t in matters(rng, ways, [each.name for each in block], months, at)
    ]
    made = folders(rng, ways, months, sent, truths)
    registers(rng, ways, months, truths, made)
    return Story(settings, _runs(rng, ways, months, sent, truths, made))


def _runs(rng, ways, months, sent, truths, made):
    """The months in order, each with its folder; exchanged folders, months again, months left out, quarters, years
    and ranges between.
    """
    runs, arrived = [], {}
    for at, month in enumerate(months):
        arrived = arrived | {month: made[month]}
        if "exchange" in ways and at and rng.random() < 0.5:
            arrived |= _exchanged(rng, months[:at], ways, sent, truths, made)
        if "order" in ways and rng.random() < 0.25 and month != months[-1]:
            continue
        close = rng.choice([0, 0, 0, 10]) if month == months[-1] or rng.random() < 0.2 else 0
        runs.append(Run(month, day_after(parse_period(month).last_day, close), arrived))
        arrived = {}
        if "periods" in ways:
            runs += _other_periods(rng, month, months)
        if "exchange" in ways and at and rng.random() < 0.3:
            again = rng.choice(months[: at + 1])
            runs.append(Run(again, None, _exchanged(rng, months[: at + 1], ways, sent, truths, made)))
    if "order" in ways:
        runs += [Run(m) for m in rng.sample(months, k=min(2, len(months)))]
    return runs


def _exchanged(rng, months, ways, sent, truths, made):
    """A folder in which one unit's ledger is another one now, or came at last; the registers stay."""
    month = rng.choice(months)
    came = {key: ("in", *value[1:]) for key, value in sent.items() if key[1] == month}
    again = folders(rng, ways, [month], came, truths, again={month})[month]
    who = rng.choice([name for name, _ in came] or [None])
    old = made[month]
    rows = [r for r in old.rows if r["sender"] != who] + [r for r in again.rows if r["sender"] == who]
    made[month] = Folder(rows, old.registers, old.zero - {who}, old.refused - {who})
    return {month: made[month]}


def _other_periods(rng, month, months):
    period = parse_period(month)
    found = []
    if period.last_day.month % 3 == 0 and rng.random() < 0.8:
        found.append(f"{period.last_day.year}-Q{period.last_day.month // 3}")
    if rng.random() < 0.15 or period.last_day.month == 12:
        found.append(f"{period.last_day.year}")
    if rng.random() < 0.2:
        first = day_after(period.first_day, rng.randrange(-20, 10))
        found.append(f"{first}..{day_after(period.first_day, rng.randrange(10, 25))}")
    return [
        Run(name)
        for name in found
        if any(parse_period(name).first_day <= parse_period(m).first_day <= period.first_day for m in months)
    ]
