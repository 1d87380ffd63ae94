"""Write docs/options.md, the list of the options of 参数, from their rows in pipeline/schema/options.

Run ``uv run tools/make_options_doc.py`` after an option was added or changed.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    # For a script Python looks only in the script's own folder.
    sys.path.insert(0, str(ROOT))

from pipeline.schema.options import OPTIONS, Option, in_words  # noqa: E402 -- after the path above

PAGE = ROOT / "docs" / "options.md"
_HEAD = """# 参数一览

由 `python tools/make_options_doc.py` 从程序里的参数表生成，请勿手改。

填在 设置.xlsx 的“参数”工作表；不写的按默认值。“影响数字”为“是”的，改了会改变指标、得分或三无，各县汇总时必须相同。

| 项目 | 默认值 | 可以填 | 影响数字 | 说明 |
| --- | --- | --- | --- | --- |
"""


def options_page() -> str:
    """Return the whole page: one line per option."""
    return _HEAD + "".join(_line(option) for option in OPTIONS)


def _line(option: Option) -> str:
    choice = option.choice
    usable = {
        int: f"{choice.least}—{choice.most}",
        bool: f"{in_words(True)}、{in_words(False)}",
        str: "“三无条件”里的方案",
    }.get(option.type, "日期")
    cells = (option.label, option.written or "（空白）", usable, in_words(choice.measures), choice.note)
    return f"| {' | '.join(cells)} |\n"


def main() -> None:
    """Write the page and say how many options it lists."""
    PAGE.write_text(options_page(), encoding="utf-8", newline="\n")
    print(f"已写入 docs/options.md，共 {len(OPTIONS)} 项参数")


if __name__ == "__main__":
    main()
