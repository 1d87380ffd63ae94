"""A county of a store is made in a folder of this machine by the same code as any other, and put back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipeline.base.errors import UserError
from pipeline.counties.store import Store
from pipeline.doors.fault_log import LOG_FILE
from pipeline.render.templates.files import TEMPLATE_FOLDER

if TYPE_CHECKING:
    from pipeline.counties.unit import Made, Unit


def made_on_store(unit: Unit, address: str, make: Callable[[Unit], Made]) -> Made:
    """Fetch what the county has in the store, ``make`` it here, and put its outputs there, the list of them last.

    A county that fails leaves its outputs in the store as they were, but for its log. Raises UserError as Store does.
    """
    store = Store(address)
    with TemporaryDirectory(prefix="tongbao-") as folder:
        inputs, outputs = Path(folder, unit.inputs), Path(folder, unit.outputs)
        fetch_inputs(store, unit.inputs, Path(folder))
        store.fetch_outputs(unit.outputs, outputs)
        made = make(replace(unit, inputs=str(inputs), outputs=str(outputs), store=None))
        if not made.told:
            store.put_outputs(unit.outputs, outputs)
        elif (log := outputs / LOG_FILE).is_file():
            with suppress(UserError):  # the county's own sentence is what must be told
                store.put(f"{unit.outputs}/{LOG_FILE}", log.read_bytes())
    return made


def fetch_inputs(store: Store, under: str, place: Path) -> None:
    """Copy a county's inputs, and the templates that the counties share, to their places below ``place``."""
    shared = PurePosixPath(under).parent / TEMPLATE_FOLDER
    store.fetch(under, Path(place, under))
    store.fetch(str(shared), Path(place, shared))
