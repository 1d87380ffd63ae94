"""Counties made by the workers of a Dask cluster: one of this machine's own, or that of a scheduler elsewhere.

Dask is an extra (docs/architecture.md), so it is imported here alone and only when it is asked for.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any

from pipeline.counties.unit import Made, Unit, failed
from pipeline.messages import county_words
from pipeline.messages.refusals import refusal

if TYPE_CHECKING:
    from distributed import Client, Future

_PATIENCE = 60
"""Seconds for which a scheduler without any worker is waited for, at the beginning and in the middle of a run."""
_LOOK_EVERY = 1.0
_LOST_TWICE = 1
"""How often a county may be given to another worker after the one that made it was lost."""
_OURS = {
    "distributed.scheduler.allowed-failures": _LOST_TWICE,
    "distributed.worker.multiprocessing-method": "spawn",
    "distributed.comm.timeouts.connect": "10s",
}
Tell = Callable[[str], None]


def on_dask(
    work: Callable[[Unit], Made], units: Sequence[Unit], scheduler: str | None, workers: int, tell: Tell
) -> Iterator[Made]:
    """Yield what became of each county as it ends, which is what ``work`` returns of it.

    ``scheduler``: its address; None for a cluster of ``workers`` processes on this machine. ``tell`` hears where Dask's
    own page is. A county whose worker was lost is made by another; one that loses its workers again and again, and
    every county that is left when the scheduler or all of its workers are gone, is yielded as failed.
    Raises UserError, before the first county, when Dask isn't installed, the scheduler doesn't answer, or no worker
    joins it.
    """
    with _client(scheduler, workers) as client:
        _await_workers(client, scheduler, tell)
        left, under_way = deque(units), dict[object, Unit]()
        ended: Queue[Future[Made]] = Queue()
        watch = _Watch(client)
        while left or under_way:
            while left and len(under_way) < watch.threads:
                unit = left.popleft()
                future = client.submit(work, unit, key=_key(unit), pure=False)
                under_way[future.key] = unit
                future.add_done_callback(ended.put)
                del future  # or a name here would keep the last result on the cluster
            try:
                future = ended.get(timeout=_LOOK_EVERY)
                yield _result(future, under_way.pop(future.key))
            except Empty:
                pass
            if watch.lost():
                break
        for unit in (*under_way.values(), *left):
            yield failed(unit.name, _lost())


def _key(unit: Unit) -> str:
    """What Dask's page calls a county; never the key of an earlier run, whose result the scheduler may still hold."""
    return f"{unit.name}-{time.time_ns():x}"


@contextmanager
def _client(scheduler: str | None, workers: int) -> Iterator[Client]:
    try:
        import dask  # noqa: PLC0415 - an extra
        from distributed import Client, LocalCluster  # noqa: PLC0415
    except ImportError as fault:
        raise refusal("E251") from fault
    _hush()
    with dask.config.set(_OURS):
        if scheduler is not None:
            try:
                client = Client(scheduler, set_as_default=False)
            except (OSError, ValueError) as fault:
                raise refusal("E253", scheduler=scheduler) from fault
            with client:
                yield client
            return
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
            ) as cluster,
            Client(cluster, set_as_default=False) as client,
        ):
            yield client


def _hush() -> None:
    """Keep Dask's own lines, which are English, from the terminal: what became of each county is said there.

    Each of its loggers has a level of its own, so that none heeds the one above it.
    """
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _await_workers(client: Client, scheduler: str | None, tell: Tell) -> None:
    if client.dashboard_link:
        tell(county_words.DASHBOARD.format(address=client.dashboard_link))
    if not _workers(client):
        tell(county_words.WAITING)
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as fault:
        raise refusal("E254", scheduler=scheduler or "", seconds=_PATIENCE) from fault
    tell(county_words.WORKERS.format(count=len(_workers(client))))


def _workers(client: Client) -> list[dict[str, Any]]:
    return list(client.scheduler_info(n_workers=-1).get("workers", {}).values())


class _Watch:
    """Looks how many counties can be made at once, and whether anybody is left to make one.

    ``threads``: no more counties than that are handed out. What waits with a worker that ends is blamed for it by the
    scheduler as much as what the worker was at, so nothing waits there.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._seen = time.monotonic()
        self.threads = 0
        self.lost()

    def lost(self) -> bool:
        """Whether the scheduler is gone, or has had no worker for as long as we are patient."""
        if self._client.status != "running":
            return True
        self.threads = sum(worker["nthreads"] for worker in _workers(self._client))
        if self.threads:
            self._seen = time.monotonic()
        return time.monotonic() - self._seen > _PATIENCE


def _result(future: Future[Made], unit: Unit) -> Made:
    """What became of the unit. A result that was lost with its worker is made again by another."""
    from distributed import KilledWorker  # noqa: PLC0415 - an extra
    from distributed.client import FutureCancelledError  # noqa: PLC0415

    try:
        made = future.result()
    except KilledWorker as fault:
        return failed(unit.name, str(refusal("E258", times=fault.allowed_failures + 1)))
    except FutureCancelledError:
        return failed(unit.name, _lost())
    except Exception as fault:  # noqa: BLE001 - whatever Dask has met, it is this county's and no other's
        return failed(unit.name, str(refusal("E171", kind=type(fault).__name__)))
    future.release()
    return made


def _lost() -> str:
    return str(refusal("E259"))
