"""Came back, section 5.5: a 重件 of the same first matter within the days after a conclusion."""

from __future__ import annotations

from datetime import timedelta


def mark_returns(matters):
    """Sets ``came_back`` on every standing that has a conclusion; ``roots`` go by 关联件编号."""
    roots = {number: _root(number, matters) for number in matters.all}
    ends = _conclusions(matters)
    for end in ends:
        end["came_back"] = False
    unlinked = []
    for repeat in _repeats(matters):
        hit = [
            e
            for e in ends
            if roots[e["number"]] == roots[repeat["number"]]
            and e["number"] != repeat["number"]
            and _returns(matters, repeat, e)
        ]
        for end in hit:
            end["came_back"] = True
        related = _related(repeat["number"], matters)
        if not hit and (related not in matters.all or related == repeat["number"]):
            unlinked.append(repeat)
    for repeat in sorted(unlinked, key=lambda r: (r["on"], r["number"])):
        _one_return(matters, repeat, ends)
    for end in ends:
        end["stand"]["came_back"] = any(e["came_back"] for e in ends if _is_one(e, end))


def _is_one(end, other):
    """Of an agreed move giver and taker both have the conclusion: it is that of whoever held the matter then."""
    same = end["number"] == other["number"] and end["on"] == other["on"] and end["unit"] == other["unit"]
    return end is other or (same and end["mine"] and not other["mine"])


def _conclusions(matters):
    found = []
    for number, matter in matters.all.items():
        for clock in matter.clocks:
            for unit in dict.fromkeys(clock.units):
                now = clock.stand[unit]
                now["came_back"] = False
                if now["event"] and not clock.void:
                    holder = unit if matter.pending else matters.view.unit(matter.line.on(now["event"]))
                    found.append(
                        {"number": number, "unit": holder, "on": now["event"], "stand": now, "mine": holder == unit}
                    )
    return found


def _repeats(matters):
    """Every 重件, or what may be one, with the units against which it comes back: "a 待定 重件 comes back for each
    claimant".
    """
    for number, matter in matters.all.items():
        clocks = [c for c in matter.clocks if not c.void]
        if not clocks:
            continue
        units = {u for c in clocks for u in c.units} if matter.pending else {matters.view.unit(matter.line.holder)}
        now = clocks[-1].stand[clocks[-1].last]
        if now["occurrence"] == "初件" and "occurrence" not in now["bad"]:
            continue
        above = matters.view.above(number) is not None
        yield {"number": number, "units": units, "on": now["registered_on"], "above": above}


def _returns(matters, repeat, end):
    """ "of this township (of another only if 上级登记台账 has it), registered after this conclusion, within 90 days
    and by C".
    """
    last = end["on"] + timedelta(days=matters.view.settings.options.came_back_days)
    same = end["unit"] in repeat["units"] or repeat["above"]
    known = (
        any(repeat["on"] <= matters.windows.end(u) for u in repeat["units"]) and repeat["on"] <= matters.view.cut_off
    )
    return bool(same and known and end["on"] < repeat["on"] <= last)


def _one_return(matters, repeat, ends):
    """ "one return against its unit's latest conclusion of the last 90 days that counts as 已化解 and has none"."""
    for unit in sorted(repeat["units"], key=str):
        mine = {**repeat, "units": {unit}, "above": False}
        open_ends = [
            e
            for e in ends
            if e["stand"]["solved"] and e["mine"] and not e["came_back"] and e["number"] != repeat["number"]
        ]
        open_ends = [e for e in open_ends if _returns(matters, mine, e)]
        if open_ends:
            latest = max(e["on"] for e in open_ends)
            min((e for e in open_ends if e["on"] == latest), key=lambda e: e["number"])["came_back"] = True


def _root(number, matters):
    """Follow 关联件编号 to the first matter; a ring is one matter, named by its least number."""
    path = [number]
    while True:
        related = _related(path[-1], matters)
        if related is None:
            return path[-1]
        if related in path:
            return min(path[path.index(related) :])
        path.append(related)


def _related(number, matters):
    matter = matters.all.get(number)
    if matter is None or not matter.records:
        return None
    named = list(matter.records.values())[-1]["related_case_no"]
    return matters.view.key(named, list(matter.records)[-1]) if named else None
