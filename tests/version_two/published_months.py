"""An edition of a story as its tests ask for it, and what tells two editions apart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from pipeline.editions.parquet import read_table
from pipeline.schema.ledger import LEDGER

Figure = tuple[int | None, int | None]


@dataclass(frozen=True)
class Published:
    """An edition as it lies under outputs."""

    folder: Path
    tables: Mapping[str, pd.DataFrame]

    def figure(self, unit: str, indicator: str) -> Figure:
        """n and N; of a count the number and None."""
        table = self.tables["indicators"]
        found = table[(table["township"] == unit) & (table["indicator"] == indicator)]
        assert len(found) == 1, f"{unit} has {len(found)} rows of {indicator}"
        n, of = (None if pd.isna(v) else int(v) for v in found.iloc[0][["numerator", "denominator"]])
        return n, of

    def count(self, unit: str, indicator: str) -> int | None:
        """The number of a count."""
        return self.figure(unit, indicator)[0]

    def standing(self, unit: str) -> Mapping[str, object]:
        """The unit's row of the ranking."""
        table = self.tables["ranking"]
        return {str(k): v for k, v in table[table["township"] == unit].iloc[0].items()}

    def streak(self, unit: str) -> int:
        """The unit's unbroken years; 0 where nothing stands."""
        years = self.standing(unit)["streak"]
        return 0 if pd.isna(years) else int(str(years))

    def titled(self, *units: str) -> list[str]:
        """Which of the units are 三无."""
        return [unit for unit in units if self.standing(unit)["three_none"] == "是"]

    def matter(self, number: str) -> Mapping[str, object]:
        """The one row of a matter, dates as texts, '' for nothing."""
        table = self.tables["matters"]
        found = table[table["case_no"] == number]
        assert len(found) == 1, f"{number} stands in {len(found)} rows"
        return {str(k): _plain(v) for k, v in found.iloc[0].items()}

    def counted(self, number: str, label: str) -> str:
        """The value of a column that counts, as a text: what the ledger says unless another one does."""
        table = self.tables["counted"]
        found = table[(table["case_no"] == number) & (table["column"] == label)]
        own = next(str(self.matter(number)[f.id]) for f in LEDGER if f.label == label)
        return str(_plain(found.iloc[0]["counted"])) if len(found) else own

    def told(self, unit: str, code: str = "") -> list[str]:
        """The findings told to a unit, as sentences; of one rule alone where it is named."""
        table = self.tables["findings"]
        mask = table["township"] == unit
        return [str(text) for text in table.loc[mask & (table["code"] == code) if code else mask, "message"]]

    def letters(self, unit: str) -> list[str]:
        """The letters that the unit gets."""
        table = self.tables["letters"]
        return sorted({str(name) for name in table.loc[table["township"] == unit, "document"]})


class Tables(Mapping[str, pd.DataFrame]):
    """Tables as they lay in the folder when it was read, each made from its bytes when it is asked for."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files, self._read = files, dict[str, pd.DataFrame]()

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._read:
            self._read[name] = read_table(self._files[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._files))

    def __len__(self) -> int:
        return len(self._files)


def made_from(folder: Path, period: str, as_of: date | None) -> str:
    """What an edition is made from: every input, and every edition that lies there."""
    digest = hashlib.sha256(f"{period} {as_of}".encode())
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != ".lock":
            digest.update(f"\n{path.relative_to(folder).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _plain(value: object) -> object:
    if value is None or pd.isna(value):
        return ""
    return value.isoformat()[:10] if isinstance(value, date) else value
