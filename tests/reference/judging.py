"""三无, ranking and letters by the definitions, sections 7 to 9."""

from __future__ import annotations

from fractions import Fraction

from pipeline.schema.indicators import INDICATOR
from tests.reference.figures import COUNTY
from tests.reference.merging import omissions

COMPARE = {
    "=": lambda a, b: a == b, "≠": lambda a, b: a != b, "≤": lambda a, b: a <= b,
    "≥": lambda a, b: a >= b, "<": lambda a, b: a < b, ">": lambda a, b: a > b,
}  # fmt: skip


def rate_of(text):
    return Fraction(text.rstrip("%")) / 100 if text.endswith("%") else Fraction(text)


def lacking_ledgers(county):
    """Township -> own folders without a ledger or a declaration."""
    sent = {(row["folder"], county.unit(row["township"])) for row in county.rows}
    sent |= {(folder, county.unit(t)) for folder, t in (*county.sent, *county.zero)}
    for row in county.registers.get("reports", ()):
        if row["zero"] == "是" and row["daily"] != "是":
            sent.add((row["folder"], county.unit(row["township"])))
    return {name: [folder for folder in county.own if (folder, name) not in sent] for name in county.names}


def three_none(county, state, table, cases, errors):
    """(township or 全县, condition) -> (count, holds, case numbers of a failed one)."""
    found = {}
    rules = [c for c in county.settings.conditions if c.preset == county.settings.options.three_none_preset]
    for condition in rules:
        for name in (*county.names, COUNTY):
            on_indicator = condition.tests[0].on_indicator
            judged = _by_indicator(table, cases, condition, name) if on_indicator else _by_column(county, state, condition, name)
            found[name, condition.name] = judged
    for key, (count, holds, numbers) in found.items():
        months = [told for name, month in county.months.items() if name in county.period.months() for told in _of_unit(county, month, key)]
        failed = {number for held, listed in months if held is False for number in listed}
        answers = [holds, *(held for held, _ in months)]
        found[key] = (count, False if False in answers else None if None in answers else True, tuple(sorted({*numbers, *failed})))
    left = omissions(county)
    lacking = lacking_ledgers(county)
    for name in (*county.names, COUNTY):
        gaps = sum(len(v) for n, v in lacking.items() if name in (n, COUNTY))
        wrong = sum(v for n, v in errors.items() if name in (n, COUNTY))
        numbers = tuple(sorted(number for number, unit in left.items() if name in (unit, COUNTY)))
        found[name, "台账报送"] = (gaps, gaps == 0, ())
        found[name, "无错误"] = (wrong, wrong == 0, ())
        found[name, "无漏报"] = (len(numbers), not numbers, numbers) if "superior" in county.registers else (None, None, ())
    return {key: (count, holds, "、".join(numbers) or None) for key, (count, holds, numbers) in found.items()}


def _of_unit(county, month, key):
    """What a month held for the parts of a unit of today."""
    return [told for (unit, condition), told in month.items() if (county.unit(unit), condition) == key]


def _by_indicator(table, cases, condition, name):
    total, holds, numbers = 0, True, []
    for test in condition.tests:
        n, of = table[name, test.subject]
        if n is None:
            return None, None, ()
        if INDICATOR[test.subject].count:
            total += n
            numbers += cases.get((name, test.subject), ())
        elif of:
            holds = holds and COMPARE[test.operator](Fraction(n, of), rate_of(test.value))
    holds = holds and total <= condition.allowed
    return total, holds, () if holds else tuple(sorted(set(numbers)))


def _by_column(county, state, condition, name):
    if condition.at_fault_only and "supervised" not in county.registers:
        return None, None, ()
    at_fault = {row["case_no"] for row in county.registers.get("supervised", ()) if row["at_fault"] == "是"}
    found = []
    for m in state:
        mine = name == COUNTY or (m["claim"] == "确定" and m["township"] == name)
        new = county.period.first_day <= m["registered_on"] <= county.period.last_day
        meets = all(test.subject in m["bad"] or COMPARE[test.operator](m[test.subject], test.value) for test in condition.tests)
        if mine and new and meets and not m["handed"] and (not condition.at_fault_only or m["case_no"] in at_fault):
            found.append(m)
    holds = len(found) <= condition.allowed
    return len(found), holds, () if holds else tuple(sorted(m["case_no"] for m in found if not m["hidden"]))


def titles(county, conditions):
    """Township or 全县 -> 是, 否, 未评定; nobody is judged where too many months are missing, or the year isn't over."""
    period, given = county.period, {}
    published = [edition.name for edition in county.editions]
    missing = [month for month in period.months() if month not in published] if period.kind in ("quarter", "year") else []
    no_list = len(missing) > county.settings.options.missing_months_allowed or (period.cut and period.kind == "year")
    for name in (*county.names, COUNTY):
        own = {condition: holds for (unit, condition), (_, holds, _) in conditions.items() if unit == name}
        unknown = [condition for condition, holds in own.items() if holds is None and condition != "无漏报"]
        given[name] = "未评定" if no_list else "否" if False in own.values() else "未评定" if unknown else "是"
    return given


def ranking(county, state, table, conditions, errors):
    """Township -> (group, score, rank, title, marks)."""
    weights, options = county.settings.weights, county.settings.options
    used = {id_: w for id_, w in weights.items() if table[COUNTY, id_][1]}
    newest = county.own[-1]
    named = titles(county, conditions)
    scores, told = {}, {}
    for name in county.names:
        total, own, stand_ins = Fraction(0), Fraction(0), []
        for id_, weight in used.items():
            n, of = table[name, id_]
            if of >= options.smallest_sample:
                own += weight
                total += weight * Fraction(n, of)
            else:
                stand_ins.append(INDICATOR[id_].label)
                total += weight * Fraction(*table[COUNTY, id_])
        every = sum(used.values())
        if newest in lacking_ledgers(county)[name]:
            group = "未报送"
        elif not _in_hand(county, state, table, name):
            group = "无件"
        elif not every or own * 100 < options.own_weight_line * every:
            group = "样本不足"
        else:
            group = "排名"
            scores[name] = 100 * total / every
        marks = ["待更正"] if errors.get(name) else []
        if stand_ins and group == "排名":
            marks.append("全县率代用：" + "、".join(stand_ins))
        told[name] = [group, None, None, "否" if group == "未报送" else named[name], "；".join(marks)]
    for name, score in scores.items():
        told[name][1] = str(score)
        told[name][2] = 1 + sum(other > score for other in scores.values())
    return {name: (*row[:4], row[4] or None) for name, row in told.items()}


def _in_hand(county, state, table, name):
    for m in state:
        force = m["registered_on"] <= county.period.last_day and not (m["concluded_on"] and m["concluded_on"] < county.period.first_day)
        if force and not m["handed"] and m["claim"] == "确定" and m["township"] == name:
            return True
    return any(of for (unit, id_), (_, of) in table.items() if unit == name and INDICATOR[id_].matter and of)


def letters(county, table, cases):
    """(township, document, indicator) -> case numbers, of this period's own figures."""
    found = {}
    left = omissions(county)
    for name in county.names:
        missed = []
        for rule in county.settings.attention:
            n, of = table[name, rule.indicator]
            if n is None:
                continue
            if rule.line is None:
                listed = cases.get((name, rule.indicator), ())
                if n >= 1 and listed:
                    found[name, rule.document, rule.indicator] = listed
            elif of and Fraction(n, of) < rule.line:
                missed.append((rule, of))
        for rule, of in missed:
            told = {"concluded_on_time": "overdue_open", "accepted_on_time": "overdue_unaccepted"}.get(rule.indicator)
            if (of >= rule.least or len(missed) >= 2) and (name, "督办函", told) not in found:
                found[name, rule.document, rule.indicator] = ()
        if numbers := tuple(sorted(number for number, unit in left.items() if unit == name)):
            found[name, "工作提示函", "omission"] = numbers
    return {key: ("、".join(numbers) or None,) for key, numbers in found.items()}
