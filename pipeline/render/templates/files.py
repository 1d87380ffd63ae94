"""Where a template comes from: the county's own first, then the folder beside the work, then the one that ships."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.errors import UserError

TEMPLATE_FOLDER = "templates"
_PROGRAM = Path(__file__).resolve().parents[2]
PACKAGED_FOLDERS = (_PROGRAM / TEMPLATE_FOLDER, _PROGRAM.parent / TEMPLATE_FOLDER)
"""In an installed program the templates lie inside the package, in a clone beside generate.py."""


def find_template(inputs: Path, name: str) -> tuple[str, bytes]:
    """The template file ``name`` ('月度通报.docx'): its label for the manifest and its bytes.

    Looked for in inputs/templates, ./templates, then the program's own. The label names no machine's path:
    'inputs/templates/…' for the county's own, 'templates/…' for the others, whose SHA-256 tells them apart. Raises
    UserError when it is nowhere or can't be read.
    """
    places = [(f"inputs/{TEMPLATE_FOLDER}/{name}", inputs / TEMPLATE_FOLDER / name)]
    places += [
        (f"{TEMPLATE_FOLDER}/{name}", folder / name) for folder in (Path.cwd() / TEMPLATE_FOLDER, *PACKAGED_FOLDERS)
    ]
    for label, path in places:
        if path.is_file():
            try:
                return label, path.read_bytes()
            except OSError as fault:
                raise UserError(f"模板“{label}”读不出来；请先关闭正在打开它的程序，再重新运行。") from fault
    raise UserError(f"找不到模板“{name}”；请把它放回 {TEMPLATE_FOLDER} 文件夹，例如 {TEMPLATE_FOLDER}/{name}。")


def own_names(inputs: Path) -> tuple[str, ...]:
    """The papers for which the county put a template into inputs/templates, by name; files that Word keeps open beside them aside."""
    folder = inputs / TEMPLATE_FOLDER
    found = folder.glob("*.docx") if folder.is_dir() else ()
    return tuple(sorted(path.stem for path in found if not path.name.startswith(("~$", "."))))
