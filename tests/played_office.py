"""An office at its work: months of ledgers, runs, papers issued, files edited by hand."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

from pipeline.base.errors import UserError
from pipeline.base.period import parse_period
from pipeline.run import issue_paper, run_period
from pipeline.sheets.grids import read_grids
from tests.version_two.months_told import A, B, C, Story, matter
from tests.whole_editions import other

UNITS = (A, B, C)


class Office:
    """The county of the year, and what its office does."""

    def __init__(self, folder: Path) -> None:
        told = {"单位": [{"项目": "县名", "值": "青禾县"}, {"项目": "办公室主任", "值": "主任"}]}
        self.story = Story(folder, [{"序号": n, "乡镇": unit} for n, unit in enumerate(UNITS, 1)], told).begin()
        self.inputs, self.outputs = folder / "inputs", folder / "outputs"
        self.number = 0

    def rows(self, month: str, unit: str) -> list[dict[str, object]]:
        """Two matters registered and concluded in time."""
        letter = "甲乙丙"[UNITS.index(unit)]
        days = (f"{month}-03", f"{month}-04", f"{month}-20")
        return [matter(f"{letter}{month[2:4]}{month[5:]}{at}", *days) for at in (1, 2)]

    def month(self, month: str, *units: str) -> None:
        """The ledgers of a month."""
        self.story.month(month, {unit: self.rows(month, unit) for unit in units or UNITS})

    def run(self, period: str) -> tuple[str, ...]:
        """Run; what the run says of issued papers and files edited by hand."""
        outcome = run_period(self.inputs, self.outputs, period, None, lambda _: None)
        words = ("定稿", "手工改过", "R220", "更正")
        return tuple(line for line in outcome.needs_attention if any(word in line for word in words))

    def issue(self, period: str, paper: str = "月度通报", day: str = "", number: str = "", township: str = "") -> str:
        """Issue a paper eight days after the period's end and return its number."""
        last = parse_period(period).last_day
        chosen = date.fromisoformat(day) if day else date.fromordinal(last.toordinal() + 8)
        number = number or f"青信联办〔{chosen.year}〕{self.number + 1}号"
        given = {"paper": paper, "township": township, "number": number, "day": chosen, "signer": "主任"}
        issue_paper(self.inputs, self.outputs, period=period, **given)
        self.number += 1
        return number

    def refused(self, period: str, **more: str) -> str:
        """The sentence of an issue that is refused; nothing may have changed."""
        before = self.state()
        with pytest.raises(UserError) as refusal:
            self.issue(period, **more)
        assert other(self.state(), before) == []
        return str(refusal.value)

    def state(self) -> dict[str, bytes]:
        """Every file of inputs and outputs, the lock aside."""
        files = [p for folder in (self.inputs, self.outputs) for p in folder.rglob("*") if p.is_file()]
        return {str(p): p.read_bytes() for p in files if p.name != ".lock" and ".cache" not in p.parts}

    def file(self, period: str, path: str) -> Path:
        """A file of the newest edition."""
        return self.outputs / period / path

    def kept(self, period: str, number: int, path: str) -> Path:
        """A file of an earlier edition, or an issued paper."""
        return self.outputs / "留存" / period / f"第{number}版" / path

    def edit(self, period: str, path: str, words: str) -> bytes:
        """Add a sentence by hand to the end of a paper's text."""
        document = docx.Document(str(self.file(period, path)))
        document.paragraphs[-1].insert_paragraph_before(words)
        document.save(str(self.file(period, path)))
        return self.file(period, path).read_bytes()

    def registered(self, period: str) -> list[list[object]]:
        """The rows of the program's 发文登记.xlsx."""
        (grid,) = read_grids(self.inputs / period / "发文登记.xlsx")
        return [list(row) for row in grid.rows]


def texts(place: Path) -> list[str]:
    """The paragraphs of a paper's text and of its tables' cells."""
    document = docx.Document(BytesIO(place.read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells
