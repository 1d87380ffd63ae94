"""自设规则: the county's own rules about the rows of ledgers, read and checked before any ledger is."""

from __future__ import annotations

import re

from pipeline.base.finding import Severity
from pipeline.schema.convert import plain
from pipeline.schema.fields import Field
from pipeline.schema.ledger import LEDGER, REFUSED_HEADINGS, REFUSED_PARTS
from pipeline.settings.conditions import NEEDS_FAULT, NOT_HANDLING, OPERATORS, column_value
from pipeline.settings.own_rule import AMONG, BLANK, NOT_AMONG, NOT_BLANK, OWN_CODE, OwnRule, RowTest
from pipeline.settings.parts import Entry, as_number, nearest

_SIGN = r"(==|!=|<>|<=|>=|[=≠≤≥≦≧<>＝＜＞])"
# A test is read as ``plain`` leaves it, without two spaces together.
_COMPARED = re.compile(rf"([^=≠≤≥≦≧<>＝＜＞!]+?) ?{_SIGN} ?([^=≠≤≥≦≧<>＝＜＞]+)")
_DAYS = re.compile(rf"天数差 ?[(（] ?([^,，、()（）]+?) ?[,，、] ?([^,，、()（）]+?) ?[)）] ?{_SIGN} ?(.+)")
_BLANK = re.compile(r"(.+?) ?(不)?为?空")
_AMONG = re.compile(rf"(.+?) ?({NOT_AMONG}|{AMONG}) ?(.+)")
_NAMED = re.compile(r"〔([^〔〕]*)〕")
_COLUMNS = {f.label: f for f in LEDGER}
_LABEL = {f.id: f.label for f in LEDGER}
_LONGEST = 100
"""Characters of a sentence: it stands in cells, in letters and in lists."""
SHOWN_TYPES = ("date", "count", "code")
"""The types of columns whose values a sentence may give; those of texts may be somebody's words."""


def read_own_rules(entries: list[Entry]) -> tuple[OwnRule, ...]:
    """The county's own rules in sheet order; none where the sheet has no row."""
    seen: dict[object, str] = {}
    rules = [rule for entry in entries if (rule := _rule(entry)) and entry.once(seen, rule.code, "code", rule.code)]
    return tuple(rules)


def named_ids(sentence: str) -> tuple[str, ...]:
    """The ids of the columns that a sentence names in 〔〕.

    >>> named_ids("办结日期〔办结日期〕早于受理日期〔受理日期〕")
    ('concluded_on', 'accepted_on')
    """
    return tuple(dict.fromkeys(_COLUMNS[label.strip()].id for label in _NAMED.findall(sentence)))


def with_gaps(sentence: str) -> str:
    """The sentence as a format string: each 〔label〕 is the gap value_<id>, and braces are what they are.

    >>> with_gaps("人数〔人数〕{}")
    '人数{value_persons}{{}}'
    """
    escaped = sentence.replace("{", "{{").replace("}", "}}")
    return _NAMED.sub(lambda match: f"{{value_{_COLUMNS[match[1].strip()].id}}}", escaped)


def _rule(entry: Entry) -> OwnRule | None:
    """The rule of a row; None where it has a fault, which is noted."""
    code, severity = entry.text("code").upper(), entry.text("severity") or Severity.REMINDER.value
    noted = len(entry.faults.findings)
    if not OWN_CODE.fullmatch(code):
        entry.fault("R388", "code", found=entry.text("code"))
    if severity not in list(Severity):
        label = entry.sheet.field("severity").label
        near = nearest(severity, list(Severity))
        entry.fault("R360", "severity", label=label, found=severity, nearest=near, usable="、".join(Severity))
    tests = _tests(entry)
    marked = _marked(entry, tests)
    message, remedy = _sentence(entry, "message"), _sentence(entry, "remedy")
    if severity == Severity.ERROR and tests:
        _judges_the_ledger(entry, code, tests)
    if len(entry.faults.findings) > noted:
        return None
    return OwnRule(code, tests, entry.text("test"), severity, message, remedy, marked)


def _tests(entry: Entry) -> tuple[RowTest, ...]:
    """The tests of 判定, joined by 且; each one's fault is noted."""
    parts = re.split(r" ?并?且 ?", plain(entry.text("test")))
    return tuple(test for part in parts if (test := _test(entry, part.strip())))


def _test(entry: Entry, part: str) -> RowTest | None:
    if days := _DAYS.fullmatch(part):
        return _days_between(entry, days[1], days[2], OPERATORS.get(days[3], days[3]), days[4].strip())
    if blank := _BLANK.fullmatch(part):
        column = _column(entry, blank[1])
        return RowTest(column.id, NOT_BLANK if blank[2] else BLANK) if column else None
    if among := _AMONG.fullmatch(part):
        column = _column(entry, among[1])
        if column is None or not _has_codes(entry, column, among[2]):
            return None
        codes = [column_value(entry, "test", column, "=", _bare(word)) for word in re.split("[、,;]", among[3])]
        return None if None in codes else RowTest(column.id, among[2], tuple(filter(None, codes)))
    if compared := _COMPARED.fullmatch(part):
        return _comparison(entry, compared[1], OPERATORS.get(compared[2], compared[2]), _bare(compared[3]))
    entry.fault("R389", "test", found=part)
    return None


def _comparison(entry: Entry, subject: str, operator: str, value: str) -> RowTest | None:
    column = _column(entry, subject)
    if column is None:
        return None
    if value not in _COLUMNS:
        if column.type not in SHOWN_TYPES:
            entry.fault("R392", "test", label=column.label, found=f"{operator} {value}")
            return None
        canonical = column_value(entry, "test", column, operator, value)
        return None if canonical is None else RowTest(column.id, operator, (canonical,))
    other = _COLUMNS[value]
    if other is column or other.type != column.type or column.type not in ("date", "count"):
        entry.fault("R393", "test", first=column.label, second=other.label)
        return None
    return RowTest(column.id, operator, other=other.id)


def _days_between(entry: Entry, since: str, until: str, operator: str, value: str) -> RowTest | None:
    first, second, number = _column(entry, since), _column(entry, until), as_number(value)
    if first is None or second is None:
        return None
    if first is second or {first.type, second.type} != {"date"}:
        entry.fault("R393", "test", first=first.label, second=second.label)
        return None
    if number is None or number.denominator != 1:
        entry.fault("R326", "test", label=f"天数差({since}, {until})", kind="整数", found=value, example="> 60")
        return None
    return RowTest(second.id, operator, (str(number),), since=first.id)


def _column(entry: Entry, label: str) -> Field | None:
    """The ledger's column of this label, by which a rule may ask; None for another word, which is a fault."""
    label = label.strip()
    column = _COLUMNS.get(label)
    if column is None and (label in REFUSED_HEADINGS or any(part in label for part in REFUSED_PARTS)):
        entry.fault("R391", "test", found=label)
    elif column is None:
        entry.fault("R390", "test", found=label, nearest=nearest(label, list(_COLUMNS)))
    elif column.type == "township":
        entry.fault("R397", "test", found=label)
        return None
    return column


def _has_codes(entry: Entry, column: Field, operator: str) -> bool:
    if column.type != "code":
        entry.fault("R392", "test", label=column.label, found=operator)
    return column.type == "code"


def _bare(value: str) -> str:
    return value.strip().strip("“”\"'").strip()


def _marked(entry: Entry, tests: tuple[RowTest, ...]) -> str:
    """The id of 标出栏目; without it the first column of 判定 is marked."""
    label = entry.text("marked")
    if label and label not in _COLUMNS:
        entry.fault("R329", "marked", found=label, nearest=nearest(label, list(_COLUMNS)))
        return ""
    return _COLUMNS[label].id if label else tests[0].column if tests else ""


def _sentence(entry: Entry, id_: str) -> str:
    """提示 or 处理办法 without a stop at its end, because the program goes on with it."""
    text = entry.text(id_).rstrip("。；;，,、 ")
    label = entry.sheet.field(id_).label
    if len(text) > _LONGEST:
        entry.fault("R396", id_, label=label, found=len(text), most=_LONGEST)
    wrong = [name for name in _NAMED.findall(text) if not _may_be_given(name.strip())]
    if wrong:
        entry.fault("R395", id_, label=label, found=f"〔{wrong[0]}〕")
    elif re.search("[〔〕]", _NAMED.sub("", text)):
        entry.fault("R395", id_, label=label, found=text)
    return text


def _may_be_given(label: str) -> bool:
    return label in _COLUMNS and _COLUMNS[label].type in SHOWN_TYPES


def _judges_the_ledger(entry: Entry, code: str, tests: tuple[RowTest, ...]) -> None:
    """An 错误 bars a unit from 三无, so it must be something in the ledger that the unit can mend.

    A rule that only says who came, how and to which level counts petitions: it may remind, but not be an error.
    """
    levels = [_LABEL[test.column] for test in tests if test.column in NEEDS_FAULT and test.operator != BLANK]
    counting = all(
        test.column in NOT_HANDLING and test.operator != BLANK and not test.other and not test.since for test in tests
    )
    if levels or counting:
        subjects = levels or [_LABEL[test.column] for test in tests]
        entry.fault("R394", "severity", rule=code, subjects="、".join(dict.fromkeys(subjects)))
