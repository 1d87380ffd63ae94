"""Bytes become grids, by the reader of their kind."""

from __future__ import annotations

from pathlib import Path

from pipeline.grid import Grid
from pipeline.ingest.faults import Refused
from pipeline.ingest.files import SourceFile, load
from pipeline.ingest.kinds import CSV, XLS
from pipeline.ingest.sheets_csv import read_csv
from pipeline.ingest.sheets_xls import read_xls
from pipeline.ingest.sheets_xlsx import read_xlsx
from pipeline.model import UserError


def read_workbook(source: SourceFile) -> tuple[Grid, ...]:
    """The sheets of a file, hidden ones marked. Raises Refused with the reason when it can't be read."""
    if source.fault:
        raise Refused(source.fault.code, **source.fault.words)
    if source.kind == CSV:
        return read_csv(source.data, source.stem)
    return read_xls(source.data) if source.kind == XLS else read_xlsx(source.data)


def read_grids(path: Path) -> tuple[Grid, ...]:
    """The sheets of one workbook (设置.xlsx). Raises UserError, one sentence, when it can't be read.

    A fault shows as 设置.xlsx：文件设有打开密码，无法读取；请取消密码后重新保存。
    """
    if not path.is_file():
        raise UserError(f"找不到 {path.name}，请把它放在 {path.parent.name} 文件夹里。")
    try:
        return read_workbook(load(path, path.name, ""))
    except Refused as refusal:
        found = refusal.issue.at(path.name)
        raise UserError(f"{path.name}：{found.message}；{found.remedy}。") from None
