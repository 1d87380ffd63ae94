"""What is published of a period, for the page: every figure comes from the edition's tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate
from pipeline.editions.archive import published
from pipeline.render.overdue_places import overdue_places
from pipeline.render.phrases import ON_THE_DAY
from pipeline.render.ranking_marks import is_to_mend, labels
from pipeline.report.run_log import attention_in
from pipeline.rules.accusations import is_hidden
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Group, Title
from pipeline.settings.as_json import rows_of, units_of
from pipeline.settings.as_text import settings_from_rows

_TABLES = ("indicators", "ranking", "overdue", "matters", "headings", "series", "three_none")
_OVERDUE = ("overdue_unaccepted", "overdue_open")
_NOTHING = "—"
_MOST_LISTED = 500
"""How many overdue matters a page lists: with thousands it would take a second to draw, each time."""


def figures(outputs: Path, period: str) -> dict[str, Any]:
    """The ranking in its order with every weighted rate, what is overdue in roster order, and the county's 12 months.

    ``lacking``: the units that aren't ranked because a ledger of theirs isn't in, or none was adopted.
    ``overdue_further``: how many overdue matters the list had no room for. ``attention``: what the run that made the
    edition gave the office to act on.

    Raises UserError when there is no edition, or one of its tables isn't the one that was published.
    """
    edition = published(outputs, period, _TABLES)
    settings = settings_from_rows(rows_of(edition.manifest))
    weighted = [id_ for id_, weight in settings.weights.items() if weight]
    rates = _rates(edition.tables["indicators"])
    ranking = edition.tables["ranking"].to_dict("records")
    names = [str(line["township"]) for line in ranking]
    overdue = _overdue(edition.tables)
    return {
        "roster": [unit.name for unit in units_of(edition.manifest) if unit.name in names],
        "indicators": [settings.label(id_) for id_ in weighted],
        "ranking": [
            {
                "township": line["township"],
                "rank": _NOTHING if pd.isna(line["rank"]) else str(line["rank"]),
                "group": state_label(Group, line["group"]),
                "score": line["score_1dp"] if isinstance(line["score_1dp"], str) else _NOTHING,
                "three_none": state_label(Title, line["three_none"]),
                "marks": labels(line),
                "to_mend": is_to_mend(line),
                "rates": [_printed(rates.get((line["township"], id_))) for id_ in weighted],
            }
            for line in ranking
        ],
        "county": [_printed(rates.get((COUNTY, id_))) for id_ in weighted],
        "three_none": sum(line["three_none"] == Title.YES for line in ranking),
        "townships": len(names),
        "overdue": overdue[:_MOST_LISTED],
        "overdue_further": len(overdue[_MOST_LISTED:]),
        "overdue_in_all": sum(_of_county(edition.tables["indicators"], id_) for id_ in _OVERDUE),
        "lacking": [str(line["township"]) for line in ranking if line["group"] == Group.UNSENT],
        "months": _months(edition.tables.get("series"), weighted),
        "cut_off": edition.cut_off.isoformat(),
        "attention": attention_in(outputs / period),
    }


def _rates(table: pd.DataFrame) -> dict[tuple[str, str], Rate]:
    known = table[table["numerator"].notna() & table["denominator"].notna()]
    rows = known[["township", "indicator", "numerator", "denominator"]].itertuples(index=False)
    return {(str(name), str(id_)): Rate(int(n), int(of)) for name, id_, n, of in rows}


def _of_county(table: pd.DataFrame, id_: str) -> int:
    own = table[(table["township"] == COUNTY) & (table["indicator"] == id_)]["numerator"].dropna()
    return int(own.sum())


def _printed(rate: Rate | None) -> dict[str, str]:
    if rate is None or rate.value is None:
        return {"percent": _NOTHING, "pair": ""}
    return {"percent": rate.percent, "pair": f"{rate.numerator}/{rate.denominator}"}


def _overdue(tables: Mapping[str, pd.DataFrame]) -> list[dict[str, str]]:
    """Each overdue matter with its place; one that is listed nowhere isn't among them."""
    overdue, matters = tables["overdue"], tables["matters"]
    listed = overdue[~overdue["case_no"].isin(matters.loc[is_hidden(matters), "case_no"])]
    rows = pd.concat([listed, overdue_places(listed, matters, tables["headings"])], axis="columns").to_dict("records")
    return [
        {
            "township": str(row["township"]),
            "case_no": str(row["case_no"]),
            "kind": str(row["kind"]),
            "due": f"{row['due']:%Y-%m-%d}",
            "days": str(row["days_over"] or ON_THE_DAY),
            "file": str(row["file"]),
            "sheet": str(row["sheet"]),
            "cell": str(row["cell"]),
        }
        for row in rows
    ]


def _months(series: pd.DataFrame | None, weighted: list[str]) -> list[dict[str, Any]]:
    """The county's rate of each weighted indicator by month; ``at`` is the printed share of 100, None without one."""
    if series is None:
        return []
    own = series[series["township"] == COUNTY]
    rates = {
        (str(month), str(id_)): Rate(int(n), int(of))
        for month, id_, n, of in own[["month", "indicator", "numerator", "denominator"]].itertuples(index=False)
        if pd.notna(n) and pd.notna(of)
    }
    months = sorted({month for month, _ in rates})
    cells = {m: [rates.get((m, id_)) for id_ in weighted] for m in months}
    return [
        {"month": m, "rates": [_printed(rate) for rate in cells[m]], "at": [_share(rate) for rate in cells[m]]}
        for m in months
    ]


def _share(rate: Rate | None) -> float | None:
    return None if rate is None or rate.tenths is None else rate.tenths / 10
