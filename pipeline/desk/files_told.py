"""What a check says of each file: whose it is and by what, whether it counts, and who else may be meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.base.finding import Finding
from pipeline.bundles import Report
from pipeline.report.named_by_rows import named_by_rows
from pipeline.schema.contract import LEDGER_KIND, REGISTER_KIND
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Verdict


def files_told(report: Report, findings: Iterable[Finding], folder: str) -> list[dict[str, Any]]:
    """A record of each file of a period's folder, in the order of the table files.

    ``township`` and ``decided``: whose it is and by what, '' where nobody or several; ``units``: those of a workbook
    for several. ``ledger``, ``register``: it has sheets that were read as such. ``named``: the unit
    that most of its rows name in the column 责任单位, where that is another one.
    """
    table, decided, rows = (report.tables[name] for name in ("files", "decided", "rows"))
    owner = table.set_index("file")["township"]
    said = zip(decided["file"], decided["decision"], strict=True)
    ways = {str(file): str(words) for file, words in said if f"{owner.get(file)}" in str(words)}
    kinds = rows.groupby("file")["kind"].agg(set).to_dict()
    named = named_by_rows(report, findings)
    roster = list(report.submissions)
    told = []
    for row in table[table["file"].str.startswith(f"{folder}/")].to_dict("records"):
        file = str(row["file"])
        township = row["township"] if isinstance(row["township"], str) else ""
        several = row["verdict"] == Verdict.ADOPTED and not township and LEDGER_KIND in kinds.get(file, ())
        told.append(
            {
                "file": file,
                "township": township,
                "verdict": state_label(Verdict, row["verdict"]),
                "reason": row["reason"] if isinstance(row["reason"], str) else "",
                "decided": ways.get(file, ""),
                "units": _units(report, file, roster) if several else [],
                "ledger": LEDGER_KIND in kinds.get(file, ()),
                "register": REGISTER_KIND in kinds.get(file, ()),
                "named": named.get(file, ""),
            }
        )
    return told


def _units(report: Report, file: str, roster: list[str]) -> list[str]:
    """The units of a workbook for several, in roster order: by its sheets, or by rows of a sheet that is nobody's."""
    units = set[str]()
    for name, column in (("rows", "file"), ("matters", "source_file")):
        own = report.tables[name]
        units |= set(own.loc[own[column] == file, "township"].dropna())
    return [name for name in roster if name in units]
