"""The period folders under inputs/."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.errors import UserError
from pipeline.base.period import EXAMPLES, is_period


def period_folders(inputs: Path) -> list[str]:
    """Names of the folders that parse as periods, sorted. Raises UserError when there is none."""
    names = sorted(p.name for p in inputs.iterdir() if p.is_dir() and is_period(p.name)) if inputs.is_dir() else []
    if not names:
        raise UserError(
            f"“{inputs.name}”文件夹里没有可用的期间文件夹；请新建一个，把各乡镇台账放进去，例如 {inputs.name}/2023-02（名称可用{EXAMPLES}）。"
        )
    return names
