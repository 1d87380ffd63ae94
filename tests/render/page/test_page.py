"""审核.html: self-contained, safe, complete, readable without a mouse and without a script."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import unquote

import lxml.html
import pytest

from pipeline.base.county import COUNTY
from pipeline.render.overview import Overview
from pipeline.render.page.parts import make_page
from pipeline.render.page.review_page import csp_hash, render_page
from pipeline.render.page.townships import Townships
from pipeline.schema.contract import TABLES
from tests.render.excel_samples import HOSTILE, NAMES, SECRET, table, with_table
from tests.render.page.page_samples import PARTS, data_of, full_page, full_report, list_rows, rows_of, sixty, unpack

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report():
    return full_report()


@pytest.fixture(scope="module")
def content():
    return full_page().decode("utf-8")


@pytest.fixture(scope="module")
def page(content):
    return lxml.html.document_fromstring(content)


@pytest.fixture(scope="module")
def data(page):
    return data_of(page)


def test_the_same_report_gives_the_same_bytes(report):
    assert render_page(report, PARTS) == full_page()


def test_a_template_with_windows_line_ends_gives_the_same_page(report):
    windows = {name: text.replace("\n", "\r\n") for name, text in PARTS.items()}
    assert render_page(report, windows) == full_page()


def test_the_policy_names_the_hash_of_the_one_script_and_the_one_style(page, content):
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    scripts = re.findall(r"<script>(.*?)</script>", content, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", content, re.DOTALL)
    assert len(scripts) == len(styles) == 1
    assert f"script-src '{csp_hash(scripts[0])}'" in policy
    assert f"style-src '{csp_hash(styles[0])}'" in policy
    assert "default-src 'none'" in policy
    assert csp_hash("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def test_nothing_is_fetched_and_nothing_inline_escapes_the_policy(page, content):
    assert not re.search(r"https?://", content)
    assert page.xpath("//@src") == []
    assert page.xpath("//link/@href") == ["data:,"]
    assert page.xpath("//@style") == []
    assert [name for e in page.iter() for name in e.attrib if name.startswith("on")] == []


def test_every_township_stands_in_both_tables_with_its_state(page):
    towns = {row[0]: row for row in rows_of(page, "townships")[1:]}
    assert list(towns) == list(NAMES)
    assert towns["南坪乡"] == ["南坪乡", "▲ 未报送", "0", "0", "0", "0", "0", "未报送", "否", ""]
    assert towns["石门乡"][1:4] == ["已报（退回）", "6", "▲ 2"]
    ranked = {row[1]: row for row in rows_of(page, "ranking")[1:]}
    assert list(ranked)[-1] == COUNTY
    assert set(ranked) == {*NAMES, COUNTY}
    assert ranked["双桥镇"][:4] == ["16", "双桥镇", "67.9", "—"]
    assert ranked["东禾镇"][3:5] == ["↑2", "是年度连续3年"]


def test_a_ledger_sent_back_is_linked_from_its_township(report):
    """By a path relative to the page, whatever a browser makes of Chinese in it; others have no link."""
    page = lxml.html.document_fromstring(
        render_page(report, PARTS, ["退回/石门乡.xlsx", "退回/石门乡.txt", "退回/南坪乡.txt"])
    )
    links = [
        (a.get("aria-label"), unquote(a.get("href")))
        for a in page.xpath("//section[@id='townships']//a[contains(@href, '.xlsx')]")
    ]
    assert links == [("打开石门乡退回的台账，第一张表是“需修改”", "退回/石门乡.xlsx")]


def test_a_township_has_its_marked_ledger_first_then_every_paper_of_its_own(report):
    paths = ["反馈单/石门乡.docx", "其他文书/通知单/石门乡.docx", "其他文书/简报.docx", "函件/石门乡-督办函.docx"]
    details = Townships(Overview(report), [*paths, "退回/石门乡.xlsx", "反馈单/双桥镇.docx"]).details()
    assert [(label, unquote(path)) for label, path in details["石门乡"]["links"]] == [
        ("退回台账（第一张表“需修改”）", "退回/石门乡.xlsx"),
        ("督办函", "函件/石门乡-督办函.docx"),
        ("反馈单", "反馈单/石门乡.docx"),
        ("通知单", "其他文书/通知单/石门乡.docx"),
    ]


def test_fault_counts_of_townships_equal_the_table(page, report):
    frame = report.tables["findings"]
    towns = {row[0]: row for row in rows_of(page, "townships")[1:]}
    for name in NAMES:
        for severity, cell in zip(("错误", "提醒", "说明"), towns[name][4:7], strict=True):
            assert int(cell.removeprefix("✖ ")) == ((frame["township"] == name) & (frame["severity"] == severity)).sum()


def test_rates_stand_with_numerator_and_denominator(page, report):
    figures = report.tables["indicators"].set_index(["township", "indicator"])
    n, of = figures.loc[("城关镇", "accepted_on_time")]
    row = next(r for r in rows_of(page, "ranking") if r[1] == "城关镇")
    assert row[5].endswith(f"%{n}/{of}")
    assert next(r for r in rows_of(page, "ranking") if r[1] == "云台乡")[5] == "—"


def test_a_rate_for_which_the_countys_stands_in_carries_a_sign_that_the_notes_explain(page):
    row = next(r for r in rows_of(page, "ranking") if r[1] == "松岗镇")
    assert [column for column, cell in enumerate(row) if cell.endswith("※")] == [8, 10, 11]
    assert row[-1] == ""
    assert "分母不足3件的，◇用本单位近12个月的率计分，※以全县率代用。" in page.xpath(
        "//section[@id='ranking']//li/text()"
    )


def test_the_embedded_findings_are_all_of_the_table(data, report):
    frame = report.tables["findings"]
    rows = unpack(data["lists"]["findings"])
    assert len(rows) == data["lists"]["findings"]["total"] == len(frame) == 251
    assert [row[7] for row in rows] == list(frame["message"])
    assert [row[2] for row in rows] == list(frame["township"].fillna(""))


def test_without_a_script_the_first_fifty_findings_stand_there_and_it_says_so(page, data):
    rows = rows_of(page, "findings")[1:]
    assert len(rows) == 50
    assert [row[5] for row in rows] == [" ".join(row[7].split()) for row in unpack(data["lists"]["findings"])[:50]]
    assert page.xpath("//section[@id='findings']//p[@role='status']")[0].text_content() == (
        "共251条，浏览器没有启用脚本或版本太旧，只列前50条，全部见汇总.xlsx“问题清单”。"
    )


def test_a_rule_can_be_chosen_by_its_whole_sentence(page):
    options = page.xpath("//select[@id='findings-1']/option/text()")
    assert options[:2] == ["全部", "R001 这是快捷方式，不是文件本身 （1）"]
    assert "R101 没有填信访形式，无法按形式统计 （63）" in options


def test_overdue_matters_are_listed_and_lead_to_their_cells(report):
    matters = report.tables["matters"]
    some = matters[~Overview(report).accusations & matters["source_file"].isin(report.tables["files"]["file"])].iloc[
        [2, 5]
    ]
    overdue = report.overdue.assign(case_no=some["case_no"].tolist(), township=some["township"].tolist())
    page = lxml.html.fromstring(
        render_page(replace(report, overdue=overdue), PARTS, (), "../../inputs/").decode("utf-8")
    )
    lines = list_rows(page, "overdue")
    assert [line[1:3] for line in lines] == [[a, b] for a, b in zip(some["case_no"], overdue["kind"], strict=True)]
    links = page.xpath("//*[@id='list-overdue']//tbody//a")
    for link, matter in zip(links, some.to_dict("records"), strict=True):
        path, place = unquote(link.get("href")).split("#")
        assert path == f"../../inputs/{matter['source_file']}"
        assert place == f"{matter['source_sheet']}!{link.text}"
        assert link.text.endswith(str(matter["source_row"]))
    without = lxml.html.fromstring(render_page(report, PARTS).decode("utf-8"))
    assert without.xpath("//*[@id='list-overdue']//tbody//a") == [], "where the ledgers lie isn't known"


def test_hostile_text_is_shown_and_never_obeyed(page, content, data):
    assert HOSTILE not in content
    assert any(row[7] == f"{HOSTILE} <公司>&" for row in unpack(data["lists"]["findings"]))
    assert "</script><b>" not in content
    assert [b.text for b in page.xpath("//b") if not re.fullmatch(r"[\d.]+|更正", b.text)] == []
    assert "2023-02/新建 <公司>&.docx" in [row[1] for row in list_rows(page, "files")]


def test_accusations_are_counted_and_never_listed(report):
    """Nor in what was decided about their rows, in what the script carries, or as evidence of a condition."""
    rows = [
        {"file": "2023-02/城关镇台账.xlsx", "sheet": "Sheet1", "cell": "A999", "decision": "纪检密件"},
        {"file": "2023-02/城关镇台账.xlsx", "sheet": "Sheet1", "cell": "A3", "decision": f"如{SECRET}"},
        {"file": "2023-02/城关镇台账.xlsx", "sheet": "Sheet1", "cell": "A3", "decision": "表头在第3行"},
    ]
    conditions = report.tables["three_none"].copy()
    conditions["case_nos"] = [["00202211010001", SECRET]] * len(conditions)
    content = render_page(
        with_table(with_table(report, "decided", table("decided", rows)), "three_none", conditions), PARTS
    ).decode("utf-8")
    page = lxml.html.document_fromstring(content)
    data = json.dumps(data_of(page), ensure_ascii=False)
    assert "检举控告2件，计数不列明细" in content
    for secret in (SECRET, "QH999000000002", "纪检密件"):
        assert secret not in content
        assert secret not in data
    assert "00202211010001" in data
    assert [row[-1] for row in list_rows(page, "decided")] == ["表头在第3行"]


def test_the_state_of_the_run_is_one_line(page):
    line = " ".join(page.xpath("//p[@class='lead']")[0].text_content().split())
    assert line == (
        "▲ 有6项需要处理。 应报乡镇20个：已报16个、已报（退回）1个、迟报1个、零报告1个、未报送1个。"
        "合并事项122件。错误127条、提醒62条、说明62条。三无乡镇17个。"
    )


def test_a_quiet_run_says_that_nothing_awaits_the_office(report):
    quiet = replace(report, overdue=report.overdue.iloc[:0], submissions=dict.fromkeys(NAMES, "已报"))
    for name in ("findings", "files", "rows"):
        quiet = with_table(quiet, name, table(name, []))
    text = render_page(quiet, PARTS).decode("utf-8")
    assert "✓ 没有需要处理的事项。" in text
    assert 'class="act"' not in re.sub(r"<section id=\"ranking\".*?</section>", "", text, flags=re.DOTALL)


def test_what_was_decided_stands_beside_the_rows_the_changes_and_the_files(page, data, report):
    """The newest folder's files first; a decision has its township by its file."""
    assert [d.get("id") for d in page.xpath("//section[@id='reading']/details")] == [
        "decided",
        "sheets",
        "changes",
        "files",
    ]
    assert list_rows(page, "decided")[1] == ["城关镇", "C3Sheet1 · 2023-02/城关镇台账.xlsx", "“建档日”认作“登记日期”"]
    assert data["lists"]["decided"]["total"] == 4
    for name, frame in (("files", "files"), ("sheets", "rows")):
        assert data["lists"][name]["total"] == len(report.tables[frame])
    assert unpack(data["lists"]["sheets"])[-1][0].startswith("2023-01/")
    changes = unpack(data["lists"]["changes"])
    assert len(changes) == len(report.tables["changes"]) - 2
    assert changes[0] == ("2023-02/城关镇台账.xlsx", "Sheet1", "D4", "登记日期", "2023.2.6", "2023-02-06", "城关镇")


def test_a_row_set_aside_and_a_refused_file_are_red_with_a_sign(page):
    assert [row[3] for row in list_rows(page, "files") if row[3].startswith("▲")] == ["▲ 拒收"]
    assert [row[7] for row in list_rows(page, "sheets") if row[7].startswith("▲")] == ["▲ 2"]


def test_twenty_thousand_findings_of_sixty_townships_stay_under_four_megabytes():
    """Every sentence another one, and as many changes."""
    content = render_page(sixty(), PARTS)
    assert len(content) < 4_000_000
    assert len(lxml.html.document_fromstring(content).xpath("//section[@id='townships']//tbody/tr")) == 60


def test_the_notes_stand_as_written(page, report):
    assert [li.text_content() for li in page.xpath("//section[@id='notes']//li")] == list(report.notes)


def test_faults_of_no_township_can_be_chosen_and_townships_come_in_roster_order(report):
    options = make_page(report).findings.filters[0].options
    names = [value for value, _ in options]
    assert names == [*(n for n in NAMES if n in names), ""]
    assert options[-1] == ("", "不属某一乡镇")


def test_every_table_that_the_page_needs_is_a_published_one():
    """The page shows nothing that data/ doesn't hold."""
    assert {
        "findings",
        "changes",
        "decided",
        "rows",
        "files",
        "ranking",
        "indicators",
        "series",
        "balance",
        "restated",
    } <= set(TABLES)
