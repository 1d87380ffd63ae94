"""Files are put into a month's folder as for the tests of ledgers."""

from __future__ import annotations

from tests.ledgers.conftest import read_bytes, read_case

__all__ = ["read_bytes", "read_case"]
