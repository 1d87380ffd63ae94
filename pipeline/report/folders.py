"""The period folders under inputs/."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.errors import UserError
from pipeline.base.period import EXAMPLES, is_period, meant


def period_folders(inputs: Path) -> list[str]:
    """Names of the folders that parse as periods, sorted.

    Raises UserError when there is none, or when a folder means one and isn't named so.
    """
    every = sorted(p.name for p in inputs.iterdir() if p.is_dir()) if inputs.is_dir() else []
    if otherwise := [name for name in every if meant(name) and not is_period(name)]:
        # Passed over, a whole month of ledgers would be missing from every figure, without a word.
        renamed = "，".join(f"“{name}”改名为“{meant(name)}”" for name in otherwise)
        raise UserError(
            f"“{inputs.name}”里有期间文件夹的名称写法不对，请把{renamed}；不是期间的，请移出“{inputs.name}”。"
        )
    names = [name for name in every if is_period(name)]
    if not names:
        raise UserError(
            f"“{inputs.name}”文件夹里没有可用的期间文件夹；请新建一个，把各乡镇台账放进去，"
            f"例如 {inputs.name}/2023-02（名称可用{EXAMPLES}）。"
        )
    return names
