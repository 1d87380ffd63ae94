"""A year of an office: drafts, papers issued, a late ledger, edits by hand, second editions, a correction, verify."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from functools import partial
from pathlib import Path

import docx
import pytest

from pipeline.editions.parquet import read_table
from pipeline.editions.verify import verify
from pipeline.render.word.marks import marks_of
from pipeline.report.folders import period_folders
from pipeline.run import check_period
from tests.played_office import Office, texts
from tests.quick_runs import without_papers
from tests.sentences.corrections import refuted_in_corrections
from tests.sentences.published import Published
from tests.version_two.months_told import A, matter
from tests.whole_editions import other

pytestmark = pytest.mark.slow
LATE = matter("甲2303晚", "2023-03-05", "2023-03-06", "2023-03-30")
CIRCULAR, CORRECTING = "通报/月度通报.docx", "通报/更正通报.docx"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """January to March are run and nothing of them is issued."""
    played = Office(tmp_path_factory.mktemp("year"))
    for month in ("2023-01", "2023-02", "2023-03"):
        played.month(month)
        assert played.run(month) == ()
    return played


def test_the_year(office: Office) -> None:
    """One story, told in the order of the year."""
    _drafts_say_nothing(office)
    _issue(office)
    _late_ledger(office)
    _correction(office)
    _edited_by_hand(office)
    _places_removed(office)
    _by_hand_in_the_register(office)
    _december(office)


def _drafts_say_nothing(office: Office) -> None:
    office.story.ledger("2023-03", A, office.rows("2023-03", A)[:1])
    assert office.run("2023-03") == ()
    assert not office.file("2023-03", CORRECTING).exists()
    findings = read_table(office.file("2023-03", "data/findings.parquet").read_bytes())
    assert "R220" not in set(findings["code"])
    assert not (office.outputs / "留存").exists()
    assert marks_of(office.file("2023-03", CIRCULAR).read_bytes())["发文字号"] == "〔　　〕　号"
    assert verify(office.outputs, "2023-03")[1]


def _issue(office: Office) -> None:
    before = {path: content for path, content in office.state().items() if CIRCULAR not in path}
    number = office.issue("2023-03")
    assert number == "青信联办〔2023〕1号"
    issued = office.file("2023-03", CIRCULAR).read_bytes()
    marks = marks_of(issued)
    assert (marks["发文字号"], marks["成文日期"], marks["印发日期"]) == (number, "2023年4月8日", "2023年4月8日")
    assert office.kept("2023-03", 1, CIRCULAR).read_bytes() == issued
    assert office.registered("2023-03")[1] == ["月度通报", None, number, date(2023, 4, 8), "主任"]
    after = {path: content for path, content in office.state().items() if CIRCULAR not in path}
    assert {path for path in after if before.get(path) != after[path]} == {
        str(office.inputs / "2023-03/发文登记.xlsx"),
        str(office.outputs / "留存/2023-03/印发.json"),
    }
    lines, sound = verify(office.outputs, "2023-03")
    assert sound
    assert lines[-1] == "  定稿  月度通报（第1版，青信联办〔2023〕1号，2023-04-08）与定稿时一致"
    assert office.refused("2023-03", number="青信联办〔2023〕9号").startswith("月度通报已经定稿（第1版，")
    assert office.refused("2023-02", number=number) == (
        f"文号“{number}”已用在2023年3月的月度通报上；一个文号只用一次，请换一个，例如序号加一。"
    )
    assert office.refused("2023-02", number="青信〔2023〕2号", day="2024-01-08") == (
        "文号“青信〔2023〕2号”的年份与成文日期2024-01-08不是同一年；请改正其中一个，例如 青信联办〔2024〕3号。"
    )
    assert office.refused("2023-02", number="青信（2023）2号").startswith("文号“青信（2023）2号”的写法不对；")
    assert office.refused("2023-02", day="2023-02-20").startswith("成文日期2023-02-20早于数据截止日2023-02-28；")
    assert office.refused("2023-02", paper="会议数据摘要").startswith("会议数据摘要是内部材料，不编文号，")


def _late_ledger(office: Office) -> None:
    """The second matter of 甲镇 comes after all: the next edition is made beside, and says what differs."""
    issued = office.file("2023-03", CIRCULAR).read_bytes()
    first = {path: content for path, content in office.state().items() if "/outputs/2023-03/" in path}
    office.story.ledger("2023-03", A, [*office.rows("2023-03", A), LATE])
    check_period(office.inputs, office.outputs, "2023-03", None, lambda _: None)
    assert other({p: c for p, c in office.state().items() if "/outputs/2023-03/" in p}, first) == []
    told = office.run("2023-03")
    assert told[0] == "2023年3月已有定稿的文书，本次生成的是第2版；第1版原样留存在 留存/2023-03/第1版。"
    assert told[1].startswith("定稿的月度通报（青信联办〔2023〕1号）与现在的数据有")
    assert "可用 通报/更正通报.docx 起草" in told[1]
    for path, content in first.items():
        assert Path(path.replace("/outputs/2023-03/", "/outputs/留存/2023-03/第1版/")).read_bytes() == content
    assert office.kept("2023-03", 1, CIRCULAR).read_bytes() == issued
    assert marks_of(office.file("2023-03", CIRCULAR).read_bytes())["发文字号"] == "〔　　〕　号"
    rows = read_table(office.file("2023-03", "data/corrections.parquet").read_bytes())
    assert {"指标", "文句"} <= set(rows["kind"])
    assert set(rows["number"]) == {"青信联办〔2023〕1号"}
    lines, sound = verify(office.outputs, "2023-03")
    assert sound
    assert lines[0].startswith("2023年3月（第2版）的成果共")
    assert lines[1].startswith("第1版留存在 outputs/留存/2023-03/第1版：")
    once = office.state()
    assert len(office.run("2023-03")) == 1
    assert office.state().keys() == once.keys()


def _correction(office: Office) -> None:
    """The correcting paper is issued; a further run makes the third edition and corrects nothing twice by itself."""
    draft = texts(office.file("2023-03", CORRECTING))
    refuted = partial(refuted_in_corrections, Published(office.outputs / "2023-03", None))
    assert list(refuted(office.outputs / "留存/2023-03/第1版")) == [] != list(refuted(office.outputs / "2023-03"))
    assert "月度通报（青信联办〔2023〕1号，2023年4月8日）" in draft
    assert {"甲镇", "全县", "正文有关文句更正如下："} <= set(draft)
    assert any("原印“" in line and "更正为“" in line and "全县登记信访事项" in line for line in draft)
    number = office.issue("2023-03", "更正通报", day="2023-04-12")
    assert number == "青信联办〔2023〕2号"
    lines, sound = verify(office.outputs, "2023-03")
    assert (sound, f"  定稿  更正通报（第2版，{number}，2023-04-12）与定稿时一致" in lines) == (True, True)
    told = office.run("2023-03")
    assert told[0].endswith("本次生成的是第3版；第2版原样留存在 留存/2023-03/第2版。")
    assert number in texts(office.kept("2023-03", 2, CORRECTING))
    assert number not in texts(office.file("2023-03", CORRECTING))
    assert [row[2] for row in office.registered("2023-03")[1:]] == ["青信联办〔2023〕1号", number]
    assert verify(office.outputs, "2023-03")[1]


def _edited_by_hand(office: Office) -> None:
    """An edit before the issue is part of the paper; one after it is kept aside and named."""
    office.month("2023-04")
    office.run("2023-04")
    words = "县里补充的一句话。"
    draft = office.edit("2023-04", CIRCULAR, words)
    told = office.run("2023-04")
    copy = "留存/2023-04/手改1/通报/月度通报.docx"
    assert told == (f"2023-04/通报/月度通报.docx 与生成时不一致（手工改过或放入的），原样另存在 {copy}。",)
    assert (office.outputs / "留存/2023-04/手改1" / CIRCULAR).read_bytes() == draft
    assert words not in texts(office.file("2023-04", CIRCULAR))
    office.edit("2023-04", CIRCULAR, words)
    office.issue("2023-04")
    issued = office.kept("2023-04", 1, CIRCULAR).read_bytes()
    assert words in texts(office.kept("2023-04", 1, CIRCULAR))
    lines, sound = verify(office.outputs, "2023-04")
    assert (sound, any("定稿前手工改过）与定稿时一致" in line for line in lines)) == (True, True)
    after = office.edit("2023-04", CIRCULAR, "定稿后又改的一句。")
    lines, sound = verify(office.outputs, "2023-04")
    assert not sound
    assert any(line.startswith("  定稿后改动  通报/月度通报.docx") for line in lines)
    told = office.run("2023-04")
    assert told[0].startswith("2023-04/通报/月度通报.docx 与生成时不一致")
    assert (office.outputs / "留存/2023-04/手改2" / CIRCULAR).read_bytes() == after
    assert office.kept("2023-04", 1, CIRCULAR).read_bytes() == issued
    assert verify(office.outputs, "2023-04")[1]


def _places_removed(office: Office) -> None:
    """An edit took the place of the number away: one sentence, and nothing is written."""
    office.month("2023-05")
    office.run("2023-05")
    place = office.file("2023-05", CIRCULAR)
    document = docx.Document(str(place))
    for paragraph in document.paragraphs:
        if "〔" in paragraph.text:
            paragraph._p.clear_content()
    document.save(str(place))
    assert office.refused("2023-05") == (
        "月度通报里填写发文字号的位置已被手工删去，没有写入任何文件；请在 Word 里恢复（或重新运行 generate.py run "
        "2023-05），或手工填好后登在发文登记里。"
    )
    lines, sound = verify(office.outputs, "2023-05")
    assert (sound, [line for line in lines if CIRCULAR in line]) == (False, [f"  改动  {CIRCULAR}"])


def _by_hand_in_the_register(office: Office) -> None:
    """Staff write the row themselves: the next run keeps the paper as it lies there, and no figure changes."""
    lying = office.file("2023-05", CIRCULAR).read_bytes()
    figures = office.file("2023-05", "data/indicators.parquet").read_bytes()
    source = office.inputs / "2023-04/发文登记.xlsx"
    (office.inputs / "2023-05/发文登记.xlsx").write_bytes(source.read_bytes())
    told = office.run("2023-05")
    assert any(line.startswith("发文登记有月度通报（青信联办〔2023〕3号），按已定稿的文书原样留存。") for line in told)
    assert office.kept("2023-05", 1, CIRCULAR).read_bytes() == lying
    assert office.file("2023-05", "data/indicators.parquet").read_bytes() == figures
    assert verify(office.outputs, "2023-05")[1]


def _december(office: Office) -> None:
    """The circular of December is issued in January: its year is the new one's."""
    for month in range(6, 13):
        office.month(f"2023-{month:02d}")
    with pytest.MonkeyPatch.context() as quick:
        without_papers(quick)
        office.run("2023-11")
    office.run("2023-12")
    number = office.issue("2023-12")
    assert number == "青信联办〔2024〕4号"
    assert marks_of(office.file("2023-12", CIRCULAR).read_bytes())["印发日期"] == "2024年1月8日"
    assert office.run("2023-Q4") == ()
    of_quarter = office.issue("2023-Q4", day="2024-01-15")
    assert (office.inputs / "2023-Q4/发文登记.xlsx").is_file()
    assert "2023-Q4" not in period_folders(office.inputs)
    assert of_quarter in texts(office.kept("2023-Q4", 1, CIRCULAR))
    for period in ("2023-03", "2023-04", "2023-05", "2023-12", "2023-Q4"):
        assert all("与定稿时一致" in line for line in verify(office.outputs, period)[0] if line.startswith("  定稿"))


def test_issue_asks_nothing_on_the_terminal_and_says_what_is_missing(office: Office) -> None:
    command = [sys.executable, str(ROOT / "generate.py"), "issue", "2023-01", "月度通报", "--number", "甲〔2023〕1号"]
    done = subprocess.run(
        command, cwd=office.story.folder, stdin=subprocess.DEVNULL, capture_output=True, check=False, text=True
    )
    assert done.returncode == 2
    assert done.stderr.startswith("定稿要写--day、--signer；例如 generate.py issue ")
