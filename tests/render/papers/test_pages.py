"""Finished pages, laid out by LibreOffice, measured by GB/T 9704-2012: the sample county and one of 60 townships."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from docx_integrity import check
from openxml_audit import OpenXmlValidator

from pipeline.render.word.filling import render_document
from pipeline.schema.settings_sheets import EVEN_IMPRINT
from tests.render import large_county
from tests.render.laid_out import LaidPage, Line, fonts_file, lay_out
from tests.render.word_texts import outside_runs, template
from tests.shared_editions import sample_outputs
from tools.word_template.blocks import paragraph
from tools.word_template.paper import end_imprint

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).resolve().parents[3] / "inputs"
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
"""The text's edges in millimetres from the left and the top of the paper."""
MM = 72 / 25.4
PAPERS = ("通报", "函件", "内部", "反馈单")
Pages = dict[str, list[LaidPage]]
_BOX = 1.6
"""What a character's box as the PDF has it ends above its ink, for these faces at 16 points."""
_PLAIN = {"抄送": "县委办公室", "印发机关": "某县信访局", "印发日期": "2022年12月31日"}
_SPARE = 12.4
"""Millimetres that are kept free over a 版记: its rules, and a line by which a count of characters may be wrong."""
_HUNG = 6.5
"""A closing mark may hang over the edge, as Word and WPS let it by themselves."""


def some_of(edition: Path, mark: str) -> dict[str, Path]:
    """Every common paper of an edition, and of those that each township has its own the first and the longest."""
    papers_by_name: dict[str, Path] = {}
    for folder in PAPERS:
        papers = sorted((edition / folder).glob("*.docx"))
        kinds = {
            path.stem.split("-")[-1] if folder == "函件" else path.stem if folder != "反馈单" else "反馈单"
            for path in papers
        }
        for kind in sorted(kinds):
            same = [path for path in papers if folder == "反馈单" or path.stem.endswith(kind)]
            longest = max(same, key=lambda path: path.stat().st_size)
            papers_by_name |= {f"{mark}-{kind}-{n}": path for n, path in enumerate(dict.fromkeys((same[0], longest)))}
    return papers_by_name


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample month; a month and a year of 60 townships with long names; a month of ties; one without a matter."""
    folder = tmp_path_factory.mktemp("editions")
    large = large_county.large(folder / "large")
    last = large_county.PERIODS[-1]
    return {
        "样例": sample_outputs() / "2023-02",
        "大县": large / last,
        "大县年": large / large_county.YEAR,
        "同分": large_county.tied(folder / "tied") / last,
        "无件": large_county.empty(folder / "empty") / last,
    }


@pytest.fixture(scope="module")
def laid(
    editions: dict[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
    real_part: Callable[[str], str],
    office_faces: Path,
) -> Pages:
    """Name -> pages of every kind of document."""
    soffice = real_part("soffice")
    documents = {
        name: path.read_bytes() for mark, edition in editions.items() for name, path in some_of(edition, mark).items()
    }
    documents |= {
        f"另起-{n}": render_document(
            _papered(n), {**_PLAIN}, {EVEN_IMPRINT: "是"}, title="另起", made_on=large_county.date(2022, 12, 31)
        )
        for n in (1, 2)
    }
    documents["满页"] = render_document(
        template("字" * 28 * 50), {}, {}, title="满页", made_on=large_county.date(2022, 12, 31)
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(fonts_file(office_faces, tmp_path_factory.mktemp("faces"))))
        return lay_out(documents, soffice)


def test_word_would_open_every_document_without_repair(editions: dict[str, Path]) -> None:
    """By two checkers that aren't ours: references and faces of all documents; schemas, of all in CI, else of a few."""
    every = [path for edition in editions.values() for path in sorted(edition.rglob("*.docx"))]
    assert len(every) > 200
    assert {
        path.name: faults for path in every if (faults := [*map(str, check(path)), *outside_runs(path.read_bytes())])
    } == {}
    if not os.environ.get("CI"):
        every = [path for mark, edition in editions.items() for path in some_of(edition, mark).values()]
    validator = OpenXmlValidator()
    assert {
        path: faults for path in every if (faults := [str(error) for error in validator.validate(path).errors])
    } == {}


def _papered(pages: int) -> bytes:
    """A template whose text ends on the page of that number, with a 版记."""
    return template(body=paragraph("Normal", "字" * 28 * (22 * pages - 12)) + end_imprint())


def body_lines(page: LaidPage) -> list[Line]:
    """The lines but for the page number's."""
    return [line for line in page.lines if not line.text.startswith("— ")]


def test_a_full_page_holds_22_lines_of_28_characters_between_the_margins(laid: Pages) -> None:
    """37 mm of head, 28 mm at the binding, 156 by 225 mm of text."""
    lines = body_lines(laid["满页"][1])
    assert [len(line.text) for line in lines] == [28] * 22
    assert lines[0].top / MM > TOP
    assert lines[-1].top / MM + 16 / MM < BOTTOM
    assert {round(line.left / MM, 1) for line in lines} == {LEFT}
    assert max(line.right for line in lines) / MM <= RIGHT + 0.1
    steps = {round(b.top - a.top, 1) for a, b in pairwise(lines)}
    assert steps <= {28.9, 29.0}, "a line is 28.95 points"


def edges(page: LaidPage) -> tuple[float, float, float]:
    """The text's left and right edge and its foot; a page across has the upright page's head at its right."""
    return (LEFT, RIGHT, BOTTOM) if page.width / MM < 250 else (35.0, 260.0, 184.0)


def test_no_text_of_any_document_stands_outside_the_text_area(laid: Pages) -> None:
    """Page numbers, the red rules of a letter and its mark stand outside by the standard."""
    out = [
        f"{name} {number}: {line.text[:20]}"
        for name, pages in laid.items()
        for number, page in enumerate(pages, start=1)
        for line in body_lines(page)[int("函" in name and number == 1) :]
        if line.right / MM > edges(page)[1] + (_HUNG if line.text[-1] in "，。、；：） " else 0.6)
        or line.left / MM < edges(page)[0] - 0.6
    ]
    assert out == []


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages_one_character_in(laid: Pages) -> None:
    """Four-em numbers between dashes, 7 mm under the text; a letter's first page has none.

    The number of a page that lies across stands in the same place of the sheet, once it is bound.
    """
    counted = {
        name: pages for name, pages in laid.items() if not name.startswith("另起")
    }  # their blank page isn't in the PDF
    for name, pages in counted.items():
        for number, page in enumerate(pages, start=1):
            numbers = [line for line in (*page.lines, *page.turned) if line.text.startswith("— ")]
            if "函" in name and number == 1:
                assert numbers == [], name
                continue
            (line,) = numbers
            assert line.text == f"— {number} —", name
            assert line.size == 14
            left, right, foot = LEFT, RIGHT, BOTTOM
            edge = (right - line.right / MM) if number % 2 else (line.left / MM - left)
            assert edge == pytest.approx(14 / MM, abs=0.6), f"{name} page {number}"
            assert line.top / MM == pytest.approx(foot + 3.8, abs=0.5), f"{name} page {number}"


def test_the_notes_under_the_date_are_on_its_page_with_words_of_the_text(laid: Pages) -> None:
    """公开属性 and 联系方式: no page has them alone."""
    printed = []
    for name, pages in laid.items():
        for page in pages:
            texts = [line.text for line in body_lines(page)]
            if any(text.startswith("（联系人") for text in texts):
                printed.append(name)
                open_to = next(i for i, text in enumerate(texts) if text.startswith("（信息公开选项"))
                assert "".join(texts[open_to - 1].split()).endswith("年月日"), name
                assert open_to > 3, f"{name}: signature, date and something of the text go before"
    assert {"样例-月度通报-0", "大县年-年度通报表扬-0"} <= set(printed)


def test_the_red_rule_stands_under_the_number_as_wide_as_the_text(laid: Pages) -> None:
    """156 mm, 4 mm under the number; the mark's ink begins 35 mm under the top of the text."""
    for name in ("样例-月度通报-0", "大县-月度通报-0", "大县年-年度通报表扬-0"):
        first = laid[name][0]
        (rule,) = [r for r in first.rules if r.red]
        assert (rule.left, rule.right) == pytest.approx((LEFT, RIGHT), abs=0.2), name
        number = next(line for line in first.lines if "〔" in line.text)
        assert rule.top - (number.top + number.size) / MM == pytest.approx(_BOX + 4, abs=0.3), name
        mark = first.lines[0]
        assert mark.text.endswith("文件"), "the mark stands on one line"
        assert mark.top / MM == pytest.approx(TOP + 35, abs=2.5), name


def test_a_letters_mark_and_double_rules_stand_where_the_letter_form_wants_them(laid: Pages) -> None:
    """The mark on one line 30 mm under the paper's edge, rules 170 mm long, the lower pair 20 mm from the foot."""
    for name in (n for n in laid if "函" in n):
        first = laid[name][0]
        red = [r for r in first.rules if r.red]
        assert len(red) == 4, name
        assert {round(r.right - r.left) for r in red} == {170}, name
        mark = first.lines[0]
        assert mark.top / MM == pytest.approx(30, abs=2), name
        assert mark.text.endswith(("信访局", "信访工作联席会议办公室")), name
        assert 297 - red[-1].top == pytest.approx(20, abs=1), name


def test_the_imprint_ends_at_262_mm_on_the_last_page_and_shows_all_its_words(laid: Pages) -> None:
    """Whatever stands above it, and however many offices get copies."""
    for name in ("样例-月度通报-0", "大县-月度通报-0", "大县年-年度通报表扬-0"):
        last = laid[name][-1]
        assert last.rules[-1].top == pytest.approx(BOTTOM, abs=0.4), name
        assert last.text.count("抄送：") == 1, name
        assert "印发" in last.text, name
        assert "办公室。" in last.text, name
        above = [line for line in body_lines(last) if line.top / MM < last.rules[0].top and line.size != 14]
        assert all((line.top + line.size) / MM < last.rules[-3].top for line in above), (
            f"{name}: text runs into the 版记"
        )


def test_no_imprint_stands_alone_while_the_page_before_has_room_for_it(laid: Pages) -> None:
    """With its rules and a line to spare; the foot of a page of a circular is at 262 mm."""
    for name in (n for n in laid if "通报" in n):
        before, last = laid[name][-2:]
        if all(line.top / MM > last.rules[-3].top - 1 for line in body_lines(last)):
            free = BOTTOM - max((line.top + line.size) / MM for line in body_lines(before))
            assert free < last.rules[-1].top - last.rules[-3].top + _SPARE, name


def test_the_copies_of_a_letter_stand_on_the_page_of_its_signature(laid: Pages) -> None:
    """However many matters it lists: no page has them alone."""
    copied = {name: pages[-1] for name, pages in laid.items() if "函" in name and "抄送：" in pages[-1].text}
    assert copied
    assert [name for name, last in copied.items() if "年月日" not in "".join(last.text.split())] == []


def test_tables_of_many_columns_lie_across_in_letters_of_ten_and_a_half_points(laid: Pages) -> None:
    """附件1 of the sample and of the large county; every other page stands upright."""
    for name in ("样例-月度通报-0", "大县-月度通报-0"):
        across = [page for page in laid[name] if page.width / MM > 250]
        assert across[0].text.startswith("附件1")
        assert {round(line.size, 2) for page in across for line in body_lines(page) if "/" in line.text} == {10.5}
        assert not any("抄送" in page.text or "附件2" in page.text for page in across)
        assert laid[name][-1].width / MM < 250


def test_full_lines_of_the_text_end_at_its_edge(laid: Pages) -> None:
    """Every line but a paragraph's last: the next one isn't indented and both are in the size of the text."""
    short = []
    for page in laid["样例-月度通报-0"][1:5]:
        lines = body_lines(page)
        for line, after in pairwise(lines):
            goes_on = line.size == after.size == 16 and abs(after.left / MM - LEFT) < 1
            if goes_on and not line.text.endswith(("，", "。", "、", "；", "：", "）")) and line.right / MM < RIGHT - 1:
                short.append(line.text)
    assert short == []


@pytest.mark.parametrize(("ends_on", "stands_on"), [(1, 2), (2, 4)])
def test_an_imprint_on_a_page_of_its_own_begins_an_even_one(ends_on: int, stands_on: int, laid: Pages) -> None:
    """By the row 版记另起偶数页; the page between is blank, and LibreOffice leaves it out of the PDF.

    It lays such a page 3.5 mm lower.
    """
    (page,) = [page for page in laid[f"另起-{ends_on}"] if "印发" in page.text]
    assert page.text.endswith(f"—{stands_on}—")
    assert BOTTOM - 0.4 < page.rules[-1].top < BOTTOM + 4


def test_the_figures_of_a_talk_stand_on_one_page(laid: Pages) -> None:
    assert {len(pages) for name, pages in laid.items() if "会议数据摘要" in name} == {1}


def test_nothing_is_cut_off_in_a_table(laid: Pages) -> None:
    """Every township's whole name stands in the tables of the circular, however long it is."""
    pages = laid["大县-月度通报-0"]
    assert [
        name for name in large_county.TOWNSHIPS if not any(name in page.text or _broken(page, name) for page in pages)
    ] == []


def _broken(page: LaidPage, name: str) -> bool:
    """Whether a name stands over two lines of a cell: its beginning above its end, in one column."""
    return any(
        first.text.count(name[:cut])
        and any(name[cut:] in line.text for line in page.lines if 0 < line.top - first.top < 2 * first.size)
        for first in page.lines
        for cut in range(2, len(name))
    )
