"""Findings on values that a ledger has otherwise than they count (docs/definitions.md, 合并)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from pipeline.base.finding import Finding, as_reminder
from pipeline.merge.editions import published_of
from pipeline.merge.faults.about import about, printed
from pipeline.merge.result import Result
from pipeline.rules.accusations import is_hidden
from pipeline.rules.deadlines import deadlines
from pipeline.rules.places import SHEETS, Columns, first_row
from pipeline.schema.ledger import LEDGER
from pipeline.schema.whose_word import FIRST_SUBMITTED_IDS, HELD_IDS, OVERLAID_IDS, RATING_IDS
from pipeline.settings.record import Settings

_LABEL = {f.id: f.label for f in LEDGER}
_DATES = ("accepted_on", "notified_on", "extended_to", "extension_approved_on", "concluded_on")
TO_GAIN, WAITS, TAKEN_BACK, BETTER, AT_ONCE, SETTLED_SINCE = "R215", "R216", "R217", "R231", "R232", "R233"


def changed_values(result: Result) -> Iterable[Finding]:
    """R208, R210, and what differs from an edition, grouped by sheet and column; 检举控告 matters are left out."""
    frame, columns = result.stands.frame, result.columns
    listed = frame[frame["current"] & frame["present"] & ~is_hidden(frame)]
    if listed.empty:
        return
    own, above = listed[~listed["in_superior"]], listed[listed["in_superior"]]
    for id_ in FIRST_SUBMITTED_IDS:
        yield from _differs("R208", id_, own, (own[id_], own[f"{id_}_submitted"]), columns)
    register = result.registers.superior
    for id_ in OVERLAID_IDS:
        values = register[id_].reindex(above["case_no"]).set_axis(above.index)
        yield from _differs("R210", id_, above, (above[f"{id_}_submitted"], values), columns)
    yield from _published_otherwise(listed, result)


def _published_otherwise(listed: pd.DataFrame, result: Result) -> Iterable[Finding]:
    """What the ledger has otherwise than the newest edition that has the matter; by sheet, column and edition.

    What the edition of this very period has as those of earlier periods do, or as the ledger does, is compared with
    those of earlier periods, so that a period which is made again tells what it told at first. What differs from the
    period's own draft alone waits as well, yet is no fault of the township, which may have mended what the draft asked
    it to mend: a reminder.
    """
    if not result.published.editions:
        return
    gains = _gains(listed, result.context.settings)
    earlier = _told_in(listed["key"], result.published.before)
    newest = None if result.published.own is None else _told_in(listed["key"], result.published.by_key)
    for id_ in HELD_IDS:
        after = _by_own_clock(id_, listed)
        before, concluded, names = (earlier[column] for column in (id_, "concluded_day", "edition"))
        if newest is not None:
            since = newest[id_].notna() & (newest[id_] != before) & (newest[id_] != after)
            if since.any():
                before, concluded, names = (
                    earlier[column].mask(since, newest[column]) for column in (id_, "concluded_day", "edition")
                )
        if not before.notna().any():
            continue
        mine = ~listed["in_superior"] & concluded.notna() if id_ in RATING_IDS else before.notna()
        withdrawn = (id_ == "concluded_on") & listed["taken_back"]
        differs = mine & before.notna() & (before != after) & ~(after.isna() & ~withdrawn)
        if not differs.any():
            continue
        code = _codes(id_, listed, before, gains)
        rows = listed.assign(_before=before, _after=after, _code=code, _edition=names)[differs]
        for (which, edition, township, *_), group in rows.groupby(["_code", "_edition", *SHEETS], sort=True):
            told = _about(str(which), id_, group, result.columns, str(township), edition=edition)
            yield as_reminder(told) if edition == result.published.draft else told


def _by_own_clock(id_: str, listed: pd.DataFrame) -> pd.Series:
    """What the ledger has: an acceptance before the stand's own clock began counts as on its first day."""
    after: pd.Series = listed[f"{id_}_submitted"]
    return after.mask(after < listed["receipt_on"], listed["receipt_on"]) if id_ == "accepted_on" else after


def _told_in(keys: pd.Series, editions: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """What the newest of the editions that has each key has published, and the edition's name; null where none has."""
    known = published_of(keys, editions, (*HELD_IDS, "concluded_day"))
    return known.assign(edition=_edition_of(keys, editions))


def _codes(id_: str, listed: pd.DataFrame, before: pd.Series, gains: pd.Series) -> pd.Series:
    """The rule code for each row whose value differs from the published one (``before``)."""
    stands = listed[id_] == before
    code = pd.Series(AT_ONCE, index=listed.index, dtype="str")
    code[stands] = WAITS if id_ in _DATES else BETTER
    code[stands & gains & (id_ in _DATES)] = TO_GAIN
    if id_ == "concluded_on":
        code[listed["taken_back"]] = TAKEN_BACK
    if id_ == "settled":
        code[(before != "已化解") & (listed["settled"] == "已化解")] = SETTLED_SINCE
    return code


def _differs(
    code: str, id_: str, frame: pd.DataFrame, values: tuple[pd.Series, pd.Series], columns: Columns
) -> Iterable[Finding]:
    """One finding per sheet with rows whose two ``values``, the old and the new one, are known and differ."""
    before, after = values
    differs = before.notna() & after.notna() & (before != after)
    if not differs.any():
        return
    rows = frame.assign(_before=before, _after=after)[differs]
    for (township, *_), group in rows.groupby(SHEETS, sort=True):
        yield _about(code, id_, group, columns, str(township))


def _about(code: str, id_: str, rows: pd.DataFrame, columns: Columns, township: str, **words: object) -> Finding:
    """A finding about a column of rows with _before and _after, by the example of the first row."""
    row = first_row(rows)
    before, after = printed(row["_before"]), printed(row["_after"])
    example = {"label": _LABEL[id_], "example": row["case_no"], "before": before, "after": after}
    return about(code, rows, columns, township, id_, **example, **words)


def _edition_of(keys: pd.Series, editions: Sequence[pd.DataFrame]) -> pd.Series:
    """The newest edition that has each key."""
    names = pd.Series(None, index=keys.index, dtype="str")
    for edition in editions:
        if len(edition):
            names = names.mask(keys.isin(edition.index), edition["name"].iloc[0])
    return names


def _gains(frame: pd.DataFrame, settings: Settings) -> pd.Series:
    """Whether a matter would be timely, or have more time, by what was submitted and isn't by what counts."""
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
