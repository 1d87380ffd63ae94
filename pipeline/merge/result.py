"""What merging has made so far; its findings are made from it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.merge.all_rows import AllRows
from pipeline.merge.context import Context
from pipeline.merge.editions import Published
from pipeline.merge.holders.holders import Holders
from pipeline.merge.registers import Registers
from pipeline.merge.stands import Stands
from pipeline.merge.submissions import Submissions
from pipeline.rules.places import Columns


@dataclass(frozen=True)
class Result:
    """What each step of a merge returned. ``columns``: (file, sheet) -> column id -> its position in the sheet."""

    context: Context
    registers: Registers
    published: Published
    sent: Submissions
    listed: AllRows
    holders: Holders
    stands: Stands
    columns: Columns

    @property
    def folder(self) -> str:
        """The newest source folder, of which findings speak."""
        return self.context.folders[-1]
