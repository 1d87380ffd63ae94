"""Proves or refutes 报送/, receipts and reminders, and 送签单 of 汇总.xlsx, from published tables and papers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pandas as pd

from tests.sentences.published import Published, paragraphs

_TOLD = ("错误", "提醒")
_BY_ITS_DAY = {"R202", "R213", "R214", "R283"}
"""What a receipt says by its day of sending, and not as a fault."""
_RECEIVED = re.compile(
    r"(?P<unit>[^：]+)：[^，]+?台账已收到(?:（.+?）)?(?:，(?P<day>[\d-]+)报送)?，采用(?P<kept>\d+)件事项"
    r"(?:，另有(?P<aside>\d+)行不能计入)?。"
)
_ZERO = re.compile(r"(?P<unit>[^：]+)：[^，]+?零报告已收到(?:，(?P<day>[\d-]+)报送)?。")
_REFUSED = re.compile(r"(?P<unit>[^：]+)：[^，]+?台账(?:（.+）)?收到了，但不能采用，请重新报送。")
_URGED = re.compile(
    r"(?P<unit>[^：]+)：[^，]+?台账还没有收到(?:，应于(?P<due>\d+月\d+日)前报送)?。请(?:尽快|于\d+月\d+日前)报送；"
    r"本月没有信访事项的，请报“本月无信访事项，零报告”。"
)
_FAULTS = re.compile(r"有(\d+)项(错误需要更正|提醒请核对，无误的不用改、不用重报)：")
_NUMBERED = re.compile(r"(\d+)\. .+（(R\d+)）")
_FURTHER = re.compile(r"另有(\d+)项没有列出，(?:见“退回”的台账第一页“.+”|请向县信访部门索取)。")
_SETTLED = re.compile(r"另有(\d+)项由县里核实处理，不需要你单位操作。")
_RESENT = re.compile(r"与上次报送的相比：|.+由.+改为.+|另有\d+格改动没有列出。")
_GROUP = re.compile(
    r".+台账已收到(\d+)个单位，还没有收到(\d+)个：(.+?)。请(?:尽快|于\d+月\d+日前)报送，没有信访事项的也请报零报告。"
)
_NOT_ADOPTED = re.compile(r"已收到的台账中，有(\d+)个单位的没有采用，请按回执更正后重报：(.+?)。$")
_ALL_IN = re.compile(r"各单位.+台账都已收到，谢谢。核对情况另发各单位。")


def refuted_in_sending(edition: Published) -> Iterator[str]:
    """Sentences of 报送/ that the tables refute; a unit without its text, and a text without its unit."""
    texts = {path.stem: path for path in sorted((edition.folder / "报送").glob("*.txt"))}
    group = texts.pop("群通知", None)
    if group is None:
        return
    if set(texts) != set(edition.ranking["township"]):
        yield f"报送：{sorted(set(texts) ^ set(edition.ranking['township']))}"
    folders = edition.table("files")["file"].str.split("/").str[0]
    folder = str(folders[folders.str.fullmatch(r"\d{4}-\d\d")].max())
    for name, path in texts.items():
        yield from (f"{name}：{wrong}" for wrong in _Text(edition, name, folder, _lines(path)).refuted())
    (line,) = _lines(group)
    missing = {name for name, path in texts.items() if _URGED.fullmatch(_lines(path)[0])}
    refused = {name for name, path in texts.items() if _REFUSED.fullmatch(_lines(path)[0])}
    if again := _NOT_ADOPTED.search(line):
        line = line[: again.start()]
    if refused != (set(again[2].split("、")) if again else set()) or (again and int(again[1]) != len(refused)):
        yield f"没有采用：{sorted(refused)}"
    if told := _GROUP.fullmatch(line):
        if set(told[3].split("、")) != missing or [int(told[1]), int(told[2])] != [
            len(texts) - len(missing),
            len(missing),
        ]:
            yield line
    elif missing or not _ALL_IN.fullmatch(line):
        yield line


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").split("\n")[:-1]


class _Text:
    """What one township is told."""

    def __init__(self, edition: Published, name: str, folder: str, lines: list[str]) -> None:
        self.edition, self.name, self.folder, self.lines = edition, name, folder, lines
        files = edition.table("files")
        own = files[(files["township"] == name) & files["file"].str.startswith(f"{folder}/")]
        self.adopted = own.loc[own["verdict"] == "采用", "file"]
        findings = edition.table("findings")
        there = findings["file"].isna() | findings["file"].str.startswith(f"{folder}/")
        mine = (findings["township"] == name) & findings["severity"].isin(_TOLD) & there
        told = findings[mine & ~findings["code"].isin(_BY_ITS_DAY)]
        self.faults = told[told["cell"].fillna("").ne("") | ~told.duplicated(["code", "message"])]

    def refuted(self) -> Iterator[str]:
        """The lines that aren't so, and numbers that don't add up."""
        first, *others = self.lines
        heads: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
            *((_ZERO, self._zero), (_RECEIVED, self._received)),
            *((_REFUSED, self._refused), (_URGED, self._urged)),
        )
        found = next(((form.fullmatch(first), proof) for form, proof in heads if form.fullmatch(first)), None)
        if found is None or found[0] is None or found[0]["unit"] != self.name or not found[1](found[0]):
            yield first
        if _URGED.fullmatch(first):
            yield from others
            return
        yield from self._refuted_faults(others)

    def _refuted_faults(self, lines: list[str]) -> Iterator[str]:
        said = {"错误": 0, "提醒": 0}
        listed, further, settled, clean = 0, 0, 0, False
        for line in lines:
            if head := _FAULTS.fullmatch(line):
                said[head[2][:2]] = int(head[1])
            elif numbered := _NUMBERED.fullmatch(line):
                listed += 1
                if numbered[2] not in set(self.faults["code"]):
                    yield line
            elif more := _FURTHER.fullmatch(line):
                further = int(more[1])
            elif others := _SETTLED.fullmatch(line):
                settled = int(others[1])
            elif line == "核对没有问题，不用重报。":
                clean = True
            elif not (_RESENT.match(line) or re.fullmatch(r"请(?:于\d+月\d+日前|及时)更正报回。", line)):
                yield line
        counts = self.faults["severity"].value_counts()
        if sum(said.values()) + settled != len(self.faults) or any(said[each] > counts.get(each, 0) for each in _TOLD):
            yield f"错误{said['错误']}项、提醒{said['提醒']}项、县里{settled}项"
        if listed + further != sum(said.values()) or clean == bool(sum(said.values())):
            yield f"列出{listed}项、没有列出{further}项"
        if bool(said["错误"]) != bool(lines and lines[-1].endswith("更正报回。")):
            yield "更正报回"

    def _day(self, found: re.Match[str]) -> bool:
        sent = self._registered("sent_on")
        return found["day"] == (None if pd.isna(sent) else f"{sent:%Y-%m-%d}")

    def _registered(self, column: str) -> object:
        rows = self.edition.table("submissions")
        own = rows[(rows["township"] == self.name) & (rows["folder"] == self.folder)]
        return own[column].iloc[0] if len(own) else None

    def _kept(self) -> tuple[int, int]:
        rows = self.edition.table("rows")
        mine = rows[rows["file"].isin(self.adopted) & (rows["kind"] == "台账")]
        return int(mine["kept"].sum()), int(mine["set_aside"].sum())

    def _received(self, found: re.Match[str]) -> bool:
        counts = int(found["kept"]), int(found["aside"] or 0)
        return self._day(found) and len(self.adopted) > 0 and counts == self._kept()

    def _zero(self, found: re.Match[str]) -> bool:
        return self._day(found) and self._kept()[0] == 0

    def _refused(self, _: re.Match[str]) -> bool:
        files = self.edition.table("files")
        own = files[(files["township"] == self.name) & files["file"].str.startswith(f"{self.folder}/")]
        return len(self.adopted) == 0 and "拒收" in set(own["verdict"])

    def _urged(self, found: re.Match[str]) -> bool:
        due = self._registered("due_on")
        return len(self.adopted) == 0 and found["due"] == (None if pd.isna(due) else f"{due.month}月{due.day}日")


def refuted_in_signatures(edition: Published) -> Iterator[str]:
    """Rows of 送签单 without their paper, papers with a place for a signature without a row, and wrong issuers."""
    book = openpyxl.load_workbook(edition.folder / "汇总.xlsx", read_only=True, data_only=True)
    rows = [["" if v is None else str(v) for v in row[:4]] for row in book["送签单"].iter_rows(values_only=True)]
    book.close()
    (note,) = [row[0] for row in rows if re.search(r"\d+份", row[0])]
    at = next(n for n, row in enumerate(rows) if row[:3] == ["文书", "主送", "发文机关"])
    listed = [row for row in rows[at + 1 :] if row[0]]
    if int(re.search(r"(\d+)份", note)[1]) != len(listed):  # type: ignore[index]
        yield note
    signed, signers = _signed(edition.folder), dict[str, str]()
    for name, recipient, issuer, signer in listed:
        path = signed.pop((name, recipient), None)
        if path is None:
            yield f"{name}｜{recipient}"
        elif not (_names(path, issuer) and signers.setdefault(issuer, signer) == signer):
            yield f"{name}｜{recipient}｜{issuer}｜{signer}"
    yield from (f"没有列{path.name}" for path in signed.values())


def _names(path: Path, issuer: str) -> bool:
    """Whether a paper names its issuer; a county's own template need not."""
    return "其他文书" in path.parts or issuer in "".join(paragraphs(path)).replace("\n", "")


def _signed(folder: Path) -> dict[tuple[str, str], Path]:
    """(Paper, to whom) -> its file, of all that somebody signs: circulars, letters, 约谈建议名单, the county's own."""
    found = {(path.stem, "各乡镇"): path for path in folder.glob("通报/*.docx")}
    found |= {(path.stem.rpartition("-")[2], path.stem.rpartition("-")[0]): path for path in folder.glob("函件/*.docx")}
    found |= {(path.stem, "联席会议"): path for path in folder.glob("内部/约谈建议名单.docx")}
    found |= {(path.stem, "全县"): path for path in folder.glob("其他文书/*.docx")}
    return found | {(path.parent.name, path.stem): path for path in folder.glob("其他文书/*/*.docx")}
