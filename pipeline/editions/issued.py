"""Issued papers: what 发文登记 says of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Issued:
    """A row of 发文登记: the paper, the township that it goes to ('' for none), its number, 成文日期 and signer."""

    document: str
    township: str
    number: str
    day: date | None
    signer: str
