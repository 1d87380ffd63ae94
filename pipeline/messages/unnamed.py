"""What stands for the number of a 检举控告, and how a sentence reads that has it where others have a number."""

from __future__ import annotations

UNNAMED = "编号不列）"
"""Ends every such text: by it a finding is known to be for the office alone."""
NUMBER = f"（检举控告件，{UNNAMED}"
"""Stands for the number of a hidden matter in findings for the office, and in faults of a row that says so itself."""
_READ_SO = (
    (f"（如编号{NUMBER}）", NUMBER),
    (f"（如 {NUMBER}，首次为 {NUMBER}）", NUMBER),
    (f"（如 {NUMBER}）", NUMBER),
    (f"，编号后注明单位，如 {NUMBER}", f"，编号后注明单位{NUMBER}"),
    (f"，例如 {NUMBER}", ""),
    (f"编号 {NUMBER}", "编号填该件编号"),
    (f"改号：{NUMBER}", "改号：新编号"),
)


def without_number(sentence: str) -> str:
    """A filled sentence as it reads where NUMBER stands for a number: no bracket twice, nothing to copy that isn't one.

    >>> without_number(f"其中1行的责任单位是乙镇（如编号{NUMBER}）；归属不变")
    '其中1行的责任单位是乙镇（检举控告件，编号不列）；归属不变'
    >>> without_number(f"登记：文件或信访件编号 {NUMBER}，决定“同意退回”")
    '登记：文件或信访件编号填该件编号，决定“同意退回”'
    """
    for text, read in _READ_SO:
        sentence = sentence.replace(text, read)
    return sentence
