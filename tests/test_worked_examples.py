"""The worked examples of CONTRIBUTING.md are applied to a copy of the program, and every addition is seen to work."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from pipeline.editions.archive import Edition, load_edition
from pipeline.render.package import pack
from tools.word_template.blocks import paragraph
from tools.word_template.parts import word_parts
from tools.word_template.styles import fonts_xml, styles_xml

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = Path(__file__).resolve().parent / "cases" / "golden" / "inputs"
BLOCK = re.compile(
    r"^```(?:python|text)\n# (?P<path>[^,\n]+), (?P<where>[^\n]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
pytestmark = pytest.mark.slow


def put(program: Path, path: str, where: str, body: str) -> None:
    """One block: a new file (a Word file has the lines as its paragraphs), or lines beside or in place of a line."""
    target = program / path
    if where == "a new Word file":
        text = "".join(paragraph("Normal", line) for line in body.splitlines())
        target.write_bytes(pack(word_parts(text, styles_xml(), fonts_xml(), title=target.stem)))
    elif where == "a new file":
        assert not target.exists()
        target.write_text(body, encoding="utf-8")
    else:
        how, _, anchor = where.partition(": ")
        lines = target.read_text(encoding="utf-8").splitlines(keepends=True)
        [at] = [i for i, line in enumerate(lines) if anchor in line]
        lines[at : at + 1] = {"above": [body, lines[at]], "below": [lines[at], body], "in place of": [body]}[how]
        target.write_text("".join(lines), encoding="utf-8")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with every example in it, for the county worked out by hand with the new register."""
    place = tmp_path_factory.mktemp("examples")
    for folder in ("pipeline", "templates"):
        shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "generate.py", place)
    shutil.copytree(GOLDEN, place / "inputs")
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for block in BLOCK.finditer(text):
        put(place, block["path"], block["where"], block["body"])
    path = place / "inputs" / "2023-02" / "登记簿.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("走访登记")
    for row in (("乡镇", "走访日期", "户数"), ("西河镇", "2023-02-15", 3)):
        sheet.append(row)
    book.save(path)
    return place


def call(program: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=program, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def edition(program: Path) -> Edition:
    """February of the copy; January, made first, has no 走访登记."""
    call(program, "generate.py", "run", "2023-02")
    made = load_edition(program / "outputs", "2023-02")
    assert made is not None
    return made


def rows(program: Path, name: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(program / "outputs" / "2023-02" / "汇总.xlsx")
    return list(book[name].iter_rows(values_only=True))


def test_every_addition_has_an_example_and_every_block_was_understood() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    examples = text.split("## Worked examples")[1].split("\n## ")[0]
    assert examples.count("```") == 2 * len(BLOCK.findall(examples))
    titles = re.findall(r"^### (?:A|An) (.+)$", examples, re.MULTILINE)
    assert titles == ["rule", "heading", "indicator", "option", "register", "paper", "sheet of 汇总"]


def test_the_rule_finds_what_it_looks_for(edition: Edition) -> None:
    found = edition.tables["findings"]
    assert "来访登记当天没有受理" in found.loc[found["code"] == "R199", "message"].iloc[0]


def test_the_heading_means_its_column(program: Path) -> None:
    asked = (
        "from pipeline.ledgers.sheet.headers import heading_lookup; from pipeline.schema.ledger import LEDGER; "
        "print(heading_lookup(LEDGER, {})['延期审批日期'])"
    )
    assert call(program, "-c", asked).strip() == "extension_approved_on"


def test_the_indicator_is_measured_for_every_unit_and_explained(program: Path, edition: Edition) -> None:
    table = edition.tables["indicators"]
    figures = table[table["indicator"] == "online"].set_index("township")[["numerator", "denominator"]]
    repeat = table[table["indicator"] == "repeat"].set_index("township")["denominator"]
    assert figures["denominator"].tolist() == repeat.tolist()
    said = call(program, "generate.py", "explain", "2023-02", "全县", "网上信访占比")
    assert "分子：信访形式为网上" in said


def test_the_option_is_in_the_manifest_and_in_the_blank_form(program: Path, edition: Edition) -> None:
    assert edition.manifest["choices"]["options"]["visit_persons"] == 1
    assert edition.manifest["settings"]["参数.多人来访人数"] == "1"
    call(program, "generate.py", "settings", "--out", "空白.xlsx")
    sheet = openpyxl.load_workbook(program / "空白.xlsx")["参数"]
    assert ("多人来访人数", "1", "来访达到多少人列入“多人来访”表") in list(sheet.iter_rows(min_row=2, values_only=True))


def test_the_register_is_read_and_missed_where_it_is_not_kept(program: Path, edition: Edition) -> None:
    read = edition.tables["rows"]
    assert read.loc[read["sheet"] == "走访登记", "kept"].tolist() == [1]
    january = openpyxl.load_workbook(program / "outputs" / "2023-01" / "汇总.xlsx")["口径"]
    assert "没有“走访登记”，走访户数无从统计。" in [row[1] for row in january.iter_rows(values_only=True)]


def test_the_paper_is_made_and_stands_on_every_list(program: Path, edition: Edition) -> None:
    paths = [path for path in edition.manifest["outputs"] if path.endswith("-走访通知.docx")]
    assert len(paths) == 3
    assert "走访通知" in {row[0] for row in rows(program, "首页")}
    assert "走访通知 →" in {cell for row in rows(program, "报送") for cell in row}
    assert "走访通知" in {row[0] for row in rows(program, "送签单")}


def test_the_sheet_stands_at_its_place(program: Path, edition: Edition) -> None:
    visits = edition.tables["matters"]["channel"] == "来访"
    assert rows(program, "多人来访")[2] == ("信访件编号", "责任单位", "登记日期", "人数")
    assert len(rows(program, "多人来访")) - 3 <= int(visits.sum())
