"""The papers that a run makes, one row each: where its files lie, for whom and when, who signs, what it prints.

首页, 报送, 送签单, 审核页, 更正, the sheets 文书 and 关注规则 of 设置.xlsx and the papers themselves read these rows. A paper of
the county's own gets such a row by its name, so that it stands wherever a paper of the program's own does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Prints = Literal["every", "own", "asked", "none"]
"""every: all figures of the period. own: those of its township beside the county's. asked: those that its letter names."""

PERIOD_WORDS = {"每月": "month", "每季度": "quarter", "累计": "cumulative", "每年": "year", "专项": "range"}
"""Word in 何时 -> kind of period; 累计 means 上半年, 前三季度 and 1—N月, 每期 all kinds."""

EVERY_KIND = tuple(PERIOD_WORDS.values())
CORRECTION, LETTER_CORRECTION, URGING_CORRECTION = CORRECTING = ("更正通报", "更正函", "督办更正函")
"""The papers that correct issued ones: what went to all, and what went to one township from the office or 信访局."""
FEEDBACK = "乡镇情况反馈单"
"""The paper that lists a township's matters, to which others refer."""
URGING, REMINDING, SUMMONS = "督办函", "工作提示函", "约谈建议"
"""What stands in the column document of the table letters; frozen words."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A kind of paper, and where its files lie in an edition.

    ``name``: its template is ``<name>.docx``. ``module``: the module of render/papers that makes it. ``file``: what its
    files are called in ``folder``, with {township} where each township has one. ``called``: its name where
    only little room is, the same as ``name`` if ''. ``periods``: the kinds of period for which it is made.
    ``recipient``: whom it goes to, which a county can't choose. ``issuer`` and ``signer``: rows of the sheet 单位;
    a paper without a signer is a working paper and isn't in 送签单. ``letter``: the word of the table letters by which it
    is asked for. ``addressed``: what 发给 of a county's own paper says to mean the townships that get this one.
    ``by_rule``: 关注规则 may ask for it. ``basis``: the 条款 that it rests on where the sheet 文书 names none.
    ``headed``: it has a letterhead, a number and a date, 依据 and 同意; the others are sheets for the office's own use.
    """

    name: str
    module: str
    folder: str
    file: str
    recipient: str
    issuer: str
    signer: str = ""
    prints: Prints = "every"
    periods: tuple[str, ...] = EVERY_KIND
    called: str = ""
    letter: str = ""
    addressed: str = ""
    by_rule: bool = False
    basis: str = ""
    headed: bool = False
    ending: str = "docx"

    @property
    def short(self) -> str:
        """Its name where only little room is."""
        return self.called or self.name

    @property
    def per_township(self) -> bool:
        """Whether each township has a file of its own."""
        return _TOWNSHIP in self.file

    def path(self, township: str = "") -> str:
        """The path of its file in an edition.

        >>> PAPER["督办函"].path("城关镇")
        '函件/城关镇-督办函.docx'
        """
        return f"{self.folder}/{self.file.replace(_TOWNSHIP, township)}.{self.ending}"

    def township_of(self, path: str) -> str | None:
        """The township of one of its files, '' for a paper that is no township's; None for a file of another kind.

        >>> PAPER["督办函"].township_of("函件/城关镇-督办函.docx"), PAPER["督办函"].township_of("反馈单/城关镇.docx")
        ('城关镇', None)
        """
        before, found, after = self.path(_TOWNSHIP).partition(_TOWNSHIP)
        if not found:
            return "" if path == before else None
        middle = path.removeprefix(before).removesuffix(after)
        return middle if middle and "/" not in middle and before + middle + after == path else None


_TOWNSHIP = "{township}"
_OFFICE, _BUREAU, _CONFERENCE = "联席会议办公室", "信访局", "联席会议"
_CHIEF = "办公室主任"

# fmt: off
PAPERS: tuple[PaperRow, ...] = (
    PaperRow("月度通报", "circular", "通报", "月度通报", "各乡镇", _OFFICE, _CHIEF, periods=("month", "quarter", "cumulative"), headed=True),
    PaperRow("专项期间通报", "special", "通报", "专项期间通报", "各乡镇", _OFFICE, _CHIEF, periods=("range",), headed=True),
    PaperRow("年度通报表扬", "commendation", "通报", "年度通报表扬", "各乡镇", _CONFERENCE, "联席会议召集人", periods=("year",), headed=True),
    PaperRow("工作提示函", "letters", "函件", "{township}-工作提示函", "有关乡镇", _OFFICE, _CHIEF, "asked",
             letter=REMINDING, addressed="收工作提示函的乡镇", by_rule=True, headed=True),
    PaperRow("督办函", "letters", "函件", "{township}-督办函", "有关乡镇", _BUREAU, "信访局局长", "asked",
             letter=URGING, addressed="收督办函的乡镇", by_rule=True, basis="督办", headed=True),
    PaperRow("约谈建议名单", "letters", "内部", "约谈建议名单", "联席会议", _OFFICE, _CHIEF, "asked",
             letter=SUMMONS, addressed="列入约谈建议的乡镇"),
    PaperRow(CORRECTION, "correction", "通报", CORRECTION, "各乡镇", _OFFICE, _CHIEF, headed=True),
    PaperRow(LETTER_CORRECTION, "letter_correction", "函件", "{township}-更正函", "有关乡镇", _OFFICE, _CHIEF, "none", headed=True),
    PaperRow(URGING_CORRECTION, "letter_correction", "函件", "{township}-督办更正函", "有关乡镇", _BUREAU, "信访局局长", "none", headed=True),
    PaperRow(FEEDBACK, "feedback", "反馈单", "{township}", "各乡镇", _OFFICE, prints="own", called="反馈单"),
    PaperRow("会议数据摘要", "digest", "内部", "会议数据摘要", "联席会议办公室", _OFFICE),
    PaperRow("年度报告附表", "annual", "内部", "年度报告附表", "信访局", _OFFICE, periods=("year",)),
)
# fmt: on
"""The program's own papers, in the order in which they are listed everywhere."""

PAPER = {row.name: row for row in PAPERS}
PAPER_BY_WORD = {word: row.name for row in PAPERS for word in (row.name, row.called, row.letter) if word} | {
    "通报": "月度通报",
    "提示函": "工作提示函",
    "通报表扬": "年度通报表扬",
}
"""What staff write for a paper -> its name."""
ROLLED_PAPER = PaperRow("汇总通报", "rolled", "通报", "汇总通报", "各县", _OFFICE, headed=True)
"""The circular of a roll-up of counties."""
REVIEW_PAGE, SUMMARY_BOOK, DRAFTS_BOOK = "审核.html", "汇总.xlsx", "内部/登记草稿.xlsx"
"""The two files of an edition that show everything, to people at the office."""
RETURNED = PaperRow("退回台账", "", "退回", "{township}", "有关乡镇", "", prints="none", ending="xlsx")
"""A township's own ledger with its faults marked: no paper, but a file that goes to a township."""

SENDING, GROUP_MESSAGE = "报送", "群通知"
"""The folder of receipts and reminders, a text for each township, and the name of the text for the whole group."""

OWN_FOLDER = "其他文书"
COUNTY_RECIPIENT, EACH_TOWNSHIP, AS_RULED = "全县", "各乡镇", "按关注规则"
LETTER_RECIPIENTS = {row.addressed: row.letter for row in PAPERS if row.addressed}
"""What 发给 of a county's own paper says to mean the townships of a letter -> its word in the table letters."""
OWN_RECIPIENTS = (COUNTY_RECIPIENT, EACH_TOWNSHIP, AS_RULED, *LETTER_RECIPIENTS)
"""What may stand in 发给 of a county's own paper, besides units of the roster.

全县 makes one paper in all, each of the others one paper per township. 按关注规则: the townships for which a row of
关注规则 asks for the paper; its name then stands in the column document of the table letters.
"""


def own_paper(name: str, recipient: str = COUNTY_RECIPIENT) -> PaperRow:
    """The row of a paper of the county's own: one for the county, or one per township."""
    if recipient == COUNTY_RECIPIENT:
        return PaperRow(name, "own", OWN_FOLDER, name, recipient, _OFFICE, _CHIEF, headed=True)
    return PaperRow(name, "own", OWN_FOLDER, f"{name}/{_TOWNSHIP}", recipient, _OFFICE, _CHIEF, "own", headed=True)


def filed(paths: Collection[str], roster: Sequence[str] = ()) -> Iterator[tuple[PaperRow, dict[str, str]]]:
    """Every kind of paper of which ``paths`` has a file, with township ('' for none) -> path in the order of ``roster``.

    Townships that the roster hasn't come last, by path.
    The program's papers come in their order, then the county's own by name, last the ledgers sent back.
    """
    listed, order = sorted(paths), {name: i for i, name in enumerate(roster)}
    for row in (*PAPERS, ROLLED_PAPER, *_own_rows(listed), RETURNED):
        found = {township: path for path in listed if (township := row.township_of(path)) is not None}
        if found:
            yield row, dict(sorted(found.items(), key=lambda item: order.get(item[0], len(order))))


def _own_rows(paths: Collection[str]) -> list[PaperRow]:
    """A row for each paper of the county's own of which there is a file."""
    rows = {}
    for path in paths:
        folder, _, rest = path.partition("/")
        if folder == OWN_FOLDER and rest.endswith(".docx"):
            name, per_township, _ = rest.removesuffix(".docx").partition("/")
            rows[name, per_township] = own_paper(name, EACH_TOWNSHIP if per_township else COUNTY_RECIPIENT)
    return [rows[key] for key in sorted(rows)]
