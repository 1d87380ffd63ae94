"""Which file speaks for a township in each folder, and who has sent one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.foreign import FILE, foreign, plain_sentence
from pipeline.base.named_files import files_meant
from pipeline.base.place import Place
from pipeline.bundles import Reading
from pipeline.merge.registers import ADOPT, Decisions, latest, with_missing
from pipeline.merge.rival_files import difference
from pipeline.messages.catalogue import finding
from pipeline.schema.vocabulary import Answer, Verdict


@dataclass(frozen=True)
class Submissions:
    """``ledger``: the rows of files that speak.

    ``files``: the contract's table with verdicts settled. ``refused``: (folder, township) with nothing but refused
    files. ``instead``: file replaced -> the file that stands in for it.
    """

    ledger: pd.DataFrame
    files: pd.DataFrame
    submitted: frozenset[tuple[str, str]]
    zero: frozenset[tuple[str, str]]
    lost: pd.DataFrame
    findings: tuple[Finding, ...]
    refused: frozenset[tuple[str, str]] = frozenset()
    instead: Mapping[str, str] = field(default_factory=dict)


def settle_files(reading: Reading, registers: Mapping[str, pd.DataFrame], decisions: Decisions) -> Submissions:
    """Which file speaks for each township in each folder.

    Two different files of one township for one folder are both refused, unless one is the other sent back and
    corrected, or 报送登记 or 处理决定 of that folder names one, or they share no number (all are read, with a note). An
    entry that names the first file names its correction.

    A file's rows without its own township (one workbook for several) speak for the township of each row.
    """
    files = reading.files.copy()
    is_ledger = set(reading.rows.loc[reading.rows["kind"] == "台账", "file"])
    adopted = files[(files["verdict"] == Verdict.ADOPTED) & files["township"].notna() & files["file"].isin(is_ledger)]
    refused, instead, replaced, findings = _settled(adopted, reading, _named_files(registers["reports"]), decisions)
    for verdict, reasons in ((Verdict.REFUSED, refused), (Verdict.REPLACED, replaced)):
        hit = files["file"].isin(list(reasons))
        files.loc[hit, "verdict"] = verdict
        files.loc[hit, "reason"] = files.loc[hit, "file"].map(reasons)
    out = reading.ledger["source_file"].isin([*refused, *replaced])
    lost = reading.ledger[out].assign(reason=reading.ledger.loc[out, "source_file"].map({**refused, **replaced}))
    ledger = reading.ledger[~out]
    speaking = files[(files["verdict"] == Verdict.ADOPTED) & files["file"].isin(is_ledger)]
    submitted = {
        (str(f).split("/")[0], str(t))
        for f, t in zip(speaking["file"], speaking["township"], strict=True)
        if not pd.isna(t)
    }
    shared = ledger[~ledger["source_file"].isin(speaking.loc[speaking["township"].notna(), "file"])]
    submitted |= _pairs(shared)
    zero = set(reading.zero_files) | declared_zero(registers.get("reports"))
    with_rows = _pairs(ledger)
    findings += [
        finding("R202", Place(f"{folder}/"), township=township, folder=folder)
        for folder, township in sorted(zero & with_rows)
    ]
    turned = files[(files["verdict"] == Verdict.REFUSED) & files["township"].notna()]
    turned_away = set(zip(turned["file"].str.split("/").str[0], turned["township"], strict=True)) - submitted - zero
    return Submissions(
        ledger,
        files,
        frozenset(submitted | zero),
        frozenset(zero - with_rows),
        lost,
        tuple(findings),
        frozenset(turned_away),
        instead,
    )


def _settled(
    adopted: pd.DataFrame, reading: Reading, named: Mapping[tuple[str, str], set[str]], decisions: Decisions
) -> tuple[dict[str, str], dict[str, str], dict[str, str], list[Finding]]:
    """Of the ledgers ``adopted`` so far: file -> why it is refused, file -> the file that stands in for it and the
    sentence about that, and the findings.

    ``named``: (folder, township) -> the names of files in 报送登记.
    """
    corrected = stand_ins(reading)
    instead = dict(corrected)
    findings: list[Finding] = []
    refused: dict[str, str] = {}
    replaced = {old: f"退回修改后由“{PurePosixPath(new).name}”替换" for old, new in instead.items()}
    folder_of = adopted["file"].str.split("/").str[0]
    for (folder, township), group in adopted.groupby([folder_of, "township"], sort=True):
        known = sorted(group["file"])
        paths = [p for p in known if p not in corrected]
        if len(paths) < 2:
            continue
        adopting = {e.subject for e in decisions if e.kind.startswith(ADOPT) and e.folder == folder}
        chosen = _meant(adopting, known) or _meant(named.get((str(folder), str(township)), set()), known)
        chosen = {corrected.get(p, p) for p in chosen}
        if len(chosen) == 1:
            instead.update({p: min(chosen) for p in paths if p not in chosen})
            replaced.update({p: f"以“{PurePosixPath(min(chosen)).name}”为准" for p in paths if p not in chosen})
            continue
        names = "、".join(f"“{foreign(PurePosixPath(p).name, FILE)}”" for p in paths)
        if not chosen and _share_no_number(reading.ledger, paths):
            findings.append(
                finding("R230", Place(paths[-1]), township=str(township), files=names, township_name=township)
            )
            continue
        refused.update(dict.fromkeys(paths, plain_sentence(f"同一乡镇有多份不同的台账：{names}")))
        unlike = difference(reading.ledger, paths)
        findings += [
            finding("R201", Place(p), township=str(township), files=names, township_name=township, difference=unlike)
            for p in paths
        ]
    return refused, instead, replaced, findings


def _meant(entries: Iterable[str], paths: Sequence[str]) -> set[str]:
    """The files that any of the entries means."""
    return {path for entry in entries for path in files_meant(entry, paths)}


def _pairs(rows: pd.DataFrame) -> set[tuple[str, str]]:
    """The (folder, township) that there are."""
    distinct = rows[["folder", "township"]].drop_duplicates()
    return set(zip(distinct["folder"], distinct["township"], strict=True))


def _share_no_number(ledger: pd.DataFrame, paths: Sequence[str]) -> bool:
    """Whether no number stands in two of the files, and each has one."""
    rows = ledger.loc[ledger["source_file"].isin(list(paths)), ["source_file", "case_no"]].drop_duplicates()
    return rows["source_file"].nunique() == len(paths) and not rows["case_no"].duplicated().any()


def replaced_files(reading: Reading, folders: Sequence[str]) -> Mapping[str, str]:
    """File -> the file that stands in for it: its correction, or the one that 报送登记 or 处理决定 names."""
    newest = with_missing(latest(reading.registers, folders))
    return settle_files(reading, newest, Decisions(newest["decisions"], folders)).instead


def declared_zero(reports: pd.DataFrame | None) -> set[tuple[str, str]]:
    """(Folder, township) that 报送登记 has as 零报告 of the month; daily rows don't count."""
    if reports is None:
        return set()
    declared = reports[(reports["zero"] == Answer.YES) & (reports["daily"] != Answer.YES)]
    return set(zip(declared["folder"], declared["township"], strict=True))


def stand_ins(reading: Reading) -> dict[str, str]:
    """File replaced -> the file that stands in for it: sent back marked, corrected, and put beside the first.

    It must lie in the same folder, be the same township's and have been adopted; one sent back twice stands in for both
    before it. Of two files that replace each other (their sums would have to be foretold) neither does.
    """
    files = reading.files
    about = {f: (v, t, s) for f, v, t, s in files[["file", "verdict", "township", "sha256"]].itertuples(index=False)}
    next_of: dict[str, str] = {}
    for new in sorted(reading.carried):
        verdict, township, _ = about[new]
        if verdict != Verdict.ADOPTED or pd.isna(township):
            continue
        for old, (_, owner, sha) in about.items():
            if (
                old != new
                and sha in reading.carried[new]
                and owner == township
                and old.split("/")[0] == new.split("/")[0]
            ):
                next_of[old] = new
    resolved = {}
    for old in next_of:
        last, steps = old, 0
        while last in next_of and steps <= len(next_of):
            last, steps = next_of[last], steps + 1
        if last not in next_of:
            resolved[old] = last
    return resolved


def _named_files(reports: pd.DataFrame) -> dict[tuple[str, str], set[str]]:
    named: dict[tuple[str, str], set[str]] = {}
    rows = reports[reports["file_name"].notna()]
    for folder, township, name in zip(rows["folder"], rows["township"], rows["file_name"], strict=True):
        named.setdefault((folder, township), set()).add(name)
    return named
