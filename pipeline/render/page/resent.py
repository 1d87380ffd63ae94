"""两次报送的变化 of 审核.html: what files say otherwise than those in whose place they stand."""

from __future__ import annotations

from pathlib import PurePosixPath

from pipeline.messages.page import PAGE_WORDS as WORDS
from pipeline.messages.resent_words import SAME_NAME
from pipeline.messages.rule_names import rule_name
from pipeline.render.overview import Overview
from pipeline.render.page.listing import Cell, Filter, Listing, listing, texts_of, township_filter
from pipeline.schema.state_labels import state_label
from pipeline.schema.table_labels import RESENT_LABELS
from pipeline.schema.vocabulary import Resent


def resent_list(overview: Overview) -> Listing:
    """One line per row that was added or is gone, per changed cell, and per rule with faults mended, left or new."""
    frame = overview.report.tables["resent"]
    columns = texts_of(frame, RESENT_LABELS)
    label = list(RESENT_LABELS.values())
    at = {id_: i for i, id_ in enumerate(RESENT_LABELS)}
    files = zip(columns[at["before_file"]], columns[at["file"]], strict=True)
    columns[at["before_file"]] = [SAME_NAME if old == new else PurePosixPath(old).name for old, new in files]
    columns[at["kind"]] = [state_label(Resent, kind) for kind in columns[at["kind"]]]
    own = overview.report.settings.own_messages
    columns[at["code"]] = [" ".join(filter(None, (code, rule_name(code, own)))) for code in columns[at["code"]]]
    kinds = [state_label(Resent, kind) for kind in Resent]
    return listing(
        "resent",
        columns,
        (
            Cell(label[at["township"]], (at["township"],), "short"),
            Cell(WORDS["place_of"], (at["cell"], at["sheet"], at["file"])),
            Cell(label[at["before_file"]], (at["before_file"],), "short"),
            Cell(label[at["kind"]], (at["kind"],), "short"),
            Cell(label[at["case_no"]], (at["case_no"],), "short"),
            Cell(label[at["column"]], (at["column"],), "short"),
            Cell(label[at["before"]], (at["before"],)),
            Cell(label[at["after"]], (at["after"],)),
            Cell(label[at["code"]], (at["code"],)),
            Cell(label[at["count"]], (at["count"],), "number"),
        ),
        filters=(
            township_filter(overview, columns[at["township"]], at["township"]),
            Filter(label[at["kind"]], at["kind"], tuple((kind, kind) for kind in kinds)),
        ),
        whole="data/resent.parquet",
        title=WORDS["resent_heading"],
        caption=WORDS["resent_caption"],
    )
