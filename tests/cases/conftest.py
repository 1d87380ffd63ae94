"""What the cases of ledgers as they come share with the tests of the reader."""

from __future__ import annotations

from tests.ledgers.conftest import read_bytes, read_case

__all__ = ["read_bytes", "read_case"]
