"""Write docs/rules.md, the list of all that the program may say of the office's data, from the catalogue of messages.

Run ``uv run tools/make_rules_doc.py`` after a message was added or changed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    # For a script Python looks only in the script's own folder.
    sys.path.insert(0, str(ROOT))

from pipeline.messages.catalogue import CATALOGUE, Message  # noqa: E402 -- after the path above

PAGE = ROOT / "docs" / "rules.md"
STAGES = {
    "R0": "读取文件",
    "R1": "逐行核对台账",
    "R2": "合并与报送",
    "R3": "设置与登记簿",
}

_HEAD = """# 规则一览

由 `python tools/make_rules_doc.py` 从提示语目录生成，请勿手改。

- **错误**：更正之前，有关数字可能不准；乡镇带“待更正”标记，不列入三无名单，直到更正或由县里在登记簿“处理决定”登记。
- **提醒**：请核对；不影响排名和三无。
- **说明**：记录在案，不必回复。

级别可以在设置的“规则开关”里改，也可以停用某条规则。句中的“…”处填入件数、编号、日期等具体内容；单元格位置另列。
检举控告件只计数，不列编号。

编号以 C 开头的是本县在设置“自设规则”里自己写的，写法和十个例子见 [own-rules.md](own-rules.md)。
"""


def rules_page() -> str:
    """Return the whole page: a table per stage, rules by code; the gaps that a finding fills are shown as …."""
    parts = [_HEAD]
    for prefix, title in STAGES.items():
        rows = [CATALOGUE[code] for code in sorted(CATALOGUE) if code.startswith(prefix)]
        if rows:
            parts.append(
                f"\n## {title}（{prefix}xx，{len(rows)} 条）\n\n| 编号 | 级别 | 提示 | 怎么办 | 依据 |\n| --- | --- "
                f"| --- | --- | --- |\n"
            )
            parts += [_line(row) for row in rows]
    return "".join(parts)


def _line(row: Message) -> str:
    # In the sentences about rows {example} is a remark in brackets; elsewhere it is part of the sentence.
    message = row.message.replace("{example}", "") if row.code.startswith("R1") else row.message
    cells = (row.code, row.severity.value, _plain(message), _plain(row.remedy), row.source)
    return f"| {' | '.join(cells)} |\n"


def _plain(template: str) -> str:
    text = re.sub(r"\{[^}]*\}", "…", template)
    return re.sub(r"…+", "…", text).replace("|", "\\|").replace("\n", " ")


def main() -> None:
    """Write the page and say how many rules it lists."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(rules_page(), encoding="utf-8", newline="\n")
    print(f"已写入 docs/rules.md，共 {len(CATALOGUE)} 条规则")


if __name__ == "__main__":
    main()
