"""What merging tells the townships: vanished, zero reports, omissions, changed values, 补登, hand-backs, late ledgers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from pipeline.hidden import NUMBER, is_hidden
from pipeline.merge.history import looked_up, still_required
from pipeline.merge.places import Columns, first_row, names, place_of
from pipeline.merge.registers import VANISHED
from pipeline.merge.submissions import Submissions
from pipeline.message_texts.merging import EARLIER_LEDGER, PUBLISHED_IN
from pipeline.messages import finding
from pipeline.model import Finding, Place
from pipeline.schema.ledger import FIRST_SUBMITTED_IDS, LEDGER, OVERLAID_IDS

_LABEL = {f.id: f.label for f in LEDGER}
_STEP_WORD = {"accepted_on": "受理", "extension_approved_on": "批准延期", "concluded_on": "办结"}


def merge_findings(
    known: pd.DataFrame,
    taken_out: pd.DataFrame,
    states: pd.DataFrame,
    missing: pd.DataFrame,
    told: Mapping[str, Mapping[str, str]],
    *,
    changes: pd.DataFrame,
    timely: Mapping[str, pd.Series],
    cut_off: date,
    sent: Submissions,
    newest: Mapping[str, int],
    folders: Sequence[str],
    registers: Mapping[str, pd.DataFrame],
    last_days: Mapping[str, date],
    corrected: frozenset[str],
    unit_of: Mapping[str, str],
    columns: Columns,
    names_today: Sequence[str],
) -> list[Finding]:
    """Every finding of merging for the newest of ``folders``; case numbers of 检举控告 are never named.

    ``known``: the matters of ledgers and editions, before any register counts. ``taken_out``: those that 处理决定 took out.
    """
    folder = folders[-1]
    ledger_states = known[known["published_in"].isna()]
    in_ledger = states[states["in_superior"] & (states["origin"] == "台账")]
    return [
        *_vanished(known, sent, newest, folders, last_days, unit_of),
        *_taken_out(taken_out, registers["decisions"], columns),
        *_omissions(missing, unit_of, columns),
        *_differences("R208", FIRST_SUBMITTED_IDS, ledger_states[~ledger_states["case_no"].isin(corrected)], columns),
        *_differences("R210", OVERLAID_IDS, in_ledger, columns, registers["superior"].set_index("case_no")),
        *_backfilled(states, told, timely, columns),
        *_changed(states, changes, columns),
        *_not_handed_back(states, columns),
        *_simple_though_assigned(states, registers["assigned"], columns),
        *_sent_for_others(sent, unit_of, folder, columns),
        *_late(registers["reports"], folder, columns),
        *_sent_early(registers["reports"], folder, cut_off, columns),
        *_unsent(newest, folders, names_today),
    ]


def _vanished(
    states: pd.DataFrame,
    sent: Submissions,
    newest: Mapping[str, int],
    folders: Sequence[str],
    last_days: Mapping[str, date],
    unit_of: Mapping[str, str],
) -> Iterable[Finding]:
    zero = {(folder, unit_of.get(t, t)) for folder, t in sent.zero}
    gone = states[~states["current"] & states["withdrawn_on"].isna()]
    for unit, group in gone.groupby("township", sort=True):
        latest = newest.get(str(unit), -1)
        if latest != len(folders) - 1:
            continue
        folder = folders[latest]
        owed = group[still_required(group, last_days[folder])]
        if (folder, unit) in zero:
            owed = owed[owed["concluded_on"].isna()]
            if len(owed):
                text, listed = names(owed)
                first = listed[0] if listed else NUMBER
                yield finding("R203", Place(f"{folder}/"), township=str(unit), count=len(owed), examples=text, first=first, case_nos=listed)
            continue
        for edition, lacking in owed.groupby(owed["published_in"].fillna(""), sort=True):
            text, listed = names(lacking, 20)
            yield finding(
                VANISHED, Place(f"{folder}/"), township=str(unit), count=len(lacking), examples=text, case_nos=listed, cells=len(lacking),
                had=PUBLISHED_IN.format(edition=edition) if edition else EARLIER_LEDGER,
            )  # fmt: skip


def _taken_out(frame: pd.DataFrame, decisions: pd.DataFrame, columns: Columns) -> Iterable[Finding]:
    entries = decisions[(decisions["rule"] == VANISHED) & decisions["decision"].str.startswith("更正属实")]
    for unit, group in frame.groupby("township", sort=True):
        row = first_row(entries[entries["subject"].isin(group["case_no"])])
        text, listed = names(group, 20)
        yield finding(
            "R222", place_of(row, columns, "subject"), township=str(unit), row=int(row["source_row"]), count=len(group), examples=text,
            case_nos=listed, cells=len(group),
        )  # fmt: skip


def _omissions(missing: pd.DataFrame, unit_of: Mapping[str, str], columns: Columns) -> Iterable[Finding]:
    for unit, group in missing.groupby(missing["township"].map(unit_of), sort=True):
        text, listed = names(group, 20)
        place = place_of(first_row(group), columns)
        yield finding("R207", place, township=str(unit), count=len(group), examples=text, case_nos=listed, cells=len(group))


def _differences(
    code: str, ids: Sequence[str], frame: pd.DataFrame, columns: Columns, register: pd.DataFrame | None = None
) -> Iterable[Finding]:
    """Values submitted that differ from those that count, grouped by file and column.

    Against ``register`` (indexed by case number) the sentence goes from the ledger's value to the register's; else from the
    first value to the new one. 检举控告 matters are left out.
    """
    frame = frame[~is_hidden(frame)]
    for id_ in ids:
        counted = frame[id_] if register is None else looked_up(frame["case_no"], register, id_)
        submitted = frame[f"{id_}_submitted"]
        differs = counted.notna() & submitted.notna() & (counted != submitted)
        if not differs.any():
            continue
        pair = (counted, submitted) if register is None else (submitted, counted)
        differing = frame.assign(_before=pair[0], _after=pair[1])[differs]
        for (township, _file), group in differing.groupby(["township", "source_file"], sort=True):
            row = first_row(group)
            yield _about(
                code, group, columns, str(township), id_, label=_LABEL[id_], example=row["case_no"], before=_said(row["_before"]),
                after=_said(row["_after"]),
            )  # fmt: skip


def _about(code: str, group: pd.DataFrame, columns: Columns, township: str, id_: str = "case_no", **words: object) -> Finding:
    """A finding about rows of one file: at the highest one, for all of them."""
    row = first_row(group)
    shown = group.loc[~is_hidden(group), "case_no"]
    return finding(
        code, place_of(row, columns, id_), township=township, row=0 if pd.isna(row["source_row"]) else int(row["source_row"]), cells=len(group), case_nos=tuple(shown),
        **{"count": len(group), **words},
    )  # fmt: skip


def _said(value: object) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


def _backfilled(
    states: pd.DataFrame, told: Mapping[str, Mapping[str, str]], timely: Mapping[str, pd.Series], columns: Columns
) -> Iterable[Finding]:
    """补登: an error where the date would be on time but for that, a reminder where it is late in any case."""
    open_ = states[~is_hidden(states)]
    for id_, cases in told.items():
        hit = open_[open_["case_no"].isin(cases)]
        code = timely[id_].reindex(hit.index).map({True: "R218", False: "R209"}).rename("code")
        keys = [hit["township"], hit["source_file"], hit["case_no"].map(cases).rename("edition"), code]
        for (township, _file, edition, which), group in hit.groupby(keys, sort=True):
            example = first_row(group)["case_no"]
            yield _about(str(which), group, columns, str(township), id_, step=_STEP_WORD[id_], edition=edition, example=example)


def _changed(states: pd.DataFrame, changes: pd.DataFrame, columns: Columns) -> Iterable[Finding]:
    """The list of changes: dates that an edition published and the ledger has otherwise, and conclusions taken back."""
    listed = states[(states["origin"] == "台账") & ~is_hidden(states)]
    rows = listed.merge(changes, on="case_no", how="inner")
    for (code, id_, township, _file, edition), group in rows.groupby(["code", "id", "township", "source_file", "edition"], sort=True):
        row = first_row(group)
        after = "空白" if pd.isna(row["after"]) else _said(row["after"])
        yield _about(
            str(code), group, columns, str(township), str(id_), label=_LABEL[str(id_)], edition=edition, example=row["case_no"],
            before=_said(row["before"]), after=after,
        )  # fmt: skip


def _not_handed_back(states: pd.DataFrame, columns: Columns) -> Iterable[Finding]:
    claimed = states[states["withdrawn_on"].notna() & ~states["handed_back"] & (states["origin"] == "台账") & ~is_hidden(states)]
    for (township, _file), group in claimed.groupby(["township", "source_file"], sort=True):
        yield _about("R211", group, columns, str(township), "withdrawn_on", example=first_row(group)["case_no"])


def _simple_though_assigned(states: pd.DataFrame, assigned: pd.DataFrame, columns: Columns) -> Iterable[Finding]:
    simple = states[(states["procedure"] == "简易办理") & states["current"] & states["case_no"].isin(assigned["case_no"])]
    for (township, _file), group in simple[~is_hidden(simple)].groupby(["township", "source_file"], sort=True):
        yield _about("R221", group, columns, str(township), "procedure", example=first_row(group)["case_no"])


def _sent_for_others(sent: Submissions, unit_of: Mapping[str, str], folder: str, columns: Columns) -> Iterable[Finding]:
    sender = sent.ledger["source_file"].map(dict(zip(sent.files["file"], sent.files["township"], strict=True)))
    rows = sent.ledger.assign(_sender=sender)
    other = rows[(rows["folder"] == folder) & sender.notna() & (sender.map(unit_of) != rows["township"].map(unit_of))]
    for (_file, sender_name, township), group in other.groupby(["source_file", "_sender", "township"], sort=True):
        example, _ = names(group, 1)
        yield _about("R212", group, columns, str(sender_name), "township", sender=sender_name, township_name=township, example=example)


def _late(reports: pd.DataFrame, folder: str, columns: Columns) -> Iterable[Finding]:
    monthly = reports[(reports["folder"] == folder) & (reports["daily"] != "是")]
    late = monthly[monthly["sent_on"].notna() & (monthly["sent_on"] > monthly["due_on"])]
    for _, row in late.sort_values("source_row").iterrows():
        place = place_of(row, columns, "sent_on")
        due, sent = _said(row["due_on"]), _said(row["sent_on"])
        yield finding("R214", place, township=row["township"], row=int(row["source_row"]), folder=folder, due=due, sent=sent)


def _sent_early(reports: pd.DataFrame, folder: str, cut_off: date, columns: Columns) -> Iterable[Finding]:
    """Ledgers sent before the cut-off can't tell of the days in between."""
    monthly = reports[(reports["folder"] == folder) & (reports["daily"] != "是") & (reports["sent_on"] < pd.Timestamp(cut_off))]
    for _, row in monthly.sort_values("source_row").iterrows():
        place = place_of(row, columns, "sent_on")
        yield finding(
            "R219", place, township=row["township"], row=int(row["source_row"]), folder=folder, sent=_said(row["sent_on"]), cut_off=cut_off
        )


def _unsent(newest: Mapping[str, int], folders: Sequence[str], names_today: Sequence[str]) -> Iterable[Finding]:
    for township in names_today:
        if newest.get(township, -1) < len(folders) - 1:
            yield finding("R213", Place(f"{folders[-1]}/"), township=township, folder=folders[-1])
