"""A new template in inputs/templates with a row in 设置.xlsx makes a document; its fault stops only that document."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from docx import Document

from pipeline.base.errors import UserError
from pipeline.doors import cli
from pipeline.editions.parquet import read_table
from pipeline.render.package import pack
from pipeline.run import Outcome, check_templates
from tests.render.templates.own_papers import MONTH, ask, own_papers, put, read, rule, run
from tests.unpacked import text
from tools.word_template.blocks import paragraph
from tools.word_template.parts import word_parts
from tools.word_template.styles import fonts_xml, styles_xml

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).resolve().parents[2] / "cases" / "golden" / "inputs"
Row = tuple[object, ...]


@pytest.fixture
def inputs(county: Path) -> Path:
    """The county worked out by hand, February alone."""
    for name in (MONTH, "设置.xlsx"):
        (shutil.copytree if (GOLDEN / name).is_dir() else shutil.copy)(GOLDEN / name, county / "inputs" / name)
    (county / "inputs" / "templates").mkdir()
    return county / "inputs"


def test_a_paper_for_the_county_says_what_the_circular_can(inputs: Path) -> None:
    put(inputs, "信访工作简报", "{{ 标题 }}", "登记{{ 登记.件数 }}件；{{ 附件号.口径 }}", "{{ 指标表.图 }}")
    ask(inputs, ("信访工作简报", "每月", "全县", ""))
    outcome = run(inputs)
    assert own_papers(outcome) == ["其他文书/信访工作简报.docx"]
    title, registered, _ = read(outcome, "其他文书/信访工作简报.docx")
    assert title == "2023年2月信访工作简报"
    circular = read(outcome, "通报/月度通报.docx")
    assert registered.split("件")[0].removeprefix("登记") in next(t for t in circular if "全县登记信访事项" in t)


def test_a_paper_for_townships_says_their_figures_and_the_countys(inputs: Path) -> None:
    put(
        inputs,
        "通知单",
        "{{ 主送 }}：",
        "{{ 你单位 }}{{ 名次 }}，全县登记{{ 全县.登记.件数 }}件",
        "{% for 项 in 件数 %}{{ 项.名称 }}{{ 项.本乡镇 }} {% endfor %}",
    )
    ask(inputs, ("通知单", "", "各乡镇", ""))
    outcome = run(inputs)
    assert own_papers(outcome) == [
        "其他文书/通知单/东岭镇.docx",
        "其他文书/通知单/南山乡.docx",
        "其他文书/通知单/西河镇.docx",
    ]
    assert read(outcome, "其他文书/通知单/南山乡.docx")[0] == "南山乡信访工作联席会议："
    assert read(outcome, "其他文书/通知单/南山乡.docx")[1].startswith("你乡")
    counts = {
        row.cells[0].text: row.cells[1].text
        for row in Document(str(outcome.folder / "反馈单" / "东岭镇.docx")).tables[1].rows
    }  # type: ignore[operator]
    assert f"逾期未办结{counts['逾期未办结']} " in read(outcome, "其他文书/通知单/东岭镇.docx")[2]


def test_it_goes_to_the_units_named_to_those_that_a_letter_went_to_or_to_whom_a_rule_names(inputs: Path) -> None:
    put(inputs, "甲", "{{ 乡镇 }}")
    put(inputs, "乙", "{{ 乡镇 }}")
    put(inputs, "丙", "{{ 乡镇 }}")
    ask(inputs, ("甲", "每期", "南山乡", ""), ("乙", "每月、每年", "收督办函的乡镇", ""), ("丙", "", "按关注规则", ""))
    rule(inputs, ("逾期未办结", "督办函"), ("逾期未受理", "督办函"), ("逾期未办结", "丙"))
    outcome = run(inputs)
    assert outcome.folder is not None
    urged = [path.split("/")[1].split("-")[0] for path in outcome.written if path.endswith("-督办函.docx")]
    overdue = read_table(outcome.folder / "data" / "overdue.parquet")
    late = set(overdue.loc[overdue["kind"] == "逾期未办结", "township"])
    assert own_papers(outcome) == [
        *(f"其他文书/丙/{name}.docx" for name in sorted(late)),
        *(f"其他文书/乙/{name}.docx" for name in sorted(urged)),
        "其他文书/甲/南山乡.docx",
    ]
    assert urged
    assert late


def test_when_says_for_which_periods_a_paper_is_made(inputs: Path) -> None:
    put(inputs, "季报", "{{ 期间 }}")
    put(inputs, "停用", "{{ 没有的名字 }}")
    ask(
        inputs,
        ("季报", "每季度、每年", "", ""),
        ("停用", "", "", "否"),
        ("会议数据摘要", "每年", "", ""),
        ("乡镇情况反馈单", "", "", "否"),
    )
    outcome = run(inputs)
    assert own_papers(outcome) == []
    assert not [path for path in outcome.written if "会议数据摘要" in path or path.startswith("反馈单/")]


def test_papers_of_the_countys_own_stand_wherever_those_of_the_program_do(inputs: Path) -> None:
    put(inputs, "简报", "{{ 标题 }}")
    put(inputs, "通知单", "{{ 主送 }}")
    ask(inputs, ("简报", "每月", "全县", ""), ("通知单", "", "南山乡", ""))
    outcome = run(inputs)
    front, reports, signed = listings(outcome)
    assert {("简报", 1), ("通知单", 1), ("月度通报", 1)} <= {(row[0], row[1]) for row in front}
    assert "通知单 →" in next(row for row in reports if row[0] == "南山乡")
    assert ("通知单", "南山乡", "信访工作联席会议办公室") in {row[:3] for row in signed}
    assert ("简报", "全县") in {row[:2] for row in signed}
    assert quote("其他文书/通知单/南山乡.docx") in text(outcome.folder / "审核.html")


def test_a_paper_that_is_turned_off_stands_nowhere(inputs: Path) -> None:
    ask(inputs, ("月度通报", "", "", "否"), ("乡镇情况反馈单", "", "", "否"), ("督办函", "每年", "", ""))
    outcome = run(inputs)
    front, reports, signed = listings(outcome)
    told = {str(cell) for rows in (front, reports, signed) for row in rows for cell in row}
    assert not {text for text in told for name in ("月度通报", "反馈单", "督办函") if text.startswith(name)}
    assert not [
        kind for kind in ("通报/月度通报", "反馈单/", "函件/") if quote(kind) in text(outcome.folder / "审核.html")
    ]


def listings(outcome: Outcome) -> tuple[list[Row], ...]:
    """首页, 报送 and 送签单 of an edition as rows of values."""
    assert outcome.folder is not None
    book = openpyxl.load_workbook(outcome.folder / "汇总.xlsx")
    return tuple(list(book[name].iter_rows(values_only=True)) for name in ("首页", "报送", "送签单"))


def test_a_row_without_its_template_stops_the_run_and_names_the_nearest(inputs: Path) -> None:
    put(inputs, "信访工作简报", "x")
    ask(inputs, ("月度通报", "", "", ""), ("信访工作简服", "每月", "全县", ""))
    with pytest.raises(UserError) as caught:
        run(inputs)
    assert str(caught.value) == (
        "设置.xlsx“文书”工作表 A3：没有名为“信访工作简服”的文书模板，最接近的是“信访工作简报”；请改成“信访工作简报”；"
        "自设的文书请把模板 信访工作简服.docx 放进 inputs/templates；"
        "程序自带的文书是月度通报、专项期间通报、年度通报表扬、工作提示函、督办函、约谈建议名单、更正通报、更正函、督办更正函、"
        "乡镇情况反馈单、会议数据摘要、年度报告附表。"
    )


def test_a_fault_in_it_stops_its_own_paper_alone_and_is_told_once(inputs: Path) -> None:
    put(inputs, "简报", "{{ 登记.件树 }}")
    put(inputs, "通知单", "{{ 9 * 9 ** 9 }}")
    put(inputs, "便函", "{{ 期间 }}")
    ask(inputs, ("简报", "每月", "全县", ""), ("通知单", "", "各乡镇", ""), ("便函", "", "", ""))
    outcome = run(inputs)
    assert own_papers(outcome) == ["其他文书/便函.docx"]
    assert "通报/月度通报.docx" in outcome.written
    assert [line for line in outcome.needs_attention if "没有生成" in line] == [
        (
            "模板“inputs/templates/简报.docx”有错，“简报”没有生成：没有“登记.件树”这个名字，最接近的是“登记.件数”，"
            "在“{{ 登记.件树 }}”；请改正标签，例如 {{ 登记.件数 }}。"
        ),
        (
            "模板“inputs/templates/通知单.docx”有错，“通知单”没有生成：模板里不能用“**”，在“{{ 9 * 9 ** 9 }}”；"
            "请删去，例如 {{ 期间 }}。"
        ),
    ]
    assert cli.print_run(outcome, None) == cli.ATTENTION


def test_faults_are_told_before_any_ledger_is_read(inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(inputs, "简报", "{{ 期间|safe }}")
    ask(inputs, ("简报", "每年", "全县", ""))
    shutil.rmtree(inputs / MONTH)
    assert cli.print_templates(*_arguments(inputs)) == 1
    told = capsys.readouterr().out.splitlines()
    assert "inputs/templates/简报.docx：有1处要改" in told
    assert any(line.startswith("  - 没有“|safe”这种写法") for line in told)


def test_what_stays_out_of_papers_is_told_by_templates_alone(inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = inputs / "templates" / "便函.docx"
    put(inputs, "便函", "{{ 期间 }}")
    book = Document(str(path))
    book.core_properties.author = "样例编辑人"
    book.save(str(path))
    ask(inputs, ("便函", "", "", ""))
    sentence = "不带入成品的有：文件属性“作者”。要从模板里也去掉，请在 Word“文件 > 信息 > 检查文档”里删除。"
    assert cli.print_templates(*_arguments(inputs)) == 0
    assert f"  - {sentence}" in capsys.readouterr().out.splitlines()
    outcome = run(inputs)
    assert not [line for line in outcome.needs_attention if "作者" in line]
    assert outcome.folder is not None
    paper = (outcome.folder / "其他文书" / "便函.docx").read_bytes()
    assert Document(io.BytesIO(paper)).core_properties.author == ""


def test_a_template_that_no_row_asks_for_is_told(inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(inputs, "简报", "x")
    put(inputs, "~$简报", "x")
    sentence = (
        "inputs/templates/简报.docx：设置.xlsx“文书”工作表里没有“简报”，没有生成；要用它请加一行，"
        "例如 简报、每月、全县，不用请移走这个文件"
    )
    outcome = run(inputs)
    assert sentence in outcome.needs_attention
    assert own_papers(outcome) == []
    assert cli.print_templates(*_arguments(inputs)) == 1
    assert sentence in capsys.readouterr().out.splitlines()


def test_a_foreign_face_is_told_and_the_run_goes_on(inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = word_parts(
        paragraph("Normal", "{{ 期间 }}"), styles_xml().replace("仿宋_GB2312", "微软雅黑"), fonts_xml(), title="x"
    )
    (inputs / "templates" / "简报.docx").write_bytes(pack(parts))
    ask(inputs, ("简报", "", "", ""))
    sentence = (
        "“微软雅黑”不是设置里的字体，用在“{{ 期间 }}”；请改用方正小标宋简体、仿宋_GB2312、楷体_GB2312、黑体、宋体之一，"
        "或在设置.xlsx“单位”工作表里改字体。"
    )
    outcome = run(inputs)
    assert f"模板“inputs/templates/简报.docx”：{sentence}" in outcome.needs_attention
    assert own_papers(outcome) == ["其他文书/简报.docx"]
    assert cli.print_templates(*_arguments(inputs)) == 1
    assert f"  - 提醒：{sentence}" in capsys.readouterr().out.splitlines()


def test_a_fault_that_shows_in_one_document_only_stops_that_one_and_is_told(inputs: Path) -> None:
    put(inputs, "简报", "{{ 指标[98].名称 }}")
    ask(inputs, ("简报", "", "", ""))
    outcome = run(inputs)
    assert cli.print_run(outcome, None) == cli.ATTENTION
    assert own_papers(outcome) == []
    assert "通报/月度通报.docx" in outcome.written
    (sentence,) = [line for line in outcome.needs_attention if "其他文书" in line]
    assert sentence.startswith("“其他文书/简报.docx”没有生成：模板用了没有的名字（")
    assert outcome.folder is not None
    assert f"需要处理 {sentence}" in (outcome.folder / "run.log").read_text(encoding="utf-8")


def test_a_missing_figure_stops_its_document_alone(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.render.papers.feedback import Sheets

    whole = Sheets.of

    def lacking(self: Sheets, name: str) -> object:
        sheet = whole(self, name)
        return (
            replace(sheet, rates=(replace(sheet.rates[0], county=None), *sheet.rates[1:]))
            if name == "南山乡"
            else sheet
        )  # type: ignore[arg-type]

    monkeypatch.setattr(Sheets, "of", lacking)
    outcome = run(inputs)
    assert [path for path in outcome.written if path.startswith("反馈单/")] == [
        "反馈单/东岭镇.docx",
        "反馈单/西河镇.docx",
    ]
    assert (
        "“反馈单/南山乡.docx”没有生成：“指标.全县”没有值，不能印空白；请把这句话告诉维护人员，其他文书照常生成"
        in outcome.needs_attention
    )


def _arguments(inputs: Path) -> tuple[object, Path, bytes]:
    templates, book = check_templates(inputs)
    return templates, inputs.parent / "名.xlsx", book  # type: ignore[return-value]
