"""Where a template comes from: the county's own first, then those beside its inputs, then the program's."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.messages.refusals import refusal

TEMPLATE_FOLDER = "templates"
_PROGRAM = Path(__file__).resolve().parents[2]
PACKAGED_FOLDERS = (_PROGRAM / TEMPLATE_FOLDER, _PROGRAM.parent / TEMPLATE_FOLDER)
"""The templates lie inside the package of an installed program; in a clone they lie beside generate.py."""


def find_template(inputs: Path, name: str) -> tuple[str, bytes]:
    """The template file ``name`` ('月度通报.docx'): its label for the manifest and its bytes.

    It is looked for in inputs/templates, in templates beside ``inputs``, then in the program's own folder. The label
    holds no path of the machine: 'inputs/templates/…' for the county's own, 'templates/…' for the others, which differ
    by their SHA-256 in the manifest. Raises UserError when the file doesn't exist or can't be read.
    """
    places = [(f"inputs/{TEMPLATE_FOLDER}/{name}", inputs / TEMPLATE_FOLDER / name)]
    places += [(f"{TEMPLATE_FOLDER}/{name}", folder / name) for folder in template_folders(inputs)]
    for label, path in places:
        if path.is_file():
            try:
                return label, path.read_bytes()
            except OSError as fault:
                raise refusal("E023", label=label) from fault
    raise refusal("E024", name=name, template_folder=TEMPLATE_FOLDER)


def template_folders(inputs: Path) -> tuple[Path, ...]:
    """Where templates are looked for behind the county's own, in this order.

    The folder beside ``inputs`` is found by its path alone, also where ``inputs`` is a link, and whatever folder the
    program was started in: one that works for another machine finds the same.
    """
    beside = Path(os.path.abspath(inputs)).parent  # noqa: PTH100 - resolve() would follow a link to another folder
    return beside / TEMPLATE_FOLDER, *PACKAGED_FOLDERS


def own_names(inputs: Path) -> tuple[str, ...]:
    """The names of the county's own templates in inputs/templates, without Word's lock files (~$…)."""
    folder = inputs / TEMPLATE_FOLDER
    paths = folder.glob("*.docx") if folder.is_dir() else ()
    return tuple(sorted(path.stem for path in paths if not path.name.startswith(("~$", "."))))
