"""The order of merging: files, rows, claims, first values, registers, what earlier periods say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from pipeline.bundles import Merged, PastEdition, Reading
from pipeline.merge import registers as registry
from pipeline.merge.claims import settle_claims
from pipeline.merge.editions import from_editions, older_rows
from pipeline.merge.findings import merge_findings
from pipeline.merge.history import mark_backfilled, omitted, overlay_superior, roots
from pipeline.merge.numbers import unify
from pipeline.merge.published import hold_published, timely
from pipeline.merge.rows import PLACE, drop_duplicates, first_submitted, newest_of_each, with_counted_procedure
from pipeline.merge.submissions import settle_files
from pipeline.period import parse_period
from pipeline.schema.ledger import LEDGER
from pipeline.settings import Settings

WORKING = ("unit", "folder_no", "holding", "current", "held_since", "published_in")
"""Columns of merging that mean nothing afterwards."""


def merge(
    reading: Reading,
    settings: Settings,
    *,
    folders: Sequence[str],
    editions: Sequence[PastEdition],
    last_day: date,
    cut_off: date,
) -> Merged:
    """One row a matter (docs/definitions.md, 合并).

    ``folders``: the source folders, oldest first. ``editions``: earlier published periods, oldest first.
    """
    unit_of = {t.name: settings.successor(t.name, last_day) for t in settings.roster}
    same = unify(reading, editions, folders=folders, unit_of=unit_of)
    reading, editions = same.reading, same.editions
    registers = registry.with_missing(registry.latest(reading.registers, folders))
    decisions = registry.Decisions(registers["decisions"])
    sent = settle_files(reading, registers, decisions)
    ledger = with_counted_procedure(sent.ledger)
    number = {name: i for i, name in enumerate(folders)}
    ledger = ledger.assign(unit=ledger["township"].map(unit_of), folder_no=ledger["folder"].map(number)).reset_index(drop=True)
    ledger["holding"] = pd.factorize(ledger["case_no"])[0] * len(unit_of) + pd.factorize(ledger["unit"])[0]
    single, doubled = drop_duplicates(ledger)
    single = single.assign(held_since=single.groupby("holding")["folder_no"].transform("min"))
    corrected = decisions.subjects("更正属实")
    older = older_rows(editions, folders)
    past, before_now = from_editions(editions, single, older, corrected, unit_of, reading.files["file"])
    states, outdated, passed = _newest_ledgers(single, past)
    newest = {unit_of[t]: -1 for t in unit_of}
    for folder, township in sent.submitted:
        unit = unit_of.get(township, township)
        newest[unit] = max(newest.get(unit, -1), number[folder])
    states = states.assign(current=states["folder_no"] == states["unit"].map(newest))
    claims = settle_claims(states, registers, decisions, unit_of, reading.columns)
    states, first = first_submitted(claims.states, single, older, corrected)
    states = states.assign(
        origin=states["current"].map({True: "台账", False: "往期"}),
        township=states["unit"],
        published_in=pd.Series(None, index=states.index, dtype="str"),
    )
    states = _joined(states, None if past is None else past.assign(origin="往期", township=past["unit"]))
    out = ~states["current"] & states["case_no"].isin(decisions.taken_out())
    states, taken_out = states[~out], states[out]
    known = set(states["case_no"])
    missing = omitted(registers["superior"], known, cut_off, settings.options.omission_grace_days, last_day, decisions)
    before = states
    states = _joined(states, _from_register(missing, unit_of))
    states = overlay_superior(states, registers["superior"])
    states, changes = hold_published(states, editions, registers["superior"], decisions, settings)
    states, told = mark_backfilled(states, editions, registers["superior"], decisions)
    returned = registers["superior"].loc[registers["superior"]["withdrawn_on"].notna(), "case_no"]
    checks = registers["spot_checks"]
    states = states.assign(
        handed_back=states["case_no"].isin(returned) | states["case_no"].isin(decisions.subjects("同意退回")),
        found_false=states["case_no"].isin(checks.loc[checks["result"] == "不属实", "case_no"]),
    )
    states = states.sort_values("case_no", kind="stable").reset_index(drop=True)
    states["root_case_no"] = roots(states)
    states["other_numbers"] = (
        states["case_no"].map({number: "、".join(others) for number, others in same.numbers.others.items()}).astype("str")
    )
    states["hidden"] = states["case_no"].isin(same.numbers.hidden)
    lost = pd.concat([sent.lost, doubled, outdated, passed, claims.lost, taken_out.assign(reason="处理决定更正属实，不再计入")])
    findings = merge_findings(
        before, taken_out, states, missing, told, changes=changes, timely=timely(states, settings), cut_off=cut_off, sent=sent, newest=newest, folders=folders, registers=registers,
        last_days={name: parse_period(name).last_day for name in folders}, corrected=corrected, unit_of=unit_of,
        columns=reading.columns, names_today=settings.names_on(last_day),
    )  # fmt: skip
    return Merged(
        matters=states.drop(columns=list(WORKING)),
        trace=_trace(lost),
        files=sent.files,
        registers={id_: registers[id_] for id_ in registers if id_ in reading.registers},
        first=pd.concat([first, before_now]),
        omissions=missing.assign(township=missing["township"].map(unit_of))[["case_no", "township", "registered_on", "received_on"]],
        submitted=sent.submitted,
        zero=sent.zero,
        findings=(*same.findings, *sent.findings, *claims.findings, *findings),
        numbers=same.numbers,
    )


def _newest_ledgers(single: pd.DataFrame, past: pd.DataFrame | None) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """As newest_of_each, of the matters whose last state is a ledger's; and the rows of those that ``past`` speaks for, with their reason."""
    if past is None:
        return *newest_of_each(single), single.iloc[:0].assign(reason="")
    edition = single["case_no"].map(dict(zip(past["case_no"], past["published_in"], strict=True)))
    passed = single[edition.notna()].assign(reason="以已发布的" + edition[edition.notna()] + "为准")
    return *newest_of_each(single[edition.isna()]), passed


def _from_register(missing: pd.DataFrame, unit_of: Mapping[str, str]) -> pd.DataFrame:
    frame = missing.assign(township=missing["township"].map(unit_of), origin="上级", claim="确定", procedure_bad=False)
    return with_counted_procedure(frame)


def _joined(states: pd.DataFrame, part: pd.DataFrame | None) -> pd.DataFrame:
    """``states`` and matters that no ledger has now, in their columns; what isn't told of a value is that it can be read."""
    if part is None or part.empty:
        return states
    part = part.assign(current=False)
    for field in LEDGER:
        flag = f"{field.id}_bad"
        if flag in states and flag not in part:
            part[flag] = False
    shared = {c: states[c].dtype for c in part.columns if c in states.columns}
    return pd.concat([states, part.reindex(columns=states.columns).astype(shared)], ignore_index=True)


def _trace(lost: pd.DataFrame) -> pd.DataFrame:
    frame = lost[["case_no", *PLACE, "reason"]].rename(columns=dict(zip(PLACE, ("file", "sheet", "row"), strict=True)))
    return frame.sort_values(["case_no", "file", "row"], kind="stable").reset_index(drop=True)
