"""A matter that anybody ever called 检举控告 stands in nothing that leaves the office: one is planted in every path."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.base.county import COUNTY
from pipeline.doors.blank_forms import write_filled, write_ledgers
from pipeline.editions.cache import CACHE_FOLDER
from pipeline.explain.answer import explain
from pipeline.render.forms.settings_defaults import default_tables
from pipeline.render.forms.settings_form import settings_form
from pipeline.rollup.roll import roll_up
from pipeline.run import run_period
from pipeline.schema.indicators import INDICATORS
from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import REGISTER
from tests.unpacked import contents, page, text
from tools.sample.books import write_xlsx

pytestmark = pytest.mark.slow

Row = dict[str, object]
JANUARY, FEBRUARY = "2023-01", "2023-02"
A, B = "甲镇", "乙镇"
ACCUSED = "检举控告"
MARK = "仅此一批"
"""Stands in the rows of planted matters alone, in a column of text."""
SENT_BY = {
    A: ("JB01", "JB02", "JB03", "JB04", "JB05", "JB07", "JB08", "JB09", "JB10", "JB11", "JB12"),
    B: ("JB02", "JB04", "JBO3"),
}
"""Whose ledgers have which of the planted numbers: its own returned workbook may keep them."""
PLANTED = sorted({number for numbers in SENT_BY.values() for number in numbers} | {"JB06"})
HANDED_OVER = ("indicators", "ranking", "three_none", "volumes")
"""What a county gives to the roll-up."""


def row(number: str, **more: object) -> Row:
    """An overdue matter of December, of good words today."""
    return {
        "case_no": number,
        "registered_on": date(2022, 12, 1),
        "channel": "来信",
        "purpose": "申诉求决",
        "occurrence": "初件",
        "level": "乡镇",
        "procedure": "信访处理意见",
        "category": "城乡建设",
        "accepted_on": date(2022, 12, 5),
        "backlog_batch": MARK,
        **more,
    }


def plain(number: str, **more: object) -> Row:
    """A matter that anybody may know of."""
    return {**row(number), "backlog_batch": None, **more}


def ledgers() -> dict[tuple[str, str], list[Row]]:
    """What was said in January and what is said now."""
    done = {"outcome": "予以支持", "settled": "已化解", "rating_unit": "满意"}
    january_a = [
        row("JB01", purpose=ACCUSED),
        row("JB04", procedure=ACCUSED, purpose=None),
        row("JB05", purpose=ACCUSED),
        row("JB08", purpose=None, category="纪检监察"),
        row("JB09", purpose=ACCUSED, concluded_on=date(2023, 1, 20), **done),
        row("JB11", purpose=ACCUSED, registered_on=date(2023, 1, 4), accepted_on=date(2023, 1, 5)),
        row("JB12", purpose=ACCUSED, accepted_on=None),
        plain("CD01", concluded_on=date(2023, 1, 25), **done),
    ]
    february_a = [
        row("JB01"),
        row("JB02", registered_on=date(2023, 2, 1), accepted_on=date(2023, 2, 3)),
        row("JB03", purpose=None, category="纪检监察"),
        row("JB07", concluded_on=date(2022, 11, 1), occurrence=None, withdrawn_on=date(2023, 2, 10)),
        row("JB08"),
        row("JB09", concluded_on=date(2023, 1, 10), **done),
        row("JB11", registered_on=date(2023, 1, 4), accepted_on=date(2023, 1, 5)),
        row("JB12", accepted_on=None, due_on="二月三十"),
        row(
            "JB10",
            occurrence="重件",
            related_case_no="CD01",
            registered_on=date(2023, 2, 1),
            accepted_on=date(2023, 2, 2),
            purpose=ACCUSED,
        ),
        plain("CD01", concluded_on=date(2023, 1, 25), **done),
        plain("CD02"),
    ]
    february_b = [
        row("JB02", registered_on=date(2023, 2, 1), accepted_on=date(2023, 2, 3), purpose=ACCUSED),
        row("JB04"),
        plain("JBO3"),
        plain("CD03"),
    ]
    return {
        (JANUARY, A): january_a,
        (JANUARY, B): [plain("CD03")],
        (FEBRUARY, A): february_a,
        (FEBRUARY, B): february_b,
    }


def registers(month: str) -> dict[str, list[Row]]:
    """The office's own words."""
    reports = [
        {"township": name, "due_on": date(2023, 3, 3), "sent_on": date(2023, 3, 1), "zero": "否"} for name in (A, B)
    ]
    if month == JANUARY:
        return {
            "reports": [{**each, "due_on": date(2023, 2, 3), "sent_on": date(2023, 2, 1)} for each in reports],
            "superior": [],
            "assigned": [],
        }
    above = [
        row("JB06", township=A, purpose=None, category="纪检监察", backlog_batch=None),
        row("JB07", township=A, procedure=ACCUSED, purpose=ACCUSED, backlog_batch=None),
        plain("CD02", township=A),
    ]
    listed = [
        {
            "case_no": no,
            "township": A,
            "batch": "第二批",
            "assigned_on": date(2022, 12, 20),
            "settle_by": date(2023, 2, 1),
        }
        for no in ("JB08", "CD02")
    ]
    watched = [
        {
            "case_no": "JB08",
            "township": A,
            "supervised_on": date(2023, 2, 6),
            "matter": "拖延",
            "at_fault": "是",
            "reply_by": date(2023, 2, 20),
        }
    ]
    checked: list[Row] = [{"case_no": "JB09", "result": "不属实"}]
    return {"reports": reports, "superior": above, "assigned": listed, "supervised": watched, "spot_checks": checked}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county, published for both months, added up, with blank forms beside."""
    base = tmp_path_factory.mktemp("informants")
    inputs = base / "inputs"
    inputs.mkdir()
    tables = default_tables()
    tables["单位"] = [[key, {"县名": "样例县"}.get(str(key), value)] for key, value, *_ in tables["单位"]]
    tables["乡镇名录"] = [[at, name, "", "", "", ""] for at, name in enumerate((A, B), start=1)]
    tables["参数"] = [[key, "是" if key == "附件2逐件列" else value] for key, value, *_ in tables["参数"]]
    (inputs / "设置.xlsx").write_bytes(settings_form(tables, [A, B]))
    for (month, name), rows in ledgers().items():
        (inputs / month).mkdir(exist_ok=True)
        columns = [(f.id, f.label) for f in LEDGER]
        write_xlsx(
            inputs / month / f"{name}.xlsx",
            [page("台账", columns, [{**each, "township": name} for each in rows], f"填报单位：{name}")],
        )
    for month in (JANUARY, FEBRUARY):
        pages = [
            page(REGISTER[id_].name, [(f.id, f.label) for f in REGISTER[id_].fields], rows)
            for id_, rows in registers(month).items()
        ]
        write_xlsx(inputs / month / "登记簿.xlsx", pages)
    run_period(inputs, base / "outputs", FEBRUARY, None, lambda _: None)
    roll_up([base / "outputs"], FEBRUARY, base / "outputs-汇总", None)
    write_ledgers(inputs, base / "forms", None)
    write_filled(inputs, base / "outputs", base / "filled", "2023-03", FEBRUARY, None)
    return base


def outgoing(place: Path) -> list[Path]:
    """Every file but what stays in the office, its tables and its cache, and the returned workbooks."""
    files = [p for folder in ("outputs", "outputs-汇总", "forms") for p in (place / folder).rglob("*") if p.is_file()]
    return [
        p
        for p in files
        if CACHE_FOLDER not in p.parts
        and (p.parent.name != "data" or p.stem in HANDED_OVER)
        and not (p.parent.name == "退回" and p.suffix == ".xlsx")
    ]


def test_every_path_has_a_planted_matter(place: Path) -> None:
    """The search below means something: they are counted, and what concerns them was found."""
    tables = {p.stem: pq.read_table(p).to_pylist() for p in (place / "outputs" / FEBRUARY / "data").glob("*.parquet")}
    hidden = {each["case_no"]: each for each in tables["matters"] if each["hidden"]}
    assert set(hidden) == set(PLANTED) - {"JB06", "JBO3"}
    assert {"CD01", "CD02", "CD03", "JBO3"} == {each["case_no"] for each in tables["matters"]} - set(hidden)
    assert not tables["omissions"], "JB06 is never an omission"
    told = {each["code"] for each in tables["findings"] if "编号不列" in each["message"]}
    assert {"R204", "R224"} <= told
    assert all(each["township"] is None for each in tables["findings"] if each["code"] == "R224")
    names = {
        p.relative_to(place / "outputs" / FEBRUARY).as_posix()
        for p in (place / "outputs" / FEBRUARY).rglob("*")
        if p.is_file()
    }
    assert {
        "通报/月度通报.docx",
        f"反馈单/{A}.docx",
        f"函件/{A}-督办函.docx",
        f"退回/{A}.xlsx",
        f"退回/{A}.txt",
        "审核.html",
        "汇总.xlsx",
    } <= names


def test_no_number_and_no_row_of_theirs_is_in_anything_for_others(place: Path) -> None:
    """Circular with its attachments, letters, 反馈单, messages to paste, page, 汇总, run.log, manifest, roll-up,
    blank forms.
    """
    assert len(contents(place / "outputs" / FEBRUARY / "审核.html")) > 1, (
        "the lists that the page carries packed are searched too"
    )
    found = []
    for path in outgoing(place):
        content = text(path)
        found += [
            f"{path.relative_to(place).as_posix()}: {secret}"
            for secret in (*PLANTED, MARK)
            if secret in content and secret != "JBO3"
        ]
    assert found == []


def test_a_workbook_for_one_township_holds_no_number_but_those_that_it_sent(place: Path) -> None:
    """Its own ledger sent back, and its ledger of March with what it must go on listing."""
    for name, sent in SENT_BY.items():
        for path in (
            place / "outputs" / FEBRUARY / "退回" / f"{name}.xlsx",
            place / "filled" / f"{name}2023-03台账.xlsx",
        ):
            content = text(path)
            assert [number for number in PLANTED if number in content and number not in sent] == [], path.name


def test_no_explanation_names_one(place: Path) -> None:
    """Of every figure of every township, as text and as table; and what the program prints."""
    for township in (A, B, COUNTY):
        for figure in (*(i.id for i in INDICATORS), "三无", *(() if township == COUNTY else ("得分",))):
            lines, table = explain(
                place / "outputs", FEBRUARY, township, figure, as_table=figure not in ("三无", "得分")
            )
            said = "\n".join(lines) + (table or b"").decode("utf-8-sig")
            assert [number for number in (*PLANTED, MARK) if number in said and number != "JBO3"] == [], (
                township,
                figure,
            )


def test_the_office_may_list_a_matter_again(place: Path, tmp_path: Path) -> None:
    """处理决定 可列: JB01 stands in the letter."""
    inputs = tmp_path / "inputs"
    with contextlib.suppress(FileExistsError):
        inputs.mkdir()
    for source in (place / "inputs").rglob("*"):
        target = inputs / source.relative_to(place / "inputs")
        if source.is_dir():
            target.mkdir(exist_ok=True)
        else:
            target.write_bytes(source.read_bytes())
    told = {
        **registers(FEBRUARY),
        "decisions": [{"subject": "jb01", "decision": "可列", "decided_on": date(2023, 3, 1)}],
    }
    pages = [
        page(REGISTER[id_].name, [(f.id, f.label) for f in REGISTER[id_].fields], rows) for id_, rows in told.items()
    ]
    write_xlsx(inputs / FEBRUARY / "登记簿.xlsx", pages)
    run_period(inputs, tmp_path / "outputs", FEBRUARY, None, lambda _: None)
    letter = text(tmp_path / "outputs" / FEBRUARY / "函件" / f"{A}-督办函.docx")
    assert "JB01" in letter
    assert "JB08" not in letter
