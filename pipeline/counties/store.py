"""Counties in a store of objects such as S3, in which nothing can be renamed and each object is put as a whole.

``inputs`` lie there as in a folder. Of a county's outputs each file is an object under the SHA-256 of its content, and
one list, put last, says which path has which content. The list alone counts: whoever is stopped between any two puts
leaves the outputs of before, whole. What no list names any more stays where it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.base.errors import UserError
from pipeline.messages.refusals import refusal

LIST = "files.json"
_OBJECTS = "objects"
_BY_PYARROW = ("s3",)
"""The stores that pyarrow opens, which the program has anyway; the others are fsspec's own or those of its packages."""
Wanted = Callable[[str], bool]


class Store:
    """A place in a store, by an address as fsspec takes it: ``s3://bucket/folder?endpoint_override=…``, ``memory://``.

    Paths are below it, with '/'. Every method raises UserError where the store can't be reached or says no.
    """

    def __init__(self, address: str) -> None:
        self.shown = address.partition("?")[0].rpartition("@")[2]
        with self._reached():
            self._files, self._root = _opened(address)

    def folders(self, under: str) -> list[str]:
        """The names of the folders that lie directly in a folder, sorted; none where there is no such folder."""
        with self._reached():
            try:
                listed = self._files.ls(self._at(under), detail=True)
            except FileNotFoundError:
                return []
        return sorted(_name(each["name"]) for each in listed if each["type"] == "directory")

    def fetch(self, under: str, place: Path) -> None:
        """Copy every file below a folder to ``place``, which isn't made where the folder has none."""
        start = f"{self._at(under)}/"
        with self._reached():
            for found in self._files.find(start):
                _write(place, found.removeprefix(start), self._files.cat_file(found))

    def fetch_outputs(self, under: str, place: Path, wanted: Wanted = lambda _: True) -> None:
        """Copy the ``wanted`` files of a county's outputs to ``place``, by the list and its hashes."""
        for path, digest in self.listed(under).items():
            if wanted(path):
                with self._reached():
                    content = self._files.cat_file(self._at(f"{under}/{_OBJECTS}/{digest}"))
                if sha256(content).hexdigest() != digest:
                    raise refusal("E175", place=f"{under}/{path}")
                _write(place, path, content)

    def listed(self, under: str) -> Mapping[str, str]:
        """Path -> SHA-256 of a county's outputs; none where nothing was put yet."""
        with self._reached():
            try:
                content = self._files.cat_file(self._at(f"{under}/{LIST}"))
            except FileNotFoundError:
                return {}
            return dict(json.loads(content)["files"])

    def put_outputs(self, under: str, place: Path) -> None:
        """Make what lies in ``place`` a county's outputs; hidden files, which save work on one machine, stay there."""
        known = set(self.listed(under).values())
        files = {}
        for path in sorted(place.rglob("*")):
            name = path.relative_to(place).as_posix()
            if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
                content = path.read_bytes()
                files[name] = sha256(content).hexdigest()
                if files[name] not in known:
                    known.add(files[name])
                    self.put(f"{under}/{_OBJECTS}/{files[name]}", content)
        self.put(f"{under}/{LIST}", json.dumps({"files": files}, ensure_ascii=False, indent=1).encode("utf-8"))

    def put(self, path: str, content: bytes) -> None:
        """Put one object, whole or not at all."""
        with self._reached():
            self._files.pipe_file(self._at(path), content)

    def _at(self, path: str) -> str:
        return f"{self._root.rstrip('/')}/{path}"

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except UserError:
            raise
        except Exception as fault:  # each store raises errors of its own
            raise refusal("E260", store=self.shown, kind=type(fault).__name__) from fault


def _opened(address: str) -> tuple[Any, str]:
    if address.partition("://")[0] not in _BY_PYARROW:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra

        files, root = url_to_fs(address)
        return files, str(root)
    from fsspec.implementations.arrow import ArrowFSWrapper  # noqa: PLC0415 - an extra
    from pyarrow.fs import FileSystem  # noqa: PLC0415 - slow to import

    files, root = FileSystem.from_uri(address)
    return ArrowFSWrapper(files), str(root)


def _name(found: str) -> str:
    return PurePosixPath(found).name


def _write(place: Path, path: str, content: bytes) -> None:
    """Write a file below ``place``; raises ValueError for a path that leads out of it."""
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or PurePosixPath(path).is_absolute() or ":" in path or "\\" in path:
        raise ValueError(path)
    target = place.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
