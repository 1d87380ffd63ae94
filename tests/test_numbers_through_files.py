"""Numbers in several writings, changed numbers and local numbering through workbooks and two published months."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pipeline.editions.archive import Edition, load_edition
from pipeline.explain.answer import explain
from pipeline.render.forms.settings_defaults import default_tables
from pipeline.render.forms.settings_form import settings_form
from pipeline.run import run_period
from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import REGISTER
from tests.unpacked import page
from tools.sample.books import write_xlsx

pytestmark = pytest.mark.slow

JANUARY, FEBRUARY = "2023-01", "2023-02"
A, B = "甲镇", "乙镇"
Row = dict[str, object]


def row(number: str, day: int, **more: object) -> Row:
    """An open matter of December, accepted the next day."""
    return {
        "case_no": number,
        "registered_on": date(2022, 12, day),
        "channel": "来信",
        "occurrence": "初件",
        "level": "乡镇",
        "procedure": "信访处理意见",
        "category": "民政",
        "accepted_on": date(2022, 12, day + 1),
        **more,
    }


LEDGERS = {
    (JANUARY, A): [row("青信〔2022〕1号", 1), row("OLD7", 2), row("0012", 3), row("0013", 3), row("0014", 3)],
    (JANUARY, B): [row("0012", 5), row("0013", 5), row("0014", 5)],
    (FEBRUARY, A): [
        row("青信[2022]1号", 1),
        row("NEW7", 2),
        row("0012", 3),
        row("0013", 3),
        row("0014", 3),
        row("qh-9", 9),
        row("QH—9", 9, persons=3),
    ],
    (FEBRUARY, B): [row("0012", 5), row("0013", 5), row("0014", 5)],
}
DECIDED: list[Row] = [
    {"subject": "old7", "decision": "改号：NEW7", "decided_on": date(2023, 3, 1)},
    {"subject": "ＱＨ-9", "rule": "R182", "decision": "更正属实", "decided_on": date(2023, 3, 1)},
]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both months published."""
    base = tmp_path_factory.mktemp("numbers")
    tables = default_tables()
    tables["乡镇名录"] = [[at, name, "", "", "", ""] for at, name in enumerate((A, B), start=1)]
    for (month, name), rows in LEDGERS.items():
        (base / "inputs" / month).mkdir(parents=True, exist_ok=True)
        sheet = page("台账", [(f.id, f.label) for f in LEDGER], [{**each, "township": name} for each in rows])
        write_xlsx(base / "inputs" / month / f"{name}.xlsx", [sheet])
    (base / "inputs" / "设置.xlsx").write_bytes(settings_form(tables, [A, B]))
    register = REGISTER["decisions"]
    write_xlsx(
        base / "inputs" / FEBRUARY / "登记簿.xlsx",
        [page(register.name, [(f.id, f.label) for f in register.fields], DECIDED)],
    )
    run_period(base / "inputs", base / "outputs", FEBRUARY, None, lambda _: None)
    return base / "outputs"


def edition(outputs: Path, month: str) -> Edition:
    """What was published of the month."""
    found = load_edition(outputs, month)
    assert found is not None
    return found


LOCAL = {f"{number}（{name}）" for number in ("0012", "0013", "0014") for name in (A, B)}


def test_each_matter_is_one_in_both_months(outputs: Path) -> None:
    january, february = (edition(outputs, month).tables["matters"] for month in (JANUARY, FEBRUARY))
    assert set(january["case_no"]) == LOCAL | {"青信〔2022〕1号", "OLD7"}
    assert set(february["case_no"]) == LOCAL | {"青信〔2022〕1号", "NEW7", "qh-9"}
    assert set(february["origin"]) == {"台账"}, "nothing has vanished"
    names = february.set_index("case_no")["other_numbers"]
    assert (names["NEW7"], names["青信〔2022〕1号"], names["qh-9"]) == ("OLD7", "青信[2022]1号", "QH—9")
    assert pd.isna(names[f"0012（{A}）"])


def test_what_is_told_is_told_once_a_ledger(outputs: Path) -> None:
    findings = edition(outputs, FEBRUARY).tables["findings"]
    told = findings[findings["code"].isin(["R204", "R205", "R223", "R227"])].fillna("")
    assert sorted(zip(told["code"], told["township"], told["cells"], strict=True)) == [
        ("R223", A, 2),
        ("R227", B, 3),
        ("R227", A, 3),
    ]
    assert told.loc[told["code"] == "R223", "cell"].tolist() == ["A2、A8"]


def test_a_decision_in_another_writing_answers_what_the_rows_broke(outputs: Path) -> None:
    """One ledger has qh-9 and QH—9 with different values; the office writes ＱＨ-9."""
    findings = edition(outputs, FEBRUARY).tables["findings"]
    twice = findings[findings["code"] == "R182"]
    assert twice["severity"].tolist() == ["说明"]
    assert twice["case_nos"].tolist() == [["qh-9"]]


def test_a_local_number_is_explained_by_its_whole_name(outputs: Path) -> None:
    lines = "\n".join(explain(outputs, FEBRUARY, B, "overdue_open")[0])
    assert f"0012（{B}）" in lines
    assert f"0012（{A}）" not in lines


def test_what_january_had_overdue_is_followed_under_the_new_number(outputs: Path) -> None:
    """收支核对 closes without anything moved out or in."""
    balance = edition(outputs, FEBRUARY).tables["balance"].set_index("township")
    assert balance.loc[A, ["open_start", "moved_in", "moved_out"]].tolist() == [5, 0, 0]
