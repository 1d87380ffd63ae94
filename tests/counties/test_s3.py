"""Counties in an S3-compatible store: moto's server, in an environment of its own, for its packages don't fit ours."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.counties import PERIOD
from pipeline.counties.store import Store
from tests.counties.conftest import NAMES, editions
from tests.typed import Call

pytestmark = pytest.mark.slow
SERVER = ("tool", "run", "--no-config", "--from", "moto[server]==5.2.5", "moto_server")
PATIENCE = 120


@pytest.fixture
def address(real_part: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a bucket that isn't there yet, of a server that this test has for itself."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "of-a-test")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        (real_part("uv"), *SERVER, "-p", str(port)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + PATIENCE
        while not _answers(port):
            assert server.poll() is None, "the server ended"
            assert time.monotonic() < until, "the server didn't begin"
            time.sleep(0.2)
        where = f"region=us-east-1&scheme=http&endpoint_override=127.0.0.1:{port}&allow_bucket_creation=true"
        yield f"s3://bucket/land?{where}"
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def test_two_workers_make_the_counties_of_a_store_with_the_bytes_of_folders(
    shared: Path, address: str, tmp_path: Path, call: Call
):
    """Nothing of it is written into this folder's inputs or outputs."""
    store = Store(address)
    store._files.fs.create_dir("bucket")
    for path in sorted((shared / "inputs").rglob("*")):
        if path.is_file():
            store.put(path.relative_to(shared).as_posix(), path.read_bytes())
    code, out, _ = call("run", PERIOD, "--store", address, "--engine", "dask", "--workers", "2")
    assert (code, out.splitlines()[0]) == (
        1,
        "2023年2月：共2个县，发布2个，没有变化0个，没有做成0个；成果在 outputs。",
    )
    for name in NAMES:
        store.fetch_outputs(f"outputs/{name}", tmp_path / "outputs" / name)
    assert editions(tmp_path / "outputs") == editions(shared / "outputs")
