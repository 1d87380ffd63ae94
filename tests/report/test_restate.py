"""更正: a published figure stays, the figure of today stands beside it, and the papers that printed the old one are
named.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from pipeline import FORMULA_VERSION
from pipeline.base.listed import texts_in
from pipeline.base.period import parse_period
from pipeline.bundles import contract_table
from pipeline.editions.archive import Edition, Standing, load_edition
from pipeline.report.restate import replaced_sha256, restated, stale_drafts, told
from pipeline.run import issue_paper, run_period
from pipeline.settings.record import Settings
from tools.ingest_cases.makers import xlsx
from tools.make_golden_case import FOLDER, JANUARY, _ledger

pytestmark = pytest.mark.slow

FEBRUARY = parse_period("2023-02")
SETTINGS = Settings((), {}, ())
RATE, COUNT = "concluded_on_time", "overdue_open"
Figure = tuple[int | None, int | None]
THEN = {"2023-01/甲镇.xlsx": "a", "设置.xlsx": "s"}
PAPERS = (
    "通报/月度通报.docx",
    "通报/月度通报.pdf",
    "内部/会议数据摘要.docx",
    "反馈单/甲镇.docx",
    "反馈单/乙镇.docx",
    "函件/甲镇-督办函.docx",
    "汇总.xlsx",
    "run.log",
)


def table(figures: Mapping[tuple[str, str], Figure]) -> pd.DataFrame:
    return contract_table(
        "indicators",
        [{"township": t, "indicator": i, "numerator": n, "denominator": of} for (t, i), (n, of) in figures.items()],
    )


def edition(
    name: str, figures: Mapping[tuple[str, str], Figure], *, carried: pd.DataFrame | None = None, **manifest: object
) -> Edition:
    """A month of which papers were issued, whose 督办函 told 甲镇 of its overdue matters."""
    letters = contract_table("letters", [{"township": "甲镇", "document": "督办函", "indicator": COUNT}])
    tables = {
        "indicators": table(figures),
        "letters": letters,
        "restated": contract_table("restated") if carried is None else carried,
    }
    said = {"inputs": THEN, "outputs": dict.fromkeys(PAPERS, ""), **manifest}
    return Edition(name, parse_period(name).last_day, tables, f"sha of {name}", FORMULA_VERSION, said, issued=True)


def found(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    """The rows; the papers of each joined by 、."""
    rows = frame.assign(documents=["、".join(texts_in(papers)) or None for papers in frame["documents"]])
    return [tuple(None if pd.isna(v) else v for v in row) for row in rows.itertuples(index=False)]


def february(
    *earlier: Edition, files: Mapping[str, str], now: Mapping[tuple[str, str], Figure]
) -> list[tuple[object, ...]]:
    """February's table; ``now``: what January comes to today."""
    return found(restated(FEBRUARY, table({}), Standing(), {e.name: e for e in earlier}, files, lambda _: table(now)))


def test_a_figure_of_the_month_before_that_comes_out_otherwise_stands_beside_the_published_one() -> None:
    """A township's own papers and those for all are named; a letter where it told of the figure, no PDF and no
    neighbour's sheet.
    """
    january = edition("2023-01", {("甲镇", RATE): (3, 4), ("甲镇", COUNT): (1, None), ("乙镇", RATE): (1, 1)})
    now: dict[tuple[str, str], Figure] = {("甲镇", RATE): (4, 4), ("甲镇", COUNT): (2, None), ("乙镇", RATE): (1, 1)}
    everywhere = (
        "2023-01/内部/会议数据摘要.docx、2023-01/反馈单/甲镇.docx、2023-01/汇总.xlsx、2023-01/通报/月度通报.docx"
    )
    assert february(january, files={"2023-01/甲镇.xlsx": "b"}, now=now) == [
        ("2023-01", "甲镇", RATE, 3, 4, 4, 4, everywhere),
        (
            "2023-01",
            "甲镇",
            COUNT,
            1,
            None,
            2,
            None,
            everywhere.replace("2023-01/反馈单", "2023-01/函件/甲镇-督办函.docx、2023-01/反馈单"),
        ),
    ]


@pytest.mark.parametrize(
    ("files", "looked"),
    [
        ({"2023-01/甲镇.xlsx": "a", "2023-02/甲镇.xlsx": "c"}, False),
        ({"2023-01/甲镇.xlsx": "b"}, True),
        ({"2023-01/甲镇.xlsx": "a", "2023-01/乙镇.xlsx": "late"}, True),
        ({"2022-12/甲镇.xlsx": "older", "2023-01/甲镇.xlsx": "a"}, True),
        ({"2023-01/乙镇.xlsx": "other"}, True),
    ],
    ids=[
        "the same, and a newer folder",
        "another file",
        "one that came late",
        "an older folder that came late",
        "one that is gone",
    ],
)
def test_only_an_edition_whose_inputs_changed_is_measured_again(files: Mapping[str, str], looked: bool) -> None:
    assert (
        bool(february(edition("2023-01", {("甲镇", RATE): (3, 4)}), files=files, now={("甲镇", RATE): (1, 4)}))
        is looked
    )


def test_an_edition_that_this_one_does_not_show_or_of_another_formula_is_let_be() -> None:
    changed, now = {"2023-01/甲镇.xlsx": "b"}, {("甲镇", RATE): (1, 4)}
    assert february(edition("2021-06", {("甲镇", RATE): (3, 4)}), files={"2021-06/甲镇.xlsx": "b"}, now=now) == []
    other = edition("2023-01", {("甲镇", RATE): (3, 4)})
    assert february(replace(other, formula_version="0"), files=changed, now=now) == []


def test_later_editions_that_printed_the_figure_beside_their_own_are_named_too_and_the_county_is_on_every_sheet() -> (
    None
):
    """March finds January otherwise: February's papers showed it as last month's.

    A year later it is shown as last year's.
    """
    january, between = (edition(name, {("全县", RATE): (3, 4)}) for name in ("2023-01", "2023-02"))
    table_ = restated(
        parse_period("2023-03"),
        table({}),
        Standing(),
        {e.name: e for e in (january, between)},
        {"2023-01/甲镇.xlsx": "b"},
        lambda e: table({("全县", RATE): (4, 5)}) if e is january else None,
    )
    papers = ("内部/会议数据摘要.docx", "汇总.xlsx", "通报/月度通报.docx", "反馈单/（各乡镇）")
    assert table_["documents"].tolist() == [[f"{name}/{paper}" for name in ("2023-01", "2023-02") for paper in papers]]


def again(standing: Standing, figure: Figure) -> list[tuple[object, ...]]:
    """February run once more."""
    return [
        row[:7] for row in found(restated(FEBRUARY, table({("甲镇", RATE): figure}), standing, {}, {}, lambda _: None))
    ]


def test_a_period_run_again_is_compared_with_what_was_issued_and_a_draft_says_nothing() -> None:
    """The same figure is no correction."""
    draft = Standing(edition("2023-02", {("甲镇", RATE): (3, 4)}))
    assert again(draft, (2, 4)) == []
    standing = replace(draft, issued=True)
    assert again(standing, (2, 4)) == [("2023-02", "甲镇", RATE, 3, 4, 2, 4)]
    assert again(standing, (3, 4)) == []


def test_once_an_edition_has_gone_out_its_figures_stay_the_published_ones_however_often_it_is_run() -> None:
    """3/4 went out, then came 2/4: run a third time, 2/4 still stands beside 3/4; and 3/4 again is no correction.

    A draft, of which nothing was issued, says nothing, also where a later edition was made from it.
    """
    carried = contract_table(
        "restated",
        [
            {
                "period": "2023-02",
                "township": "甲镇",
                "indicator": RATE,
                "published_numerator": 3,
                "published_denominator": 4,
                "numerator": 2,
                "denominator": 4,
            }
        ],
    )
    draft = edition("2023-02", {("甲镇", RATE): (2, 4)}, carried=carried, replaced_edition="sha of the first")
    standing = Standing(draft, issued=True)
    assert again(standing, (2, 4)) == [("2023-02", "甲镇", RATE, 3, 4, 2, 4)]
    assert again(standing, (3, 4)) == []
    assert replaced_sha256(standing, carried) == "sha of the first"
    for unissued in (Standing(draft), Standing(draft, (edition("2023-03", {}),))):
        assert again(unissued, (2, 4)) == []
    assert replaced_sha256(Standing(draft), carried) == "sha of 2023-02"
    assert replaced_sha256(Standing(draft, issued=True), carried.iloc[:0]) is None


def test_one_reminder_a_period_says_what_changed_and_where_it_was_printed() -> None:
    rows = restated(
        FEBRUARY,
        table({}),
        Standing(),
        {"2023-01": edition("2023-01", {("甲镇", RATE): (3, 4), ("甲镇", COUNT): (None, None)})},
        {"2023-01/甲镇.xlsx": "b"},
        lambda _: table({("甲镇", RATE): (4, 5), ("甲镇", COUNT): (1, None)}),
    )
    assert [(str(f.place), f.severity, f.message, f.remedy) for f in told(rows, SETTINGS)] == [
        (
            "2023-01/",
            "提醒",
            "已发布的2023-01有2个数与现有台账、登记簿算出的不同（如甲镇按期办结率：已发布3/4，现为4/5）",
            (
                "已发布的数不改，更正的数另列；用过原数的文书见“更正”，"
                "需要更正说明的另行印发，例如 2023-01/通报/月度通报.docx"
            ),
        ),
    ]


def silent(_: str) -> None:
    """Progress that nobody watches."""


def test_an_earlier_draft_whose_figures_come_out_otherwise_is_no_correction_but_is_to_be_made_again() -> None:
    january = replace(edition("2023-01", {("甲镇", RATE): (3, 4), ("乙镇", RATE): (1, 1)}), issued=False)
    files, now = {"2023-01/甲镇.xlsx": "b"}, {("甲镇", RATE): (4, 4), ("乙镇", RATE): (1, 1)}
    assert february(january, files=files, now=now) == []
    told_of = partial(stale_drafts, FEBRUARY, {"2023-01": january}, again=lambda _: table(now), settings=SETTINGS)
    assert [(str(f.place), f.code, f.message, f.remedy) for f in told_of(files)] == [
        (
            "2023-01/",
            "R251",
            (
                "2023-01的成果还没有定稿，其中1个数与现有台账、登记簿算出的不同（如甲镇按期办结率：成果为3/4，现为4/4）；"
                "2023-02与它比较的仍是原来的数"
            ),
            (
                "草稿可以随时重新生成，请先重新生成2023-01，再生成2023-02，"
                "例如先运行 generate.py run 2023-01，再运行 generate.py run 2023-02"
            ),
        )
    ]
    assert list(told_of(THEN)) == []


def correct_january(inputs: Path) -> None:
    """January's ledger of 东岭镇 with D06 accepted a fortnight later, which is worse and counts at once."""
    lines = JANUARY["东岭镇"].replace("D06 登=2022-12-28 受=2022-12-31", "D06 登=2022-12-28 受=2023-01-14")
    (inputs / "2023-01" / "东岭镇.xlsx").write_bytes(xlsx({"台账": _ledger("东岭镇", lines, "2023年1月")}))


def test_a_ledger_corrected_after_its_month_was_issued_is_told_by_the_next_run_and_by_the_months_own(
    tmp_path: Path,
) -> None:
    """D06, registered on 28 December and to be accepted by 12 January, turns out to have been accepted on the 14th.

    及时受理率 was 3/4 (D05 D06 D08｜D09) and is 2/4; 办结率 was 1/2 (D08｜D10) and is 1/3, for January accepted D06 as
    well. February names them; January run again, and again, has the same, and names February's papers, which printed
    what was published.
    """
    inputs, outputs = tmp_path / "inputs", tmp_path / "outputs"
    shutil.copytree(FOLDER, inputs)
    settings = load_workbook(inputs / "设置.xlsx")
    for row in (["项目", "值"], ["县名", "青禾县"]):
        (settings["单位"] if "单位" in settings.sheetnames else settings.create_sheet("单位")).append(row)
    settings.save(inputs / "设置.xlsx")
    run_period(inputs, outputs, "2023-02", None, silent)
    given = {"number": "东信〔2023〕1号", "day": date(2023, 2, 6), "signer": "主任", "township": ""}
    issue_paper(inputs, outputs, period="2023-01", paper="月度通报", **given)
    first = load_edition(outputs, "2023-01", ())
    correct_january(inputs)
    outcome = run_period(inputs, outputs, "2023-02", None, silent)
    rows = _own(outputs, "2023-02")
    assert [row[:7] for row in rows if row[:2] == ("2023-01", "东岭镇")] == [
        ("2023-01", "东岭镇", "accepted_on_time", 3, 4, 2, 4),
        ("2023-01", "东岭镇", "conclusion", 1, 2, 1, 3),
    ]
    assert [f.place.file for f in outcome.findings if f.code == "R220"] == ["2023-01/"]
    for _ in range(2):
        run_period(inputs, outputs, "2023-01", None, silent)
        own = [row for row in _own(outputs, "2023-01") if row[1] == "东岭镇"]
        assert [row[:7] for row in own] == [row[:7] for row in rows if row[:2] == ("2023-01", "东岭镇")]
        assert "2023-02/通报/月度通报.docx" in str(own[0][7])
    said = json.loads((outputs / "2023-01" / "manifest.json").read_text(encoding="utf-8"))
    assert first is not None
    assert said["replaced_edition"] == first.manifest_sha256


def _own(outputs: Path, name: str) -> list[tuple[object, ...]]:
    loaded = load_edition(outputs, name, ("restated",))
    assert loaded is not None
    return found(loaded.tables["restated"])
