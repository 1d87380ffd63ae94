"""Values that the ledger has otherwise than they count: first submitted, the register's, published (docs/definitions.md, 合并)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.merge.editions import published_of
from pipeline.merge.places import Columns, first_row, place_of, row_no, said
from pipeline.messages.catalogue import finding
from pipeline.rules.accusations import is_hidden
from pipeline.rules.deadlines import deadlines
from pipeline.schema.ledger import LEDGER
from pipeline.schema.standing import FIRST_SUBMITTED_IDS, HELD_IDS, OVERLAID_IDS, RATING_IDS
from pipeline.settings.record import Settings

_LABEL = {f.id: f.label for f in LEDGER}
_DATES = ("accepted_on", "notified_on", "extended_to", "extension_approved_on", "concluded_on")
TO_GAIN, WAITS, TAKEN_BACK, BETTER, AT_ONCE, SETTLED_SINCE = "R215", "R216", "R217", "R231", "R232", "R233"


def changed_values(
    frame: pd.DataFrame, counted: Sequence[pd.DataFrame], superior: pd.DataFrame, columns: Columns, settings: Settings
) -> Iterable[Finding]:
    """R208, R210, and what differs from an edition, grouped by file and column; 检举控告 matters are left out."""
    listed = frame[frame["current"] & frame["present"] & ~is_hidden(frame)]
    if listed.empty:
        return
    above = listed[listed["in_superior"]]
    yield from _differences("R208", FIRST_SUBMITTED_IDS, listed[~listed["in_superior"]], columns)
    register = superior.set_index("case_no")
    for id_ in OVERLAID_IDS:
        values = register[id_].reindex(above["case_no"]).set_axis(above.index)
        yield from _differs("R210", id_, above, above[f"{id_}_submitted"], values, columns)
    known = published_of(listed["key"], counted, (*HELD_IDS, "concluded_day")) if counted else None
    if known is None or not known["known"].any():
        return
    gains = _gains(listed, settings)
    names = _edition_of(listed["key"], counted)
    for id_ in HELD_IDS:
        mine = ~listed["in_superior"] & known["concluded_day"].notna() if id_ in RATING_IDS else known["known"]
        before, after = known[id_], listed[f"{id_}_submitted"]
        differs = (
            mine
            & before.notna()
            & (before != after)
            & ~(after.isna() & ~((id_ == "concluded_on") & listed["taken_back"]))
        )
        if not differs.any():
            continue
        stands = listed[id_] == before
        code = pd.Series(AT_ONCE, index=listed.index, dtype="str")
        code[stands] = WAITS if id_ in _DATES else BETTER
        code[stands & gains & (id_ in _DATES)] = TO_GAIN
        if id_ == "concluded_on":
            code[listed["taken_back"]] = TAKEN_BACK
        if id_ == "settled":
            code[(before != "已化解") & (listed["settled"] == "已化解")] = SETTLED_SINCE
        told = listed.assign(_before=before, _after=after, _code=code, _edition=names)[differs]
        for (which, township, _file, edition), group in told.groupby(
            ["_code", "township", "source_file", "_edition"], sort=True
        ):
            row = first_row(group)
            yield _about(
                str(which),
                group,
                columns,
                str(township),
                id_,
                edition=edition,
                before=row["_before"],
                after=row["_after"],
            )


def _differences(code: str, ids: Sequence[str], frame: pd.DataFrame, columns: Columns) -> Iterable[Finding]:
    for id_ in ids:
        yield from _differs(code, id_, frame, frame[id_], frame[f"{id_}_submitted"], columns)


def _differs(
    code: str, id_: str, frame: pd.DataFrame, before: pd.Series, after: pd.Series, columns: Columns
) -> Iterable[Finding]:
    differs = before.notna() & after.notna() & (before != after)
    if not differs.any():
        return
    told = frame.assign(_before=before, _after=after)[differs]
    for (township, _file), group in told.groupby(["township", "source_file"], sort=True):
        row = first_row(group)
        yield _about(code, group, columns, str(township), id_, before=row["_before"], after=row["_after"])


def _about(
    code: str,
    group: pd.DataFrame,
    columns: Columns,
    township: str,
    id_: str,
    *,
    before: object,
    after: object,
    **words: object,
) -> Finding:
    row = first_row(group)
    return finding(
        code,
        place_of(row, columns, id_),
        township=township,
        row=row_no(row),
        cells=len(group),
        count=len(group),
        case_nos=sorted(group["case_no"]),
        label=_LABEL[id_],
        example=row["case_no"],
        before=said(before),
        after=said(after),
        **words,
    )


def _edition_of(keys: pd.Series, counted: Sequence[pd.DataFrame]) -> pd.Series:
    """The newest edition that has each key."""
    found = pd.Series(None, index=keys.index, dtype="str")
    for edition in counted:
        if len(edition):
            found = found.mask(keys.isin(edition.index), edition["name"].iloc[0])
    return found


def _gains(frame: pd.DataFrame, settings: Settings) -> pd.Series:
    """Whether what was submitted would be timely where what counts isn't, or have more time."""
    written = frame.assign(**{id_: frame[f"{id_}_submitted"] for id_ in _DATES})
    written["accepted_first"] = written["accepted_on"]
    now, then = deadlines(written, settings), deadlines(frame, settings)
    accepted = (written["accepted_on"] <= now["acceptance_limit"]) & ~(frame["accepted_on"] <= then["acceptance_limit"])
    concluded = (written["concluded_on"] <= now["due_date"]) & ~(frame["concluded_on"] <= then["due_date"])
    more: pd.Series = (
        accepted
        | concluded
        | (now["due_date"] > then["due_date"])
        | (then["due_date"].notna() & now["due_date"].isna())
    )
    return more
