"""Map over files: on local threads; a cluster takes the same call, and the built-in map runs one item after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Mapper(Protocol):
    """Where the work is done. Results come in the order of the items; the first fault ends the map and is raised."""

    def __call__(self, function: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
        """Yield ``function(item)`` for every item, in order."""
        ...


def on_threads(count: int) -> Mapper:
    """``count`` local threads: pays where the work lets other threads run (unzipping, parsing a sheet, writing a file)."""

    def mapper(function: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
        pool = ThreadPoolExecutor(max_workers=count)
        try:
            yield from pool.map(function, items)
        finally:
            pool.shutdown(cancel_futures=True)

    return mapper
