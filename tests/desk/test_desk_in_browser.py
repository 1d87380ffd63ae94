"""A month in a real browser: from an empty folder to the issued circular; nothing is asked of any other host."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page as Opened
from playwright.sync_api import expect

import generate
from pipeline.doors import cli
from tests.desk.looked_at import fits, go_to
from tests.shared_editions import GOLDEN

pytestmark = pytest.mark.slow

NUMBER, DAY, SIGNER = "青信联办〔2023〕3号", "2023-03-06", "办公室主任"
CIRCULAR = "通报/月度通报.docx"
CORRECTIONS = (("U17", "满意"), ("U18", "满意"))
"""Of 西河镇's ratings, which are read and rules look at."""


def mended(folders: Path, cell: str, rating: str) -> bytes:
    """西河镇's ledger as it lies there now, with one cell changed."""
    book = openpyxl.load_workbook(folders / "inputs" / "2023-02" / "西河镇.xlsx")
    book.worksheets[0][cell] = rating
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def command(place: Path, task: str, *words: str) -> None:
    """Do a command of the month on a folder of its own."""
    folders = ("--inputs", str(place / "inputs"), "--outputs", str(place / "outputs"))
    assert cli.enter(generate.WORK, [task, "2023-02", *words, *folders]) in (cli.DONE, cli.ATTENTION)


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file of the editions and of what is kept of them, by its path; not locks and caches, which are hidden."""
    files = {p.relative_to(folder): p for p in folder.rglob("*") if p.is_file()}
    return {path.as_posix(): p.read_bytes() for path, p in files.items() if not path.parts[0].startswith(".")}


def rows_of(book: Path) -> list[tuple[object, ...]]:
    """What the first sheet says."""
    return list(openpyxl.load_workbook(book).worksheets[0].values)


def sends(page: Opened) -> None:
    """The month is created and its ledgers are put in, one later than the others."""
    sent = GOLDEN / "2023-02"
    page.wait_for_url("**/home")
    fits(page)
    page.get_by_label("期间（例如").fill("2023-02")
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/2023-02")
    fits(page)
    page.locator("#drop").set_input_files([str(p) for p in sorted(sent.iterdir()) if p.name != "南山乡.xlsx"])
    page.get_by_role("button", name="放入").press("Enter")
    expect(page.get_by_text("还有1个乡镇没有报送：南山乡")).to_be_visible()
    expect(page.locator("#said")).to_contain_text("已收下“东岭镇.xlsx”。")
    page.locator("#drop").set_input_files(str(sent / "南山乡.xlsx"))
    page.get_by_role("button", name="放入").click()
    expect(page.get_by_text("✓ 应报的乡镇都已报送。")).to_be_visible()
    expect(page.locator("#said")).to_have_text("已收下“南山乡.xlsx”。2023年2月核对好了，问题在第③步。知道了")
    fits(page)
    page.locator("#check summary", has_text="西河镇").click()
    expect(page.locator("#check details[open] td.bad").first).to_be_visible()
    fits(page)


def corrects(page: Opened, folders: Path) -> None:
    """西河镇's ledger comes twice more: the page stays where it is, with the focus and what was opened."""
    for number, (cell, rating) in enumerate(CORRECTIONS, 1):
        ledger = {"name": "西河镇.xlsx", "mimeType": "", "buffer": mended(folders, cell, rating)}
        page.locator("#drop").set_input_files(ledger)
        page.get_by_role("button", name="放入").press("Enter")
        expect(page.get_by_role("button", name="取回“西河镇.xlsx”")).to_have_count(number)
        expect(page.locator("#job")).to_be_hidden()
        expect(page.locator("#said")).to_contain_text("代替原来的一份；原来的可以取回。2023年2月核对好了")
        expect(page.get_by_role("button", name="放入")).to_be_focused()
        expect(page.locator("#check details[open] > summary", has_text="西河镇")).to_be_visible()


def looks(page: Opened, folders: Path) -> None:
    """The edition is verified, a figure is explained, the review page hands out a ledger to send back."""
    page.get_by_role("link", name="核验成果").click()
    expect(page.locator("p.lines").last).to_contain_text("一致")
    page.get_by_role("link", name="返回").click()
    page.locator("#results td.number a").nth(1).click()
    page.wait_for_selector("p.lines")
    expect(page.locator("h1")).to_contain_text("及时受理率")
    page.get_by_role("link", name="返回").click()
    page.get_by_role("link", name="审核.html").click()
    page.wait_for_url("**/review/**")
    fits(page)
    inside = page.frame_locator("#framed")
    with page.expect_download() as marked:
        inside.get_by_role("link", name="打开西河镇退回的台账").first.click()
    framed = page.frames[-1]
    framed.evaluate("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="打印", exact=True).click()
    framed.wait_for_function("document.title === 'printed'")
    assert marked.value.path().read_bytes() == (folders / "outputs/2023-02/退回/西河镇.xlsx").read_bytes()
    page.get_by_role("link", name="返回").click()


def issues(page: Opened) -> None:
    """The circular is issued; a refusal before takes nothing of what was typed."""
    page.locator("summary", has_text="定稿").click()
    for label, text in (("文号", NUMBER), ("成文日期", "3月6日"), ("签发人", SIGNER)):
        page.get_by_label(label).fill(text)
    page.get_by_label("文书", exact=True).select_option(CIRCULAR)
    page.get_by_role("button", name="定稿").click()
    expect(page.locator("#said")).to_contain_text("“3月6日”")
    expect(page.get_by_label("签发人")).to_have_value(SIGNER)
    page.get_by_label("成文日期").fill(DAY)
    page.get_by_role("button", name="定稿").click()
    expect(page.get_by_text(f"✓ 已定稿：{NUMBER}，{DAY}，{SIGNER}")).to_be_visible()


def test_a_month_with_a_ledger_corrected_twice_is_the_same_on_the_page_and_by_commands(opened: Opened, folders: Path):
    page, by_hand, register = opened, folders / "by_hand", "发文登记.xlsx"
    sends(page)
    page.get_by_role("button", name="生成", exact=True).click()
    expect(page.locator("#results .papers")).to_be_visible()
    fits(page)
    shutil.copytree(folders / "inputs", by_hand / "inputs")
    command(by_hand, "run")
    corrects(page, folders)
    page.get_by_role("button", name="再生成一版").click()
    expect(page.locator("#said")).to_contain_text("2023年2月生成好了")
    looks(page, folders)
    issues(page)
    shutil.rmtree(by_hand / "inputs")
    shutil.copytree(folders / "inputs", by_hand / "inputs", ignore=shutil.ignore_patterns(register))
    command(by_hand, "run")
    command(by_hand, "issue", CIRCULAR, "--number", NUMBER, "--day", DAY, "--signer", SIGNER)
    assert content_of(folders / "outputs") == content_of(by_hand / "outputs")
    assert rows_of(folders / "inputs" / "2023-02" / register) == rows_of(by_hand / "inputs" / "2023-02" / register)
    page.get_by_role("link", name="一页图（给领导）").click()
    expect(page.locator("#picture")).to_be_visible()
    with page.expect_download() as saved:
        page.click("#save")
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")
    fits(page)


def test_a_month_by_keyboard_alone_while_a_second_tab_looks_on(opened: Opened, folders: Path):
    """The second tab sees what runs, cancels it, and both go on: nothing of the cancelled run is left."""
    page, sent = opened, GOLDEN / "2023-02"
    page.wait_for_url("**/home")
    go_to(page, "#new")
    page.keyboard.type("2023-02")
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/2023-02")
    go_to(page, "#drop")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files([str(p) for p in sorted(sent.iterdir())])
    go_to(page, ".drop button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("✓ 应报的乡镇都已报送。")).to_be_visible()

    second = page.context.new_page()
    second.goto(page.url.split("#")[0])
    expect(second.get_by_text("✓ 应报的乡镇都已报送。")).to_be_visible()
    go_to(page, "#run button")
    page.keyboard.press("Enter")
    expect(second.locator("#job")).to_be_visible()
    second.locator("#job button").click()
    expect(page.locator("#job")).to_be_hidden()
    expect(second.locator("#job")).to_be_hidden()
    for each in (page, second):
        expect(each.locator("#said")).to_contain_text("已取消，原有成果未受影响。")
    assert not (folders / "outputs" / "2023-02").exists()
    second.close()

    go_to(page, "#run button")
    page.keyboard.press("Enter")
    expect(page.locator("#results .papers")).to_be_visible()
    go_to(page, "#issue > summary")
    page.keyboard.press("Enter")
    for field, text in (("number", "青信联办〔2023〕3号"), ("day", "2023-03-06"), ("signer", "办公室主任")):
        go_to(page, f"#{field}")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.get_by_text("✓ 已定稿：青信联办〔2023〕3号，2023-03-06，办公室主任")).to_be_visible()
