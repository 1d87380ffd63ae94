"""Names, numbers and stories in every place that a workbook has are in no byte that a run leaves, however it ended.

Searched: outputs with 留存 and hidden folders, run.log and the folder for temporary files, after a run, an issue and a
second run, after a run with a fault of the program, and after a run that was killed. ``inputs/`` with its
``.versions/`` holds what was sent, until the office tidies it: that is the one place where it may stay.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table

from tests.issuing.killed import KILLED
from tests.issuing.killed_command import ENDED
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

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
CALLED = "司徒样例己"
"""A name in the name of a file and in a heading that nobody knows: the office must see what it was sent."""
OF_THE_OFFICE = ("manifest.json", "run.log", "审核.html", "汇总.xlsx", "data/", "内部/")
"""Where such a name may stand in an edition: files that don't leave the office. Nothing else planted may."""
PAPER = ("月度通报", "--number", "样信联办〔2023〕3号", "--day", "2023-03-06", "--signer", "办公室主任")
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


def run(place: Path, *arguments: str, kill_at: int = 0) -> tuple[int, str]:
    """A command in a process of its own, whose temporary files go into the county's folder."""
    temporary = place / "tmp"
    temporary.mkdir(exist_ok=True)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.issuing.killed_command", str(kill_at), *arguments),
            *("--inputs", str(place / "inputs"), "--outputs", str(place / "outputs")),
        ],
        cwd=ROOT,
        check=False,
        capture_output=True,
        env={**os.environ, "TMPDIR": str(temporary), "TEMP": str(temporary), "TMP": str(temporary)},
    )
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


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
    parts = path.as_posix().split("/")
    at = 4 if parts[:2] == ["outputs", "留存"] else 2
    return "/".join(parts[at:]).startswith(OF_THE_OFFICE)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("places")
    write_inputs(place / "inputs")
    return place


def test_nothing_planted_is_left_by_runs_and_an_issue_nor_said_by_them(county: Path, tmp_path: Path) -> None:
    place = tmp_path / "county"
    shutil.copytree(county, place)
    code, said = run(place, "run", "2023-02")
    assert code == 1, said
    told = [run(place, "issue", "2023-02", *PAPER), run(place, "run", "2023-02"), run(place, "verify", "2023-02")]
    assert [code for code, _ in told[:2]] == [0, 1], told
    assert (place / "outputs" / "留存").is_dir()
    assert held(place) == []
    spoken = said + "".join(text for _, text in told)
    assert [word for word in PLANTED if word in spoken] == []


def test_nothing_planted_is_left_by_a_killed_run(county: Path, tmp_path: Path) -> None:
    """Killed near its end, when most has been written; what lies in hidden folders is searched too."""
    measured = tmp_path / "measured"
    shutil.copytree(county, measured)
    _, said = run(measured, "run", "2023-02")
    events = int(said.rpartition(ENDED)[2])
    place = tmp_path / "county"
    shutil.copytree(county, place)
    code, said = run(place, "run", "2023-02", kill_at=events - events // 100)
    assert code == KILLED
    assert held(place) == []
    assert [word for word in PLANTED if word in said] == []


def test_nothing_planted_is_left_by_a_fault_of_the_program(
    county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The fault itself quotes a cell: the log says where in the code it was, and nothing else."""
    from generate import WORK
    from pipeline.doors import cli

    place = tmp_path / "county"
    shutil.copytree(county, place)

    def broken(*_: object, **__: object) -> None:
        raise ValueError(f"{NAME} {ID_NUMBER} {PHONE} {STORY}")

    monkeypatch.setattr("pipeline.run.rendered", broken)
    code = cli.enter(WORK, ["run", "2023-02", "--inputs", str(place / "inputs"), "--outputs", str(place / "outputs")])
    assert code == 3
    assert (place / "outputs" / "run.log").is_file()
    assert held(place) == []
    said = "".join(capsys.readouterr())
    assert [word for word in PLANTED if word in said] == []
