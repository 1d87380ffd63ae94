"""What was sent is reduced to what was read of it, once a paper of the period was issued.

Every step leaves a folder that reads as before: first the record of what each reduced file was, then the files one by
one, each only while it still is what was reduced, then the list of versions, and last the contents that nothing names
any more are removed. A second call finishes what a first one left.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.base.period import parse_period
from pipeline.doors.reducing import Reducing
from pipeline.editions.disk import write_through
from pipeline.editions.issued import read_record
from pipeline.editions.listed import find_edition
from pipeline.editions.lock import HOLDER_FILE, LOCK_FILE, one_writer
from pipeline.messages import tidy_words
from pipeline.messages.refusals import refusal
from pipeline.schema.claims import VERSIONS_FOLDER, VERSIONS_INDEX
from pipeline.sendback.reduced import Reducer
from pipeline.settings.place import settings_file
from pipeline.settings.reader import read_settings
from pipeline.sheets.grids import read_grids
from pipeline.sheets.opening import Opening
from pipeline.sheets.password_file import read_passwords
from pipeline.sheets.tidied import TIDIED_FILE, read_tidied, tidied_bytes

_KEPT = frozenset({VERSIONS_INDEX, TIDIED_FILE, LOCK_FILE, HOLDER_FILE})


def tidy(inputs: Path, outputs: Path, name: str | None, password_file: Path | None = None) -> tuple[list[str], bool]:
    """Reduce the ledgers of a period and their earlier versions; return what staff read, and whether all was reduced.

    Raises UserError when no paper of the period was issued, when it has no folder, when somebody else writes into it,
    or when the folder can't be written; what was reduced until then stays reduced.
    """
    period = parse_period(find_edition(outputs, name))
    folder = inputs / period.name
    if not folder.is_dir():
        raise refusal("E217", period=period.name)
    if not read_record(outputs, period.name):
        raise refusal("E215", period=period.name)
    place = settings_file(inputs)
    settings = read_settings(read_grids(place), place.name).within(period.last_day)
    opening = Opening(settings.options, read_passwords(password_file))
    versions = folder / VERSIONS_FOLDER
    try:
        versions.mkdir(exist_ok=True)
        with one_writer(versions):
            work = Reducing(folder, Reducer(settings, period), opening, read_tidied(folder))
            files = work.files()
            index = work.versions()
            _replace(versions / TIDIED_FILE, tidied_bytes(work.tidied))
            for path, (called, before, after) in files.items():
                try:
                    if path.read_bytes() == before:
                        _replace(path, after, versions)
                except PermissionError:
                    work.held.append(called)
            for sha, content in work.reduced.items():
                if sha in index.shas and not (versions / sha).is_file():
                    _replace(versions / sha, content)
            if index.written is not None:
                _replace(versions / VERSIONS_INDEX, index.written)
            for path in versions.iterdir():
                if path.is_file() and path.name not in _KEPT | index.shas:
                    path.unlink()
    except OSError as fault:
        raise refusal("E218", folder=period.name) from fault
    done = sum(called not in work.held for called, _, _ in files.values())
    lines = [tidy_words.NOTHING.format(period=period.label)]
    if done or index.count:
        lines = [tidy_words.DONE.format(period=period.label, files=done, versions=index.count)]
    lines += [tidy_words.REMOVED.format(file=file, taken=taken) for file, taken in index.removed]
    lines += [tidy_words.HELD.format(file=file) for file in work.held]
    lines += [tidy_words.LEFT.format(file=file) for file in work.left]
    return lines, not (work.left or work.held)


def _replace(place: Path, content: bytes, beside: Path | None = None) -> None:
    """Give a file its content, whole or not at all; ``beside``: where it is written first, on the same disk."""
    new = (beside or place.parent) / f"{place.name}.new"
    new.unlink(missing_ok=True)
    write_through(new, content)
    new.replace(place)
