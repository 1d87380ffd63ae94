"""The period folders under inputs/."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.period import EXAMPLES, is_period, meant
from pipeline.messages.refusals import refusal
from pipeline.schema.registers import ISSUED_BOOK


def _ours_alone(folder: Path) -> bool:
    """Whether a folder holds nothing but what the program wrote there when a paper of the period was issued."""
    return [p.name for p in folder.iterdir() if not p.name.startswith((".", "~$"))] == [ISSUED_BOOK]


def period_folders(inputs: Path) -> list[str]:
    """Names of the folders that parse as periods, sorted.

    Raises UserError when there is none, or when a folder means one and isn't named so.
    """
    every = sorted(p.name for p in inputs.iterdir() if p.is_dir()) if inputs.is_dir() else []
    if otherwise := [name for name in every if meant(name) and not is_period(name)]:
        # Passed over, a whole month of ledgers would be missing from every figure, without a word.
        renamed = "，".join(f"“{name}”改名为“{meant(name)}”" for name in otherwise)
        raise refusal("E016", inputs=inputs.name, renamed=renamed)
    names = [name for name in every if is_period(name) and not _ours_alone(inputs / name)]
    if not names:
        raise refusal("E017", inputs=inputs.name, examples=EXAMPLES)
    return names
