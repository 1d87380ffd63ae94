"""Map over files and documents: one after another or on local threads; a cluster takes the same call through ``Mapper``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Progress = Callable[[int, int], None]
"""Told (done, all) after each item, in the caller's thread."""


class Mapper(Protocol):
    """Where the work is done. Results come in the order of the items; the first fault ends the map and is raised."""

    def __call__(self, function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterator[Result]:
        """Yield ``function(item)`` for every item, in order."""
        ...


def here(function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterator[Result]:
    """One item after another in this thread."""
    return map(function, items)


def on_threads(count: int) -> Mapper:
    """``count`` local threads: pays where the work lets other threads run (unzipping, parsing a sheet, writing a file)."""

    def mapper(function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterator[Result]:
        pool = ThreadPoolExecutor(max_workers=count)
        try:
            yield from pool.map(function, items)
        finally:
            pool.shutdown(cancel_futures=True)

    return mapper


def map_over(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    progress: Progress | None = None,
    mapper: Mapper = here,
) -> list[Result]:
    """``function`` of every item, in the order of the items, wherever ``mapper`` runs it.

    >>> map_over(len, ["城关镇", "河东乡人民政府"])
    [3, 7]
    """
    results: list[Result] = []
    for result in mapper(function, items):
        results.append(result)
        if progress is not None:
            progress(len(results), len(items))
    return results
