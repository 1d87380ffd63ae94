"""What a command reads of a store, copied to a folder of this machine for as long as it runs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from pipeline.counties.on_store import fetch_inputs
from pipeline.counties.store import Store
from pipeline.editions.manifest import MANIFEST_FILE


@contextmanager
def editions_at_hand(folders: Sequence[Path], period: str, store: str | None) -> Iterator[list[Path]]:
    """The folders of a roll-up with their manifests and tables of the period; as typed where there is no store."""
    if store is None:
        yield [*folders]
        return
    from pipeline.editions.archive import DATA_FOLDER  # noqa: PLC0415 - pandas is slow to import

    def wanted(path: str) -> bool:
        of, *rest = PurePosixPath(path).parts
        return of == period and rest[:1] in ([DATA_FOLDER], [MANIFEST_FILE])

    opened = Store(store)
    with TemporaryDirectory(prefix="tongbao-") as place:
        for folder in folders:
            opened.fetch_outputs(folder.as_posix(), Path(place, folder), wanted)
        yield [Path(place, folder) for folder in folders]


@contextmanager
def county_at_hand(typed: Namespace) -> Iterator[tuple[Path, Path]]:
    """A county's inputs and outputs; the inputs are copied only for ``--rerun``. As typed where there is no store."""
    if typed.store is None:
        yield typed.inputs, typed.outputs
        return
    opened = Store(typed.store)
    with TemporaryDirectory(prefix="tongbao-") as place:
        inputs, outputs = Path(place, typed.inputs), Path(place, typed.outputs)
        opened.fetch_outputs(typed.outputs.as_posix(), outputs)
        if typed.rerun:
            fetch_inputs(opened, typed.inputs.as_posix(), Path(place))
        yield inputs, outputs
