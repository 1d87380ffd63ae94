"""What a township changed since its last sending, as the page tells it."""

from __future__ import annotations

from typing import Any

from pipeline.bundles import Report
from pipeline.messages import resent_words
from pipeline.messages.rule_names import rule_name
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Resent
from pipeline.sendback.receipts import changed_in_sum

_MOST_LINES = 60
"""Changes shown of a township: a page is read by people, and the table has all."""


def resent_told(report: Report) -> dict[str, dict[str, Any]]:
    """Township -> what it changed since its last sending: a sentence, and a line for each row, cell and rule."""
    own, shown = report.settings.own_messages, dict[str, dict[str, Any]]()
    for name, rows in report.tables["resent"].groupby("township"):
        lines = rows.astype("object").where(rows.notna(), "").to_dict("records")
        shown[str(name)] = {
            "said": changed_in_sum(rows),
            "lines": [
                {
                    "kind": state_label(Resent, line["kind"]),
                    "place": " ".join(filter(None, (line["sheet"], line["cell"]))),
                    "what": " ".join(
                        filter(
                            None,
                            (
                                line["case_no"],
                                line["column"],
                                line["code"],
                                rule_name(line["code"], own, resent_words.SOME_COLUMN),
                            ),
                        )
                    ),
                    "before": line["before"],
                    "after": line["after"],
                    "count": str(line["count"]) if line["code"] else "",
                }
                for line in lines[:_MOST_LINES]
            ],
            "further": max(0, len(lines) - _MOST_LINES),
        }
    return shown
