"""A county full of persons' words, in every place that a workbook has, and the search for them in what a run leaves."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table

from tests.sendback.returned_samples import (
    HEADINGS,
    ID_NUMBER,
    NAME,
    ODD_PARTS,
    PHONE,
    PLANTED,
    STORY,
    content,
    planted_book,
)
from tests.unpacked import contents

ROOT = Path(__file__).parents[1]
COUNTIES = ("甲县", "乙县")
"""Where many counties are made in one call, each has a folder of its name in inputs/ and outputs/."""
CALLED = "司徒样例己"
"""A name in the name of a file and in a heading that nobody knows: the office must see what it was sent."""
OF_THE_OFFICE = ("manifest.json", "run.log", "审核.html", "汇总.xlsx", "data/", "内部/")
"""Where such a name may stand in an edition: files that don't leave the office. Nothing else planted may."""
ENCODINGS = ("utf-8", "utf-16-le", "gb18030", "unicode_escape")


def write_inputs(inputs: Path) -> None:
    """A county of two townships whose ledgers, settings, template and names of files are full of persons."""
    month = inputs / "2023-02"
    month.mkdir(parents=True)
    settings = openpyxl.Workbook()
    settings.active.title = "单位"
    for row in (("项目", "值"), ("县名", "样例县")):
        settings.active.append(row)
    roster = settings.create_sheet("乡镇名录")
    for row in (("序号", "乡镇", "别名"), (1, "甲镇", "甲"), (2, "乙镇", "乙")):
        roster.append(row)
    roster["B2"].comment = Comment(f"{NAME} {PHONE}", NAME)
    settings.properties.creator = settings.properties.description = NAME
    settings.save(inputs / "设置.xlsx")
    (month / f"甲镇{PHONE}.xlsx").write_bytes(content(planted_book(), ODD_PARTS))
    (month / f"乙镇{ID_NUMBER}.csv").write_text(
        "\r\n".join(
            [
                ",".join(HEADINGS),
                f"1,YL2023020{8},乙镇,{NAME},{ID_NUMBER},2023-02-08,来访,初件,1,{NAME},{STORY},{PHONE}",
                "",
            ]
        ),
        "utf-8",
    )
    book = planted_book()
    sheet = book["台账"]
    sheet.title = f"台账{PHONE}"
    sheet.add_table(Table(displayName="Persons", name=f"表{NAME}", ref="A3:L9"))
    for number in range(4, 10):
        sheet.cell(number, 2).value = f"YL2023030{number}"
        sheet.cell(number, 3).value = "乙镇"
    for column in range(13, 16):  # headings that nobody knows, and one that names a person
        sheet.cell(3, column).value = (CALLED, f"备注{PHONE}", "其他")[column - 13]
        sheet.cell(4, column).value = (STORY, ID_NUMBER, NAME)[column - 13]
    (month / f"{CALLED}的台账.xlsx").write_bytes(content(book))
    template = inputs / "templates"
    template.mkdir()
    _with_author(ROOT / "templates" / "月度通报.docx", template / "月度通报.docx")


def _with_author(source: Path, target: Path) -> None:
    from docx import Document

    document = Document(str(source))
    document.core_properties.author = document.core_properties.comments = NAME
    document.core_properties.last_modified_by = PHONE
    document.save(str(target))


def held(place: Path) -> list[str]:
    """Where a planted text stands, below the county's folder without its inputs."""
    files = [p for p in place.rglob("*") if p.is_file() and not p.is_relative_to(place / "inputs")]
    found = [f"{p}: name" for p in files for word in PLANTED if word in str(p.relative_to(place))]
    for path in files:
        whole = b"\n".join(contents(path))
        words = PLANTED if _of_the_office(path.relative_to(place)) else (*PLANTED, CALLED)
        found += [f"{path}: {word} as {code}" for word in words for code in ENCODINGS if word.encode(code) in whole]
    return found


def _of_the_office(path: Path) -> bool:
    """Whether a file of an edition, kept or not, is one that stays in the office."""
    parts = [part for part in path.parts if part not in COUNTIES]
    at = 4 if parts[:2] == ["outputs", "留存"] else 2
    return "/".join(parts[at:]).startswith(OF_THE_OFFICE)
