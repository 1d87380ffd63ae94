"""逾期件 of 审核.html: each matter past its limit, with a link to the ledger that has it."""

from __future__ import annotations

from urllib.parse import quote

from pipeline.messages.page import PAGE_WORDS as WORDS
from pipeline.render.overview import Overview
from pipeline.render.page.listing import Cell, Filter, Listing, listing, texts_of, township_filter
from pipeline.render.phrases import ON_THE_DAY
from pipeline.render.workbook.links import zip_of
from pipeline.schema.table_labels import OVERDUE_LABELS


def overdue_section(overview: Overview, ledgers: str) -> Listing:
    """The matters in roster order, most days over first, without 检举控告.

    ``ledgers``: the relative path from the page to the inputs, with '/' at its end; '' where none is known, then no
    line has a link, as none has what was sent in a zip. Behind # a link names the cell: the desk shows its row.
    """
    frame, places = overview.overdue, overview.overdue_places
    known = set(overview.report.tables["files"]["file"].dropna()) if ledgers else set()
    columns = texts_of(frame.assign(due=frame["due"].dt.strftime("%Y-%m-%d")), OVERDUE_LABELS)
    at = {id_: i for i, id_ in enumerate(OVERDUE_LABELS)}
    columns[at["days_over"]] = [days if days != "0" else ON_THE_DAY for days in columns[at["days_over"]]]
    files, sheets, cells = texts_of(places, {"file": "", "sheet": "", "cell": ""})
    can_open = {file for file in known if not zip_of(file, known)}
    links = [
        f"{ledgers}{quote(file)}#{quote(f'{sheet}!{cell}')}" if cell and file in can_open else ""
        for file, sheet, cell in zip(files, sheets, cells, strict=True)
    ]
    shown = [cell or file for cell, file in zip(cells, files, strict=True)]
    sources = [file if cell else "" for cell, file in zip(cells, files, strict=True)]
    here = len(columns)
    kinds = tuple(dict.fromkeys(columns[at["kind"]]))
    return listing(
        "overdue",
        [*columns, shown, sheets, sources, links],
        (
            Cell(OVERDUE_LABELS["township"], (at["township"],), "short"),
            Cell(OVERDUE_LABELS["case_no"], (at["case_no"],), "short"),
            Cell(OVERDUE_LABELS["kind"], (at["kind"],), "short"),
            Cell(OVERDUE_LABELS["due"], (at["due"],), "short"),
            Cell(OVERDUE_LABELS["days_over"], (at["days_over"],), "number"),
            Cell(WORDS["place_of"], (here, here + 1, here + 2), link=here + 3),
        ),
        filters=(
            township_filter(overview, columns[at["township"]], at["township"]),
            Filter(OVERDUE_LABELS["kind"], at["kind"], tuple((kind, kind) for kind in kinds)),
        ),
        whole="汇总.xlsx“逾期件”",
        title=WORDS["overdue"],
        caption=WORDS["overdue_caption"],
    )
