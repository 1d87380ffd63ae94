"""Every figure is the number of items that the table members gives it, each with its reason."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from measure.matter_rows import FEBRUARY, RESOLVED, SETTINGS, Row, matters, merged, register, windows, with_options

from pipeline.base.county import COUNTY
from pipeline.editions.archive import Edition
from pipeline.measure.explaining_tables import counted_table, members_table
from pipeline.measure.indicators import Measured, measure
from pipeline.schema.indicators import INDICATOR_BY_LABEL
from pipeline.schema.reasons import Why
from pipeline.settings.record import Settings
from tests.editions import compute_months

NOTHING_FIRST = pd.DataFrame(columns=["group", "id", "source_file", "source_sheet", "source_row"])
ROOT = Path(__file__).resolve().parents[2]
BY_PENCIL = "the county worked out by hand"
COUNTIES = {"the sample county": ROOT / "inputs", BY_PENCIL: ROOT / "tests" / "cases" / "golden" / "inputs"}


@pytest.fixture(scope="module")
def editions() -> dict[str, dict[str, Edition]]:
    """County -> month -> its edition."""
    return {county: compute_months(folder, ["2023-01", "2023-02"])[1] for county, folder in COUNTIES.items()}


def february(frame: pd.DataFrame, settings: Settings = SETTINGS, **registers: pd.DataFrame) -> Measured:
    """February of these matters."""
    day = FEBRUARY.last_day
    return measure(
        merged(frame, registers),
        settings,
        period=FEBRUARY,
        cut_off=day,
        folders=("2023-02",),
        windows=windows(settings=settings),
    )


def placed(indicator: str, *rows: Row, settings: Settings = SETTINGS) -> list[tuple[object, ...]]:
    """item, part, reason of each matter of one indicator."""
    frame = matters(*rows)
    table = members_table(february(frame, settings), frame, ("甲镇", "乙镇", "丙镇"))
    return list(
        table.loc[table["indicator"] == indicator, ["item", "part", "reason"]].itertuples(index=False, name=None)
    )


def plain(table: pd.DataFrame) -> list[tuple[object, ...]]:
    """Its rows, None for null."""
    return [
        tuple(None if pd.isna(value) else value for value in row) for row in table.itertuples(index=False, name=None)
    ]


def explained(members: pd.DataFrame, township: str, indicator: str) -> tuple[int, int]:
    """How many of a township's, or of the county's items, are counted, and how many stand in the denominator."""
    here = members[
        (members["indicator"] == indicator)
        & (members["county"] if township == COUNTY else members["township"] == township)
    ]
    counted = int((here["part"] == "计入").sum())
    return counted, counted + int((here["part"] == "只计分母").sum())


@pytest.mark.slow
@pytest.mark.parametrize("county", COUNTIES)
def test_every_published_figure_is_the_number_of_its_members(
    editions: dict[str, dict[str, Edition]], county: str
) -> None:
    """Each township × indicator of both months, read back from the editions; and no number of a 检举控告 matter
    among them.
    """
    for edition in editions[county].values():
        members, grid = edition.tables["members"], edition.tables["indicators"]
        published = {
            (row.township, row.indicator): (
                int(row.numerator),
                int(row.numerator if pd.isna(row.denominator) else row.denominator),
            )
            for row in grid.dropna(subset=["numerator"]).itertuples()
        }
        assert len(published) > 50
        assert {key: explained(members, *key) for key in published} == published
        assert members["reason"].notna().all()
        listed = edition.tables["matters"]
        hidden = listed.loc[(listed["procedure"] == "检举控告") | (listed["purpose"] == "检举控告"), "case_no"]
        assert len(hidden)
        for numbers in (members["item"], members["repeat_no"], edition.tables["counted"]["case_no"]):
            assert not numbers.isin(hidden).any()


BY_HAND = {
    ("按期办结率", "西河镇"): {
        "X18": ("计入", "符合"),
        "X07": ("只计分母", "超过期限才办结"),
        "X09": ("只计分母", "受理日期读不出"),
        "X10": ("只计分母", "补登，不算按期"),
        "X13": ("只计分母", "未办结"),
        "X15": ("只计分母", "未办结"),
        "X16": ("不计入", "期限晚于本期，还没有到"),
        "X14": ("不计入", "未受理，没有办理期限"),
    },
    ("按期办结率", "东岭镇"): {
        "D07": ("计入", "符合（按有效延期的期限）"),
        "D04": ("计入", "符合"),
        "D01": ("不计入", "期限早于本期"),
        "D06": ("不计入", "期限晚于本期，还没有到"),
        "D12": ("不计入", "办理程序不在范围内"),
    },
    ("及时受理率", "南山乡"): {
        "N02": ("只计分母", "未受理"),
        "N04": ("不计入", "依规退回"),
        "N05": ("只计分母", "未受理"),
        "N09": ("不计入", "已计入其他期"),
        "N03": ("不计入", "期限早于本期"),
    },
    ("及时受理率", "东岭镇"): {
        "D10": ("只计分母", "超过受理期限才告知"),
        "D12": ("不计入", "期限晚于本期，还没有到"),
        "D09": ("不计入", "已计入其他期"),
        "D17": ("计入", "符合"),
    },
    ("化解率", "东岭镇"): {
        "D05": ("只计分母", "没有化解"),
        "D06": ("计入", "符合"),
        "D07": ("只计分母", "抽查不属实"),
        "D15": ("计入", "符合"),
        "D08": ("不计入", "已计入其他期"),
        "D03": ("不计入", "未办结"),
    },
    ("一次性化解率", "西河镇"): {
        "X06": ("只计分母", "办结后再次信访"),
        "X02": ("计入", "符合"),
        "X01": ("不计入", "已计入其他期"),
        "X07": ("不计入", "不是初件"),
    },
    ("责任单位满意率", "西河镇"): {
        "X10": ("只计分母", "评价不满意"),
        "X17": ("只计分母", "评价读不出"),
        "X18": ("计入", "符合"),
    },
    ("参评率", "西河镇"): {"X17": ("只计分母", "评价读不出"), "X10": ("计入", "符合")},
    ("积案化解率", "西河镇"): {"X13": ("只计分母", "未办结"), "X14": ("不计入", "交办日期在数据截止日之后")},
    ("领导包案率", "南山乡"): {
        "N03": ("只计分母", "没有包案领导"),
        "N08": ("计入", "符合"),
        "N07": ("不计入", "本期不在办"),
    },
    ("按时报送率", "西河镇"): {"2023-02": ("只计分母", "迟于应报日期")},
    ("有责督办", "东岭镇"): {"D15": ("不计入", "认定（督办）日期不在本期")},
    ("有责督办", "南山乡"): {"N03": ("不计入", "没有认定有责")},
    ("到期未化解积案", "西河镇"): {"X13": ("不计入", "期限晚于本期，还没有到")},
    ("逾期未办结", "西河镇"): {"X13": ("计入", "符合"), "X18": ("不计入", "已办结")},
    ("简易按期率", "西河镇"): {"X16": ("只计分母", "超过期限才办结")},
}
"""Of 算稿.md: where a matter stands and why."""


@pytest.mark.slow
def test_every_matter_stands_where_it_was_put_by_hand(editions: dict[str, dict[str, Edition]]) -> None:
    """The case of three townships, with the reason that its working gives; a matter that is 待定 (N10) or that was
    handed back to nobody

    (N04) stands for the county alone.
    """
    tables = editions[BY_PENCIL]["2023-02"].tables
    members = tables["members"]
    for (label, township), expected in BY_HAND.items():
        here = members[
            (members["indicator"] == INDICATOR_BY_LABEL[label].id) & (members["township"] == township)
        ].set_index("item")
        assert {item: (here.loc[item, "part"], here.loc[item, "reason"]) for item in expected} == expected, (
            label,
            township,
        )
    nobody = members[members["township"].isna() & (members["part"] != "不计入")]
    assert set(nobody["item"]) == {"N04", "N10"}
    back = members.dropna(subset=["repeat_no"])
    assert set(zip(back["item"], back["repeat_no"], strict=True)) == {("X06", "X08"), ("X07", "X08"), ("D02", "D03")}
    assert plain(tables["counted"]) == [
        ("D09", "level", "乡镇", "县", "以上级登记台账为准", "2023-02/登记簿.xlsx", "上级登记台账", 2),
        ("N08", "related_case_no", None, "N70", "以已发布的往期成果为准", None, None, None),
        ("N08", "occurrence", "初件", "重件", "以首次报送为准", "2023-01/南山乡.xlsx", "台账", 6),
        ("X09", "accepted_on", None, None, "读不出", None, None, None),
        ("X17", "rating_unit", None, None, "读不出", None, None, None),
        ("X19", "accepted_on", None, "2023-02-09", "没有受理日期，以办结日期为准", None, None, None),
        ("X20", "rating_unit", "满意", "不满意", "以已发布的往期成果为准", None, None, None),
    ]


def test_a_limit_on_the_last_day_of_the_period_is_in_and_the_day_after_is_out() -> None:
    """Accepted by the limit of 28 February and of 1 March."""
    rows = placed(
        "accepted_on_time",
        {"registered_on": "2023-02-13", "accepted_on": "2023-02-13", "concluded_on": None},
        {"registered_on": "2023-02-14", "accepted_on": "2023-02-14", "concluded_on": None},
    )
    assert rows == [("01", "计入", "符合"), ("02", "不计入", "期限晚于本期，还没有到")]


def test_a_rating_that_never_came_is_counted_only_where_the_setting_says_so() -> None:
    """逾期未评价视为满意: in neither number without it, in both with it."""
    row: Row = {**RESOLVED, "concluded_on": "2023-01-20"}
    assert placed("satisfaction", row) == [("01", "不计入", "未评价")]
    assert placed("satisfaction", row, settings=with_options(silence_is_content=True)) == [
        ("01", "计入", "未评价，按设置视为满意")
    ]


def test_a_matter_registered_after_the_cut_off_is_named_as_such() -> None:
    rows = placed("repeat", {"registered_on": "2023-02-28"}, {"registered_on": "2023-03-01"})
    assert rows == [("01", "只计分母", "不是重件"), ("02", "不计入", "数据截止日之后登记")]


def test_an_accusation_is_counted_without_its_number() -> None:
    """In 办结率, which leaves out none."""
    row: Row = {"accepted_on": "2023-02-03", "concluded_on": "2023-02-10"}
    rows = placed("conclusion", {**row, "procedure": "检举控告"}, row)
    assert [(None if pd.isna(item) else item, part, reason) for item, part, reason in rows] == [
        (None, "计入", "符合"),
        ("02", "计入", "符合"),
    ]


def test_an_item_of_a_register_has_its_row_there_and_that_of_an_accusation_none() -> None:
    frame = matters({"procedure": "检举控告"}, {})
    entries = register(
        "supervised",
        [{"case_no": n, "township": "甲镇", "supervised_on": "2023-02-10", "at_fault": "是"} for n in ("01", "02")],
    )
    table = members_table(february(frame, supervised=entries), frame, ("甲镇", "乙镇", "丙镇"))
    here = table[table["indicator"] == "at_fault"]
    assert sorted(plain(here[["item", "file", "sheet", "row"]]), key=str) == [
        ("02", "2023-02/登记簿.xlsx", "督办登记", 3),
        (None, None, None, None),
    ]
    assert table.loc[table["indicator"] != "at_fault", ["file", "sheet", "row"]].isna().all(axis=None)


def test_what_the_cut_off_undoes_is_told_with_what_was_submitted() -> None:
    """Concluded on 5 March, told at the cut-off of 28 February; accepted without a date on the day of its
    conclusion.
    """
    frame = matters({**RESOLVED, "concluded_on": "2023-03-05"}, {"accepted_on": None, "concluded_on": "2023-02-07"})
    table = counted_table(frame, frame, february(frame), register("superior", []), NOTHING_FIRST)
    undone = "办结在数据截止日之后，或早于受理、登记"
    assert table[["file", "sheet", "row"]].isna().all(axis=None)
    assert plain(table.iloc[:, :5]) == [
        ("01", "concluded_on", "2023-03-05", None, undone),
        ("01", "outcome", "予以支持", None, undone),
        ("01", "settled", "已化解", None, undone),
        ("02", "accepted_on", None, "2023-02-07", "没有受理日期，以办结日期为准"),
    ]


def test_a_county_without_a_matter_or_a_register_has_no_members() -> None:
    frame = matters()
    result = february(frame)
    assert members_table(result, frame, ("甲镇",)).empty
    assert counted_table(frame, frame, result, None, NOTHING_FIRST).empty


def test_a_day_outside_the_month_is_told_as_before_or_after_and_one_that_nobody_knows_as_such() -> None:
    """Limits of 16 January and 7 March; a conclusion that can't be read, of a matter that was open on the last day."""
    new: Row = {"accepted_on": None, "concluded_on": None}
    rows = [{**new, "registered_on": day} for day in ("2023-01-01", "2023-02-20")]
    assert placed("accepted_on_time", *rows) == [("01", "不计入", Why.LIMIT_BEFORE), ("02", "不计入", Why.LIMIT_AFTER)]
    unread: Row = {"registered_on": "2023-01-10", "bad": ("concluded_on",), "open_at": "2023-02-28"}
    assert placed("resolution", unread) == [("01", "不计入", Why.SPAN_ELSEWHERE)]


def test_a_matter_that_came_back_is_told_by_what_leads_to_it() -> None:
    done = {**RESOLVED, "concluded_on": "2022-11-10", "root": "01"}
    again = {"occurrence": "重件", "concluded_on": None, "registered_on": "2023-01-10"}
    for root, why in (("01", Why.CAME_BACK), ("02", Why.ASCRIBED)):
        assert placed("first_time_resolution", done, {**again, "root": root})[0] == ("01", "只计分母", why)


def test_members_stand_in_the_order_of_the_roster_and_then_of_their_numbers() -> None:
    rows: list[Row] = [{**RESOLVED, "township": unit} for unit in ("乙镇", "甲镇", "乙镇", "甲镇")]
    numbers = [item for item, part, _ in placed("resolution", *rows) if part == "计入"]
    assert numbers == ["02", "04", "01", "03"]
