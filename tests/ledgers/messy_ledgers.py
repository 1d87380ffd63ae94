"""Any table of matters, written with any mixture of what clerks do to a ledger; and what the reader must say of it,
worked out from the mixture.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.ledgers.mess_files import file_of
from tests.ledgers.mess_pages import Page, fill
from tests.ledgers.mess_truth import Matter, matters


class _Bytes(bytes):
    """A file's bytes, of which a failing example shows the length alone."""

    def __repr__(self) -> str:
        return f"<{len(self)} bytes>"


@dataclass
class Mess:
    """Files to read, what must come of them, and what must be told: (code, label) of each finding, label '' where it
    names no column. ``refused``: the ledger can't be read, for its second header contradicts the first.
    """

    files: dict[str, _Bytes]
    matters: list[Matter]
    told: set[tuple[str, str]] = field(default_factory=set)
    refused: bool = False


@st.composite
def messes(draw: st.DrawFn) -> Mess:
    """A messy file and its truth."""
    truth = draw(matters())
    kind = draw(st.sampled_from(["xlsx", "xlsx", "xls", "csv"]))
    rng = draw(st.randoms(use_true_random=False))
    has = {
        name: draw(st.booleans())
        for name in (
            "serial",
            "titles",
            "unit",
            "personal",
            "unknown",
            "nameless",
            "blank column",
            "blank rows",
            "again",
            "subtotal",
            "total",
            "wrong total",
            "feet",
            "ditto",
            "tall",
            "hidden rows",
            "gap",
            "unwritten",
            "notes sheet",
            "hidden sheet",
            "wide",
            "noted dates",
            "same",
            "sections",
            "hint",
            "example",
            "filled down",
            "small table",
            "error",
            "noted words",
            "beside",
            "struck",
            "formats",
        )
    }
    levels, down, right = draw(st.integers(1, 3)), draw(st.integers(0, 3)), draw(st.integers(0, 3))
    if has["same"]:
        truth = [
            {
                **m,
                "township": truth[0]["township"],
                "registered_on": truth[0]["registered_on"],
                "accepted_on": truth[0]["accepted_on"],
                "concluded_on": None,
            }
            for m in truth
        ]
    has["error"] &= kind != "csv"
    has["struck"] &= kind == "xlsx"
    has["formats"] &= kind == "xlsx"
    has["other order"] = len(truth) > 1 and levels == 1 and draw(st.integers(0, 9)) == 0
    parts = [truth]
    second = draw(st.sampled_from(["", "", "", "sheet", "file"]))
    if len(truth) > 1 and (second == "file" or (second == "sheet" and kind == "xlsx")):
        cut = draw(st.integers(1, len(truth) - 1))
        parts = [truth[:cut], truth[cut:]]
    has["other order"] &= len(parts) == 1
    plain = {**has, "tall": False, "hidden rows": False}
    mess = Mess({}, [], refused=has["other order"])
    pages = []
    for at, part in enumerate(parts):
        page = Page(truth=list(part))
        fill(page, rng, plain if at else has, 1 if at else levels, down, flat=kind == "csv" or at > 0)
        pages.append(page)
        mess.told |= page.told
        mess.matters += page.truth
    in_one_file = len(pages) > 1 and second == "sheet"
    files = pages[:1] if in_one_file else pages
    for page, name in zip(files, ("信访台账", "积案台账"), strict=False):
        shifted, merges = page.shifted(right)
        hidden = (
            [at + 1 for at in page.matters_at if rng.random() < 0.4]
            if has["hidden rows"] and kind != "csv" and page is pages[0]
            else []
        )
        if hidden:
            mess.told.add(("R018", ""))
        own = pages[1].shifted(right)[0] if in_one_file else None
        mess.files[f"{name}.{kind}"] = _Bytes(file_of(kind, shifted, merges, hidden, rng, has, mess.told, own))
    return mess
