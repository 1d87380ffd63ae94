"""What is kept of a fault of the program: places in its code, no value."""

from __future__ import annotations

import traceback
from pathlib import Path

from pipeline.messages import door_words

LOG_FILE = "run.log"


def keep_fault(folder: Path, fault: BaseException) -> bool:
    """Write the fault into ``folder``/run.log; return whether that could be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / LOG_FILE).write_text(fault_log(fault), encoding="utf-8", newline="\n")
    except OSError:
        return False
    return True


def fault_log(fault: BaseException) -> str:
    """Return file, line and kind of the fault and of its causes.

    No message and no value is among them: those may hold a ledger's content.
    """
    lines = [door_words.FAULT_LOG]
    seen: BaseException | None = fault
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        lines += [f"  {_in_program(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(seen.__traceback__)]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines) + "\n"


def _in_program(path: str) -> str:
    """Return the path from the package on, without the folders of this machine."""
    parts = Path(path).parts
    starts = [i for i, part in enumerate(parts) if part in ("pipeline", "site-packages")]
    return "/".join(parts[starts[-1] :] if starts else parts[-1:])
