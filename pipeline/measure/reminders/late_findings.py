"""The findings about 补登: steps that the edition which closed their window lacked."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.finding import Finding, as_reminder
from pipeline.measure.indicators import Measured
from pipeline.messages.catalogue import finding
from pipeline.rules.coded import plain
from pipeline.rules.places import Columns, first_row, places_of, row_no
from pipeline.schema.vocabulary import Claim

LATE_IN_ANY_CASE, WOULD_BE_TIMELY = "R209", "R218"
_WORD = {"accepted_on": "受理", "extension_approved_on": "批准延期", "concluded_on": "办结"}


def late_findings(measured: Measured, columns: Columns, draft: str) -> Iterator[Finding]:
    """R209, R218: an error where the date would be on time but for that, a reminder where it is late in any case.

    ``draft``: the period's own edition as long as nothing rests on it, else ''. What it alone lacked is a reminder: the
    township may have filled in what the draft told it to.

    One finding per unit, sheet, step and edition, at the highest row; what may not be shown is left out.
    """
    if not any(editions.notna().any() for editions in measured.lacking.values()):
        return
    state = measured.state
    shown = state[(state["claim"] == Claim.SURE) & ~state["hidden"]]
    timely = {
        "accepted_on": shown["accepted_on"] <= shown["acceptance_limit"],
        "extension_approved_on": shown["extension_submitted"],
        "concluded_on": shown["concluded_on"] <= shown["due_date"],
    }
    for id_, editions in measured.lacking.items():
        edition = editions.reindex(shown.index)
        late = edition.notna() & shown["source_file"].notna()
        if not late.any():
            continue
        hit = plain(shown[late])
        keys = [
            hit["township"],
            hit["source_file"],
            hit["source_sheet"],
            edition[hit.index].rename("edition"),
            timely[id_].reindex(hit.index).rename("timely"),
        ]
        for (township, _, _, name, would), group in hit.groupby(keys, sort=True):
            row = first_row(group)
            told = finding(
                WOULD_BE_TIMELY if would else LATE_IN_ANY_CASE,
                places_of(group, columns, id_),
                township=str(township),
                row=row_no(row),
                cells=len(group),
                case_nos=tuple(group["case_no"]),
                count=len(group),
                step=_WORD[id_],
                edition=name,
                example=row["case_no"],
            )
            yield as_reminder(told) if name == draft else told
