"""The order of merging: numbers, files, rows, holders, values, what the registers add, findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.base.packed import packed
from pipeline.bundles import Merged, PastEdition, Reading
from pipeline.merge.all_rows import all_rows
from pipeline.merge.context import Context
from pipeline.merge.editions import published_by
from pipeline.merge.faults.findings import merge_findings
from pipeline.merge.holders.history import moves
from pipeline.merge.holders.holders import holders_of
from pipeline.merge.numbers.numbers import unify
from pipeline.merge.registers import registers_of
from pipeline.merge.result import Result
from pipeline.merge.sources import Sources
from pipeline.merge.stands import finished_stands
from pipeline.merge.submissions import settle_files
from pipeline.merge.trace import trace_of
from pipeline.merge.values import with_values
from pipeline.rules.coded import coded
from pipeline.rules.windows import Windows
from pipeline.settings.record import Settings

_WORKING = (
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
    "current",
)
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
    context = Context(settings, folders, windows, last_day, cut_off)
    past = [*editions, *([] if own is None else [own])]
    same = unify(reading, past, folders=folders, unit_of=context.unit_today)
    registers = registers_of(same.reading.registers, context)
    published = published_by(same.editions, own, folders)
    sent = settle_files(same.reading, registers.newest, registers.decisions)
    submitted = context.by_number(sent.submitted)
    listed = all_rows(same.reading, sent, registers, published, context)
    sources = Sources(listed.rows, published, registers, context)
    holders = holders_of(sources, submitted)
    frame, first = with_values(holders.stands, sources)
    stands = finished_stands(frame, listed, sources, same.numbers, submitted)
    result = Result(context, registers, published, sent, listed, holders, stands, same.reading.columns)
    frame = stands.frame
    nobody = frame["present"] & (frame["part"] == "")
    return Merged(
        matters=packed(coded(frame.drop(columns=[column for column in _WORKING if column in frame]))),
        first=first,
        trace=trace_of(sent, listed, holders, stands),
        files=sent.files,
        registers={id_: registers.newest[id_] for id_ in registers.newest if id_ in same.reading.registers},
        omissions=stands.missing[["case_no", "township", "registered_on", "received_on", "hidden"]],
        submitted=sent.submitted,
        zero=sent.zero,
        findings=(*same.findings, *sent.findings, *merge_findings(result)),
        numbers=same.numbers,
        set_aside=listed.set_aside,
        moves=moves(frame),
        unclaimed=frame.loc[nobody, ["case_no", "clock_on"]].reset_index(drop=True),
        refused=sent.refused,
    )
