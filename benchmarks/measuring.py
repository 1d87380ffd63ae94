"""Measuring a province's matters on one core: ``uv run benchmarks/measuring.py [MATTERS] [--beside FOLDER]``.

MATTERS is 1,000,000 by default.

A fresh process makes a merged table (200 townships, a year of matters, some of each fault) with its registers, then
takes the state at the cut-off, all eighteen indicators, three-none, ranking and volumes. A second one does what an
office's own pandas script does on the same table: five rates by township and a rank, without cut-off, extensions,
repeats, handed-back matters, unreadable values, registers or evidence. Both print processor seconds, best of three, and
the process's peak memory, its input included.

``--beside`` names the folder of another build of this project, with its own environment. The two builds then measure in
turn, three times each, every time in a process of its own by the build's own benchmark; the least of each is printed,
and the ratio.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.base.period import parse_period  # noqa: E402
from pipeline.bundles import Merged  # noqa: E402 - importable by the line above
from pipeline.doors.text_storage import keep_texts_as_python_strings  # noqa: E402
from pipeline.measure.indicators import measure  # noqa: E402
from pipeline.measure.masks import SOURCE  # noqa: E402
from pipeline.measure.ranks.ranking import Units, rank  # noqa: E402
from pipeline.measure.ranks.three_none import Soundness, three_none, titles  # noqa: E402
from pipeline.measure.stands import in_force  # noqa: E402
from pipeline.measure.volumes import volumes  # noqa: E402
from pipeline.rules.coded import coded  # noqa: E402
from pipeline.rules.windows import windows_of  # noqa: E402
from pipeline.schema.ledger import LEDGER  # noqa: E402
from pipeline.schema.whose_word import STEP_IDS  # noqa: E402
from pipeline.settings.conditions import BUILT_IN_CONDITIONS  # noqa: E402
from pipeline.settings.record import Settings, Township  # noqa: E402
from pipeline.settings.weights import read_weights  # noqa: E402

Days = npt.NDArray[np.datetime64]
PERIOD = parse_period("2023-02")
NAMES = tuple(f"第{i}乡" for i in range(200))
SETTINGS = Settings(tuple(Township(i, name) for i, name in enumerate(NAMES)), read_weights([]), BUILT_IN_CONDITIONS)
_FLAGS = (
    *("in_superior", "handed_back", "found_false", "registered_false", "received_above", "taken_back"),
    *(f"{id_}_confirmed" for id_ in STEP_IDS),
)
_DAYS = ("open_at", "clock_on", "held_from", "held_until", "receipt_on", "rework_on")
_CODED = {
    "procedure": ("信访处理意见",) * 6 + ("简易办理", "简易办理", "法定程序", "建议意见"),
    "occurrence": ("初件",) * 6 + ("重件",),
}


def matters(count: int) -> pd.DataFrame:
    """Return bundles.Merged.matters of a year up to the period's end.

    85 of 100 are accepted in time, 80 are concluded, one in seven is a repeat.
    """
    draw = np.random.default_rng(1)
    registered = np.datetime64("2022-03-01") + draw.integers(0, 365, count).astype("timedelta64[D]")
    numbers = np.char.add("37", np.char.zfill(np.arange(count).astype(str), 14))

    def after(start: Days, most: int, share: float) -> Days:
        days: Days = start + draw.integers(0, most, count).astype("timedelta64[D]")
        days[(draw.random(count) > share) | (days > np.datetime64("2023-03-05"))] = np.datetime64("NaT")
        return days

    def one_of(words: tuple[str, ...], share: float) -> pd.Series:
        apart = sorted(set(words))
        places = np.array([apart.index(word) for word in words], dtype=np.int16)[draw.integers(0, len(words), count)]
        places[draw.random(count) > share] = -1
        return pd.Series(pd.Categorical.from_codes(places, dtype=pd.CategoricalDtype(apart)))

    accepted = after(registered, 17, 0.99)
    approved = after(accepted, 55, 0.03)
    days = {
        "registered_on": registered,
        "received_on": after(registered, 4, 0.3),
        "notified_on": after(accepted, 3, 0.5),
        "accepted_on": accepted,
        "extension_approved_on": approved,
        "extended_to": accepted + np.timedelta64(85, "D"),
        "concluded_on": after(accepted, 64, 0.98),
        "withdrawn_on": after(registered, 9, 0.01),
    }
    texts = {
        "case_no": pd.Series(numbers, dtype="str"),
        "township": one_of(NAMES, 1),
        "lead_official": one_of(("有",), 0.3).astype("str"),
        "backlog_batch": one_of(("第二批",), 0.02).astype("str"),
    }
    nothing = pd.Series(np.full(count, None, dtype=object), dtype="str")
    table: dict[str, pd.Series] = {}
    for field in LEDGER:
        if field.type == "date":
            table[field.id] = pd.Series(
                days.get(field.id, np.full(count, "NaT", "datetime64[D]")).astype("datetime64[s]")
            )
        elif field.type == "count":
            table[field.id] = pd.Series(draw.integers(1, 6, count), dtype="Int64")
        else:
            table[field.id] = (
                one_of(_CODED.get(field.id, field.codes), 0.97) if field.codes else texts.get(field.id, nothing)
            )
        if field.type in ("date", "count", "code", "township"):
            table[f"{field.id}_bad"] = pd.Series(draw.random(count) < 0.001)
    related = pd.Series(numbers[draw.integers(0, count, count)], dtype="str")
    table["related_case_no"] = related.where(table["occurrence"] == "重件")
    return _with_stands(table, draw, count)


def _with_stands(table: dict[str, pd.Series], draw: np.random.Generator, count: int) -> pd.DataFrame:
    """Add the columns that merging adds to a ledger's."""
    table |= {flag: pd.Series(draw.random(count) < 0.01) for flag in _FLAGS}
    table |= dict.fromkeys(_DAYS, pd.Series(np.full(count, "NaT", "datetime64[s]")))
    table |= {
        "accepted_first": table["accepted_on"],
        "concluded_day": table["concluded_on"],
        "settled_cohort": table["settled"],
        "settled_returned": table["settled"],
    }
    table["settled_returned"] = table["settled"]
    claims = pd.CategoricalDtype(["待定", "确定"])
    table["claim"] = pd.Series(pd.Categorical.from_codes((draw.random(count) >= 0.001).astype(np.int8), dtype=claims))
    table["root_case_no"] = table["related_case_no"].fillna(table["case_no"])
    table |= dict.fromkeys(("part", "first_part"), table["township"])
    table |= dict.fromkeys(
        ("mended", "source_file", "source_sheet"), pd.Series(np.full(count, None, dtype=object), dtype="str")
    )
    table["source_row"] = pd.Series(np.arange(count), dtype="Int64")
    months, folder = np.unique(table["registered_on"].to_numpy().astype("datetime64[M]"), return_inverse=True)
    folders = pd.CategoricalDtype(months.astype(str).tolist())
    table["listed_in"] = pd.Series(pd.Categorical.from_codes(folder, dtype=folders))
    table["way"] = pd.Series(
        pd.Categorical.from_codes(np.zeros(count, dtype=np.int8), dtype=pd.CategoricalDtype(["首报"]))
    )
    hidden = table["purpose"] == "检举控告"
    return coded(pd.DataFrame(table).assign(present=True, rating_own=False, hidden=hidden))


def registers(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return registers: one matter in fifty is assigned, one in a thousand supervised, every ledger reported."""
    assigned, supervised = (table.loc[::step, ["case_no", "township"]].reset_index(drop=True) for step in (50, 1000))
    reports = pd.DataFrame(
        {"township": NAMES, "due_on": pd.Timestamp(2023, 3, 3), "sent_on": pd.Timestamp(2023, 3, 2), "daily": "否"}
    )
    sheets = {
        "assigned": assigned.assign(
            batch="第二批", assigned_on=pd.Timestamp(2022, 6, 1), settle_by=pd.Timestamp(2023, 2, 28)
        ),
        "supervised": supervised.assign(supervised_on=pd.Timestamp(2023, 2, 10), at_fault="是"),
        "reports": reports.assign(folder=PERIOD.name, zero="否"),
    }
    return {
        id_: rows.assign(source_file="2023-02/登记簿.xlsx", source_sheet=id_, source_row=np.arange(2, len(rows) + 2))
        for id_, rows in sheets.items()
    }


def program(table: pd.DataFrame, books: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Measure everything and return the ranking."""
    aside = pd.DataFrame(
        {c: pd.Series([], dtype="str") for c in ("township", "part", "folder", *SOURCE, "is_matter")}
    ).assign(again=False)
    none = pd.DataFrame()
    merged = Merged(table, none, none, none, books, none, frozenset(), frozenset(), (), set_aside=aside)
    folders = (PERIOD.name,)
    windows = windows_of(PERIOD, folders, books["reports"], (), SETTINGS)
    measured = measure(merged, SETTINGS, period=PERIOD, cut_off=PERIOD.last_day, folders=folders, windows=windows)
    state = measured.state
    conditions = three_none(measured, books["supervised"], Soundness({}, {}, {}), SETTINGS, PERIOD)
    here = in_force(state) & ~state["withdrawn_valid"] & (state["claim"] == "确定")
    in_hand = frozenset(state.loc[here, "township"].unique())
    ranking = rank(measured.table, SETTINGS, Units(NAMES, in_force=in_hand, titles=titles(conditions))).ranking
    counted = volumes(measured, NAMES)
    assert len(ranking) == len(NAMES), "every township has its place"
    assert counted["matters"].sum() > 0, "something was registered"
    return ranking


def script(table: pd.DataFrame, _: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Compute what an office's own script does, written in an afternoon."""
    first, last = pd.Timestamp(PERIOD.first_day), pd.Timestamp(PERIOD.last_day)
    frame = table.copy()
    frame["due"] = frame["accepted_on"] + pd.Timedelta(days=60)
    due = frame[(frame["procedure"] == "信访处理意见") & frame["due"].between(first, last)]
    limit = frame[(frame["registered_on"] + pd.Timedelta(days=15)).between(first, last)]
    done = frame[frame["concluded_on"].between(first, last)]
    rates = pd.DataFrame(
        {
            "concluded": (due["concluded_on"] <= due["due"]).groupby(due["township"]).mean(),
            "accepted": (limit["accepted_on"] <= limit["registered_on"] + pd.Timedelta(days=15))
            .groupby(limit["township"])
            .mean(),
            "resolved": (done["settled"] == "已化解").groupby(done["township"]).mean(),
            "content": done["rating_unit"].isin(["满意", "基本满意"]).groupby(done["township"]).mean(),
            "led": frame["lead_official"].notna().groupby(frame["township"]).mean(),
        }
    )
    rates["rank"] = rates.mean(axis=1).rank(ascending=False)
    return rates


def timed(way: Callable[[pd.DataFrame, dict[str, pd.DataFrame]], pd.DataFrame], count: int) -> tuple[float, int, int]:
    """Return processor seconds, and the megabytes that were resident before and at most."""
    keep_texts_as_python_strings()
    table = matters(count)
    books = registers(table)
    before = psutil.Process().memory_info().rss // 2**20
    taken = []
    for _ in range(3):
        start = time.process_time()
        way(table, books)
        taken.append(time.process_time() - start)
    return min(taken), before, _peak()


def _peak() -> int:
    if sys.platform == "win32":
        return psutil.Process().memory_info().peak_wset // 2**20
    import resource  # noqa: PLC0415 - not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (2**20 if sys.platform == "darwin" else 2**10)


def alone(count: int) -> None:
    """Both ways, each in its own process."""
    print(f"{count:,} matters, {len(NAMES)} townships, {date.isoformat(PERIOD.last_day)}")
    for name, way in (("program", program), ("pandas script", script)):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            seconds, before, peak = pool.submit(timed, way, count).result()
        print(f"{name:14} {seconds:6.2f} s of processor time   input {before:,} MB, peak {peak:,} MB")


def beside(count: int, other: Path) -> None:
    """Both builds in turn."""
    builds = {"this build": ROOT, "the other": other}
    taken: dict[str, list[tuple[float, int]]] = {name: [] for name in builds}
    for _ in range(3):
        for name, folder in builds.items():
            taken[name].append(_told(count, folder))
            print(
                f"{name:14} {taken[name][-1][0]:6.2f} s of processor time   peak {taken[name][-1][1]:,} MB", flush=True
            )
    (seconds, peak), (seconds_there, peak_there) = (
        (min(s for s, _ in runs), min(p for _, p in runs)) for runs in taken.values()
    )
    print(
        f"least of three {seconds:.2f} s and {peak:,} MB beside {seconds_there:.2f} s and {peak_there:,} MB", end=": "
    )
    print(f"{seconds / seconds_there:.2f} times the processor time, {peak / peak_there:.2f} times the memory")


def _told(count: int, folder: Path) -> tuple[float, int]:
    """What the benchmark of the build in ``folder`` says of its program: processor seconds and megabytes at most."""
    # Without this uv would run the other build in the environment of this one.
    without = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    command = ["uv", "run", "benchmarks/measuring.py", str(count)]
    said = subprocess.run(command, cwd=folder, env=without, check=True, capture_output=True, encoding="utf-8").stdout
    found = re.search(r"program +([\d.]+) s .* peak ([\d,]+) MB", said)
    assert found is not None, said
    return float(found[1]), int(found[2].replace(",", ""))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("count", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--beside", type=Path)
    asked = parser.parse_args()
    if asked.beside is None:
        alone(asked.count)
    else:
        beside(asked.count, asked.beside)
