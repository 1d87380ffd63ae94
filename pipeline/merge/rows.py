"""One row per unit, folder and number.

In whose ledger a row stands, and what counts where a ledger has a matter twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from pipeline.base.period import parse_period
from pipeline.messages import reason_words
from pipeline.schema.ledger import LEDGER_IDS
from pipeline.schema.vocabulary import Answer
from pipeline.schema.whose_word import FIRST_SUBMITTED_IDS, HELD_IDS, OVERLAID_IDS, RATING_ORDER, SETTLED_ORDER

PLACE = ("source_file", "source_sheet", "source_row")
COUNTED_IDS = tuple(dict.fromkeys((*FIRST_SUBMITTED_IDS, *OVERLAID_IDS, *HELD_IDS)))
"""The columns whose value that counts may differ from the one submitted."""
_UNFAVOURABLE_FIRST: dict[str, tuple[str, ...]] = {
    "settled": SETTLED_ORDER,
    "rating_unit": RATING_ORDER,
    "rating_office": RATING_ORDER,
    "occurrence": ("重件", "初件"),
}
_BLANK = {"settled": 0, "rating_unit": 1, "rating_office": 1, "occurrence": 0}
"""Where a blank stands in the order: it is 未化解, 未评价; a blank 初重件 may be either."""
_LATER = ("concluded_on", "accepted_on", "notified_on")


def with_defaults(rows: pd.DataFrame) -> pd.DataFrame:
    """A blank 办理程序 is 信访处理意见, or 检举控告 where 信访目的 says so; unreadable stays null.

    What was submitted is kept beside.
    """
    frame = rows.assign(**{f"{id_}_submitted": rows[id_] for id_ in COUNTED_IDS})
    blank = frame["procedure"].isna() & ~frame["procedure_bad"]
    if blank.any():
        frame.loc[blank, "procedure"] = default_procedure(frame.loc[blank, "purpose"])
    return frame


def default_procedure(purpose: pd.Series) -> pd.Series:
    """What a blank 办理程序 is beside each 信访目的."""
    return pd.Series("信访处理意见", index=purpose.index, dtype="str").mask(purpose == "检举控告", "检举控告")


def listed_by(
    ledger: pd.DataFrame, files: pd.DataFrame, folders: Sequence[str], unit_on: Mapping[str, Mapping[str, str]]
) -> pd.DataFrame:
    """``ledger`` with ``part``, ``names`` and ``folder_no``.

    ``part`` is the roster name in whose ledger the row stands, ``names`` the unit that 责任单位 names, both of the
    folder's time. A row of a file without a township of its own (one workbook for several) stands in the ledger of the
    township that it names. ``unit_on``: folder -> roster name -> the unit that it is on the folder's last day.
    """
    if "sender" in ledger:
        sender = ledger["sender"]
    else:
        owners = dict(zip(files["file"], files["township"], strict=True))
        sender = ledger["source_file"].map(owners).astype("str")
    sender = sender.fillna(ledger["township"])
    number = ledger["folder"].map({name: at for at, name in enumerate(folders)}).to_numpy()
    # Copies: an array of objects may be the very column that was read, and the checks of rows come after this.
    part = sender.to_numpy(dtype=object, copy=True)
    names = ledger["township"].fillna(sender).to_numpy(dtype=object, copy=True)
    for at, folder in enumerate(folders):
        moved = {name: unit for name, unit in unit_on[folder].items() if name != unit}
        if moved and (here := number == at).any():
            part[here] = [moved.get(name, name) for name in part[here]]
            names[here] = [moved.get(name, name) for name in names[here]]
    return ledger.assign(
        part=pd.Series(part, index=ledger.index, dtype="str"),
        names=pd.Series(names, index=ledger.index, dtype="str"),
        folder_no=number,
    )


def with_days_that_can_be(ledger: pd.DataFrame, reports: pd.DataFrame, cut_off: date) -> pd.DataFrame:
    """``ledger``, as listed_by returns it, where no 登记日期 that ``ahead_of_sending`` finds can be read."""
    ahead = ahead_of_sending(ledger, reports, cut_off)
    if not ahead.any():
        return ledger
    return ledger.assign(
        registered_on=ledger["registered_on"].mask(ahead), registered_on_bad=ledger["registered_on_bad"] | ahead
    )


def ahead_of_sending(ledger: pd.DataFrame, reports: pd.DataFrame | None, cut_off: date) -> pd.Series:
    """Rows whose 登记日期 lies after the cut-off and their folder's last day, of ledgers without a day of sending.

    Where 报送登记 (``reports``) has that day the reader has gone by it. A range of days ends within a month, whose
    ledger has later days all the same. ``sender`` sent the row, else its ``part``, or its township where the ledger
    has no parts.
    """
    end = pd.Timestamp(cut_off)
    late = ledger["registered_on"] > end
    if not late.any():
        return late
    last_days = {
        name: max(pd.Timestamp(parse_period(name).last_day), end) for name in ledger.loc[late, "folder"].unique()
    }
    late &= ledger["registered_on"] > ledger["folder"].map(last_days)
    if reports is None:
        return late
    monthly = reports[(reports["daily"] != Answer.YES) & reports["sent_on"].notna()]
    sent = pd.MultiIndex.from_frame(monthly[["folder", "township"]])
    sender = ledger["sender"] if "sender" in ledger else ledger["part"]
    own = ledger["part"] if "part" in ledger else ledger["township"]
    return late & ~pd.MultiIndex.from_arrays([ledger["folder"], sender.fillna(own)]).isin(sent)


def one_row_each(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row for each ledger and number, and the losing rows with their ``reason``.

    Identical rows are one. Of differing rows the less favourable state counts, value by value: open before concluded,
    not accepted before accepted, later before earlier dates, 不满意, 未评价, 基本满意, 满意, 未化解, 部分化解, 已化解,
    重件 before 初件. All else is that of the row that decides: the open one, then by these values in turn; then file
    and row.
    """
    codes, _ = pd.factorize(rows["case_no"])
    parts, known = pd.factorize(rows["part"])
    key = (codes.astype(np.int64) * (len(known) + 1) + parts) * (
        int(rows["folder_no"].max() or 0) + 1 if len(rows) else 1
    ) + rows["folder_no"].to_numpy()
    keyed = pd.Series(key, index=rows.index)
    double = keyed.duplicated(keep=False)
    if not double.any():
        return rows, rows.iloc[:0].assign(reason="")
    several = rows[double].assign(_key=keyed[double]).sort_values(list(PLACE), kind="stable")
    same = several.index[several.duplicated(["_key", *(i for i in LEDGER_IDS if i != "case_no")], keep="first")]
    lost = [rows.loc[same].assign(reason=reason_words.SAME_ROW)]
    rivals = several.drop(index=same)
    rivals = rivals[rivals["_key"].duplicated(keep=False)]
    frame = rows.drop(index=same)
    if len(rivals):
        ordered = _least_favourable_first(rivals)
        losing = ordered.index[ordered["_key"].duplicated(keep="first")]
        lost.append(frame.loc[losing].assign(reason=reason_words.WORSE_ROW))
        winners = _worst_of_each(ordered)
        frame = frame.drop(index=losing)
        frame.loc[winners.index, list(winners.columns)] = winners
    return frame, pd.concat(lost)


def _least_favourable_first(rivals: pd.DataFrame, alike: Sequence[str] = PLACE) -> pd.DataFrame:
    """Sorted by group, the least favourable row of each first, rows alike by the columns ``alike``.

    A row without an extension comes before one with it, a later 告知日期 before an earlier or blank one.
    """
    helped = rivals.assign(
        _open=rivals["concluded_on"].notna(),
        _unaccepted=rivals["accepted_on"].notna(),
        _extended=rivals["extended_to"].notna() & rivals["extension_approved_on"].notna(),
        **{f"_{id_}": favour(rivals[id_], id_) for id_ in _UNFAVOURABLE_FIRST},
    )
    by = [
        "_key",
        "_open",
        "_unaccepted",
        "concluded_on",
        "accepted_on",
        "_extended",
        "notified_on",
        "_rating_unit",
        "_settled",
        "_occurrence",
        *alike,
    ]
    ascending = [True, True, True, False, False, True, False, *([True] * (len(by) - 7))]
    return helped.sort_values(by, ascending=ascending, kind="stable").drop(
        columns=[c for c in helped if str(c).startswith("_") and c != "_key"]
    )


def least_favourable_row(rows: pd.DataFrame, begins: pd.Series, ends: pd.Series) -> pd.DataFrame:
    """The least favourable row of each number as it is.

    Of rows alike it is the one whose window ``begins`` first, then ``ends`` last, so that whoever of those units has
    the matter in its period, the row has it there too.
    """
    codes, _ = pd.factorize(rows["case_no"])
    window = {"_begins": begins, "_ends": -ends.astype("int64")}
    ordered = _least_favourable_first(rows.assign(_key=codes, **window), ("_begins", "_ends", *PLACE))
    return ordered[~ordered["_key"].duplicated()].drop(columns="_key")


def _worst_of_each(ordered: pd.DataFrame) -> pd.DataFrame:
    """The less favourable values of each group, on the index of its first row."""
    winners = ordered[~ordered["_key"].duplicated()]
    groups = ordered.groupby("_key", sort=False)
    values: dict[str, pd.Series] = {}
    for id_ in _LATER:
        latest = groups[id_].max().astype("datetime64[s]")
        blank = ordered[id_].isna().groupby(ordered["_key"], sort=False).any()
        if id_ != "notified_on":
            latest = latest.mask(blank)
        values[id_] = latest.reindex(winners["_key"]).set_axis(winners.index)
    for id_ in _UNFAVOURABLE_FIRST:
        place = favour(ordered[id_], id_)
        worst = place.groupby(ordered["_key"], sort=False).transform("min")
        chosen = ordered[id_].where(place == worst).groupby(ordered["_key"], sort=False).first()
        values[id_] = chosen.reindex(winners["_key"]).set_axis(winners.index).astype("str")
    return pd.DataFrame(values)


def favour(values: pd.Series, id_: str) -> pd.Series:
    """How favourable a code is by the order of its column, 0 the least; a blank where it belongs."""
    order = _UNFAVOURABLE_FIRST[id_]
    return values.map({code: place for place, code in enumerate(order)}).fillna(_BLANK[id_]).astype(int)
