"""Counties made by the workers of a Dask cluster: one of this machine's own, or that of a scheduler elsewhere.

Dask is an extra (docs/architecture.md), so it is imported here alone and only when it is asked for.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from queue import Empty, Queue
from typing import TYPE_CHECKING

from pipeline.counties.unit import Made, Unit, failed, make
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
    # A worker is handed one county at a time: what waits with a worker that dies would be blamed for it too.
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.worker.multiprocessing-method": "spawn",
    "distributed.comm.timeouts.connect": "10s",
}
Tell = Callable[[str], None]


def on_dask(units: Sequence[Unit], scheduler: str | None, workers: int, tell: Tell) -> Iterator[Made]:
    """Yield what became of each county as it ends.

    ``scheduler``: its address; None for a cluster of ``workers`` processes on this machine. ``tell`` hears where Dask's
    own page is. A county whose worker was lost is made by another; one that loses its workers again and again, and
    every county that is left when the scheduler or all of its workers are gone, is yielded as failed.
    Raises UserError, before the first county, when Dask isn't installed, the scheduler doesn't answer, or no worker
    joins it.
    """
    with _client(scheduler, workers) as client:
        _await_workers(client, scheduler, tell)
        ended: Queue[Future[Made]] = Queue()
        waiting: dict[object, Unit] = {}
        futures = [client.submit(make, unit, key=_key(unit), pure=False) for unit in units]
        for future, unit in zip(futures, units, strict=True):
            waiting[future.key] = unit
            future.add_done_callback(ended.put)
        del futures
        watch = _Watch(client)
        while waiting:
            try:
                future = ended.get(timeout=_LOOK_EVERY)
            except Empty:
                if watch.lost():
                    break
                continue
            made = _result(future, waiting[future.key])
            if made is None:
                break
            del waiting[future.key]
            yield made
        for unit in waiting.values():
            yield failed(unit.name, str(refusal("E259")))


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
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # the user reads what became of each county
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


def _await_workers(client: Client, scheduler: str | None, tell: Tell) -> None:
    if client.dashboard_link:
        tell(county_words.DASHBOARD.format(address=client.dashboard_link))
    if not _workers(client):
        tell(county_words.WAITING)
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as fault:
        raise refusal("E254", scheduler=scheduler or "", seconds=_PATIENCE) from fault
    tell(county_words.WORKERS.format(count=_workers(client)))


def _workers(client: Client) -> int:
    return len(client.scheduler_info(n_workers=-1)["workers"])


class _Watch:
    """Tells when nobody is left who could end a county."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._seen = time.monotonic()

    def lost(self) -> bool:
        """Whether the scheduler is gone, or has had no worker for as long as we are patient."""
        if self._client.status != "running":
            return True
        if _workers(self._client):
            self._seen = time.monotonic()
        return time.monotonic() - self._seen > _PATIENCE


def _result(future: Future[Made], unit: Unit) -> Made | None:
    """What became of the unit; None when the scheduler is gone."""
    from distributed import KilledWorker  # noqa: PLC0415 - an extra

    if future.status == "finished":
        made = future.result()
        future.release()
        return made
    if future.status != "error":
        return None
    fault = future.exception()
    if isinstance(fault, KilledWorker):
        return failed(unit.name, str(refusal("E258", times=fault.allowed_failures + 1)))
    return failed(unit.name, str(refusal("E171", kind=type(fault).__name__)))
