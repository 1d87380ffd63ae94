"""What the office's registers count: 积案化解率, 到期未化解积案, 有责督办 (section 6)."""

from __future__ import annotations

from datetime import date


def count(figures):
    _assigned(figures)
    _at_fault(figures)


def _names(figures):
    return (*figures.view.names, "全县")


def _entries(view):
    """Number -> its entry by C: "a matter in two batches once here", the one to be settled first; of a batch the
    newest folder's row.
    """
    newest = {}
    for row in view.entries("assigned"):
        if row["assigned_on"] <= view.cut_off:
            newest[view.number(row["case_no"]), row["batch"]] = row
    found = {}
    for (number, _), row in newest.items():
        was = found.get(number)
        if was is None or _order(row) < _order(was):
            found[number] = row
    return found


def _order(row):
    return row["settle_by"] or date.max, row["assigned_on"]


def _whose(figures, number, row):
    """ "the entry follows the holder that the decision names, and without one counts for 全县 alone" where it was
    handed back.
    """
    view = figures.view
    decided = view.decisions(number, "归属乡镇")
    if decided:
        return view.unit(decided[-1]["to"])
    unit = view.unit(row["township"])
    return None if unit in _handed_back(figures, number) else unit


def _handed_back(figures, number):
    matter = figures.matters.all.get(number)
    return {u for c in matter.clocks if c.void for u in c.units} if matter else set()


def _settled(figures, number):
    """ "已化解 as for resolution, concluded by C"; 已化解 now counts at once here."""
    matter = figures.matters.all.get(number)
    if matter is None:
        return False
    stands = [c.stand[c.last] for c in (matter.clocks if matter.pending else matter.clocks[-1:])]
    return bool(stands) and all(s["solved"] and not s["came_back"] and s["concluded_on"] for s in stands)


def _assigned(figures):
    view = figures.view
    kept = view.kept("assigned")
    for name in _names(figures):
        figures.table[name, "backlog_clearance"] = [0, 0] if kept else [None, None]
        figures.table[name, "backlog_overdue"] = [0, None] if kept else [None, None]
    for number, row in _entries(view).items():
        unit, settled = _whose(figures, number, row), _settled(figures, number)
        figures.add(unit, "backlog_clearance", settled, 1)
        if row["settle_by"] and row["settle_by"] <= figures.matters.windows.end(unit) and not settled:
            figures.add(unit, "backlog_overdue", True)


def _at_fault(figures):
    """ "督办登记 with 有责 是 and 认定日期 (blank: 督办日期) in P", a matter once a unit."""
    view = figures.view
    kept = view.kept("supervised")
    for name in _names(figures):
        figures.table[name, "at_fault"] = [0 if kept else None, None]
    found, roster = set(), {each.name for each in view.settings.roster}
    for row in view.entries("supervised"):
        day, unit = row.get("confirmed_on") or row["supervised_on"], view.unit(row["township"])
        part = row["township"] if row["township"] in roster else unit  # a merged part goes by its own window
        number = view.number(row["case_no"])
        if (
            row["at_fault"] == "是"
            and figures.matters.windows.inside(part, day)
            and unit not in _handed_back(figures, number)
        ):
            found.add((unit, number))
    for unit, _ in sorted(found):
        figures.add(unit, "at_fault", True)
