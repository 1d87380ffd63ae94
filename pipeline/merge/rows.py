"""Rows of one matter: which submission counts, and which values of earlier ones hold."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.schema.ledger import FIRST_SUBMITTED_IDS, LEDGER_IDS, RATINGS, SETTLED

PLACE = ("source_file", "source_sheet", "source_row")
_SETTLED_RANK = {code: len(SETTLED) - i for i, code in enumerate(SETTLED)}
_RATING_RANK = {"不满意": 0, "未评价": 1, "基本满意": 3, "满意": 4}
assert set(_RATING_RANK) == set(RATINGS)


def with_counted_procedure(ledger: pd.DataFrame) -> pd.DataFrame:
    """Blank 办理程序 is 信访处理意见, or 检举控告 where 信访目的 says so; unreadable stays null. As submitted it is kept beside."""
    frame = ledger.copy()
    for id_ in FIRST_SUBMITTED_IDS:
        frame[f"{id_}_submitted"] = frame[id_]
    blank = frame["procedure"].isna() & ~frame["procedure_bad"]
    frame.loc[blank & (frame["purpose"] == "检举控告"), "procedure"] = "检举控告"
    frame.loc[blank & (frame["purpose"] != "检举控告"), "procedure"] = "信访处理意见"
    return frame


def drop_duplicates(ledger: pd.DataFrame, key: Sequence[str] = ("folder_no", "holding")) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row for each ``key`` (a unit's hold on a matter in a folder), and the losing rows with their ``reason``.

    Identical rows are one. Of differing rows the less favourable state counts: not concluded before concluded, later before
    earlier, not accepted before accepted, later before earlier, 未化解 before 已化解, 不满意 before 满意; then file and row.
    """
    several = ledger[ledger.duplicated(list(key), keep=False)].sort_values(["source_file", "source_sheet", "source_row"], kind="stable")
    same = several.index[several.duplicated([*key, *(i for i in LEDGER_IDS if i != "case_no")], keep="first")]
    lost = [ledger.loc[same].assign(reason="同一台账内完全相同的重复行，计一件")]
    frame = ledger.drop(index=same) if len(same) else ledger
    doubled = frame.index.isin(several.index) & frame.duplicated(list(key), keep=False)
    if doubled.any():
        rivals = frame[doubled].assign(
            _open=frame["concluded_on"].notna(),
            _unaccepted=frame["accepted_on"].notna(),
            _settled=frame["settled"].map(_SETTLED_RANK).fillna(0),
            _rating=frame["rating_unit"].map(_RATING_RANK).fillna(2),
        )
        rivals = rivals.sort_values(
            ["_open", "concluded_on", "_unaccepted", "accepted_on", "_settled", "_rating", "source_file", "source_sheet", "source_row"],
            ascending=[True, False, True, False, True, True, True, True, True],
            kind="stable",
        )
        losing = rivals.index[rivals.duplicated(list(key), keep="first")]
        lost.append(frame.loc[losing].assign(reason="同一编号有内容不同的多行，按较不利的一行计"))
        frame = frame.drop(index=losing)
    return frame, pd.concat(lost)


def newest_of_each(ledger: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The newest folder's row for each ``holding`` (a unit's hold on a matter), and the older rows with their ``reason``."""
    ordered = ledger.sort_values(["folder_no", "source_file", "source_sheet", "source_row"], kind="stable")
    old = ordered.duplicated("holding", keep="last")
    folder_of = dict(zip(ordered["folder_no"], ordered["folder"], strict=True))
    newest = ordered.groupby("holding")["folder_no"].transform("max")[old]
    return ordered[~old], ordered[old].assign(reason=newest.map({no: f"以{name}台账为准" for no, name in folder_of.items()}).astype("str"))


def first_submitted(
    states: pd.DataFrame, history: pd.DataFrame, older: pd.DataFrame | None, corrected: frozenset[str], later: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``states`` with registered_on, occurrence and procedure as the matter was first submitted, by anyone; and where that stands.

    ``history`` holds every row that speaks, ``older`` the rows of editions from before the first folder, oldest first, ``later`` those of
    editions that speak after it. Of one folder the holder's row goes first. A value that could not be read when first submitted gives
    way to the next one that can. Case numbers in ``corrected`` (处理决定 更正属实) keep their newest values. The second table has a line
    for each value that differs from the one in the matter's own row: case_no, id, source_file, source_sheet, source_row.
    """
    own = history.merge(states[["case_no", "unit"]].rename(columns={"unit": "_winner"}), on="case_no", how="inner")
    own = own.assign(_other=own["unit"] != own["_winner"]).sort_values(["folder_no", "_other", "source_file", "source_row"], kind="stable")
    before, after = ([] if rows is None else [with_counted_procedure(rows)] for rows in (older, later))
    told = pd.concat([*before, own, *after])
    first = told.groupby("case_no", sort=False)[list(FIRST_SUBMITTED_IDS)].first()
    frame = states.copy()
    use = ~frame["case_no"].isin(corrected)
    places = []
    for id_ in FIRST_SUBMITTED_IDS:
        values = first[id_].reindex(frame["case_no"]).set_axis(frame.index)
        take = use & values.notna()
        other = told[told["case_no"].isin(frame.loc[take & (values != frame[id_]), "case_no"]) & told[id_].notna()]
        places.append(other.drop_duplicates("case_no")[["case_no", *PLACE]].assign(id=id_))
        frame.loc[take, id_] = values[take].astype(frame[id_].dtype)
        if f"{id_}_bad" in frame:
            frame.loc[take, f"{id_}_bad"] = False
    return frame, pd.concat(places, ignore_index=True)
