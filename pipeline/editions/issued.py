"""Issued papers: what 发文登记 says of one, and the record that the program keeps of each under outputs/留存."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.editions.listed import held_open
from pipeline.editions.manifest import MANIFEST_FILE
from pipeline.messages.refusals import refusal

KEPT, RECORD_FILE = "留存", "印发.json"


@dataclass(frozen=True, slots=True)
class Issued:
    """A row of 发文登记: the paper, the township that it goes to ('' for none), its number, 成文日期 and signer."""

    document: str
    township: str
    number: str
    day: date | None
    signer: str


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """An issued paper of a period: its path, the number of its edition (版), and what it was given when it was issued.

    ``sha256``: of the file as issued. ``by_hand``: it wasn't as the program had made it when it was issued.
    """

    path: str
    edition: int
    document: str
    township: str
    number: str
    day: str
    signer: str
    sha256: str
    by_hand: bool = False

    @property
    def called(self) -> str:
        """What sentences call it: its name, with its township."""
        return f"{self.township}的{self.document}" if self.township else self.document


def kept_folder(outputs: Path, name: str, number: int) -> Path:
    """Where the issued papers of an edition lie, and the whole edition once a later one has taken its place."""
    return outputs / KEPT / name / f"第{number}版"


def kept_numbers(outputs: Path, name: str) -> list[int]:
    """The numbers of the period's earlier editions, in order."""
    folder = outputs / KEPT / name
    found = folder.glob(f"第*版/{MANIFEST_FILE}") if folder.is_dir() else []
    numbers = (path.parent.name[1:-1] for path in found)
    return sorted(int(number) for number in numbers if number.isdecimal())


def edition_number(outputs: Path, name: str) -> int:
    """The number of the edition that lies in the period's folder, or that the next run makes where there is none."""
    return max(kept_numbers(outputs, name), default=0) + 1


def record_file(outputs: Path, name: str) -> Path:
    """Where the record of a period's issued papers lies."""
    return outputs / KEPT / name / RECORD_FILE


def read_record(outputs: Path, name: str) -> tuple[IssuedPaper, ...]:
    """The issued papers of a period in the order in which they were issued; none when there is no record.

    Raises UserError when the record can't be read: without it nobody knows what may be replaced.
    """
    place = record_file(outputs, name)
    if not place.is_file():
        return ()
    try:
        return tuple(IssuedPaper(**each) for each in json.loads(place.read_bytes())["issued"])
    except PermissionError as fault:
        raise held_open(outputs, f"{KEPT}/{name}") from fault
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise refusal("E080", place=f"{outputs.name}/{KEPT}/{name}/{RECORD_FILE}") from fault


def record_bytes(papers: Iterable[IssuedPaper]) -> bytes:
    """The record as UTF-8 JSON."""
    content: dict[str, Any] = {"issued": [asdict(paper) for paper in papers]}
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def issued_of(papers: Iterable[IssuedPaper], number: int) -> dict[str, IssuedPaper]:
    """Path -> paper, of those that belong to one edition."""
    return {paper.path: paper for paper in papers if paper.edition == number}


def rows_left(rows: Iterable[Issued], papers: Iterable[IssuedPaper]) -> tuple[Issued, ...]:
    """The rows of 发文登记 whose papers aren't issued yet: a number is printed on one paper only."""
    used = {(paper.document, paper.township, paper.number) for paper in papers}
    return tuple(row for row in rows if (row.document, row.township, row.number) not in used)


def periods_issued(outputs: Path) -> list[str]:
    """The periods of which a paper was issued, by name."""
    folder = outputs / KEPT
    return sorted(p.parent.name for p in folder.glob(f"*/{RECORD_FILE}")) if folder.is_dir() else []
