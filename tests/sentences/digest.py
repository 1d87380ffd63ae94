"""Proves or refutes 会议数据摘要 row by row, from the published tables alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tests.sentences.circular import PROOFS, holds
from tests.sentences.held import are
from tests.sentences.published import WHOLE, Published, paragraphs, percent, rows_of

_OF_CIRCULAR = {
    "登记信访事项": "本期，全县登记信访事项{}。",
    "内容居前的": "按内容分类，居前的是{}。",
    "督办反馈": "{}。",
    "领导接访": "领导接访：{}。",
}
"""A row -> the sentence of the circular that says the same."""
_CHANGE = re.compile(r"(?:，(?P<same>与上.+?持平)|，较上.+?(?P<way>上升|下降)(?P<points>[\d.]+)个百分点)?")
_VISITS, _CHANNELS, _LEDGERS, _DAILY = "来访", "信访形式", "台账报送", "每日报送"


def refuted_in_digest(edition: Published) -> Iterator[str]:
    """Rows without a source, and rows whose number the tables don't have."""
    rows = rows_of(edition.folder / "内部" / "会议数据摘要.docx")[1:]
    values = {label: value for label, value, _ in rows}
    yield from _left_out(edition, set(values))
    for label, value, source in rows:
        if not source.strip():
            yield f"{label}：没有来源"
        if not _row(edition, label, value, values):
            yield f"{label}：{value}"


def _row(edition: Published, label: str, value: str, values: dict[str, str]) -> bool:
    if label in _OF_CIRCULAR:
        return holds(edition, _OF_CIRCULAR[label].format(value), PROOFS)
    if label in (_VISITS, _CHANNELS):
        if _CHANNELS not in values:
            return _visits(edition, value)
        said = f"按信访形式分，{values[_CHANNELS]}；来访共{values[_VISITS]}。"
        return values[_CHANNELS] == "没有" or holds(edition, said, PROOFS)
    if label == _LEDGERS:
        if value.startswith("最近一期") != edition.several:
            return False
        value = value.removeprefix("最近一期")
        return _counted_ledgers(edition, value) or holds(
            edition, f"应报送台账的乡镇{len(edition.ranking)}个：{value}。", PROOFS
        )
    if label == _DAILY:
        return _daily(edition, value)
    if label == "“三无”乡镇":
        return _titled(edition, value)
    if label == "三无县":
        return re.match(r"是|否|未评定|不评定", value) is not None
    if label == "参加排名":
        return _ranked(edition, value)
    if label.startswith("上") and label.endswith("逾期事项"):
        then = set() if edition.before is None else set(edition.table("overdue", before=True)["case_no"])
        found = re.fullmatch(r"(\d+)件中已解决(\d+)件", value)
        return int(found[2]) <= int(found[1]) == len(then) if found else value == "没有" and not then
    if (WHOLE, label) in edition.figures:
        return _figure(edition, label, value)
    return _batches(edition, label, value)


def _titled(edition: Published, value: str) -> bool:
    titles = list(edition.ranking["three_none"])
    if {"是", "否"}.isdisjoint(titles):
        return value.startswith("未评定")
    said, _, open_ones = value.partition("；")
    if open_ones != (f"{titles.count('未评定')}个未评定" if "未评定" in titles else ""):
        return False
    titled = set(edition.ranking.loc[edition.ranking["three_none"] == "是", "township"])
    return _are(said.partition("（")[0], titled) if titled else said == "没有"


def _are(text: str, units: set[str]) -> bool:
    """Whether a phrase means these units; names that would take more than two lines may be a number."""
    long = len("、".join(units)) > 36
    return are(text, units) or (long and text == f"{len(units)}个乡镇")


def _counted_ledgers(edition: Published, value: str) -> bool:
    """How the ledgers came, by number alone: all of them, and those without a ledger as many as the windows say."""
    groups = {label: int(n) for label, n in re.findall(r"([^，\d]+)(\d+)个", value)}
    if "（" in value.replace("（退回）", "") or not groups:
        return False
    windows = edition.table("windows")
    newest = windows[windows["month"] == windows.loc[windows["ledger"].notna(), "month"].max()]
    units = {unit for unit, _ in edition.figures} - {WHOLE}
    without = set(newest.loc[newest["ledger"] != "已报", "township"]) & units
    told = groups.get("未报送", 0) + groups.get("已报（退回）", 0)
    return sum(groups.values()) == len(units) and told == len(without)


def _visits(edition: Published, value: str) -> bool:
    """The county's visits and persons, where the row of the channels has no room."""
    rows = edition.table("volumes")
    mine = rows[(rows["township"] == WHOLE) & (rows["by"] == "channel")]
    return value.startswith(f"{int(mine['visits'].sum())}批次、{int(mine['persons'].sum())}人次")


def _left_out(edition: Published, labels: set[str]) -> Iterator[str]:
    """What a sheet says to be without that stands in it all the same, and a full sheet that says to be without."""
    notes = "".join(paragraphs(edition.folder / "内部" / "会议数据摘要.docx"))
    found = re.search(r"一页排不下，没有列：(.+?)(?:等(\d+)项)?，见通报和汇总表。", notes)
    gone = found[1].split("、") if found else []
    if (found and found[2] and int(found[2]) <= len(gone)) or not labels.isdisjoint(gone):
        yield notes
    for label in ("登记信访事项", "来访", "信访形式") if not found or not found[2] else ():
        if label not in {*labels, *gone}:
            yield f"没有{label}，也没有写明"


def _figure(edition: Published, label: str, value: str) -> bool:
    n, of = edition.figures[WHOLE, label]
    if n is None:
        return False
    if of is None:
        return value == (f"{n}件" if n else "没有")
    shown = f"{percent(n, of)}（{n}/{of}）"
    change = _CHANGE.fullmatch(value.removeprefix(shown))
    if not value.startswith(shown) or change is None:
        return False
    then = edition.percents(WHOLE, label, before=True)
    if then == "—" or edition.before is None:
        return edition.before is None or not change[0]
    gap = Decimal(percent(n, of)[:-1]) - Decimal(then[:-1])
    if not gap:
        return bool(change["same"])
    return (change["way"], change["points"]) == ("上升" if gap > 0 else "下降", str(abs(gap)))


def _daily(edition: Published, value: str) -> bool:
    """Every calendar day of every unit, by how its report came."""
    states = edition.table("daily")["status"]
    n = {state: int((states == state).sum()) for state in ("按时", "零报告", "迟报", "缺报")}
    if not len(states):
        return value == "报送登记没有每日报送的记录"
    return value == (
        f"应报{len(states)}次，当日报送{n['按时'] + n['零报告']}次（其中零报告{n['零报告']}次），"
        f"迟报{n['迟报']}次，缺报{n['缺报']}次"
    )


def _ranked(edition: Published, value: str) -> bool:
    """How many townships have a rank, and which of them have an error that nobody has settled."""
    found = re.fullmatch(r"(\d+)个乡镇(?:（其中待更正的有(.+)）)?", value)
    ranked = set(edition.townships_ranked["township"])
    findings = edition.table("findings")
    wrong = set(findings.loc[findings["severity"] == "错误", "township"].dropna()) & ranked
    return found is not None and int(found[1]) == len(ranked) and (_are(found[2], wrong) if found[2] else not wrong)


def _batches(edition: Published, label: str, value: str) -> bool:
    rows = edition.table("assigned")
    if label == "交办各批次":
        counts = (rows["batch"].nunique(), len(rows), int(rows["settled"].sum()))
        return value == "共{}批，交办{}件次，已化解{}件次".format(*counts)
    mine = rows[rows["batch"] == label]
    return len(mine) > 0 and value == f"交办{len(mine)}件，已化解{int(mine['settled'].sum())}件"
