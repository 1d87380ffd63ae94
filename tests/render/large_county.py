"""Counties that stretch a page: sixty townships with long names, everybody tied, nothing at all.

Written as workbooks and published.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

from pipeline.base.period import parse_period
from pipeline.render.forms.settings_defaults import default_tables
from pipeline.render.forms.settings_form import settings_form
from pipeline.run import run_period
from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import REGISTER
from tools.sample.books import write_xlsx
from tools.sample.layout import Page

COUNTY_NAME = "双江拉祜族佤族布朗族傣族自治县"
_HEADS = "东西南北中上下前后大小新老青白红黄石木水"
_TAILS = ("岭彝族苗族乡", "河傈僳族镇", "坪街道办事处")
TOWNSHIPS = tuple(f"{head}{tail}" for tail in _TAILS for head in _HEADS)
PERIODS = ("2022-11", "2022-12")
YEAR = "2022"

Row = dict[str, object]


def large(folder: Path, names: tuple[str, ...] = TOWNSHIPS) -> Path:
    """The outputs of sixty townships of unequal size, two months and a year; each has overdue matters at times."""
    dice = Random("large")
    rows = {name: [_matter(dice, number, n) for n in range(dice.randint(6, 18))] for number, name in enumerate(names)}
    assigned = [
        {
            "case_no": matters[0]["case_no"],
            "township": name,
            "batch": "第二批集中治理重复信访",
            "assigned_on": date(2022, 6, 1),
            "settle_by": date(2022, 11, 30),
        }
        for name, matters in rows.items()
    ]
    outputs = _published(folder, names, rows, assigned)
    run_period(folder / "inputs", outputs, YEAR, None, lambda _: None)
    return outputs


def tied(folder: Path) -> Path:
    """A dozen townships that all do the same."""
    dice = Random("tied")
    one = [_matter(dice, 0, n) for n in range(12)]
    rows = {
        name: [{**row, "case_no": f"{number:03}{row['case_no']}"} for row in one]
        for number, name in enumerate(TOWNSHIPS[:12])
    }
    return _published(folder, TOWNSHIPS[:12], rows, [])


def empty(folder: Path) -> Path:
    """Two townships without a single matter: 零报告 in both months."""
    return _published(folder, TOWNSHIPS[:2], {name: [] for name in TOWNSHIPS[:2]}, [])


def _matter(dice: Random, township: int, number: int) -> Row:
    registered = date(2022, 8, 3) + timedelta(days=dice.randint(0, 145))
    accepted = registered + timedelta(days=dice.choice((1, 3, 9, 15, 17)))
    concluded = accepted + timedelta(days=dice.randint(10, 75))
    row: Row = {
        "case_no": f"SJ{township:02}{registered:%Y%m%d}{number:04}",
        "registered_on": registered,
        "accepted_on": accepted,
        "channel": dice.choice(("来信", "来访", "网上", "来电")),
        "occurrence": "初件",
        "procedure": "信访处理意见",
        "purpose": "申诉求决",
        "category": dice.choice(("农业农村", "城乡建设", "劳动和社会保障", "民政")),
        "persons": dice.randint(1, 9),
    }
    if dice.random() < 0.8:
        row |= {
            "concluded_on": concluded,
            "outcome": "予以支持",
            "settled": dice.choice(("已化解", "已化解", "未化解")),
            "rating_unit": dice.choice(("满意", "满意", "基本满意", "不满意", "未评价")),
        }
    return row


def _known_by(row: Row, end: date) -> Row | None:
    if row["registered_on"] > end:  # type: ignore[operator]
        return None
    late = [id_ for id_ in ("accepted_on", "concluded_on") if id_ in row and row[id_] > end]  # type: ignore[operator]
    gone = {*late, *(("outcome", "settled", "rating_unit") if "concluded_on" in late else ())}
    return {id_: value for id_, value in row.items() if id_ not in gone}


def _published(folder: Path, names: tuple[str, ...], matters: dict[str, list[Row]], assigned: list[Row]) -> Path:
    inputs, outputs = folder / "inputs", folder / "outputs"
    tables = default_tables()
    office = {
        "县名": COUNTY_NAME,
        "抄送": "县委办公室、县人大常委会办公室、县政府办公室、县政协办公室",
        "联系人": "某某某",
        "联系电话": "0000-1234567",
    }
    tables["单位"] = [[key, office.get(str(key), value)] for key, value, *_ in tables["单位"]]
    tables["乡镇名录"] = [[number, name, "", "", "", ""] for number, name in enumerate(names, start=1)]
    tables["参数"] = [[key, 12 if key == "缺月上限" else value] for key, value, *_ in tables["参数"]]
    inputs.mkdir(parents=True)
    (inputs / "设置.xlsx").write_bytes(settings_form(tables, list(names)))
    for period in PERIODS:
        end = parse_period(period).last_day
        place = inputs / period
        place.mkdir()
        due = end + timedelta(days=3)
        reports = [
            {
                "township": name,
                "due_on": due,
                "sent_on": due - timedelta(days=1),
                "zero": "否" if matters[name] else "是",
            }
            for name in names
        ]
        pages = [
            _page(REGISTER[id_].name, [(f.id, f.label) for f in REGISTER[id_].fields], rows)
            for id_, rows in (("reports", reports), ("assigned", assigned), ("supervised", []))
        ]
        write_xlsx(place / "登记簿.xlsx", pages)
        for name in names:
            rows = [known for row in matters[name] if (known := _known_by(row, end))]
            page = _page(
                "台账",
                [(f.id, f.label) for f in LEDGER],
                rows,
                f"填报单位：{name}" if rows else f"填报单位：{name}　零报告",
            )
            write_xlsx(place / f"{name}.xlsx", [page])
    run_period(inputs, outputs, PERIODS[-1], None, lambda _: None)
    return outputs


def _page(name: str, columns: list[tuple[str, str]], rows: list[Row], above: str = "") -> Page:
    page = Page(name)
    if above:
        page.cells[0, 0] = above
    top = int(bool(above))
    for column, (id_, label) in enumerate(columns):
        page.cells[top, column] = label
        for number, row in enumerate(rows, start=top + 1):
            if row.get(id_) not in (None, ""):
                page.cells[number, column] = row[id_]
    return page
