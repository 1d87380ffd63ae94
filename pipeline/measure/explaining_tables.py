"""The tables that explain a figure: the part of each item in each indicator, and the values that count otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipeline.bundles import contract_table, with_notice
from pipeline.measure.clauses import WHYS, first_broken
from pipeline.measure.indicators import Measured, places
from pipeline.measure.masks import SOURCE, Placed
from pipeline.messages import reason_words
from pipeline.rules.accusations import is_hidden
from pipeline.rules.claimants import groups
from pipeline.schema.ledger import BEYOND_NOTICE, LEDGER, NOTICE_IMPOSSIBLE
from pipeline.schema.reasons import Part, Why
from pipeline.schema.vocabulary import Claim
from pipeline.schema.whose_word import HELD_IDS, OVERLAID_IDS, RATING_ORDER

_PARTS = tuple(Part)
_EVENTS = ("received_on", "notified_on", "accepted_on", "withdrawn_on")
_FIRST, _SUPERIOR = "以首次报送为准", "以上级登记台账为准"
_EXTENSION = ("extension_approved_on", "extended_to")
_RATINGS, _NOT_RATED = ("rating_unit", "rating_office"), RATING_ORDER[1]


def members_table(measured: Measured, matters: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The contract's members: one row per indicator that could be counted and item.

    Order: indicator, roster (待定 last), item. A township has as many items that are 计入 or 只计分母 as its published
    numerator and denominator say; the county has those with ``county``. A row that counts on neither side is 不计入.

    ``matters``: merged; those registered after the cut-off are 不计入. A 检举控告 matter has neither number nor place:
    its item is null. file, sheet, row: the register's row by which an item is counted; null for what is measured on
    matters, whose rows are in the table matters.
    """
    hidden = frozenset(matters.loc[is_hidden(matters), "case_no"])
    later = _later(matters[~matters["case_no"].isin(measured.state["case_no"]) & matters["present"]])
    frames = []
    sources = pd.DataFrame(columns=[*SOURCE])
    for order, (id_, placed) in enumerate(measured.placed.items()):
        if placed is None:
            continue
        rows = _rows(placed).assign(_source=-1)
        if set(SOURCE) <= set(placed.rows):
            rows["_source"] = np.arange(len(sources), len(sources) + len(rows))
            sources = pd.concat([sources, placed.rows[[*SOURCE]]])
        frames += [
            each.assign(_order=order) for each in (rows, later if id_ in measured.members else later[:0]) if len(each)
        ]
    if not frames:
        return contract_table("members")
    frame = pd.concat(frames)
    frame = frame.assign(_unit=places(frame["township"], names))
    unit = frame["_unit"].where(frame["_unit"] >= 0, len(names))
    frame = frame.iloc[np.lexsort((pd.factorize(frame["item"], sort=True)[0], unit, frame["_order"]))]
    return pd.DataFrame(
        {
            "indicator": _categories(frame["_order"], tuple(measured.placed)),
            "township": _categories(frame["_unit"], tuple(names)),
            "item": frame["item"].where(~frame["item"].isin(hidden)),
            "part": _categories(frame["part"], _PARTS),
            "reason": _categories(frame["why"], WHYS),
            "basis_on": frame["basis_on"],
            "done_on": frame["done_on"],
            "repeat_no": frame["repeat_no"].where(~frame["repeat_no"].isin(hidden)),
            "county": frame["county"],
            **_register_rows(frame["_source"].where(~frame["item"].isin(hidden), -1).to_numpy(), sources),
        }
    ).reset_index(drop=True)


def _categories(codes: pd.Series, labels: Sequence[str]) -> pd.Categorical:
    dtype = pd.CategoricalDtype([str(label) for label in labels])
    return pd.Categorical.from_codes(codes.tolist(), dtype=dtype)


def _register_rows(places: np.ndarray, sources: pd.DataFrame) -> dict[str, object]:
    """file, sheet and row of each item, by its place in ``sources``; null for the place -1.

    file and sheet are categorical, because every matter has an item in every indicator.
    """
    columns: dict[str, object] = {}
    for name, id_ in (("file", SOURCE[0]), ("sheet", SOURCE[1])):
        texts = pd.Categorical(sources[id_])
        columns[name] = pd.Categorical.from_codes(np.append(texts.codes, -1)[places], dtype=texts.dtype)
    numbers = np.append(sources[SOURCE[2]].fillna(0).to_numpy(dtype=np.int64), 0)[places]
    return {**columns, "row": pd.arrays.IntegerArray(numbers, numbers == 0)}


def _later(matters: pd.DataFrame) -> pd.DataFrame:
    """The rows of matters registered after the cut-off, with the columns that _rows makes."""
    blank = pd.Series(pd.NaT, index=matters.index, dtype="datetime64[s]")
    return pd.DataFrame(
        {
            "item": matters["case_no"],
            "township": matters["township"].where(matters["claim"] == Claim.SURE),
            "part": _PARTS.index(Part.OUT),
            "why": WHYS.index(Why.LATER),
            "basis_on": blank,
            "done_on": blank,
            "repeat_no": None,
            "_source": -1,
            "county": True,
        }
    )


def _rows(placed: Placed) -> pd.DataFrame:
    """One row per row of ``placed``.

    Columns: item, township, part and why (both as codes), county (whether it counts for 全县), basis_on, done_on,
    repeat_no (null for what didn't come back).
    """
    member, rows = placed.member, placed.rows
    counted = member.numerator.to_numpy(dtype=bool)
    inside = counted if member.denominator is None else member.denominator.to_numpy(dtype=bool)
    unit = np.ones(len(rows), dtype=bool) if member.unit is None else member.unit.to_numpy(dtype=bool)
    county = np.ones(len(rows), dtype=bool) if member.county is None else member.county.to_numpy(dtype=bool)
    either = unit | county
    # Every item gets a reason from one of the three: an item that breaks no clause is counted, because the masks are
    # made of the same clauses.
    why = first_broken(member.because, counted, Why.MET)
    for clauses, chosen in ((member.test, inside & ~counted), (member.entry, ~inside)):
        codes = first_broken(clauses, chosen, Why.MET)
        why = np.where(codes >= 0, codes, why)
    part = np.select(
        [counted & either, inside & either],
        [_PARTS.index(Part.COUNTED), _PARTS.index(Part.DENOMINATOR)],
        _PARTS.index(Part.OUT),
    )
    blank = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[s]")
    frame = pd.DataFrame(
        {
            "item": rows["item"],
            "township": rows["township"].where(unit | ~either),
            "part": part.astype(np.int8),
            "why": np.where(inside & ~either, WHYS.index(Why.DISPUTED), why),
            "county": county,
            "basis_on": blank if member.basis is None else member.basis,
            # An item outside the denominator was asked for no date.
            "done_on": blank if member.done is None else member.done.where(inside | (member.denominator is None)),
        }
    )
    came_back = np.isin(why, [WHYS.index(each) for each in (Why.CAME_BACK, Why.ASCRIBED)])
    frame["repeat_no"] = rows["repeat_no"].where(came_back) if "repeat_no" in rows else None
    return frame


def counted_table(
    matters: pd.DataFrame,
    published: pd.DataFrame,
    measured: Measured,
    superior: pd.DataFrame | None,
    first: pd.DataFrame,
) -> pd.DataFrame:
    """The contract's counted: the values that count otherwise than their township submitted them, or can't be read.

    Order: case_no, then the ledger's. ``column``: the field's id. A blank 办理程序, which counts as the definitions
    say, is among them. Left out are blank ratings that count as 未评价, 检举控告 matters, and matters handed back that
    no unit took over.

    ``matters``: merged, with the values that count. ``published``: the contract's matters, with the submitted values.
    file, sheet, row: where the value that counts stands, in ``superior`` (上级登记台账) or as ``first`` (Merged's) has
    it; null where a rule or an earlier edition decides.
    """
    now = matters[matters["present"]]
    state = measured.state[measured.state["present"]]
    numbers, keys = state["case_no"], groups(state, Claim.PENDING)
    merged, sent = now.loc[state.index], with_notice(published).set_axis(now.index).loc[state.index]
    register = None if superior is None else superior.set_index("case_no")
    listed = ~state["hidden"] & (state["township"] != "")
    rows: list[pd.DataFrame] = []
    for field in LEDGER:
        id_ = field.id
        if id_ in ("case_no", "township"):
            continue
        counts, blank = state[id_], state[id_].isna()
        unread = blank & state.get(f"{id_}_bad", pd.Series(data=False, index=state.index))
        same = sent[id_].isna() & ((blank | (counts == _NOT_RATED)) if id_ in _RATINGS else blank)
        differs = ((counts != sent[id_]) & ~same | unread) & listed
        if not differs.any():
            continue
        above = None if register is None else register[id_].fillna(_NOT_RATED) if id_ in _RATINGS else register[id_]
        above = None if above is None else above.reindex(numbers).set_axis(numbers.index)
        reasons = _reasons(id_, counts, merged[id_], sent[id_], above)
        rows.append(
            pd.DataFrame(
                {
                    "case_no": numbers[differs],
                    "column": id_,
                    "submitted": _texts(sent[id_][differs]),
                    "counted": _texts(counts[differs]),
                    "reason": reasons[differs].mask(unread[differs], "读不出").to_numpy(),
                }
            ).join(_taken_from(id_, numbers[differs], keys[differs], reasons[differs], register, first))
        )
    if not rows:
        return contract_table("counted")
    return pd.concat(rows).sort_values("case_no", kind="stable").reset_index(drop=True)


def _taken_from(
    id_: str,
    numbers: pd.Series,
    keys: pd.Series,
    reasons: pd.Series,
    register: pd.DataFrame | None,
    first: pd.DataFrame,
) -> pd.DataFrame:
    """file, sheet and row of each value that counts, by the index of ``numbers``; null where no row has it.

    ``keys``: by which ``first`` has the row, its group.
    """
    known = {_FIRST: (keys, first[first["id"] == id_].set_index("group")), _SUPERIOR: (numbers, register)}
    places = contract_table("counted").reindex(numbers.index)[["file", "sheet", "row"]]
    for reason, (asked, rows) in known.items():
        if rows is not None and (reasons == reason).any():
            cells = rows[[*SOURCE]].reindex(asked).set_axis(numbers.index).set_axis(places.columns, axis=1)
            places = places.mask(reasons == reason, cells)
    return places.astype({"file": "str", "sheet": "str", "row": "Int64"})


def _reasons(id_: str, counts: pd.Series, merged: pd.Series, sent: pd.Series, register: pd.Series | None) -> pd.Series:
    """Why each value counts: the cut-off undid the submitted one, or else merging took another."""
    reasons = pd.Series(_FIRST, index=counts.index, dtype="str")
    if id_ in HELD_IDS:
        reasons[:] = "以已发布的往期成果为准"
    if id_ == "procedure":
        reasons[sent.isna()] = reason_words.BLANK
    if register is not None and id_ in OVERLAID_IDS:
        reasons[register == counts] = _SUPERIOR
    undone = merged.notna() & counts.isna()
    reasons[undone] = reason_words.AFTER_CUT_OFF if id_ in (*_EVENTS, *_EXTENSION) else reason_words.DONE_OUTSIDE
    if id_ == "accepted_on":
        reasons[merged.isna() & counts.notna()] = reason_words.NOT_ACCEPTED
    return reasons


def _texts(values: pd.Series) -> np.ndarray:
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        values = values.dt.strftime("%Y-%m-%d").mask(values == pd.Timestamp(NOTICE_IMPOSSIBLE), BEYOND_NOTICE)
    return values.astype("object").where(values.notna(), None).to_numpy()
