"""A county's outputs in a store are those of its list, which is put last: whole before it, whole after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from benchmarks.counties import PERIOD
from pipeline.base.build import build
from pipeline.base.errors import UserError
from pipeline.counties.store import Store
from pipeline.counties.unit import State, Unit, make
from tests.counties.conftest import editions
from tests.quick_runs import without_papers
from tests.typed import Call

UNDER = "outputs/甲县"
BEFORE = {"2023-01/manifest.json": b"1", "2023-01/data/a.parquet": b"same", "run.log": b"first"}
AFTER = {"2023-01/manifest.json": b"1", "2023-02/manifest.json": b"2", "2023-02/b.docx": b"same", "run.log": b"new"}


class StoppedError(BaseException):
    """The process ended here."""


@pytest.fixture
def address() -> Iterator[str]:
    """A place in this process's memory that no other test has."""
    place = f"/{uuid4().hex}"
    yield f"memory:/{place}"
    if MemoryFileSystem().exists(place):
        MemoryFileSystem().rm(place, recursive=True)


def written(place: Path, files: dict[str, bytes]) -> Path:
    for path, content in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(content)
    return place


def read(store: Store, place: Path) -> dict[str, bytes]:
    store.fetch_outputs(UNDER, place)
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_whoever_is_stopped_between_two_puts_leaves_the_outputs_of_before(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Two contents are new, so the list is the third put: until it is done all is as it was, and then all is new."""
    store, put = Store(address), Store.put
    store.put_outputs(UNDER, written(tmp_path / "before", BEFORE))
    after = written(tmp_path / "after", AFTER)
    for most in (0, 1, 2):
        done: list[str] = []

        def stopping(self: Store, path: str, content: bytes, done: list[str] = done, most: int = most) -> None:
            if len(done) == most:
                raise StoppedError
            done.append(path)
            put(self, path, content)

        with monkeypatch.context() as patch:
            patch.setattr(Store, "put", stopping)
            with pytest.raises(StoppedError):
                store.put_outputs(UNDER, after)
        assert read(store, tmp_path / f"read {most}") == BEFORE
    store.put_outputs(UNDER, after)
    assert read(store, tmp_path / "read") == AFTER


def test_what_saves_work_on_one_machine_stays_there(address: str, tmp_path: Path):
    store = Store(address)
    store.put_outputs(UNDER, written(tmp_path / "made", {"a": b"1", ".lock": b"", ".cache/x": b"2"}))
    assert set(store.listed(UNDER)) == {"a"}


def test_a_changed_object_is_never_taken_for_what_was_published(address: str, tmp_path: Path):
    store = Store(address)
    store.put_outputs(UNDER, written(tmp_path / "made", {"2023-02/a.txt": b"1"}))
    store.put(f"{UNDER}/objects/{store.listed(UNDER)['2023-02/a.txt']}", b"2")
    with pytest.raises(UserError) as caught:
        store.fetch_outputs(UNDER, tmp_path / "read")
    assert str(caught.value) == (
        "存储里的“outputs/甲县/2023-02/a.txt”与成果清单不一致，不能作为依据；"
        "请从备份恢复这个对象，没有备份的删去这个县的 files.json 后重新生成。"
    )


def test_a_list_that_leads_out_of_the_folder_is_refused(address: str, tmp_path: Path):
    store = Store(address)
    store.put_outputs(UNDER, written(tmp_path / "made", {"a": b"1"}))
    digest = store.listed(UNDER)["a"]
    store.put(f"{UNDER}/files.json", f'{{"files": {{"../b": "{digest}"}}}}'.encode())
    with pytest.raises(ValueError, match="b"):
        store.fetch_outputs(UNDER, tmp_path / "read")
    assert not (tmp_path / "b").exists()


def test_a_store_that_cannot_be_opened_is_named_without_its_password():
    with pytest.raises(UserError) as caught:
        Store("nowhere:" + "//me:secret@host/land?token=1")
    assert str(caught.value) == (
        "存储“host/land”打不开或读写不了（ValueError）；请核对 --store 的地址、网络和权限，"
        "并看是否装了附加的软件包（uv sync --extra dask），例如 --store s3://桶名/全市。"
    )


@pytest.mark.slow
def test_a_county_of_a_store_has_the_bytes_of_one_in_a_folder(
    shared: Path, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call
):
    """Made twice, for the second run reads the first one's edition back; one that fails stays as it was."""
    without_papers(monkeypatch)
    places = {name: str(tmp_path / "folder" / name / "甲县") for name in ("inputs", "outputs")}
    store, files = Store(address), {}
    for path in sorted((shared / "inputs" / "甲县").rglob("*")):
        if path.is_file():
            files[path.relative_to(shared / "inputs" / "甲县").as_posix()] = path.read_bytes()
    written(Path(places["inputs"]), files)
    for path, content in files.items():
        store.put(f"inputs/甲县/{path}", content)
    unit = Unit("甲县", **places, period=PERIOD, as_of=None, pdf=False, passwords=None, build=build())
    there = Unit("甲县", "inputs/甲县", UNDER, PERIOD, None, pdf=False, passwords=None, build=build(), store=address)
    assert make(unit).state is State.PUBLISHED
    for again in (False, True):
        assert make(there).state is State.PUBLISHED
        store.fetch_outputs(UNDER, tmp_path / f"read {again}")
        assert editions(tmp_path / f"read {again}") == editions(Path(places["outputs"]))
    code, out, _ = call("verify", PERIOD, "--outputs", UNDER, "--store", address)
    assert (code, out) == (0, "2023年2月的成果共42个文件，与发布时全部一致（甲县/2023-02）。\n")
    listed = store.listed(UNDER)
    store.put("inputs/甲县/设置.xlsx", b"no workbook")
    assert make(there).state is State.FAILED
    assert store.listed(UNDER) == listed
