"""Reading 汇总.xlsx back in tests."""

from __future__ import annotations

import io
import zipfile


def below(sheet, header_row: int) -> list[tuple[object, ...]]:
    """Values under a header row (from 1)."""
    return [row for row in sheet.iter_rows(min_row=header_row + 1, values_only=True) if any(v is not None for v in row)]


def package_text(content: bytes) -> str:
    """All parts of a package as one text."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "\n".join(package.read(name).decode("utf-8") for name in package.namelist())
