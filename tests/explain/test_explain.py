"""A published figure is explained back to its rows by the edition, whatever the inputs are now."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pipeline.base.errors import UserError
from pipeline.editions.archive import published
from pipeline.editions.parquet import read_table
from pipeline.explain.answer import TABLES, explain
from pipeline.explain.figure import explain_figure
from pipeline.explain.question import ask
from pipeline.run import run_period

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).resolve().parents[1] / "cases" / "golden" / "inputs"
LIMITS = (
    "口径：办理期限按自然日计算，起算当日不计入，遇节假日不顺延。受理期限为收到之日起15日：乡镇登记件自收到、"
    "登记两日中较早的一日起算，"
    "上级登记件的收到日期在登记之日至其后15日之间，未填的按登记后第15日；办结期限为受理之日起60日，"
    "依规延期一次不超过30日；简易办理期限为受理之日起10个工作日，逾期未办结的按信访处理意见计算。"
    "期限当日终了仍未办的即为逾期，逾期天数记“当日期满”。"
)


def silent(_: str) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case worked out by hand, published; its inputs are gone by the time a figure is asked for."""
    place = tmp_path_factory.mktemp("golden")
    shutil.copytree(GOLDEN, place / "inputs")
    run_period(place / "inputs", place / "outputs", "2023-02", None, silent)
    shutil.rmtree(place / "inputs")
    return place / "outputs"


def explained(outputs: Path, township: str, figure: str) -> list[str]:
    """The lines, without the one that says by what they are."""
    return [line for line in explain(outputs, "2023-02", township, figure)[0] if not line.startswith("依据：")]


def test_a_rate_is_explained_item_by_item(outputs: Path) -> None:
    """The formula, the options in force, each item with its dates and row, and the sum that agrees."""
    assert explained(outputs, "西河镇", "按期办结率") == [
        "2023年2月 西河镇 按期办结率　1/7  14.3%",
        "公式：分子÷分母。分子：在办理期限内办结；分母：办理期限落在本期的信访处理意见类事项。",
        LIMITS,
        "",
        "计入（1件）",
        "  符合（1件）",
        (
            "    X18　办理期限 2023-02-18　办结日期 2023-01-15　2023-02/西河镇.xlsx 台账 第18行（办理程序J18、"
            "受理日期L18、办结日期P18）"
        ),
        "",
        "只计分母（6件）",
        "  超过期限才办结（2件）",
        (
            "    X07　办理期限 2023-02-03　办结日期 2023-02-06　2023-02/西河镇.xlsx 台账 第8行（办理程序J8、"
            "受理日期L8、"
            "办结日期P8）"
        ),
        (
            "    X19　办理期限 2023-02-08　办结日期 2023-02-09　2023-02/西河镇.xlsx 台账 第19行（办理程序J19、"
            "受理日期L19、办结日期P19）"
            "（受理日期：所报空白，计2023-02-09，没有受理日期，以办结日期为准）"
        ),
        "  受理日期读不出（1件）",
        (
            "    X09　办理期限 2023-02-13　办结日期 2023-02-10　2023-02/西河镇.xlsx 台账 第10行（登记日期E10、"
            "办理程序J10、受理日期L10、办结日期P10）（受理日期：读不出）"
        ),
        "  补登，不算按期（1件）",
        (
            "    X10　办理期限 2023-02-06　办结日期 2023-01-29　2023-02/西河镇.xlsx 台账 第11行（办理程序J11、"
            "受理日期L11、办结日期P11）"
        ),
        "  未办结（2件）",
        "    X13　办理期限 2023-02-08　2023-02/西河镇.xlsx 台账 第14行（办理程序J14、受理日期L14、办结日期P14）",
        "    X15　办理期限 2023-02-18　2023-01/西河镇.xlsx 台账 第13行（办理程序J13、受理日期L13、办结日期P13）",
        "",
        "不计入（12件）",
        "  期限晚于本期，还没有到（8件）",
        "    N10、X03、X08、X11、X12、X16",
        "    X17、X20",
        "  期限早于本期（3件）",
        "    X01、X02、X06",
        "  未受理，没有办理期限（1件）",
        "    X14",
        "",
        "核对：计入1件，计入和只计分母共7件，与发布的1/7  14.3%一致。",
    ]


def test_extensions_repeats_and_values_that_count_otherwise_are_named(outputs: Path) -> None:
    assert (
        "    D07　办理期限 2023-02-08　办结日期 2023-02-08　2023-02/东岭镇.xlsx 台账 第10行（办理程序J10、"
        "受理日期L10、延期至M10、延期批准日期N10、办结日期P10）（延期批准2023-01-09，延期至2023-02-08）"
    ) in explained(outputs, "东岭镇", "按期办结率")
    assert (
        "    X06　期满之日 2023-02-23　办结日期 2022-11-25　2023-02/西河镇.xlsx 台账 第7行（初重件H7、办理程序J7、"
        "办结日期P7、办理结果Q7、化解状态R7、对责任单位评价U7）；再次信访X08：2023-02/西河镇.xlsx 台账 "
        "第9行（关联件编号D9、登记日期E9、初重件H9）"
    ) in explained(outputs, "西河镇", "一次性化解率")
    level = "信访层级：所报乡镇，计县，以上级登记台账为准，见2023-02/登记簿.xlsx 上级登记台账 I2"
    table = explain(outputs, "2023-02", "东岭镇", "及时受理率", as_table=True)[1].decode("utf-8-sig").splitlines()
    assert [level in line for line in table if line.startswith("东岭镇,D09,")] == [True]


def test_a_value_as_it_was_first_submitted_is_told_with_its_cell(outputs: Path) -> None:
    """January's ledger had N08 as a 重件."""
    lines = [line for line in explained(outputs, "南山乡", "领导包案率") if "N08" in line]
    assert [line.partition("；初重件：")[2] for line in lines] == [
        "所报初件，计重件，以首次报送为准，见2023-01/南山乡.xlsx 台账 H6）"
    ]


def test_a_column_that_the_ledger_lacks_is_named_where_it_decides(outputs: Path) -> None:
    """By what was found of the ledger; another figure, which doesn't need the column, says nothing of it."""
    asked = ask(published(outputs, "2023-02", TABLES), "西河镇", "及时受理率")
    lacking = {
        "code": "R092",
        "township": "西河镇",
        "file": "2023-02/西河镇.xlsx",
        "sheet": "台账",
        "message": "没有“受理日期”列，各件一律按没有填写计算",
    }
    findings = pd.concat([asked.edition.tables["findings"], pd.DataFrame([lacking])])
    edition = replace(asked.edition, tables={**asked.edition.tables, "findings": findings})
    said = "注意：2023-02/西河镇.xlsx 台账：没有“受理日期”列，各件一律按没有填写计算。"
    assert said in explain_figure(replace(asked, edition=edition), "accepted_on_time")
    assert said not in explain_figure(replace(asked, edition=edition), "reported_on_time")
    assert said not in explain_figure(replace(asked, edition=edition, township="东岭镇"), "accepted_on_time")
    assert said not in explained(outputs, "西河镇", "及时受理率")


def test_a_count_and_a_register_are_explained_too(outputs: Path) -> None:
    assert explained(outputs, "南山乡", "有责督办")[-8:] == [
        "",
        "不计入（2件）",
        "  没有认定有责（1件）",
        "    N03",
        "  认定（督办）日期不在本期（1件）",
        "    N05",
        "",
        "核对：计入0件，与发布的0件一致。",
    ]
    assert explained(outputs, "西河镇", "按时报送率")[5:8] == [
        "只计分母（1件）",
        "  迟于应报日期（1件）",
        (
            "    2023-02　应报日期 2023-03-04　报送日期 2023-03-07　2023-02/登记簿.xlsx 报送登记 第3行（应报日期B3、"
            "报送日期C3）"
        ),
    ]


def test_the_county_lists_by_township_and_those_without_a_holder(outputs: Path) -> None:
    lines = explained(outputs, "县", "overdue_unaccepted")
    assert lines[0] == "2023年2月 全县 逾期未受理　5件"
    assert [line.split("　")[:2] for line in lines[6:11]] == [
        ["    南山乡", "N02"],
        ["    南山乡", "N05"],
        ["    西河镇", "X14"],
        ["    归属待定", "N04"],
        ["    归属待定", "N10"],
    ]
    assert lines[6] == (
        "    南山乡　N02　受理期限 2023-02-18　2023-02/登记簿.xlsx 上级登记台账 第4行（登记日期E4、"
        "收到日期F4、信访层级I4、受理日期L4、办结日期P4）"
    )


def test_an_accusation_is_counted_and_never_listed(outputs: Path) -> None:
    """D13 is out of 及时受理率, and no line of any figure names it."""
    lines = explained(outputs, "东岭镇", "及时受理率")
    assert "  另有1件检举控告事项不计入，不列出" in lines
    for figure in ("及时受理率", "按期办结率", "化解率", "重复信访率", "办结率", "逾期未受理", "三无"):
        assert not [line for line in explained(outputs, "全县", figure) if "D13" in line]


def test_a_score_is_every_weight_and_rate_and_the_exact_sum(outputs: Path) -> None:
    assert explained(outputs, "东岭镇", "得分") == [
        "2023年2月 东岭镇 得分　72.0　第1名",
        (
            "公式：得分＝100×Σ（权重×率）÷Σ权重。分母不足2件的，用本单位近12个月的率，近12个月也不足2件的用全县的率；"
            "积案化解率、领导包案率不按月相加，不足的直接用全县的率；按时报送率一律用本单位的率；"
            "全县也没有率的指标各单位都不计。"
        ),
        "",
        "  及时受理率　权重10 × 3/5 ＝6，用本单位本期3/5。",
        "  按期办结率　权重25 × 4/4 ＝25，用本单位本期4/4。",
        "  化解率　权重20 × 5/7 ≈14.2857，用本单位本期5/7。",
        "  一次性化解率　权重10 × 1/2 ＝5，用本单位本期1/2。",
        "  责任单位满意率　权重20 × 1/2 ＝10，本单位本期1/1，不足2件，用本单位近12个月的1/2。",
        "  参评率　权重5 × 2/2 ＝5，本单位本期1/1，不足2件，用本单位近12个月的2/2。",
        "  积案化解率　权重5 × 1/3 ≈1.6667，本单位本期1/1，不足2件，这个指标不按月相加，用全县的1/3。",
        "  按时报送率　权重5 × 1/1 ＝5，用本单位本期1/1（应尽的报送责任，件数再少也用本单位的）。",
        "合计：Σ（权重×率）≈71.9524，Σ权重＝100，得分≈71.9524，记72.0分（四舍五入到一位小数，名次按这一位小数排）。",
        "名次：参加排名2个，得分更高的0个。",
        "标记：本单位近12个月的率代用：责任单位满意率、参评率；全县率代用：积案化解率。",
    ]
    assert (
        explained(outputs, "南山乡", "排名")[-1]
        == "样本不足：自有数据（含近12个月的）的权重为35，占100的35.0%，不足60%。"
    )


def test_a_title_is_every_condition_with_its_evidence(outputs: Path) -> None:
    lines = explained(outputs, "西河镇", "三无")
    assert lines[0] == "2023年2月 西河镇 三无　否"
    start = lines.index("无逾期未受理、未办结件　3件　不成立")
    assert lines[start + 1 : start + 7] == [
        "  判定：逾期未受理 = 0 且 逾期未办结 = 0；允许0件",
        "  逾期未受理：1件",
        "    X14　2023-02/西河镇.xlsx 台账 第15行（登记日期E15、信访层级I15、受理日期L15、办结日期P15）",
        "  逾期未办结：2件",
        "    X13　2023-02/西河镇.xlsx 台账 第14行（办理程序J14、受理日期L14、办结日期P14）",
        "    X15　2023-01/西河镇.xlsx 台账 第13行（办理程序J13、受理日期L13、办结日期P13）",
    ]
    faults = lines[lines.index("无错误　5件　不成立") + 2 :]
    assert len(faults) == 5
    assert "    R032 2023-02/西河镇.xlsx 台账 U17：“对责任单位评价”有1格读不出（不是可填的内容），如“还行”" in faults
    assert (
        explained(outputs, "南山乡", "无遗漏")[-1] == "    N02　2023-02/登记簿.xlsx 上级登记台账 第4行（信访件编号A4）"
    )


def test_every_figure_of_every_township_can_be_explained(outputs: Path) -> None:
    """Each one's members agree with what was published, or explaining stops."""
    table = read_table(outputs / "2023-02" / "data" / "indicators.parquet")
    for township, indicator in zip(table["township"], table["indicator"], strict=True):
        assert explained(outputs, township, indicator)[-1].endswith("一致。")


def test_the_details_can_be_had_for_excel(outputs: Path) -> None:
    table = explain(outputs, "2023-02", "西河镇", "化解率", as_table=True)[1].decode("utf-8-sig").splitlines()
    assert table[0] == "乡镇,编号,情况,原因,办结日期,再次信访,来源文件,工作表,行,单元格,另见,说明"
    assert (
        "西河镇,X07,只计分母,办结后再次信访,2023-02-06,X08,2023-02/西河镇.xlsx,台账,8,办理程序J8、办结日期P8、"
        "办理结果Q8、化解状态R8,再次信访X08：2023-02/西河镇.xlsx 台账 第9行（关联件编号D9、登记日期E9、初重件H9）,"
    ) in table
    assert len(table) == 20


@pytest.mark.parametrize(
    ("period", "township", "figure", "sentence"),
    [
        (
            "2023-02",
            "西河",
            "按期办结率",
            "2023-02这一期没有“西河”；最接近的是“西河镇”。可写南山乡、西河镇、东岭镇，或全县。",
        ),
        ("2023-02", "全县", "得分", "全县没有得分，只有乡镇排名；例如写一个乡镇的名称，或把指标写成按期办结率。"),
        (
            "2023-03",
            "西河镇",
            "按期办结率",
            "“outputs”里没有2023-03的成果；最接近的是 2023-02，已有的是 2023-01、2023-02。",
        ),
    ],
)
def test_a_name_that_is_not_there_is_one_sentence_with_the_nearest(
    outputs: Path, period: str, township: str, figure: str, sentence: str
) -> None:
    with pytest.raises(UserError) as caught:
        explain(outputs, period, township, figure)
    assert str(caught.value) == sentence


def test_an_unknown_figure_names_the_nearest(outputs: Path) -> None:
    with pytest.raises(UserError) as caught:
        explain(outputs, "2023-02", "西河镇", "按时办结率")
    assert str(caught.value).startswith(
        "没有“按时办结率”这个指标；最接近的是“按期办结率”。可写及时受理率、按期办结率、"
    )


def test_a_table_changed_since_is_not_explained(outputs: Path, tmp_path: Path) -> None:
    shutil.copytree(outputs, tmp_path / "outputs")
    (tmp_path / "outputs" / "2023-02" / "data" / "ranking.parquet").write_bytes(b"better")
    with pytest.raises(UserError) as caught:
        explain(tmp_path / "outputs", "2023-02", "西河镇", "得分")
    assert str(caught.value).startswith(
        "往期成果“outputs/2023-02”的 data/ranking.parquet 与发布时不一致，不能作为依据；"
    )
