"""Proves or refutes what the circular says of volumes, from the published tables alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.sentences.published import WHOLE, Published, percent

_CHANGE = re.compile(r"(?P<word>上.+?)(?P<then>\d+)件(?:，[环同]比(?P<way>增加|减少|持平)(?P<percent>.*))?")


def _registered(edition: Published, found: re.Match[str]) -> bool:
    """By the table of volumes, and as in 重复信访率; 新收 of 收支核对 has those besides that came late."""
    repeat = edition.figures.get((WHOLE, "重复信访率"), (None, None))[1]
    agree = int(found["count"]) == edition.registered and repeat in (None, edition.registered)
    return agree and _changes(edition, found["compared"] or "")


def _changes(edition: Published, compared: str) -> bool:
    """Each number of before with its change: per cent of 30 or more, nothing of less; the period before as it was."""
    for part in compared.strip("（）").split("；") if compared else ():
        found = re.fullmatch(
            r"(?P<word>上.+?)(?P<then>\d+)件(?:，[环同]比(?P<way>增加|减少|持平)(?P<percent>.*))?", part
        )
        if found is None or (int(found["then"]) >= 30) != (found["way"] is not None):
            return False
        then, gap = int(found["then"]), edition.registered - int(found["then"])
        if found["way"] and (
            percent(abs(gap), then) != (found["percent"] or "0.0%")
            or {"增加": gap > 0, "减少": gap < 0, "持平": True}[found["way"]] is False
        ):
            return False
        if found["word"] != "上年同期" and edition.before and then != Published(edition.before, None).registered:
            return False
    return True


def _levels(edition: Published, found: re.Match[str]) -> bool:
    """From above and own, by the table of volumes; the share only of 30 matters or more."""
    rows = edition.table("volumes")
    mine = rows[(rows["township"] == WHOLE) & (rows["by"] == "level")]
    counts = dict(zip(mine["code"], mine["matters"].astype(int), strict=True))
    own, unknown, whole = counts.pop("乡镇", 0), counts.pop("未填", 0), edition.registered
    said = {name: int(n) for name, n in re.findall(r"(县|市|省|国家)(\d+)件", found["levels"] or "")}
    share = re.search(r"占([\d.]+%)", found["levels"] or "")
    return (
        int(found["above"]) == sum(counts.values())
        and said == counts
        and int(found["own"]) == own
        and int(found["unknown"] or 0) == unknown
        and (share[1] if share else None) == (percent(sum(counts.values()), whole) if whole >= 30 and counts else None)
    )


def _went(edition: Published, found: re.Match[str]) -> bool:
    """受理 as in 办结率, 办结 and 期末在办 as in 收支核对."""
    balance = edition.table("balance").set_index("township").loc[WHOLE]
    return (
        int(found["accepted"]) == edition.figures[WHOLE, "办结率"][1]
        and int(found["concluded"]) == int(balance["concluded"])
        and int(found["open"]) == int(balance["open_end"])
    )


def _groups(edition: Published, said: str) -> bool:
    """集体访 by the matters themselves: 来访 of 5 persons or more in the denominator of 重复信访率.

    Matters that stand in no list have no number there, so that each of them may be one more.
    """
    members, matters = edition.table("members"), edition.table("matters")
    came = members[(members["indicator"] == "repeat") & (members["part"] != "不计入") & members["county"]]
    mine = matters[matters["case_no"].isin(came["item"].dropna()) & (matters["channel"] == "来访")]
    large = mine["persons"].fillna(1)[lambda persons: persons >= 5]
    found = re.fullmatch(r"，其中集体访（5人及以上）(\d+)批次、(\d+)人次", said)
    visits, persons = map(int, found.groups()) if found else (0, 0)
    more = visits - len(large)
    return (
        bool(found or said in ("", "，没有集体访（5人及以上）"))
        and 0 <= more <= int(came["item"].isna().sum())
        and persons >= int(large.sum()) + 5 * more
        and (more > 0 or persons == int(large.sum()))
    )


def _by_channel(edition: Published, found: re.Match[str]) -> bool:
    rows = edition.table("volumes")
    mine = rows[(rows["township"] == WHOLE) & (rows["by"] == "channel")]
    named, _, rest = found["channels"].partition("，另有")
    said = {name: int(n) for name, n in re.findall(r"([\u4e00-\u9fff]{2})(\d+)件", named)}
    unknown = re.fullmatch(r"(\d+)件信访形式没有填写或者无法识别", rest)
    shares = dict(re.findall(r"([\u4e00-\u9fff]{2})\d+件（占([\d.]+%)）", found["channels"]))
    counted = {str(c): int(n) for c, n in zip(mine["code"], mine["matters"], strict=True) if n and len(str(c)) == 2}
    return (
        all(said.get(name) == n for name, n in counted.items() if name != "未填")
        and (int(unknown[1]) if unknown else 0) == counted.get("未填", 0)
        and bool(unknown) == bool(rest)
        and int(found["visits"]) == int(mine["visits"].sum())
        and int(found["persons"]) == int(mine["persons"].sum())
        and shares == ({n: percent(m, edition.registered) for n, m in said.items()} if edition.registered >= 30 else {})
        and _groups(edition, found["group"] or "")
    )


OF_VOLUMES: list[tuple[str, Callable[[Published, re.Match[str]], bool]]] = [
    (r".+，全县登记信访事项(?P<count>\d+)件(?P<compared>（.+）)?。", _registered),
    (
        r"按信访形式分，(?P<channels>.+)；来访共(?P<visits>\d+)批次、(?P<persons>\d+)人次(?P<group>，.+)?。",
        _by_channel,
    ),
    (
        r"按登记层级分，县及以上登记的(?P<above>\d+)件(?P<levels>（.+?）)?，乡镇登记的(?P<own>\d+)件(?:，层级无法识别的(?P<unknown>\d+)件)?。",
        _levels,
    ),
    (r".+，全县受理信访事项(?P<accepted>\d+)件、办结(?P<concluded>\d+)件，期末在办(?P<open>\d+)件。", _went),
    (r"件数只作情况说明，不排名，不评优劣。", lambda _, __: True),
]
"""What a sentence about volumes says -> its proof."""
