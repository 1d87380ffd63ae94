"""Dates that an earlier edition has published: they stand until the office confirms a change."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.bundles import PastEdition
from pipeline.deadlines import deadlines
from pipeline.merge.history import looked_up
from pipeline.merge.registers import Decisions
from pipeline.schema.ledger import HELD_IDS
from pipeline.settings import Settings

MOVED_TO_GAIN, MOVED, REOPENED = "R215", "R216", "R217"
_COLUMNS = {"case_no": "str", "id": "str", "before": "datetime64[s]", "after": "datetime64[s]", "edition": "str", "code": "str"}


def hold_published(
    states: pd.DataFrame, editions: Sequence[PastEdition], superior: pd.DataFrame, decisions: Decisions, settings: Settings
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``states`` with the dates of HELD_IDS as published, what was submitted kept in ``<id>_submitted``; and the list of changes.

    A date published once counts until 上级登记台账 has the new one or 处理决定 says 更正属实; a blank in its place changes nothing. A
    conclusion alone may be taken back: the matter is open again, and counts so. A cell that can't be read is left to its own rule.
    The list: case_no, id, before, after, edition, code (R215: what was written would gain something; R216: it would not; R217).
    Also added: open_at, the last cut-off at which an edition had the matter open.
    """
    frame = states.copy()
    register = superior.set_index("case_no")
    corrected = frame["case_no"].isin(decisions.subjects("更正属实"))
    parts = []
    for id_ in HELD_IDS:
        frame[f"{id_}_submitted"] = frame[id_]
        before, edition = _published(frame["case_no"], editions, id_)
        confirmed = corrected | (looked_up(frame["case_no"], register, id_) == frame[id_]) | frame[f"{id_}_bad"]
        differs = before.notna() & (before != frame[id_]) & ~confirmed
        reopened = differs & frame[id_].isna() if id_ == "concluded_on" else pd.Series(data=False, index=frame.index)
        parts.append(pd.DataFrame({
            "case_no": frame["case_no"], "id": id_, "before": before, "after": frame[id_], "edition": edition,
            "code": reopened.map({True: REOPENED, False: MOVED}),
        })[differs])  # fmt: skip
        frame[id_] = frame[id_].mask(differs & ~reopened, before).astype(frame[id_].dtype)
    frame["open_at"] = _open_at(frame["case_no"], editions)
    changes = pd.concat(parts).astype(_COLUMNS)
    gained = frame.loc[_gains(frame, settings), "case_no"]
    changes["code"] = changes["code"].mask((changes["code"] == MOVED) & changes["case_no"].isin(gained), MOVED_TO_GAIN)
    return frame, changes


def _published(numbers: pd.Series, editions: Sequence[PastEdition], id_: str) -> tuple[pd.Series, pd.Series]:
    """The date that stands, and the name of the edition that published it first.

    What lay after an edition's cut-off hadn't happened then. A conclusion that a later edition lacks is taken back.
    """
    date = pd.Series(pd.NaT, index=numbers.index, dtype="datetime64[s]")
    name = pd.Series(None, index=numbers.index, dtype="str")
    for edition in editions:
        known = edition.matters.set_index("case_no")
        happened = known["extension_approved_on" if id_ == "extended_to" else id_] <= pd.Timestamp(edition.cut_off)
        value = looked_up(numbers, known.assign(**{id_: known[id_].where(happened)}), id_)
        if id_ == "concluded_on":
            back = numbers.isin(known.index) & value.isna()
            date, name = date.mask(back), name.mask(back)
        first = date.isna() & value.notna()
        date, name = date.mask(first, value), name.mask(first, edition.name)
    return date.astype("datetime64[s]"), name


def _open_at(numbers: pd.Series, editions: Sequence[PastEdition]) -> pd.Series:
    seen = pd.Series(pd.NaT, index=numbers.index, dtype="datetime64[s]")
    for edition in editions:
        end = pd.Timestamp(edition.cut_off)
        done = edition.matters["concluded_on"] <= end
        seen = seen.mask(numbers.isin(edition.matters.loc[~done, "case_no"]), end)
    return seen.astype("datetime64[s]")


def _gains(frame: pd.DataFrame, settings: Settings) -> pd.Series:
    """Whether what was submitted would be timely where what was published isn't, or have more time."""
    written = frame.assign(**{id_: frame[f"{id_}_submitted"] for id_ in HELD_IDS})
    now, then = deadlines(written, settings), deadlines(frame, settings)
    accepted = (written["accepted_on"] <= now["acceptance_limit"]) & ~(frame["accepted_on"] <= then["acceptance_limit"])
    concluded = (written["concluded_on"] <= now["due_date"]) & ~(frame["concluded_on"] <= then["due_date"])
    return accepted | concluded | (now["due_date"] > then["due_date"]) | (then["due_date"].notna() & now["due_date"].isna())


def timely(frame: pd.DataFrame, settings: Settings) -> dict[str, pd.Series]:
    """Step -> whether the date as it stands would be on time, were it no late entry (an approval: would extend)."""
    limits = deadlines(frame, settings)
    return {
        "accepted_on": frame["accepted_on"] <= limits["acceptance_limit"],
        "extension_approved_on": limits["extension_valid"],
        "concluded_on": frame["concluded_on"] <= limits["due_date"],
    }
