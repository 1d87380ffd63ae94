"""Random small counties, drawn as bytes: each byte picks one thing, so hypothesis draws fast and shrinks towards the first choices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from pipeline.period import parse_period
from pipeline.schema.indicators import DEFAULT_WEIGHTS
from pipeline.settings import Condition, Options, Settings, Township
from pipeline.settings import Test as OneTest  # pytest would collect a name that begins with Test
from pipeline.settings_measures import BUILT_IN_ATTENTION, BUILT_IN_CONDITIONS
from pipeline.sources import choose
from tests.reference.county import IDS, County, Edition
from tests.reference.figures import COUNTY
from tests.reference.merging import STEPS
from tests.reference.picks import Picks

SCENES = (
    ("2023-02", ("2023-01", "2023-02")), ("2023-02", ("2023-02",)), ("2024-02", ("2024-01", "2024-02")), ("2024-01", ("2023-12", "2024-01")),
    ("2023-Q1", ("2023-01", "2023-02", "2023-03")), ("2023-Q1", ("2023-01", "2023-02")), ("2024", ("2024-11", "2024-12")),
    ("2023-02-10..2023-03-04", ("2023-01", "2023-02", "2023-03")),
)  # fmt: skip
"""Period and source folders: a month, a leap day, a year's end, a quarter whole and cut short, a year, a range of days."""
MATTER_BYTES, SHAPE_BYTES = 96, 80
CAN_BE_BAD = (
    "accepted_on", "concluded_on", "procedure", "occurrence", "rating_unit", "settled", "received_on", "notified_on", "level", "outcome",
    "extended_to", "extension_approved_on", "withdrawn_on", "channel", "category", "persons", "rating_office", "visit_class", "incident",
    "purpose",
)  # fmt: skip
OFTEN = (None, None, None)


def _day(day, n):
    return day + timedelta(days=n)


def _settings(picks, first, last):
    conditions = tuple(replace(c, allowed=picks.of(0, 1)) for c in BUILT_IN_CONDITIONS)
    half = OneTest("resolution", "≥", "50%", on_indicator=True)
    conditions += picks.of((), (Condition("化解类", "化解率过半", (half,)),))
    weights = picks.of(DEFAULT_WEIGHTS, {"concluded_on_time": 60, "resolution": 40}, {"led_by_official": 50, "satisfaction": 50})
    options = replace(
        Options(), three_none_preset=picks.of("化解类", "事件类"), smallest_sample=picks.of(3, 1), own_weight_line=picks.of(60, 20),
        came_back_days=picks.of(90, 30), rating_days=picks.of(30, 15), roll_over_holidays=picks.of(False, True),
        silence_is_content=picks.of(False, True), missing_months_allowed=picks.of(2, 12, 0),
    )  # fmt: skip
    names = ("甲镇", "乙镇", "丙镇")[: picks.of(2, 3, 1)]
    roster = [Township(i, name) for i, name in enumerate(names, start=1)]
    if merged_on := picks.of(None, first, last, _day(last, 1)):
        roster.append(Township(9, "丁镇", merged_into="甲镇", merged_on=merged_on))
    attention = tuple(replace(rule, least=picks.of(rule.least, 1)) for rule in BUILT_IN_ATTENTION)
    return Settings(
        tuple(roster), {id_: Fraction(w) for id_, w in weights.items()}, conditions, attention,
        options=options, holidays=picks.of({}, {last: True, first: False}),
    )  # fmt: skip


def _truth(picks, number, names, first, last, close):
    """A matter as it is in the end; every date lies about an edge of the period or of a limit."""
    registered = picks.of(
        _day(first, 1), _day(first, -3), first, last, _day(last, 1), close, _day(close, 1), _day(first, -15), _day(last, -15), _day(first, -16),
        _day(last, -30), _day(first, -70), _day(first, -75), _day(first, -95), date(first.year - 1, 9, 20), date(first.year - 2, 2, 1),
    )  # fmt: skip
    accepted = picks.of(
        _day(registered, 3), None, _day(last, -60), _day(last, -59), _day(first, -60), _day(first, -61), _day(last, -62), _day(registered, -1),
        registered, _day(registered, 15), _day(registered, 16), _day(last, 1), _day(close, 1), _day(last, -90), _day(last, -12), _day(close, -14),
    )  # fmt: skip
    begun = accepted or registered
    concluded = picks.of(
        None, _day(first, 2), last, first, _day(first, -1), _day(last, 1), close, _day(close, 1), _day(begun, 60), _day(begun, 61),
        _day(begun, -1), registered, _day(begun, 10), _day(begun, 14), _day(first, -30), _day(last, -30), _day(last, -29), _day(first, -90),
        _day(last, -90), _day(last, -91), _day(begun, 90), _day(last, -15), _day(first, -35),
    )  # fmt: skip
    approved = picks.of(*OFTEN, begun, _day(begun, 60), _day(begun, 61), _day(begun, -1), _day(close, 1), _day(first, -2))
    row = dict.fromkeys(IDS) | {
        "case_no": number, "township": picks.of(*names), "registered_on": registered, "accepted_on": accepted, "concluded_on": concluded,
        "extension_approved_on": approved,
        "extended_to": approved and _day(begun, picks.of(90, 75, 91, 60, 61)),
        "received_on": picks.of(*OFTEN, _day(registered, 2), _day(first, -15), _day(last, -15), _day(close, 1)),
        "notified_on": picks.of(*OFTEN, begun, _day(registered, 15), _day(registered, 16), _day(registered, 31), _day(close, 1)),
        "procedure": picks.of("信访处理意见", "信访处理意见", "简易办理", None, "简易办理", "法定程序", "建议意见", "检举控告"),
        "purpose": picks.of(None, "申诉求决", "申诉求决", "检举控告"),
        "occurrence": picks.of("初件", "初件", "重件", None),
        "related_case_no": picks.of(*OFTEN, *(f"{n:02}" for n in range(1, 9)), "X9"),
        "level": picks.of("乡镇", None, "县", "国家"), "channel": picks.of("来访", "来信", "网上", None),
        "category": picks.of("城乡建设", None), "persons": picks.of(None, 3),
        "settled": picks.of("已化解", "已化解", "未化解", "部分化解", None), "outcome": picks.of("予以支持", "予以支持", None),
        "handling": picks.of(None, "依法处理"), "rating_unit": picks.of("满意", "不满意", "基本满意", "未评价", None),
        "rating_office": picks.of("满意", "不满意", None), "lead_official": picks.of(None, "有"), "backlog_batch": picks.of(None, None, "第二批"),
        "visit_class": picks.of(None, "异常"), "incident": picks.of(None, "无", "大规模聚集"),
        "withdrawn_on": picks.of(*OFTEN, *OFTEN, last, _day(close, 1)), "bad": frozenset(),
    }  # fmt: skip
    return _with_bad(picks, row)


def _with_bad(picks, row):
    """One cell in three of the rows can't be read."""
    return _unreadable(row, picks.of(*CAN_BE_BAD)) if picks.whole() % 3 == 2 else row


def _unreadable(row, id_):
    return {**row, id_: None, "bad": row["bad"] | {id_}}


def _known(row, end):
    """What could be written at the end of a month."""
    known = {id_: None if isinstance(v, date) and v > end and id_ not in ("registered_on", "extended_to") else v for id_, v in row.items()}
    if row["concluded_on"] and not known["concluded_on"]:
        known |= dict.fromkeys(("outcome", "handling", "settled", "rating_unit", "rating_office"))
    return known


def _changed(picks, row, first, last):
    """The row with one cell told otherwise."""
    id_ = picks.of(
        "concluded_on",
        "accepted_on",
        "procedure",
        "occurrence",
        "registered_on",
        "extended_to",
        "extension_approved_on",
        "rating_unit",
        "settled",
    )
    other = {
        "concluded_on": (None, last, _day(first, -5), _day(first, 5)), "accepted_on": (None, _day(last, -70), _day(first, -5), _day(last, -40)),
        "procedure": ("法定程序", None, "信访处理意见", "简易办理"), "occurrence": ("初件", "重件", None),
        "registered_on": (_day(first, 3), _day(first, -20), _day(last, -15)), "extended_to": (None, _day(last, 10)),
        "extension_approved_on": (None, _day(first, -4)), "rating_unit": (None, "满意", "不满意"), "settled": ("未化解", "已化解", "部分化解"),
    }  # fmt: skip
    changed = {**row, id_: picks.of(*other[id_]), "bad": row["bad"] - {id_}}
    return _unreadable(row, id_) if id_ != "registered_on" and picks.whole() % 4 == 3 else changed


def _kept_until(picks, months):
    """How many of the folders' ledgers may have the matter: all of them, all but the last, none."""
    return picks.of(months, months, months, months, max(months - 1, 0), 0)


def _ledger_rows(picks, truth, folders, names, first, last):
    """The matter in each folder's ledgers: as it is, left out, changed, twice, claimed by another, or only by another; gone from one on."""
    for folder in folders[: _kept_until(picks, len(folders))]:
        end = parse_period(folder).last_day
        row = {**_known(truth, end), "folder": folder} if folder != folders[-1] else {**truth, "folder": folder}
        if truth["registered_on"] > end and folder != folders[-1]:
            continue
        how = picks.of("", "", "", "", "out", "changed", "changed", "twice", "claimed", "other's")
        other = picks.of(*names)
        if how == "changed":
            row = _changed(picks, row, first, last)
        if how == "other's":
            row = {**row, "township": other}
        if how != "out":
            yield row
        if how == "twice":
            yield _changed(picks, row, first, last)
        if how == "claimed" and other != row["township"]:
            yield {**_changed(picks, row, first, last), "township": other}


def _made_from(picks, before):
    """Of the editions before it: all, none, or the last."""
    return picks.of(tuple(p.name for p in before), (), tuple(p.name for p in before[-1:]))


def _edition_row(picks, truth, edition, first, last, holder):
    """The matter as an edition's table has it; None where it hasn't the matter."""
    end = edition.cut_off
    if truth["registered_on"] > end or picks.of(*OFTEN, True):
        return None
    row = _known(truth, end)
    row = picks.of(row, row, _changed(picks, row, first, last))
    origin, claim = picks.of("台账", "台账", "往期", "上级"), picks.of("确定", "确定", "确定", "待定")
    folder = picks.of(edition.name, edition.name, "2022-11")
    return {
        **row,
        "folder": folder,
        "township": holder,
        "origin": origin,
        "claim": claim,
        "root_case_no": row["case_no"],
    }


def _registers(picks, truth, names, first, last, close, registers, folder):
    """What the office's registers have of one matter."""
    number, where = truth["case_no"], {"folder": folder, "case_no": truth["case_no"]}
    above = picks.of(*OFTEN, "same", "other", "back")
    if above:
        row = {
            **dict.fromkeys(IDS),
            **where,
            "township": picks.of(truth["township"], *names),
            "registered_on": truth["registered_on"],
            "bad": frozenset(),
        }
        row |= {
            id_: truth[id_]
            for id_ in picks.of((), ("occurrence", "related_case_no", "procedure", "level"), (*STEPS.values(), "rating_unit"))
        }
        if above == "other":
            row |= {
                "registered_on": _day(first, 1),
                "occurrence": picks.of("重件", "初件", None),
                "rating_unit": picks.of("不满意", "满意", None),
            }
        if above == "back":
            row["withdrawn_on"] = truth["withdrawn_on"]
        registers["superior"].append(row)
    for batch in ("第一批", "第二批")[: picks.of(0, 0, 0, 0, 1, 2)]:
        on, by = picks.of(_day(first, -90), close, _day(close, 1)), picks.of(last, _day(last, 1), None)
        registers["assigned"].append(
            {**where, "township": picks.of(truth["township"], *names), "batch": batch, "assigned_on": on, "settle_by": by}
        )
    for on in (picks.of(first, _day(first, -1)), last)[: picks.of(0, 0, 0, 0, 1, 2)]:
        named = picks.of(truth["township"], *names)
        registers["supervised"].append({**where, "township": named, "supervised_on": on, "at_fault": picks.of("是", "否", None)})
    if result := picks.of(*OFTEN, "属实", "不属实"):
        registers["spot_checks"].append({**where, "result": result})
    if decision := picks.of(*OFTEN, *OFTEN, "归属乡镇：" + picks.of(*names), "更正属实", "同意退回", "更正属实"):
        rule = picks.of("R204", "R204", None)
        registers["decisions"].append({"folder": folder, "subject": number, "rule": rule, "decision": decision})


def county(scene, shape, given):
    """The county that these bytes stand for: ``shape`` its settings and registers, ``given`` a matter each."""
    picks = Picks(shape)
    name, folders = scene
    sources = choose(folders, name)
    period = sources.period
    first, last = period.first_day, period.last_day
    close = _day(last, picks.of(0, 1, 10, 45))
    settings = _settings(picks, first, last)
    names = tuple(t.name for t in settings.roster)
    kept = {id_: picks.of(True, True, True, False) for id_ in ("superior", "assigned", "supervised", "spot_checks", "decisions")}
    past = [parse_period(n) for n in picks.of((), ("2022-12",), (folders[0],), ("2022-12", "2023-01"), folders) if n != period.name]
    past = [p for p in past if p.last_day < last or period.kind in ("quarter", "year")]
    registers = {id_: [] for id_ in kept}
    rows, editions = [], [Edition(p.name, p.last_day, [], _made_from(picks, past[:at])) for at, p in enumerate(past)]
    for number, drawn in enumerate(given, start=1):
        own_picks = Picks(drawn)
        truth = _truth(own_picks, f"{number:02}", names, first, last, close)
        rows += _ledger_rows(own_picks, truth, folders, names, first, last)
        for edition in editions:
            if found := _edition_row(own_picks, truth, edition, first, last, settings.successor(truth["township"], edition.cut_off)):
                edition.rows.append(found)
        _registers(own_picks, truth, names, first, last, close, registers, folders[-1])
    rows.sort(key=lambda row: (folders.index(row["folder"]), row["township"]))  # files in the order of their names
    found = County(
        settings, period, close, folders, sources.own, rows, {id_: r for id_, r in registers.items() if kept[id_]}, editions=editions
    )
    _reports(picks, found, names)
    for edition in editions if period.kind in ("quarter", "year") else ():
        units = [(unit, c.name) for unit in (*names, COUNTY) for c in settings.conditions if c.preset == settings.options.three_none_preset]
        found.months[edition.name] = {
            key: picks.of((True, ()), (True, ()), (False, ("91", "92")), (False, ()), (None, ())) for key in units
        }
    return found


def _reports(picks, county, names):
    """Ledgers without a row, declarations in the file, and 报送登记, if it is kept."""
    listed = picks.of(True, True, False)
    reports = []
    for folder in county.own:
        for name in names:
            how = picks.of("", "", "empty", "zero")
            if how == "empty":
                county.sent.add((folder, name))
            elif how == "zero" and not any(row["folder"] == folder and row["township"] == name for row in county.rows):
                county.zero.add((folder, name))
            sent = picks.of(date(2023, 1, 1), date(2025, 1, 1), None)
            row = {
                "folder": folder,
                "township": name,
                "due_on": date(2024, 1, 1),
                "sent_on": sent,
                "zero": picks.of("否", "否", "是"),
                "daily": None,
            }
            reports += picks.of([row], [row], [], [{**row, "daily": "是"}])
    if listed:
        county.registers["reports"] = reports


def counties(scene, most=7):
    matter = st.binary(min_size=MATTER_BYTES, max_size=MATTER_BYTES)
    return st.builds(county, st.just(scene), st.binary(min_size=SHAPE_BYTES, max_size=SHAPE_BYTES), st.lists(matter, max_size=most))
