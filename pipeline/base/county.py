"""The whole county, in tables by township."""

from __future__ import annotations

COUNTY = "全县"
"""The name of the whole county's row in every table by township."""
