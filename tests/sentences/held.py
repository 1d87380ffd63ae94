"""Proofs of the circular's sentences about standing, sending and suggestions, from the published tables alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.sentences.published import WHOLE, Published, paragraphs

_SOUNDNESS = {"台账报送", "无遗漏", "无错误"}


def named(text: str) -> list[str]:
    """The units of a phrase: 甲镇、乙镇2个乡镇, whose number must be theirs; [''] where it isn't."""
    count = re.search(r"(\d+)个(?:乡镇|单位)$", text)
    names = re.sub(r"\d+个(?:乡镇|单位)$", "", text).split("、")
    return names if (len(names) == int(count[1]) if count else len(names) == 1) else [""]


def are(text: str, units: set[str]) -> bool:
    """Whether a phrase means these units: by name, or more than 12 of them by number and attachment."""
    if many := re.fullmatch(r"(\d+)个(?:有关)?(?:乡镇|单位)(?:（见附件1）)?", text):
        return len(units) > 12 and int(many[1]) == len(units)
    return set(named(text)) == units


def _lines(edition: Published) -> list[str]:
    return paragraphs(edition.folder / "通报" / "月度通报.docx")


def _said(edition: Published, pattern: str) -> Iterator[re.Match[str]]:
    """Every place of the circular's text that says so."""
    for line in _lines(edition):
        yield from re.finditer(pattern, line)


def cut_off(edition: Published, found: re.Match[str]) -> bool:
    day = edition.cut_off
    return found[0] == f"数据截至{day.year}年{day.month}月{day.day}日。"


def unclassed(edition: Published, found: re.Match[str]) -> bool:
    rows = edition.table("volumes")
    mine = rows[(rows["township"] == WHOLE) & (rows["by"] == "class") & (rows["code"] == "未填")]
    return int(found["count"]) == int(mine["matters"].sum()) > 0


def _of_newest(edition: Published, column: str, word: str) -> set[str]:
    """The units whose row of the newest folder in 报送登记 has this word."""
    rows = edition.table("submissions")
    newest = rows[rows["folder"] == rows["folder"].max()]
    return set(newest.loc[newest[column] == word, "township"])


def _without_ledger(edition: Published) -> set[str]:
    """The units of which no ledger and no 零报告 of the newest folder is in."""
    windows = edition.table("windows")
    newest = windows[windows["month"] == windows.loc[windows["ledger"].notna(), "month"].max()]
    return set(newest.loc[newest["ledger"] != "已报", "township"])


def without_their_ledgers(edition: Published, found: re.Match[str]) -> bool:
    """Those of which no ledger and no 零报告 of the newest folder counts."""
    return are(found["units"], _without_ledger(edition) & ({t for t, _ in edition.figures} - {WHOLE}))


def sent_so(edition: Published, found: re.Match[str]) -> bool:
    """How the newest ledgers came: the numbers add up, those without a ledger, those with zero and those late."""
    groups = re.findall(r"([^，、（）\d]+(?:（退回）)?)(\d+)个(?:（([^（）]+)）)?", found["how"])
    units = {t for t, _ in edition.figures} - {WHOLE}
    counts = {label: int(n) for label, n, _ in groups}
    told = {label: set(names.split("、")) for label, _, names in groups if names}
    missing = told.get("未报送", set()) | told.get("已报（退回）", set())
    late = told.get("迟报", set())
    return (
        sum(counts.values()) == int(found["due"]) == len(units)
        and all(len(names) == counts[label] for label, names in told.items())
        and missing == _without_ledger(edition) & units
        and told.get("零报告", set()) <= _of_newest(edition, "zero", "是")
        and late == (_of_newest(edition, "status", "迟报") & units) - missing - told.get("零报告", set())
    )


def unranked(edition: Published, found: re.Match[str]) -> bool:
    """The groups without a rank, each with its units."""
    told = dict(re.findall(r"(样本不足|无件|未报送)的有(.+?)，", found[0]))
    true = {group: set(rows["township"]) for group, rows in edition.ranking.groupby("group") if group != "排名"}
    return set(told) == set(true) and all(are(told[group], units) for group, units in true.items())


def to_mend(edition: Published, found: re.Match[str]) -> bool:
    """Those ranked whose ledgers have an error that nobody has settled."""
    findings = edition.table("findings")
    wrong = set(findings.loc[findings["severity"] == "错误", "township"].dropna())
    ranked = set(edition.ranking.loc[edition.ranking["rank"].notna(), "township"])
    return are(found["units"], wrong & ranked)


def conditions(edition: Published, found: re.Match[str]) -> bool:
    """The county's conditions are those that the table has, soundness aside."""
    names = [name for name in dict.fromkeys(edition.table("three_none")["condition"]) if name not in _SOUNDNESS]
    return found["conditions"] == "，".join(names)


def uncompared(edition: Published, _: re.Match[str]) -> bool:
    """The newest folder has no 上级登记台账, or no 报送登记, with a row in it."""
    rows = edition.table("rows")
    folder = rows["file"].str.split("/").str[0].max()
    filled = rows[(rows["kind"] == "登记簿") & (rows["kept"] > 0) & rows["file"].str.startswith(f"{folder}/")]
    return not {"上级登记台账", "报送登记"} <= set(filled["sheet"])


def nobody_better(edition: Published, _: re.Match[str]) -> bool:
    """Three are ranked, and each of the first third shares its rank beyond that third or is blamed for something."""
    ranks = edition.townships_ranked.set_index("township")["rank"]
    lines = _lines(edition)
    start, end = (next(i for i, line in enumerate(lines) if word in line) for word in ("存在的问题", "下步建议"))
    blamed = "".join(lines[start:end])
    counts = ("逾期未受理", "逾期未办结", "有责督办")
    return len(ranks) >= 3 and all(
        int(rank) + int((ranks == rank).sum()) - 1 > len(ranks) // 3
        or str(name) in blamed
        or any(edition.figures.get((str(name), label), (0, None))[0] for label in counts)
        for name, rank in ranks.items()
    )


def listed_where(edition: Published, found: re.Match[str]) -> bool:
    """The list is where the sentence says: in an attachment of the circular, or in 反馈单 of each unit with such."""
    attached = any(line.endswith("逾期事项清单") for line in _lines(edition))
    sheets = {path.stem for path in (edition.folder / "反馈单").glob("*.docx")}
    return attached if found[0].startswith("清单") else not attached and set(edition.overdue["township"]) <= sheets


def answered(_: Published, found: re.Match[str]) -> bool:
    """督办登记 isn't published: the parts add up to the whole, and as many are named as are counted."""
    parts = re.findall(r"(?:已按期反馈|超过期限反馈|尚未反馈)(\d+)件", found[0])
    return sum(map(int, parts)) == int(found["count"]) > 0


def advised_on_overdue(edition: Published, found: re.Match[str]) -> bool:
    return not edition.overdue.empty and are(found["units"], set(edition.overdue["township"]))


def advised_on_rates(edition: Published, found: re.Match[str]) -> bool:
    """Those that the sentences about rates below their line name; these sentences are proved by the table."""
    lists = [each["units"] for each in _said(edition, r"率低于[\d.]+%（分母不少于\d+件）的有：(?P<units>.+?)。")]
    names = {name for units in lists for name in re.findall(r"([^、\d（）]+?)\d+\.\d%（\d+/\d+）", units)}
    return bool(lists) and (are(found["units"], names) or any("见附件1" in units for units in lists))


def _troubles(edition: Published) -> dict[str, set[str]]:
    """迟报台账, 未报送台账 …: the units of the sentence about ledgers."""
    groups = [
        each.groups()
        for each in _said(edition, r"(迟报台账|未报送台账|台账无法采用、已退回|台账有错误待更正)的有([^；。]+)[；。]")
    ]
    return {str(label): set(named(str(units))) for label, units in groups}


def advised_to_mend(edition: Published, found: re.Match[str]) -> bool:
    groups = _troubles(edition)
    return are(found["units"], set().union(*(units for label, units in groups.items() if label != "迟报台账")))


def advised_to_be_in_time(edition: Published, found: re.Match[str]) -> bool:
    groups = _troubles(edition)
    others = set().union(*(units for label, units in groups.items() if label != "迟报台账"))
    return are(found["units"], groups.get("迟报台账", set()) - others)


def of_status(edition: Published, status: str) -> set[str]:
    rows = edition.table("submissions")
    return set(rows.loc[rows["status"] == status, "township"])


def in_time(edition: Published, _: re.Match[str]) -> bool:
    """Every due ledger of every month; a special period has no ledger of its own."""
    rows = edition.table("submissions")
    return not edition.special and len(rows) > 0 and set(rows["status"]) == {"按时"}


def ledgers(edition: Published, found: re.Match[str]) -> bool:
    """Who was late and who sent nothing, by 报送登记; the other groups rest on findings that aren't read here."""
    groups = {label: set(named(units)) for label, units in re.findall(r"([^；]+?)的有([^；。]+)", found[0])}
    some = "有的月份" if edition.several else ""
    told = ((f"{some}迟报台账", "迟报"), (f"{some}未报送台账", "漏报"))
    return not any(("报台账" in label or "未报送" in label) and label not in dict(told) for label in groups) and all(
        groups.get(label, set()) == of_status(edition, status) for label, status in told
    )
