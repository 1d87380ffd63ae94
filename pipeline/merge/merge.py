"""The order of merging: numbers, files, rows, holders, values, registers, what is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from pipeline.base.period import parse_period
from pipeline.bundles import Merged, PastEdition, Reading, text_of
from pipeline.merge import registers as registry
from pipeline.merge.editions import as_counted, first_spoken, in_turn
from pipeline.merge.findings import Told, merge_findings
from pipeline.merge.first import confirmed_days
from pipeline.merge.holders.history import first_listing, last_open, moves, omitted, roots, split_at_mergers
from pipeline.merge.holders.holders import PENDING, Holders, holders, is_contested
from pipeline.merge.holders.known import published_words, unseen_rows
from pipeline.merge.holders.limits import limits_of
from pipeline.merge.numbers.numbers import unify
from pipeline.merge.rows import PLACE, listed_by, one_row_each, with_days_that_can_be, with_defaults
from pipeline.merge.set_aside import set_aside_rows, without_day
from pipeline.merge.submissions import settle_files
from pipeline.merge.values import Sources, blank_flags, with_values
from pipeline.rules.windows import Windows
from pipeline.settings.record import Settings

_WORKING = [
    "at",
    "fill",
    "group",
    "key",
    "folder_no",
    "basis",
    "until_no",
    "names",
    "unit",
    "fresh",
    "alone",
    "lacking",
    "sender",
]
"""Columns of merging that mean nothing afterwards."""


def merge(
    reading: Reading,
    settings: Settings,
    *,
    folders: Sequence[str],
    editions: Sequence[PastEdition],
    last_day: date,
    cut_off: date,
    windows: Windows,
    own: PastEdition | None = None,
) -> Merged:
    """The stands of every matter (docs/definitions.md, 合并).

    ``folders``: the source folders, oldest first. ``editions``: earlier published periods, oldest first. ``own``: what
    stands of this very period, draft or not: first values, held ones and what vanished rest on it too. ``windows``:
    those of the period.
    """
    unit = {t.name: settings.successor(t.name, last_day) for t in settings.roster}
    unit_on = {
        f: {t.name: settings.successor(t.name, parse_period(f).last_day) for t in settings.roster} for f in folders
    }
    same = unify(reading, [*editions, *([] if own is None else [own])], folders=folders, unit_of=unit)
    reading, past = same.reading, same.editions
    history = registry.with_missing(reading.registers)
    registers = registry.with_missing(registry.latest(reading.registers, folders))
    history["decisions"] = _to_units_of_the_day(history["decisions"], settings)
    decisions = registry.Decisions(history["decisions"], folders)
    sent = settle_files(reading, registers, decisions)
    ledger = listed_by(with_defaults(sent.ledger), sent.files, folders, unit_on).assign(fresh=True)
    ledger = with_days_that_can_be(ledger, history["reports"], cut_off)
    counted = [as_counted(e) for e in past]
    superior = registers["superior"].set_index("case_no")
    undated = without_day(ledger, [*superior.index, *(no for f in counted for no in f["case_no"])])
    aside, ledger = ledger[undated], ledger[~undated]
    single, doubled = one_row_each(ledger)
    set_aside, mended = set_aside_rows(reading.unplaced, aside, single, folders, unit, unit_on, sent.submitted)
    unseen = unseen_rows(past, counted, single, folders, unit, reading.files["file"])
    rows = _together(single, unseen, unit)
    words = published_words(past[: len(editions)], folders, history, decisions, superior)
    contested = is_contested(rows, words, unit)
    spoken = in_turn(past, counted)
    checks = registers["spot_checks"]
    about = checks["checked"].fillna("化解") == "化解"
    true = frozenset(checks.loc[about & (checks["result"] == "属实"), "case_no"])
    sources = Sources(
        rows,
        spoken,
        first_spoken(past, counted, folders),
        superior,
        decisions,
        windows,
        settings.options.rating_days,
        settings.options.came_back_days,
        true,
        checks[checks["result"] == "不属实"],
        own,
    )
    number = {name: at for at, name in enumerate(folders)}
    in_by = frozenset((number[f], unit.get(t, t)) for f, t in sent.submitted if f in number)
    limits = limits_of(rows, contested, sources, settings, unit, pd.Timestamp(cut_off))
    found = holders(
        rows,
        words,
        contested,
        folders=folders,
        windows=windows,
        unit=unit,
        sent=in_by,
        missed=limits.missed,
        unfavourable=limits.unfavourable,
        end=pd.Timestamp(cut_off),
    )
    stands = found.stands.assign(township=lambda f: text_of(f["part"], unit, f["part"]))
    frame, first = with_values(stands, sources)
    confirmed = confirmed_days(frame, decisions.confirmed(), rows)
    newest = _newest(in_by, unit)
    frame["current"] = frame["fresh"].fillna(value=False).astype(bool) & (
        frame["folder_no"] == frame["township"].map(newest)
    )
    out = ~frame["current"] & frame["case_no"].isin(decisions.taken_out())
    frame, taken_out = frame[~out], frame[out]
    missing = omitted(frame, registers["superior"], decisions, windows, settings, last_day=last_day, unit=unit)
    frame = _without_unlisted(frame, missing)
    told_missing = missing[~missing["case_no"].isin(same.numbers.hidden)]
    frame = _joined(frame, missing, sources, registers["superior"])
    frame = _finished(frame, registers, same.numbers.hidden, mended, counted, decisions)
    frame = split_at_mergers(first_listing(frame, rows, folders), settings, windows, last_day)
    frame = frame.sort_values(["case_no", "held_from", "part"], kind="stable", na_position="first").reset_index(
        drop=True
    )
    frame["root_case_no"] = roots(frame)
    frame["other_numbers"] = (
        frame["case_no"].map({no: "、".join(others) for no, others in same.numbers.others.items()}).astype("str")
    )
    told = Told(
        frame=frame,
        rows=rows,
        found=found,
        missing=told_missing,
        taken_out=taken_out,
        sent=sent,
        newest=newest,
        folders=folders,
        registers=registers,
        history=history,
        decisions=decisions,
        windows=windows,
        unit=unit,
        columns=reading.columns,
        names_today=settings.names_on(last_day),
        cut_off=cut_off,
        set_aside=set_aside,
        settings=settings,
        counted=spoken,
    )
    lost = [
        sent.lost,
        doubled,
        _passed(rows, frame, found),
        taken_out.assign(reason="处理决定更正属实，不再计入"),
        aside.assign(reason="登记日期读不出，也没有别处可据，单列"),
    ]
    return Merged(
        matters=frame.drop(columns=[c for c in (*_WORKING, "current") if c in frame]),
        trace=_trace(pd.concat([part[["case_no", *PLACE, "reason"]] for part in lost])),
        files=sent.files,
        registers={id_: registers[id_] for id_ in registers if id_ in reading.registers},
        first=first,
        omissions=told_missing[["case_no", "township", "registered_on", "received_on"]],
        confirmed=confirmed,
        submitted=sent.submitted,
        zero=sent.zero,
        findings=(*same.findings, *sent.findings, *merge_findings(told)),
        numbers=same.numbers,
        set_aside=set_aside,
        moves=moves(frame),
        unclaimed=frame.loc[frame["present"] & (frame["part"] == ""), ["case_no", "clock_on"]].reset_index(drop=True),
        refused=sent.refused,
    )


def _together(single: pd.DataFrame, unseen: pd.DataFrame | None, unit: Mapping[str, str]) -> pd.DataFrame:
    """All rows by folder, those that editions alone have among them, with ``unit``, of today."""
    rows = single
    if unseen is not None and len(unseen):
        shared = {c: single[c].dtype for c in single.columns if c in unseen.columns}
        added = blank_flags(unseen).reindex(columns=single.columns)
        for column in single.columns:
            if single[column].dtype == bool:
                added[column] = added[column].fillna(value=False).astype(bool)
        rows = pd.concat(
            [single, added.astype({c: t for c, t in shared.items() if not pd.api.types.is_bool_dtype(t)})],
            ignore_index=True,
        )
        rows["folder_no"] = rows["folder_no"].astype(float)
    names = rows["part"].unique()
    rows = rows.assign(unit=rows["part"].map({name: unit.get(name, name) for name in names}).astype("str"))
    order = np.lexsort((rows["source_row"].fillna(0).to_numpy(dtype=float), rows["folder_no"].to_numpy(dtype=float)))
    return rows.iloc[order].reset_index(drop=True)


def _to_units_of_the_day(decisions: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """归属 to a unit that was merged by its day goes to the unit that it was merged into."""
    merged = {unit.name for unit in settings.roster if unit.merged_on is not None}
    if "to" not in decisions or not decisions["to"].isin(list(merged)).any():
        return decisions
    days = decisions["from_on"].fillna(decisions["decided_on"])
    to = [
        settings.successor(name, day.date()) if name in merged and not pd.isna(day) else name
        for name, day in zip(decisions["to"], days, strict=True)
    ]
    return decisions.assign(to=pd.Series(to, index=decisions.index, dtype="str"))


def _newest(in_by: frozenset[tuple[int, str]], unit: Mapping[str, str]) -> dict[str, int]:
    """Unit of today -> the newest folder for which it sent a ledger or declared zero, -1 for none."""
    newest = dict.fromkeys(unit.values(), -1)
    for no, name in in_by:
        newest[name] = max(newest.get(name, -1), no)
    return newest


def _without_unlisted(frame: pd.DataFrame, missing: pd.DataFrame) -> pd.DataFrame:
    """Without the stands of units whose ledgers never listed the matter: only its holder's counts, while it is an omission (``missing``)."""
    alone = frame["alone"].astype(bool)
    return frame[~alone | (frame["present"] & frame["case_no"].isin(missing["case_no"]))] if alone.any() else frame


def _joined(frame: pd.DataFrame, missing: pd.DataFrame, sources: Sources, superior: pd.DataFrame) -> pd.DataFrame:
    """With the matters that the register alone has, by its own row."""
    new = missing[~missing["case_no"].isin(frame["case_no"])]
    if new.empty:
        return frame
    rows = superior.set_index("case_no").loc[new["case_no"]].reset_index()
    rows = with_defaults(
        blank_flags(
            rows.drop(columns=["township"]).assign(part=new["part"].to_numpy(), township=new["township"].to_numpy())
        )
    )
    blank = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[s]")
    stands = rows.assign(
        names=rows["part"],
        unit=rows["township"],
        fresh=False,
        folder_no=-1,
        way="首报",
        clock_on=blank,
        held_from=blank,
        held_until=blank,
        present=True,
        claim="确定",
        at=np.arange(len(rows)),
        fill=-1,
        basis="上级登记台账",
        until_no=-1,
        rework_on=blank,
        first_part=rows["part"],
    )
    taken = [
        "case_no",
        "part",
        "way",
        "clock_on",
        "held_from",
        "held_until",
        "present",
        "claim",
        "at",
        "fill",
        "basis",
        "until_no",
        "rework_on",
        "first_part",
        "township",
    ]
    only = Sources(
        stands.drop(columns=[c for c in taken if c not in ("case_no", "part", "township")]),
        (),
        (),
        sources.superior,
        sources.decisions,
        sources.windows,
        sources.rating_days,
        sources.came_back_days,
        frozenset(),
        sources.false,
    )
    values, _ = with_values(stands[taken], only)
    values = values.assign(alone=True, current=False).reindex(columns=frame.columns)
    return pd.concat([frame, values.astype({c: frame[c].dtype for c in frame.columns})], ignore_index=True)


def _finished(
    frame: pd.DataFrame,
    registers: Mapping[str, pd.DataFrame],
    hidden: frozenset[str],
    mended: Mapping[str, str],
    counted: Sequence[pd.DataFrame],
    decisions: registry.Decisions,
) -> pd.DataFrame:
    checks, superior = registers["spot_checks"], registers["superior"]
    agreed = set(superior.loc[superior["withdrawn_on"].notna(), "case_no"]) | decisions.subjects(registry.AGREED_BACK)
    false = set(checks.loc[(checks["result"] == "不属实") & (checks["checked"].fillna("化解") == "化解"), "case_no"])
    origin = (
        frame["current"]
        .map({True: "台账", False: "往期"})
        .mask(frame["alone"].fillna(value=False).astype(bool), "上级")
    )
    return frame.assign(
        origin=origin.astype("str"),
        handed_back=frame["case_no"].isin(agreed) & frame["withdrawn_on"].notna(),
        found_false=frame["case_no"].isin(false),
        hidden=frame["case_no"].isin(hidden) if hidden else False,
        mended=frame["case_no"].map(mended).astype("str")
        if mended
        else pd.Series(None, index=frame.index, dtype="str"),
        open_at=last_open(frame, counted),
        pending_only=False,
    )


def _passed(rows: pd.DataFrame, frame: pd.DataFrame, found: Holders) -> pd.DataFrame:
    """The rows that count for no stand, with their reason: an older folder's, or another unit's than the holder."""
    marks = np.zeros(len(rows), dtype=bool)
    marks[found.stands.loc[found.stands["at"] >= 0, "at"].to_numpy()] = True
    lost: pd.DataFrame = rows[~marks & rows["fresh"].to_numpy(dtype=bool)]
    lost["reason"] = pd.Series(None, index=lost.index, dtype="str")
    if lost.empty:
        return lost
    holder = frame.loc[
        frame["present"] & frame["case_no"].isin(lost["case_no"]), ["case_no", "folder", "township", "claim", "fresh"]
    ].set_index("case_no")
    where = holder["folder"].reindex(lost["case_no"]).to_numpy()
    who = holder["township"].reindex(lost["case_no"]).to_numpy()
    pending = holder["claim"].reindex(lost["case_no"]).to_numpy() == PENDING
    own = lost["unit"].to_numpy() == who
    reason = np.where(own, [f"以{name}台账为准" for name in where], [f"归{name}，按其台账计" for name in who])
    reason = np.where(pd.isna(who), "归上级登记台账所列单位，待其列入台账后计", reason)
    seen = holder["fresh"].reindex(lost["case_no"]).to_numpy()
    reason = np.where(seen == False, "以已发布的往期成果为准", reason)  # noqa: E712 - an array that may hold nulls
    lost["reason"] = np.where(pending & ~own, "多个乡镇同报、归属待定，按较不利的一行暂计全县", reason)
    return lost


def _trace(lost: pd.DataFrame) -> pd.DataFrame:
    frame = lost[["case_no", *PLACE, "reason"]].rename(columns=dict(zip(PLACE, ("file", "sheet", "row"), strict=True)))
    return frame.astype({"reason": "str"}).sort_values(["case_no", "file", "row"], kind="stable").reset_index(drop=True)
