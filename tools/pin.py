"""Write the exact version of every package of uv.lock into pyproject.toml: ``uv run tools/pin.py [--upgrade]``.

uv.lock names where packages were fetched from and stays out of the repository. The pins are there in its place, so that
a fresh clone resolves to the versions that were tested. ``--upgrade`` ignores the present pins and takes the newest
versions.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_BLOCK = r"^{key} = \[.*?^\]\n"


def lock_pins(lock: dict[str, Any]) -> list[str]:
    """Return ``name==version`` of every package of a lock except the project itself, by name.

    Where the lock has several versions of a package (one for older Pythons, for example), each has the condition under
    which its dependents ask for it: ``numpy==2.4.6 ; python_full_version < '3.12'``.
    """
    packages = [p for p in lock["package"] if not {"editable", "virtual"} & set(p["source"])]
    versions = Counter(p["name"] for p in packages)
    pins = []
    for package in packages:
        pin = f"{package['name']}=={package['version']}"
        if versions[package["name"]] > 1:
            pin += f" ; {' or '.join(_conditions(lock['package'], package['name'], package['version']))}"
        pins.append(pin)
    return sorted(pins)


def _conditions(packages: Iterable[dict[str, Any]], name: str, version: str) -> list[str]:
    edges = (edge for package in packages for edge in package.get("dependencies", ()))
    return sorted({edge["marker"] for edge in edges if edge["name"] == name and edge.get("version") == version})


def with_pins(text: str, key: str, pins: Iterable[str]) -> str:
    """Return ``text`` of pyproject.toml with the list ``key`` of [tool.uv] set to ``pins``.

    A new list is put right below the heading.
    """
    block = f"{key} = [\n" + "".join(f'  "{pin}",\n' for pin in pins) + "]\n"
    pattern = re.compile(_BLOCK.format(key=re.escape(key)), re.MULTILINE | re.DOTALL)
    if pattern.search(text):
        return pattern.sub(lambda _: block, text, count=1)
    return text.replace("[tool.uv]\n", f"[tool.uv]\n{block}", 1)


def _build_pins(requires: Iterable[str]) -> list[str]:
    """Return the newest versions of the build tool and of what it needs, resolved for every system."""
    command = (
        "uv",
        "pip",
        "compile",
        "--universal",
        "--python-version",
        "3.11",
        "--no-header",
        "--no-annotate",
        "--quiet",
        "-",
    )
    # The project's own settings are left out, or its present pins would decide.
    done = subprocess.run(
        (*command, "--no-config"),
        input="\n".join(requires),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
    )
    return sorted(line.strip() for line in done.stdout.splitlines() if "==" in line)


def main(arguments: list[str]) -> None:
    """Pin the versions in uv.lock; with ``--upgrade`` make the lock anew first."""
    path = ROOT / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    if "--upgrade" in arguments:
        text = with_pins(text, "constraint-dependencies", ())
        path.write_text(text, encoding="utf-8", newline="\n")
    subprocess.run(("uv", "lock", *arguments), check=True, cwd=ROOT)
    pins = lock_pins(tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8")))
    text = with_pins(
        text, "build-constraint-dependencies", _build_pins(tomllib.loads(text)["build-system"]["requires"])
    )
    text = with_pins(text, "constraint-dependencies", pins)
    path.write_text(text, encoding="utf-8", newline="\n")
    subprocess.run(("uv", "lock"), check=True, cwd=ROOT)
    print(f"{len(pins)} packages pinned")


if __name__ == "__main__":
    main(sys.argv[1:])
