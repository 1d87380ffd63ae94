"""The door: one short function per command, without logic.

pipeline/doors/cli.py has what it prints, pipeline/run.py what it does.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline import FORMULA_VERSION, VERSION
from pipeline.doors import cli

app = typer.Typer(
    cls=cli.ChineseGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="把乡镇信访台账做成核对单、通报、函件和汇总表。\n\n不写命令时，生成 inputs 里最新一期。\n\n"
    "例：generate.py run 2023-02    generate.py run 2023-Q1    generate.py check 2023-02",
)

Period = Annotated[
    str | None,
    typer.Argument(metavar="期间", help="2023-02、2023-Q1、2023 或 2023-03-04..2023-03-20；不写时取最新一期"),
]
Inputs = Annotated[Path, typer.Option("--inputs", metavar="文件夹", help="放设置.xlsx和各期台账的文件夹，默认 inputs")]
Outputs = Annotated[Path, typer.Option("--outputs", metavar="文件夹", help="放成果的文件夹，默认 outputs")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="日期", help="数据截止日，例如 2023-03-05；默认为期末")]
Pdf = Annotated[bool, typer.Option("--pdf", help="Word 文书另存一份 PDF（要装有 LibreOffice）")]
PasswordFile = Annotated[
    Path | None,
    typer.Option("--password-file", metavar="文件", help="文件名和密码，两列的 .xlsx 或文本；用来打开设了密码的台账"),
]
FieldList = Annotated[
    Path, typer.Option("--out", metavar="文件", help="可用字段表写到哪里，默认 templates/可用字段.xlsx")
]
FormFolder = Annotated[Path, typer.Option("--out", metavar="文件夹", help="空白台账写到哪里，默认 空白台账")]
ForTownship = Annotated[
    str | None,
    typer.Option(
        "--for", metavar="乡镇", help="只写这一个乡镇的，写 全县 是各乡镇通用的一份；不写时每个乡镇一份，另加登记簿"
    ),
]
SettingsFile = Annotated[Path, typer.Option("--out", metavar="文件", help="写到哪里，默认 inputs/设置.xlsx")]
Force = Annotated[bool, typer.Option("--force", help="已有同名文件时替换它")]
Asked = Annotated[str, typer.Argument(metavar="期间", help="已发布的一期，例如 2023-02")]
OfTownship = Annotated[str, typer.Argument(metavar="乡镇", help="乡镇名称，或 全县")]
OfFigure = Annotated[
    str, typer.Argument(metavar="指标", help="指标的名称，例如 按期办结率；或 得分、三无、一个三无条件的名称")
]
Csv = Annotated[Path | None, typer.Option("--csv", metavar="文件", help="逐件明细另存为 CSV，Excel 可以直接打开")]
Counties = Annotated[
    list[str], typer.Argument(metavar="县文件夹… 期间", help="各县的 outputs 文件夹（或放着它的文件夹），最后写期间")
]
RollupOutputs = Annotated[Path, typer.Option("--outputs", metavar="文件夹", help="汇总成果放在哪里，默认 outputs-汇总")]
CitySettings = Annotated[
    Path | None,
    typer.Option(
        "--settings", metavar="文件", help="市里的设置.xlsx：单位写发文机关，乡镇名录写各县；不写时按文件夹的次序"
    ),
]
DEFAULT_INPUTS, DEFAULT_OUTPUTS = Path("inputs"), Path("outputs")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tongbao {VERSION}（公式版本 {FORMULA_VERSION}）")
        raise typer.Exit


@app.callback()
def start(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_show_version, help="显示版本")] = False,  # noqa: ARG001 (its callback acts)
) -> None:
    """Make the newest period with every default when no command is given."""
    if ctx.invoked_subcommand is None:
        run()


@app.command(
    "run", cls=cli.ChineseCommand, help="生成一期的全部成果。\n\n例：generate.py run 2023-02 --as-of 2023-03-05"
)
def run(
    period: Period = None,
    inputs: Inputs = DEFAULT_INPUTS,
    outputs: Outputs = DEFAULT_OUTPUTS,
    as_of: AsOf = None,
    pdf: Pdf = False,
    password_file: PasswordFile = None,
) -> None:
    """Make a period's edition."""

    def work() -> int:
        day = cli.read_day(as_of)
        with cli.progress() as show:
            from pipeline.run import run_period  # noqa: PLC0415 (help must open at once)

            outcome = run_period(inputs, outputs, period, day, show, pdf=pdf, password_file=password_file)
        return cli.print_run(outcome)

    raise typer.Exit(cli.perform(outputs, work))


@app.command(
    "check", cls=cli.ChineseCommand, help="只核对台账，列出问题，不生成文件。\n\n例：generate.py check 2023-02"
)
def check(
    period: Period = None,
    inputs: Inputs = DEFAULT_INPUTS,
    outputs: Outputs = DEFAULT_OUTPUTS,
    as_of: AsOf = None,
    password_file: PasswordFile = None,
) -> None:
    """List what a run would find."""

    def work() -> int:
        day = cli.read_day(as_of)
        with cli.progress() as show:
            from pipeline.run import check_period  # noqa: PLC0415 (help must open at once)

            outcome = check_period(inputs, outputs, period, day, show, password_file=password_file)
        return cli.print_check(outcome)

    raise typer.Exit(cli.perform(outputs, work))


@app.command(
    "ledger",
    cls=cli.ChineseCommand,
    help="写出空白台账（每个乡镇一份）和登记簿。\n\n例：generate.py ledger --for 城关镇",
)
def ledger(inputs: Inputs = DEFAULT_INPUTS, out: FormFolder = Path("空白台账"), township: ForTownship = None) -> None:
    """Write blank ledgers and registers."""

    def work() -> int:
        from pipeline.doors.blank_forms import write_ledgers  # noqa: PLC0415 (help must open at once)

        names = write_ledgers(inputs, out, township)
        typer.echo(f"已写出{len(names)}个文件，在 {out.name}：{'、'.join(names)}")
        return cli.DONE

    raise typer.Exit(cli.perform(DEFAULT_OUTPUTS, work))


@app.command(
    "settings",
    cls=cli.ChineseCommand,
    help="写出一份新的设置.xlsx，各项为默认值。\n\n例：generate.py settings --out 新设置.xlsx",
)
def settings(out: SettingsFile = Path("inputs/设置.xlsx"), force: Force = False) -> None:
    """Write a fresh settings workbook."""

    def work() -> int:
        from pipeline.doors.blank_forms import write_settings  # noqa: PLC0415 (help must open at once)

        write_settings(out, force=force)
        typer.echo(f"已写出 {out.name}；请先填“单位”和“乡镇名录”。")
        return cli.DONE

    raise typer.Exit(cli.perform(DEFAULT_OUTPUTS, work))


@app.command(
    "templates",
    cls=cli.ChineseCommand,
    help="检查全部 Word 模板，并写出模板里可用的名字。\n\n例：generate.py templates",
)
def templates(inputs: Inputs = DEFAULT_INPUTS, out: FieldList = Path("templates/可用字段.xlsx")) -> None:
    """Check every template and write the list of names."""

    def work() -> int:
        from pipeline.run import check_templates  # noqa: PLC0415 (help must open at once)

        checked, book = check_templates(inputs)
        return cli.print_templates(checked, out, book)

    raise typer.Exit(cli.perform(DEFAULT_OUTPUTS, work))


@app.command(
    "explain",
    cls=cli.ChineseCommand,
    help="说明已发布的一个数：公式、哪些件计入、为什么、出自哪个文件。\n\n"
    "例：generate.py explain 2023-02 城关镇 按期办结率",
)
def explain(
    period: Asked, township: OfTownship, figure: OfFigure, outputs: Outputs = DEFAULT_OUTPUTS, csv: Csv = None
) -> None:
    """Explain a published figure, back to its rows."""

    def work() -> int:
        from pipeline.explain.answer import explain as answer  # noqa: PLC0415 (help must open at once)

        lines, table = answer(outputs, period, township, figure, as_table=csv is not None)
        if csv is not None:
            cli.save(csv, table)
        return cli.print_answer(lines, sound=True)

    raise typer.Exit(cli.perform(outputs, work))


@app.command(
    "rollup",
    cls=cli.ChineseCommand,
    help="把多个县的成果汇总成一份，县和乡镇各排一次名。\n\n例：generate.py rollup 甲县 乙县 2023-02",
)
def rollup(counties: Counties, outputs: RollupOutputs = Path("outputs-汇总"), settings: CitySettings = None) -> None:
    """Add up the published editions of many counties."""

    def work() -> int:
        from pipeline.rollup.roll import roll_up  # noqa: PLC0415 (help must open at once)

        folders, period = cli.folders_and_period(counties)
        return cli.print_answer(*roll_up(folders, period, outputs, settings))

    raise typer.Exit(cli.perform(outputs, work))


@app.command(
    "verify",
    cls=cli.ChineseCommand,
    help="核对一期成果的文件与发布时是否一致：改动、缺少、多出。\n\n例：generate.py verify 2023-02",
)
def verify(period: Period = None, outputs: Outputs = DEFAULT_OUTPUTS) -> None:
    """Compare an edition with its manifest."""

    def work() -> int:
        from pipeline.editions.verify import verify as compare  # noqa: PLC0415 (help must open at once)

        return cli.print_answer(*compare(outputs, period))

    raise typer.Exit(cli.perform(outputs, work))


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(cli.enter(app))


if __name__ == "__main__":
    main()
