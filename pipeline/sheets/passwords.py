"""The protection of a workbook is taken off with the passwords that the office was given."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import msoffcrypto
from msoffcrypto.exceptions import FileFormatError

from pipeline.sheets.formats.faults import Refused

BUILT_IN = "VelvetSweatshop"
"""The password that Excel itself uses for a workbook that is protected without asking for one."""
_MOST_SPINS, _MOST_TRIES = 1_000_000, 20
_SPINS = re.compile(rb'\bspinCount="(\d+)"')


def unlocked(data: bytes, passwords: Sequence[str]) -> bytes:
    """Return the workbook inside. Raises Refused when no password opens it, or when a try would take too long."""
    spins = max(map(int, _SPINS.findall(data)), default=0)
    if spins > _MOST_SPINS:
        raise Refused("R085", found=spins, limit=_MOST_SPINS)
    for password in (BUILT_IN, *passwords[:_MOST_TRIES]):
        opened = _opened(data, password)
        if opened:
            return opened
    raise Refused("R084" if passwords else "R006")


def _opened(data: bytes, password: str) -> bytes:
    """Return the content; empty when the password doesn't fit."""
    inner = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        # An old xls has no way to verify a key before the content is decrypted.
        file.load_key(password=password, **({"verify_password": True} if file.format == "ooxml" else {}))
        file.decrypt(inner)
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except FileFormatError:
        raise Refused("R008", detail="加密结构不完整") from None
    except BaseException:  # noqa: BLE001 - a wrong password shows in many ways, and a damaged file in more
        return b""
    return inner.getvalue()
