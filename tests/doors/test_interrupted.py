"""What a command says when it is interrupted, and by which name the program speaks of itself."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.messages.refusals import refusal
from tests.typed import Call


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        (("run", "2023-02"), "pipeline.run.run_period", "已中断；已发布的成果没有改动。\n"),
        (("check", "2023-02"), "pipeline.run.check_period", "已中断；没有写出任何文件。\n"),
        (("ledger",), "pipeline.doors.blank_forms.write_ledgers", "已中断；文件可能没有写全，请重新运行。\n"),
    ],
)
def test_an_interrupted_command_says_what_became_of_its_files(
    typed: tuple[str, ...], place: str, sentence: str, county: Path, call: Call, monkeypatch: pytest.MonkeyPatch
):
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    (county / "inputs" / "2023-02").mkdir()
    (county / "inputs" / "设置.xlsx").write_bytes(b"")
    monkeypatch.setattr(place, stopped)
    assert call(*typed) == (130, "", sentence)
    assert not list((county / "outputs").iterdir())


def test_an_installed_program_names_itself_in_what_it_asks_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "argv", ["/opt/bin/tongbao"])
    asked = "“outputs”文件夹里还没有已发布的成果；请先生成，例如 tongbao run 2023-02。"
    assert str(refusal("E006", outputs="outputs")) == asked
