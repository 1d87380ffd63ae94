"""What the program asks of the machine on which it runs, and what differs between Windows and the others.

Each question has its twin for Windows here, and nowhere else; ``WINDOWS`` decides between them, so that both can be
tried on one machine.
"""

from __future__ import annotations

import errno
import importlib
import os
import shutil
import socket
import subprocess
import sys
import webbrowser
from enum import Enum
from pathlib import Path
from typing import IO, Any

WINDOWS = sys.platform == "win32"
BOUNDED_BY_SYSTEM = sys.platform.startswith("linux")
"""Whether the system itself bounds a process's memory; where it doesn't, whoever starts one has to watch it."""
NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""The flag by which a process is started without a black window of its own."""
_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK, errno.EWOULDBLOCK, getattr(errno, "EDEADLOCK", errno.EDEADLK)}
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
_OFFICE_NAMES = ("soffice", "libreoffice")
_OFFICE_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)")
_OWN = "tongbao"


class Lock(Enum):
    """What came of asking for a lock: it is ours, another process has it, or the drive has no locks."""

    OURS = "ours"
    HELD = "held"
    NONE_HERE = "none here"


def try_lock(handle: IO[bytes]) -> Lock:
    """Ask for the lock of an open file without waiting; the system gives it back when the process ends.

    Raises OSError for every error that says neither that another has it nor that there are no locks: nobody may go on
    then as if it had been given.
    """
    try:
        if WINDOWS:
            windows: Any = importlib.import_module("msvcrt")
            handle.seek(0)
            windows.locking(handle.fileno(), windows.LK_NBLCK, 1)
        else:
            posix: Any = importlib.import_module("fcntl")
            posix.flock(handle, posix.LOCK_EX | posix.LOCK_NB)
    except OSError as fault:
        if fault.errno in _HELD:
            return Lock.HELD
        if fault.errno in _NO_LOCKS:
            return Lock.NONE_HERE
        raise
    return Lock.OURS


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder."""
    if WINDOWS:
        return  # Windows has no fsync of a folder; its renames are journalled by NTFS
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def limit_memory(megabytes: int) -> None:
    """Bound the address space of this process where the system can; elsewhere its parent watches its memory."""
    if WINDOWS:
        return
    system: Any = importlib.import_module("resource")
    _, hard = system.getrlimit(system.RLIMIT_AS)
    wanted = megabytes * 1_000_000
    try:
        system.setrlimit(system.RLIMIT_AS, (wanted if hard == system.RLIM_INFINITY else min(wanted, hard), hard))
    except (ValueError, OSError):
        return


def office_program() -> Path | None:
    """The path of LibreOffice, by the search path or where Windows puts it; None when this machine has none."""
    places = [shutil.which(name) for name in _OFFICE_NAMES]
    places += [
        str(Path(os.environ[key], "LibreOffice", "program", "soffice.exe"))
        for key in _OFFICE_FOLDERS
        if key in os.environ
    ]
    return next((Path(place) for place in places if place and Path(place).is_file()), None)


def open_page(address: str) -> bool:
    """Open an address in the user's own browser; False when none could be asked."""
    if WINDOWS:
        start: Any = getattr(os, "startfile")  # noqa: B009 - Windows alone has it
        try:
            start(address)
        except OSError:
            return False
        return True
    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False


def own_folder() -> Path:
    """The folder in which the program may keep what is this user's alone, outside of any drive that others share."""
    if WINDOWS:
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / _OWN
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / _OWN


def write_private(place: Path, content: bytes) -> None:
    """Write a file that its user alone can read, whole or not at all; its folder is made when it is missing.

    On Windows the folder's own rights see to that: nobody else may look into a user's AppData.
    """
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = place.with_name(f"{place.name}.{os.getpid()}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(content)
    new.replace(place)


def machine_name() -> str:
    """The name of this computer in its network, as colleagues see it."""
    return socket.gethostname()


def shell_words() -> list[str]:
    """How this system's own command window is started, to stay open for what is typed."""
    if WINDOWS:
        return [os.environ.get("COMSPEC", "cmd.exe"), "/k"]
    return [os.environ.get("SHELL", "/bin/sh")]
