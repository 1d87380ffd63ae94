"""``python -m pipeline.ingest FOLDER --json FILE``: a verdict on every file, whatever lies there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline import ingest as door
from pipeline.doors import trial
from pipeline.sheets.kinds import ODS, XLSB, kind_of
from tests.ledgers.conftest import CASES
from tests.sheets.hostile_files import PLAIN, packed, spreadsheet_of_text

SETTINGS_FILE = Path(__file__).parent.parent.parent / "inputs" / "设置.xlsx"


def asked(folder: Path, json_file: Path) -> tuple[int, dict[str, Any]]:
    code = door.main([str(folder), "--json", str(json_file), "--period", "2023-02", "--settings", str(SETTINGS_FILE)])
    return code, json.loads(json_file.read_text(encoding="utf-8"))


def test_every_file_below_the_folder_has_one_verdict(tmp_path: Path) -> None:
    """Deep ones, lock files, empty ones and pictures too; rows are counted, refusals have their sentence."""
    corpus = tmp_path / "样本"
    (corpus / "深" / "处").mkdir(parents=True)
    for name, data in {
        "深/处/a.xlsx": PLAIN,
        "~$a.xlsx": b"x",
        "empty.xls": b"",
        "a.png": b"\x89PNG....",
        "zero.txt": (CASES / "zero.txt").read_bytes(),
    }.items():
        (corpus / name).write_bytes(data)
    code, verdicts = asked(corpus, tmp_path / "v.json")
    each = {one["file"]: one for one in verdicts["each"]}
    assert code == 0
    assert verdicts["files"] == len(each) == 5
    assert each["~$a.xlsx"]["verdict"] == "忽略"
    assert (each["empty.xls"]["verdict"], each["empty.xls"]["reason"]) == ("拒收", "文件是空的（0字节）")
    assert each["a.png"]["reason"] == "这是图片文件，不是能读取的表格"
    assert each["深/处/a.xlsx"]["reason"] == ""
    assert (each["深/处/a.xlsx"]["verdict"], each["深/处/a.xlsx"]["kept"]) == ("采用", 2)


def test_a_fault_of_the_program_over_one_file_is_counted_and_the_rest_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its verdict is 出错 and the exit code 1; no message of the fault is repeated, for it may hold a cell."""
    (tmp_path / "c").mkdir()
    for name in ("a.xlsx", "b.xlsx"):
        (tmp_path / "c" / name).write_bytes(PLAIN)
    true = trial.read_sources

    def stumble(sources: Any, *arguments: Any, **named: Any) -> Any:
        if sources[0].path_rel == "a.xlsx":
            raise RecursionError("a cell's content")
        return true(sources, *arguments, **named)

    monkeypatch.setattr(trial, "read_sources", stumble)
    code, verdicts = asked(tmp_path / "c", tmp_path / "v.json")
    assert code == 1
    assert [(one["verdict"], one["reason"]) for one in verdicts["each"]] == [("出错", "RecursionError"), ("采用", "")]


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2."""
    assert door.main([str(tmp_path / "没有")]) == 2
    assert capsys.readouterr().err == "找不到文件夹“没有”；请写一个已有的文件夹。\n"


@pytest.mark.slow
def test_it_runs_as_a_module(tmp_path: Path) -> None:
    """In a process of its own, and leaves none behind that would keep it waiting."""
    (tmp_path / "old.xls").write_bytes((CASES / "old.xls").read_bytes())
    call = [sys.executable, "-X", "utf8", "-m", "pipeline.ingest", str(tmp_path), "--period", "2023-02"]
    done = subprocess.run(call, capture_output=True, check=False, timeout=60, encoding="utf-8")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] in {"合计：采用1份", "合计：拒收1份"}


def test_an_ods_is_read_and_says_that_it_could_not_be_checked(tmp_path: Path) -> None:
    """A ledger of three rows, made by hand."""
    rows = [
        ["填报单位：城关镇"],
        ["信访件编号", "责任单位", "登记日期", "信访形式", "初重件"],
        ["QH20230001", "城关镇", "2023-02-01", "来访", "初件"],
    ]
    xml = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in row)
        + "</table:table-row>"
        for row in rows
    )
    (tmp_path / "c").mkdir()
    data = spreadsheet_of_text(xml.encode())
    assert kind_of(data) == ODS
    (tmp_path / "c" / "城关镇.ods").write_bytes(data)
    _, verdicts = asked(tmp_path / "c", tmp_path / "v.json")
    (one,) = verdicts["each"]
    assert (one["verdict"], one["kept"], one["township"], one["reason"]) == ("采用", 1, "城关镇", "")
    assert "R086" in one["notes"]


def test_an_xlsb_that_cannot_be_read_gets_the_sentence_that_asks_for_xlsx(tmp_path: Path) -> None:
    """The compiled reader panics over some: that is a sentence too."""
    types = (
        b'<Types><Override PartName="/xl/workbook.bin" '
        b'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    )
    data = packed({"[Content_Types].xml": types, "xl/workbook.bin": b"\x83\x01\x00" + bytes(50)})
    assert kind_of(data) == XLSB
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "a.xlsb").write_bytes(data)
    _, verdicts = asked(tmp_path / "c", tmp_path / "v.json")
    assert verdicts["each"][0]["reason"] in {
        "这是xlsb文件，不是能读取的表格",
        "没有找到台账表头（要有信访件编号、登记日期等列名）",
    }
