"""The commands of the command line: what each is called, what may be written after it, and its help in Chinese.

A row per command. ``doors/command_line`` reads a command by its row and prints its help page; generate.py does it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

HELP = ("-h", "--help")
HELP_TEXT = "显示本说明"
VERSION_FLAG = "--version"
VERSION_TEXT = "显示版本"
ABOUT = (
    "把乡镇信访台账做成核对单、通报、函件和汇总表。\n\n不写命令时，生成 inputs 里最新一期。\n\n"
    "例：{program} run 2023-02    {program} run 2023-Q1    {program} check 2023-02"
)


class Word(NamedTuple):
    """Something written after a command by its position.

    ``times``: None when it must stand there once, ``?`` when it may, ``+`` when it may stand there several times.
    """

    name: str
    label: str
    text: str
    times: str | None = None


class Option(NamedTuple):
    """Something written after a command by its name.

    ``label`` is what its value is called; an option without one is a switch. ``default``: a path means that its value
    is one.
    """

    flag: str
    text: str
    label: str = ""
    default: Path | str | None = None
    is_path: bool = True


class Command(NamedTuple):
    """A command: its summary, what to type as an example, the words and options that it takes.

    ``writes``: an edition, which appears whole or not at all; files one by one; or nothing but what it prints.
    """

    name: str
    summary: str
    example: str
    words: tuple[Word, ...] = ()
    options: tuple[Option, ...] = ()
    writes: Literal["edition", "files", "nothing"] = "nothing"


_PERIOD = Word("period", "期间", "2023-02、2023-Q1、2023 或 2023-03-04..2023-03-20；不写时取最新一期", "?")
_PUBLISHED = Word("period", "期间", "已发布的一期，例如 2023-02")
_INPUTS = Option("--inputs", "放设置.xlsx和各期台账的文件夹，默认 inputs", "文件夹", Path("inputs"))
_OUTPUTS = Option("--outputs", "放成果的文件夹，默认 outputs", "文件夹", Path("outputs"))
_AS_OF = Option("--as-of", "数据截止日，例如 2023-03-05；默认为期末", "日期", is_path=False)
_PDF = Option("--pdf", "Word 文书另存一份 PDF（要装有 LibreOffice）")
_PASSWORDS = Option("--password-file", "文件名和密码，两列的 .xlsx 或文本；用来打开设了密码的台账", "文件")
_STORE = Option(
    "--store",
    "各县的文件在对象存储里时，它的地址，例如 s3://桶名/全市；输入和成果的文件夹是其下的名称",
    "地址",
    is_path=False,
)
_MANY = (
    _STORE,
    Option("--engine", "输入文件夹里每个县一个文件夹时，怎样分头做：dask；不写时在本机逐个县做", "算法", is_path=False),
    Option(
        "--scheduler", "Dask 调度器的地址，例如 tcp://127.0.0.1:8786；不写时在本机起几个进程", "地址", is_path=False
    ),
    Option("--workers", "在本机起几个进程，默认与处理器核数相同", "个数", is_path=False),
)

COMMANDS = {
    row.name: row
    for row in (
        Command(
            "run",
            "生成一期的全部成果。",
            "run 2023-02 --as-of 2023-03-05",
            (_PERIOD,),
            (_INPUTS, _OUTPUTS, _AS_OF, _PDF, _PASSWORDS, *_MANY),
            "edition",
        ),
        Command(
            "check",
            "只核对台账，列出问题，不生成文件。",
            "check 2023-02",
            (_PERIOD,),
            (_INPUTS, _OUTPUTS, _AS_OF, _PASSWORDS),
        ),
        Command(
            "ledger",
            "写出空白台账（每个乡镇一份）和登记簿；写明期间和往期的，台账已填好往期报送、仍应报送的事项。",
            "ledger 2023-03 --from 2023-02",
            (Word("period", "期间", "要填报的月份，例如 2023-03；不写是空白台账", "?"),),
            (
                Option("--from", "按哪一期已发布的成果填好，例如 2023-02", "期间", is_path=False),
                _INPUTS,
                _OUTPUTS,
                Option("--out", "台账写到哪里，默认 空白台账", "文件夹", Path("空白台账")),
                Option(
                    "--for",
                    "只写这一个乡镇的，写 全县 是各乡镇通用的一份；不写时每个乡镇一份，另加登记簿",
                    "乡镇",
                    is_path=False,
                ),
            ),
            "files",
        ),
        Command(
            "settings",
            "写出一份新的设置.xlsx，各项为默认值。",
            "settings --out 新设置.xlsx",
            (),
            (
                Option("--out", "写到哪里，默认 inputs/设置.xlsx", "文件", Path("inputs/设置.xlsx")),
                Option("--force", "已有同名文件时替换它"),
            ),
            "files",
        ),
        Command(
            "templates",
            "检查全部 Word 模板，并写出模板里可用的名字。",
            "templates",
            (),
            (
                _INPUTS,
                Option(
                    "--out",
                    "可用字段表写到哪里，默认 templates/可用字段.xlsx",
                    "文件",
                    Path("templates/可用字段.xlsx"),
                ),
            ),
            "files",
        ),
        Command(
            "explain",
            "说明已发布的一个数：公式、哪些件计入、为什么、出自哪个文件。",
            "explain 2023-02 城关镇 按期办结率",
            (
                _PUBLISHED,
                Word("township", "乡镇", "乡镇名称，或 全县"),
                Word("figure", "指标", "指标的名称，例如 按期办结率；或 得分、三无、一个三无条件的名称"),
            ),
            (_OUTPUTS, Option("--csv", "逐件明细另存为 CSV，Excel 可以直接打开", "文件")),
        ),
        Command(
            "rollup",
            "把多个县的成果汇总成一份，县和乡镇各排一次名。",
            "rollup 甲县 乙县 2023-02",
            (Word("counties", "县文件夹… 期间", "各县的 outputs 文件夹（或放着它的文件夹），最后写期间", "+"),),
            (
                Option("--outputs", "汇总成果放在哪里，默认 outputs-汇总", "文件夹", Path("outputs-汇总")),
                Option(
                    "--settings",
                    "市里的设置.xlsx：单位写发文机关，乡镇名录写各县；不写时按文件夹的次序",
                    "文件",
                ),
                _STORE,
            ),
            "edition",
        ),
        Command(
            "issue",
            "定稿：给一份文书填上文号、成文日期和签发人，原样留存并登记；定稿的文书以后不再改动。",
            "issue 2023-02 月度通报 --number 青信联办〔2023〕3号 --day 2023-03-06 --signer 办公室主任",
            (
                _PUBLISHED,
                Word("paper", "文书", "文书的名称，例如 月度通报、督办函；也可以写文件名，例如 城关镇-督办函"),
            ),
            (
                Option("--number", "文号，例如 青信联办〔2023〕3号", "文号", is_path=False),
                Option("--day", "成文日期，例如 2023-03-06", "日期", is_path=False),
                Option("--signer", "签发人，例如 办公室主任", "签发人", is_path=False),
                Option("--for", "发给哪个乡镇；每个乡镇一份的文书要写", "乡镇", is_path=False),
                _INPUTS,
                _OUTPUTS,
            ),
        ),
        Command(
            "verify",
            "核对一期成果的文件与发布时是否一致：改动、缺少、多出；写 --rerun 时再按现在的台账重做一遍，比较内容。",
            "verify 2023-02 --rerun",
            (_PERIOD,),
            (
                Option("--rerun", "另外重做一遍，逐个文件比较内容；不改动任何文件"),
                _INPUTS,
                _OUTPUTS,
                _PASSWORDS,
                _STORE,
            ),
        ),
        Command(
            "tidy",
            "定稿以后，把一期收到的台账和以前的版本精简到读取过的栏目，个人信息不再留存。",
            "tidy 2023-02",
            (_PERIOD,),
            (_INPUTS, _OUTPUTS, _PASSWORDS),
            "files",
        ),
        Command(
            "desk",
            "打开工作台：在浏览器里收台账、核对、退回、生成、定稿，不用命令行。",
            "desk",
            (),
            (_INPUTS, _OUTPUTS, Option("--no-browser", "只显示地址，不打开浏览器")),
        ),
    )
}
"""Every command by its name, in the order of the help page."""
