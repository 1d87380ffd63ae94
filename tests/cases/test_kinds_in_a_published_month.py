"""Kinds of fault that only a published month shows whole: what they would have cost a township, or won it.

Each shape stands in a township's own ledger beside two sound matters, and February 2023 is published once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline.ledgers.sheet.header_faults import LACKING_COLUMNS
from pipeline.run import check_period, run_period
from tests.cases.test_lines_that_are_no_matters import HEADINGS, Row
from tests.unpacked import text
from tools.ingest_cases.makers import xlsx

pytestmark = pytest.mark.slow

WORDS = {"甲镇": "王样例", "乙镇": "关于样例村土地的问题", "丙镇": "阿依样例"}
"""001: words where a number should be."""
EXAMPLES = {"丁镇": "示例", "戊镇": "例", "己镇": "（样例）"}
"""008: 序号 of the form's own example, left standing: a matter of last November, open."""
WITHIN = {"庚镇": "东街村", "辛镇": "辛镇司法所", "壬镇": "壬镇党委、政府"}
"""015: 责任单位 names a part of the township in two overdue matters."""
AHEAD = {"癸镇": date(2023, 11, 5), "子镇": date(2023, 6, 2), "丑镇": "2024-02-05"}
"""017: 登记日期 that Excel completed with the wrong year, or a typist with the wrong month."""
FORMS = {"寅镇": "无信访事项的，请注明“零报告”", "卯镇": "严格落实每日零报告制度", "辰镇": "如无信访事项，填写零报告"}
"""028: an unfilled form that says how a zero report is declared."""
SOUND = "巳镇"
UNITS = (*WORDS, *EXAMPLES, *WITHIN, *AHEAD, *FORMS, SOUND)


def matter(unit: str, serial: object, number: str, registered: object, **cells: object) -> list[object]:
    """A matter that was accepted after a day and concluded after nine."""
    own = dict.fromkeys(HEADINGS) | {
        "序号": serial,
        "信访件编号": number,
        "责任单位": unit,
        "登记日期": registered,
        "信访形式": "来访",
        "初重件": "初件",
        "人数": 1,
    }
    return list((own | cells).values())


def sound(unit: str, day: int) -> list[object]:
    return matter(
        unit,
        day,
        f"{unit[0]}信2023{day:04d}",
        date(2023, 2, day),
        受理日期=date(2023, 2, day + 1),
        办结日期=date(2023, 2, day + 9),
        办理结果="予以支持",
        化解状态="已化解",
    )


def rows_of(unit: str) -> Iterator[Row]:
    """The rows below the headings of a township's ledger."""
    old = {"受理日期": date(2022, 11, 8)}
    if unit in FORMS:
        return
    if unit in EXAMPLES:
        yield matter(unit, EXAMPLES[unit], "3700002022110001", date(2022, 11, 5), **old)
    yield sound(unit, 1)
    yield sound(unit, 2)
    if unit in WORDS:
        yield matter(unit, 3, WORDS[unit], date(2023, 2, 3), 受理日期=date(2023, 2, 4))
    if unit in WITHIN:
        for serial in (3, 4):
            yield matter(WITHIN[unit], serial, f"{unit[0]}信2022{serial:04d}", date(2022, 11, 5), **old)
    if unit in AHEAD:
        yield matter(unit, 3, f"{unit[0]}信20230003", AHEAD[unit], 受理日期=date(2023, 2, 7))


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kinds") / "inputs"
    (folder / "2023-02").mkdir(parents=True)
    book = openpyxl.Workbook()
    book.active.title = "单位"
    for line in (["项目", "值"], ["县名", "青禾县"]):
        book.active.append(line)
    roster = book.create_sheet("乡镇名录")
    roster.append(["序号", "乡镇"])
    for number, name in enumerate(UNITS, 1):
        roster.append([number, name])
    book.save(folder / "设置.xlsx")
    for unit in UNITS:
        above: list[Row] = [[f"青禾县{unit}信访事项台账（2023年2月）"], [f"填报单位：{unit}"]]
        above += [[FORMS[unit]]] if unit in FORMS else []
        (folder / "2023-02" / f"{unit}.xlsx").write_bytes(xlsx({"Sheet1": [*above, HEADINGS, *rows_of(unit)]}))
    return folder


@pytest.fixture(scope="module")
def edition(inputs: Path) -> Path:
    outputs = inputs.parent / "outputs"
    run_period(inputs, outputs, "2023-02", None, lambda _: None)
    return outputs / "2023-02"


def table(edition: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(edition / "data" / f"{name}.parquet")


def figure(edition: Path, unit: str, indicator: str) -> tuple[int, int]:
    rows = table(edition, "indicators")
    row = rows[(rows["township"] == unit) & (rows["indicator"] == indicator)].iloc[0]
    return int(row["numerator"]), 0 if pd.isna(row["denominator"]) else int(row["denominator"])


def of(edition: Path, name: str, unit: str, column: str) -> list[object]:
    rows = table(edition, name)
    if name == "findings":
        rows = rows[~rows["code"].isin(LACKING_COLUMNS)]  # the ledgers have few columns
    return rows.loc[rows["township"] == unit, column].tolist()


@pytest.mark.parametrize("unit", list(WORDS))
def test_words_for_a_number_cost_what_a_matter_not_accepted_costs_and_stand_nowhere(edition: Path, unit: str) -> None:
    """Two sound matters accepted in time, and one whose number can't be read: 2/3, an error, no title."""
    assert len(of(edition, "matters", unit, "case_no")) == 2
    assert figure(edition, unit, "accepted_on_time") == (2, 3)
    assert "错误" in of(edition, "findings", unit, "severity")
    assert of(edition, "ranking", unit, "three_none") == ["否"]
    holders = [path.name for path in edition.rglob("*") if path.is_file() and WORDS[unit] in text(path)]
    assert holders == []


@pytest.mark.parametrize("unit", list(EXAMPLES))
def test_the_forms_example_is_nobodys_matter(edition: Path, unit: str) -> None:
    """Nothing is overdue, no letter goes out, and the reminder bars no title."""
    assert len(of(edition, "matters", unit, "case_no")) == 2
    assert figure(edition, unit, "overdue_open")[0] == 0
    assert figure(edition, unit, "accepted_on_time") == (2, 2)
    assert of(edition, "letters", unit, "document") == []
    assert of(edition, "findings", unit, "code") == ["R090"]
    assert not (edition / "督办函" / f"{unit}.docx").exists()


@pytest.mark.parametrize("unit", list(WITHIN))
def test_overdue_matters_under_the_name_of_a_village_stay_the_townships(edition: Path, unit: str) -> None:
    """Both are overdue and asked about in a letter; the cells are told without an error."""
    assert len(of(edition, "matters", unit, "case_no")) == 4
    assert figure(edition, unit, "overdue_open")[0] == 2
    assert set(of(edition, "letters", unit, "document")) == {"督办函"}
    assert of(edition, "ranking", unit, "three_none") == ["否"]
    assert of(edition, "findings", unit, "code") == ["R069" if unit == "庚镇" else "R078"]


@pytest.mark.parametrize("unit", list(AHEAD))
def test_a_registration_months_ahead_leaves_no_matter_out_of_the_rate(edition: Path, unit: str) -> None:
    """It can't have been registered yet: an error, and one matter not accepted in time."""
    assert figure(edition, unit, "accepted_on_time") == (2, 3)
    assert "错误" in of(edition, "findings", unit, "severity")
    assert of(edition, "ranking", unit, "three_none") == ["否"]


@pytest.mark.parametrize("unit", list(FORMS))
def test_an_unfilled_form_is_no_zero_report(edition: Path, unit: str) -> None:
    """Its ledger isn't in: the unit is no 无件, has no title, and is told that nothing was declared."""
    assert of(edition, "findings", unit, "code")[0] == "R027"
    assert of(edition, "ranking", unit, "group") == ["未报送"]
    assert of(edition, "ranking", unit, "three_none") != ["是"]


def test_the_neighbour_without_any_of_it_is_untouched(edition: Path) -> None:
    assert figure(edition, SOUND, "accepted_on_time") == (2, 2)
    assert of(edition, "findings", SOUND, "code") == []


def test_a_check_of_all_of_it_says_what_the_run_says(inputs: Path, edition: Path, tmp_path: Path) -> None:
    findings = check_period(inputs, tmp_path / "none", "2023-02", None, lambda _: None).findings
    published = table(edition, "findings")
    told = [(str(f.severity), f.code, f.place.file or None, f.place.cell or None, f.message) for f in findings]
    columns = ["severity", "code", "file", "cell", "message"]
    assert told == [tuple(None if pd.isna(v) else v for v in row) for row in published[columns].itertuples(index=False)]
