"""报送/: what each township reads of its ledger, and the group of who is missing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pipeline.base.finding import Finding, Severity
from pipeline.base.place import Place
from pipeline.bundles import Report
from pipeline.schema.contract import LEDGER_KIND
from pipeline.schema.vocabulary import Status, Verdict
from pipeline.sendback.receipts import correct_by, receipts
from tests.render.excel_samples import make_report
from tests.shared_editions import golden_outputs

pytestmark = pytest.mark.slow


def text(content: bytes) -> str:
    return content.decode("utf-8-sig").replace("\r\n", "\n")


def kept(name: str) -> str:
    """The file of the case worked out by hand, as it was published."""
    return text((golden_outputs() / "2023-02" / "报送" / f"{name}.txt").read_bytes())


def test_a_receipt_says_file_day_matters_and_what_has_to_be_done_first() -> None:
    lines = kept("南山乡").splitlines()
    assert lines[0] == "南山乡：2023年2月台账已收到（南山乡.xlsx），2023-03-02报送，采用9件事项，另有1行不能计入。"
    assert lines[1] == "有2项错误需要更正："
    assert lines[2] == (
        "1. 1行没有填“信访件编号”，无法计入，已搁置；请补填，例如 3700002023020001；整行不要的请删去。台账 A13（R040）"
    )
    assert lines[-1] == "请于3月9日前更正报回。"


def test_what_only_the_office_can_settle_is_a_number() -> None:
    """R208 and R211 of 南山乡 are answered by 处理决定 alone."""
    assert "另有2项由县里核实处理，不需要你单位操作。" in kept("南山乡").splitlines()
    assert "R208" not in kept("南山乡")
    assert "R211" not in kept("南山乡")
    message = text((golden_outputs() / "2023-02" / "退回" / "南山乡.txt").read_bytes())
    assert not {"R208", "R211"} & set(re.findall("R[0-9]{3}", message))


def test_reminders_ask_nobody_to_send_again() -> None:
    said = kept("东岭镇")
    assert "有3项提醒请核对，无误的不用改、不用重报：" in said
    assert "更正报回" not in said
    assert "请更正后重报" not in text((golden_outputs() / "2023-02" / "退回" / "东岭镇.txt").read_bytes())


def test_a_cell_is_named_only_where_it_is_the_townships_own() -> None:
    """R207 points to 上级登记台账, R206 to 东岭镇's ledger."""
    lines = kept("南山乡").splitlines()
    assert next(line for line in lines if "R207" in line).endswith("“归属乡镇：乡镇名”。（R207）")
    assert next(line for line in lines if "R206" in line).endswith("“归属乡镇：东岭镇”。（R206）")


def test_the_group_is_told_when_all_is_in() -> None:
    assert kept("群通知") == "各单位2023年2月台账都已收到，谢谢。核对情况另发各单位。\n"


@pytest.fixture
def report() -> Report:
    """城关镇 has sent its ledger, 东禾镇 hasn't; no 报送登记."""
    made = make_report()
    return replace(made, submissions={"城关镇": Status.SENT, "东禾镇": Status.UNSENT})


def test_whom_the_rows_of_another_s_ledger_name_is_asked_and_not_urged(report: Report) -> None:
    """Half of the kept rows say so; a few rows of a neighbour's don't."""
    rows = pd.DataFrame([{"file": "2023-02/台账.xlsx", "kind": LEDGER_KIND, "kept": 10}])
    files = pd.DataFrame([{"file": "2023-02/台账.xlsx", "township": "城关镇", "verdict": Verdict.ADOPTED}])
    report = replace(report, tables={**report.tables, "rows": rows.assign(set_aside=0), "files": files})
    named = Finding(Severity.REMINDER, "R212", "东禾镇", Place("2023-02/台账.xlsx"), "", "", cells=8)
    said = {path: text(content) for path, content in receipts(report, (named,), "2023-02", {}).items()}
    assert said["报送/东禾镇.txt"].startswith("东禾镇：2023年2月台账没有按你单位收下；")
    assert said["报送/群通知.txt"] == "2023年2月台账已收到1个单位。另有1个单位的台账待县里核对，不在其内：东禾镇。\n"
    few = replace(named, cells=2)
    said = {path: text(content) for path, content in receipts(report, (few,), "2023-02", {}).items()}
    assert "还没有收到1个：东禾镇" in said["报送/群通知.txt"]


def test_who_has_sent_nothing_is_reminded_with_the_day_of_the_settings(report: Report) -> None:
    """Without 应报日期 the days of 更正补报天数 count from the cut-off; with 0 no day is named."""
    said = {path: text(content) for path, content in receipts(report, (), "2023-02", {}).items()}
    assert said["报送/东禾镇.txt"] == (
        "东禾镇：2023年2月台账还没有收到。请于3月5日前报送；本月没有信访事项的，请报“本月无信访事项，零报告”。\n"
    )
    assert said["报送/群通知.txt"] == (
        "2023年2月台账已收到1个单位，还没有收到1个：东禾镇。请于3月5日前报送，没有信访事项的也请报零报告。\n"
    )
    assert correct_by(report, "2023-02")("城关镇") == date(2023, 3, 5)
    options = replace(report.settings.options, correction_days=0)
    later = replace(report, settings=replace(report.settings, options=options))
    assert "请尽快报送" in text(receipts(later, (), "2023-02", {})["报送/东禾镇.txt"])


def test_a_ledger_without_faults_has_a_receipt_that_says_so(report: Report) -> None:
    said = text(receipts(report, (), "2023-02", {})["报送/城关镇.txt"]).splitlines()
    assert said[0].startswith("城关镇：2023年2月台账已收到（")
    assert said[1:] == ["核对没有问题，不用重报。"]


def test_what_is_told_to_the_office_alone_is_in_no_receipt(report: Report) -> None:
    place = Place("2023-02/城关镇.xlsx", "台账", "B7")
    alone = Finding(Severity.ERROR, "R205", "城关镇", place, "编号QH1归属未定", "请核对", office_alone=True)
    said = text(receipts(report, (alone,), "2023-02", {})["报送/城关镇.txt"])
    assert "核对没有问题" in said
    assert "QH1" not in said


def test_a_quarter_has_no_receipts_of_its_own(report: Report) -> None:
    """Receipts belong to the month whose ledgers were sent."""
    assert receipts(report, (), "2023-02-01..2023-02-10", {}) == {}
