"""The words of an approval, as 单位 and 文书 give them: printed as written, never made by the program."""

from __future__ import annotations

import re

from pipeline.schema.convert import is_none_word, plain
from pipeline.schema.ledger import YES_NO
from pipeline.schema.vocabulary import Answer
from pipeline.settings.parts import Entry, as_text

_REFUSED = re.compile(
    r"^(否|没|無|无|不|未|非|免|待|尚|暂|拟|[Xx×✗✘☒]|0$|[Nn]o?$|FALSE$)"
    r"|未(同意|批准|获|经)|不(予|)同意(?!见)|不批准"
)
_BARE = frozenset({"是", "TRUE", "同意", "已同意", "经同意", "批准", "已批准", "已批", "经批准", "有", "有的", "OK"})
"""Words that say yes without saying who agreed."""
_ENDS = "，。；、,.;"


def read_consent(entry: Entry, id_: str) -> str | None:
    """The words of the approval in a cell, without a mark at their end; '' where the cell says that there is none.

    None where the cell is blank. 否, 无, 未同意 and their like say that there is none. A bare 是 or 同意 is a fault:
    whose words should be printed?
    """
    written = as_text(entry.cells.get(id_))
    if not written:
        return None
    text = written.strip().rstrip(_ENDS)
    if is_none_word(text) or _REFUSED.search(text) or YES_NO.get(plain(text).upper()) == Answer.NO:
        return ""
    if text in _BARE or YES_NO.get(plain(text).upper()) == Answer.YES:
        entry.fault("R361", id_, found=written)
        return ""
    return text
