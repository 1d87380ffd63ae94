"""The packages that the program needs on one platform: which, at which hash, and what is in them.

The list of a platform stands beside this file, one line a package in the form that pip reads
(``numpy==2.5.5 --hash=sha256:…``), with the hash of the one wheel that the platform takes. ``pinned`` makes it anew
from the project's own pins; ``wheels`` brings the wheels, and pip refuses one whose hash is another.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).resolve().parents[2]
PYTHON = "3.13"
"""The Python of the Windows folder."""
LINUX_PYTHONS = ("3.11", "3.12", "3.13")
"""The Pythons for which a folder for Linux can be made; each folder is for one, for compiled packages fit one alone."""


@dataclass(frozen=True)
class Platform:
    """A platform: its name in file names, its Python, what pip calls it (best first), what a marker asks about it."""

    name: str
    python: str
    tags: tuple[str, ...]
    marks: Mapping[str, str]

    @property
    def list_file(self) -> Path:
        """Where the packages of the platform are listed."""
        return Path(__file__).parent / f"packages-{self.name}.txt"


@dataclass(frozen=True)
class Package:
    """One package of a list: its name, its version and the SHA-256 of its wheel."""

    name: str
    version: str
    sha256: str


def _linux(machine: str, python: str) -> Platform:
    # glibc 2.28 is what the domestic desktops of today have at least; wheels for older ones run there too.
    tags = tuple(f"manylinux_2_{minor}_{machine}" for minor in range(28, 16, -1))
    old = (f"manylinux2014_{machine}",) + ((f"manylinux2010_{machine}",) if machine == "x86_64" else ())
    marks = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": machine}
    return Platform(f"linux-{machine}-python{python}", python, (*tags, *old), marks)


WINDOWS = Platform(
    "windows",
    PYTHON,
    ("win_amd64",),
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
)
MACHINES = ("x86_64", "aarch64")
LINUX = {(machine, python): _linux(machine, python) for machine in MACHINES for python in LINUX_PYTHONS}
_LINE = re.compile(r"([A-Za-z0-9._-]+)==(\S+) --hash=sha256:([0-9a-f]{64})")


def listed(platform: Platform) -> list[Package]:
    """The packages of a platform by its list, in the order of their names."""
    lines = platform.list_file.read_text(encoding="utf-8").splitlines()
    matches = [_LINE.fullmatch(line) for line in lines if line and not line.startswith("#")]
    return [Package(*match.groups()) for match in matches if match]


def asked_for(platform: Platform, exported: str) -> list[str]:
    r"""``name==version`` of every line of ``uv export`` whose marker holds on the platform.

    >>> asked_for(WINDOWS, "a==1 ; sys_platform == 'win32'\nb==2\nc==3 ; sys_platform == 'linux'")
    ['a==1', 'b==2']
    """
    where = {
        **platform.marks,
        "python_version": platform.python,
        "python_full_version": f"{platform.python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    wanted = []
    for line in exported.splitlines():
        pin, _, marker = (part.strip() for part in line.partition(" ;"))
        if pin and not pin.startswith("#") and (not marker or Marker(marker).evaluate(where)):
            wanted.append(pin)
    return sorted(wanted)


def pinned(platform: Platform, folder: Path) -> str:
    """The text of a platform's list, made from the project's own pins; the wheels are left in ``folder``."""
    exported = subprocess.run(
        ("uv", "export", "--quiet", "--no-dev", "--no-hashes", "--no-emit-project", "--format", "requirements-txt"),
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    asked = folder / "asked.txt"
    asked.write_text("\n".join(asked_for(platform, exported)) + "\n", encoding="utf-8")
    _download(platform, asked, folder)
    lines = []
    for wheel in sorted(folder.glob("*.whl")):
        name, version, _, _ = parse_wheel_filename(wheel.name)
        lines.append(f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}")
    return "\n".join(sorted(lines)) + "\n"


def wheels(platform: Platform, folder: Path) -> dict[str, bytes]:
    """Path -> bytes of everything in the platform's wheels, which pip brings into ``folder`` and checks by their hash.

    Raises subprocess.CalledProcessError, pip's own words on the terminal, where one isn't to be had or is another.
    """
    _download(platform, platform.list_file, folder)
    found: dict[str, bytes] = {}
    for wheel in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.infolist():
                if not entry.is_dir():
                    found[entry.filename] = archive.read(entry)
    return found


def _download(platform: Platform, requirements: Path, folder: Path) -> None:
    tags = [word for tag in platform.tags for word in ("--platform", tag)]
    which = ("--implementation", "cp", "--python-version", platform.python, *tags)
    download(requirements, folder, "--only-binary=:all:", *which)


def download(requirements: Path, folder: Path, *options: str) -> None:
    """Have pip bring what a file of requirements names into a folder, and nothing that these need in turn.

    Raises subprocess.CalledProcessError where one isn't to be had or has another hash.
    """
    pip = ("uv", "run", "--quiet", "--no-project", "--with", "pip", "python", "-m", "pip", "download", "--quiet")
    subprocess.run((*pip, "--no-deps", *options, "--requirement", str(requirements), "--dest", str(folder)), check=True)
