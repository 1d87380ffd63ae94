"""A rule of the county's own, from 设置.xlsx to everything that a run leaves behind."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline.editions.archive import load_edition
from pipeline.messages import note_words
from pipeline.render.forms.settings_form import settings_form
from pipeline.run import run_period
from tools.ingest_cases.makers import xlsx

pytestmark = pytest.mark.slow

HEADINGS = [
    "信访件编号",
    "登记日期",
    "信访形式",
    "初重件",
    "受理日期",
    "告知日期",
    "办结日期",
    "办理结果",
    "三到位一处理",
    "化解状态",
]
DONE = ["2023-02-06", "来访", "初件", "2023-02-07", "2023-02-07", "2023-02-20", "予以支持"]
RULES = [
    [
        "C001",
        "办结日期 不空 且 三到位一处理 空",
        "错误",
        "〔办结日期〕办结而没有填三到位一处理",
        "请补填，例如 解决问题到位",
        "三到位一处理",
    ],
    ["C002", "天数差(受理日期, 办结日期) > 10", "提醒", "办结用了十天以上", "请核对，例如 处理意见书落款的日期", ""],
]
MESSAGE = "2023-02-20办结而没有填三到位一处理，共1件（编号37000020230002）"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """February of two units, one of which broke the first rule in one row and the second in both."""
    place = tmp_path_factory.mktemp("own")
    folder = place / "inputs" / "2023-02"
    folder.mkdir(parents=True)
    roster = [[1, "城关镇"], [2, "河东乡"]]
    tables = {"单位": [["县名", "青禾县"]], "乡镇名录": roster, "自设规则": RULES}
    (place / "inputs" / "设置.xlsx").write_bytes(settings_form(tables))
    rows = [["37000020230001", *DONE, "解决问题到位"], ["37000020230002", *DONE, None]]
    (folder / "城关镇.xlsx").write_bytes(xlsx({"台账": [["填报单位：城关镇"], HEADINGS, *rows]}))
    (folder / "河东乡.xlsx").write_bytes(xlsx({"台账": [["填报单位：河东乡", "零报告"], HEADINGS]}))
    run_period(place / "inputs", place / "outputs", "2023-02", None, lambda _: None)
    return place / "outputs" / "2023-02"


def findings(edition: Path) -> pd.DataFrame:
    frame = pd.read_parquet(edition / "data" / "findings.parquet")
    return frame[frame["code"].str.startswith("C")]


def texts(content: bytes) -> Iterator[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            yield from (str(cell) for cell in row if cell is not None)


def test_the_tables_have_its_findings(edition: Path) -> None:
    shown = findings(edition)[["severity", "code", "township", "cell", "message"]].to_numpy().tolist()
    example = "（如编号37000020230001：办结日期2023-02-20、受理日期2023-02-07）"
    assert shown == [
        ["错误", "C001", "城关镇", "I4", MESSAGE],
        ["提醒", "C002", "城关镇", "G3:G4", f"办结用了十天以上，共2件{example}"],
    ]


def test_the_list_and_the_page_have_them(edition: Path) -> None:
    assert MESSAGE in set(texts((edition / "汇总.xlsx").read_bytes()))
    page = (edition / "审核.html").read_text(encoding="utf-8")
    assert MESSAGE in page
    assert "C001 …办结而没有填三到位一处理 （1）" in page


def test_the_receipt_and_the_returned_ledger_have_them(edition: Path) -> None:
    for folder in ("报送", "退回"):
        said = (edition / folder / "城关镇.txt").read_text(encoding="utf-8-sig")
        assert MESSAGE in said
    returned = (edition / "退回" / "城关镇.xlsx").read_bytes()
    cell = openpyxl.load_workbook(io.BytesIO(returned))["台账"]["I4"]
    assert cell.fill.fill_type == "solid"
    assert any(MESSAGE in text for text in texts(returned))


def test_an_error_bars_from_the_list_and_stands_among_the_definitions(edition: Path) -> None:
    sound = pd.read_parquet(edition / "data" / "three_none.parquet").set_index(["township", "condition"])
    assert sound.loc[("城关镇", "无错误"), ["count", "holds"]].tolist() == [1, False]
    rule = "C001〔办结日期〕办结而没有填三到位一处理（办结日期 不空 且 三到位一处理 空）"
    assert note_words.OWN_ERRORS.format(rules=rule) in set(texts((edition / "汇总.xlsx").read_bytes()))


def test_the_manifest_has_each_rule_and_an_error_is_one_on_which_figures_depend(edition: Path) -> None:
    made = load_edition(edition.parent, "2023-02")
    assert made is not None
    settings = made.manifest["settings"]
    assert settings["自设规则.C001"].startswith("错误；办结日期 不空 且 三到位一处理 空；")
    assert settings["自设规则.C002"].startswith("提醒；")
