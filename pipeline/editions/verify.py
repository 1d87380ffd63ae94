"""Whether a published edition is still what was published."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.period import parse_period
from pipeline.editions.archive import differences, published


def verify(outputs: Path, name: str | None) -> tuple[list[str], bool]:
    """Return the lines that staff read about an edition (the newest when None), and whether it is as it was published.

    Raises UserError when there is no such edition, or when its manifest can't be read.
    """
    edition = published(outputs, name, only=())
    differing = differences(outputs, edition)
    label, where = parse_period(edition.name).label, f"{outputs.name}/{edition.name}"
    count = len(edition.manifest["outputs"])
    if not differing:
        return [f"{label}的成果共{count}个文件，与发布时全部一致（{where}）。"], True
    lines = [f"{label}的成果与发布时不一致（{where}，发布时{count}个文件）："]
    lines += [f"  改动  {path}" for path in differing.changed]
    lines += [f"  缺少  {path}" for path in differing.missing]
    lines += [f"  多出  {path}" for path in differing.extra]
    lines += [f"  依据  往期{each}已不是生成本期时的那一份" for each in differing.earlier]
    lines += [f"  依据  {each}是按另一份{edition.name}生成的" for each in differing.later]
    advice = f"改动过的文件不要再引用；可从备份恢复，或运行 generate.py run {edition.name} 重新生成。"
    return [
        *lines,
        advice if differing.changed or differing.missing else "本期文件没有改动和缺少；请核对上面所列的情况。",
    ], False
