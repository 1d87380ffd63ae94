"""Work on many files at once, on local threads. The built-in map takes the same call and does one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Mapper(Protocol):
    """How a function is run over items: results come in the items' order; the first fault ends it and is raised."""

    def __call__(self, function: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
        """Yield ``function(item)`` for every item, in order."""
        ...


def on_threads(count: int) -> Mapper:
    """Return a mapper over ``count`` local threads.

    Threads help where the work lets others run meanwhile: when a file is unzipped, parsed or written.
    """

    def mapper(function: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
        pool = ThreadPoolExecutor(max_workers=count)
        try:
            yield from pool.map(function, items)
        finally:
            pool.shutdown(cancel_futures=True)

    return mapper
