"""Try the reader on any folder: ``python -m pipeline.ingest FOLDER --json FILE``.

Nothing is computed, merged or published.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from pipeline.base.errors import UserError
from pipeline.doors.garbage import look_for_garbage_seldom
from pipeline.doors.text_storage import keep_texts_as_python_strings
from pipeline.doors.trial import CRASHED, Verdict, try_folder
from pipeline.messages import door_words
from pipeline.messages.asked import asked_period
from pipeline.messages.refusals import refusal
from pipeline.settings.reader import read_settings
from pipeline.settings.record import Settings
from pipeline.sheets.grids import read_grids
from pipeline.sheets.password_file import read_passwords


def main(arguments: Sequence[str] | None = None) -> int:
    """Read every file below a folder and print the verdicts; with --json write them too.

    Returns 0 when all went well, 1 when a file raised a fault of the program, 2 when the trial couldn't start.
    """
    keep_texts_as_python_strings()
    look_for_garbage_seldom()
    parser = argparse.ArgumentParser(prog="python -m pipeline.ingest", description=door_words.TRIAL)
    parser.add_argument("folder", type=Path, metavar="文件夹")
    parser.add_argument("--json", type=Path, metavar="文件", help="把结论写成 JSON")
    parser.add_argument(
        "--settings",
        type=Path,
        metavar="设置.xlsx",
        default=Path("inputs/设置.xlsx"),
        help=door_words.TRIAL_SETTINGS,
    )
    parser.add_argument("--period", default=f"{date.today():%Y-%m}", metavar="期间", help=door_words.TRIAL_PERIOD)
    parser.add_argument("--password-file", type=Path, metavar="文件", help="文件名和密码")
    options = parser.parse_args(arguments)
    try:
        _must_be_folder(options.folder)
        settings = (
            read_settings(read_grids(options.settings), options.settings.name)
            if options.settings.is_file()
            else Settings((), {}, ())
        )
        passwords = read_passwords(options.password_file)
        period = asked_period(options.period)
        verdicts = []
        for verdict in try_folder(options.folder, settings, period, passwords):
            verdicts.append(verdict)
            print(_line(verdict), flush=True)  # noqa: T201 - this is what was asked for
        if options.json:
            _write(options.json, verdicts)
    except UserError as fault:
        print(fault, file=sys.stderr)  # noqa: T201
        return 2
    counted = Counter(verdict.verdict for verdict in verdicts)
    print("合计：" + "，".join(f"{name}{count}份" for name, count in sorted(counted.items())))  # noqa: T201
    return 1 if counted[CRASHED] else 0


def _must_be_folder(path: Path) -> None:
    if not path.is_dir():
        raise refusal("E035", path=path.name)


def _line(verdict: Verdict) -> str:
    rows = f"计入{verdict.kept}行" + (f"，搁置{verdict.set_aside}行" if verdict.set_aside else "")
    return f"{verdict.verdict}  {verdict.file}  {verdict.reason or rows}  {verdict.seconds:.2f}秒"


def _write(path: Path, verdicts: Sequence[Verdict]) -> None:
    counted = Counter(verdict.verdict for verdict in verdicts)
    slowest = max((verdict.seconds for verdict in verdicts), default=0.0)
    content = {
        "files": len(verdicts),
        "verdicts": dict(sorted(counted.items())),
        "slowest": slowest,
        "each": [asdict(v) for v in verdicts],
    }
    try:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    except OSError:
        raise refusal("E036", path=path.name) from None


if __name__ == "__main__":
    for _stream in (sys.stdout, sys.stderr):
        if hasattr(_stream, "reconfigure"):
            _stream.reconfigure(errors="replace")  # a GBK console can't print every file's name
    sys.exit(main())
