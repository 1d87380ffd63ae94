"""Sentences as somebody reads them who has a page and no command line: what to click in place of what to type."""

from __future__ import annotations

import re

_COMMAND = r"(?:generate\.py|tongbao) "
_IN_PLACE = (
    (rf"[，。；]例如 {_COMMAND}[^。；]*(?=[。；])", ""),
    (rf"再重新运行 {_COMMAND}run [^，；。）\s]+", "再到第⑤步生成一版"),
    (rf"重新运行 {_COMMAND}run [^，；。）\s]+( 重新生成)?", "到第⑤步再生成一版"),
    (rf"运行 {_COMMAND}run ([^，；。）\s]+) 重新生成", r"到\1的页面第⑤步重新生成"),
    (rf"再运行一次 {_COMMAND}tidy [^，；。）\s]+", "再点一次“精简”"),
    (r"例如 --[a-z-]+ ", "例如 "),
    (r"请用 --for 写明", "请写明"),
)


def without_commands(sentence: str) -> str:
    """The sentence with steps of the page for commands and bare values for options.

    >>> without_commands("成文日期“3月”不是可用的日期；请写成年-月-日，例如 --day 2023-03-06。")
    '成文日期“3月”不是可用的日期；请写成年-月-日，例如 2023-03-06。'
    >>> without_commands("没有办理；请先关闭 Excel，再办理一次，例如 generate.py run 2023-02。")
    '没有办理；请先关闭 Excel，再办理一次。'
    """
    for command, step in _IN_PLACE:
        sentence = re.sub(command, step, sentence)
    return sentence
