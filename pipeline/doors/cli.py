"""What the command line prints: help and usage faults in Chinese, progress, and the lines after a run.

This module imports nothing heavy at its top.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from pipeline.base.errors import UserError
from pipeline.base.period import is_period

if TYPE_CHECKING:
    from pipeline.render.templates.chosen import Templates
    from pipeline.run import Outcome

DONE, ATTENTION, CANNOT_RUN, PROGRAM_FAULT, INTERRUPTED = 0, 1, 2, 3, 130
LOG_FILE = "run.log"
HELP_OPTION = "显示本说明"
# typer contains its own click since 0.29 and used the separate package before; this gives the class of either.
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]


def program() -> str:
    """Return the name by which the user called the program: generate.py in a clone, tongbao when installed."""
    return "tongbao" if Path(sys.argv[0]).stem == "tongbao" else "generate.py"


class ChineseCommand(TyperCommand):
    """A command whose help and faults are in Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return _help_page(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse, and refuse surplus arguments with a sentence of the program's own."""
        ctx.allow_extra_args = True
        surplus = list(super().parse_args(ctx, args))
        if surplus:
            raise UserError(
                f"命令后多写了“{' '.join(surplus)}”；"
                f"一次只写一个期间，文件夹名有空格的请加引号，例如 {program()} run 2023-02。"
            )
        return surplus


class ChineseGroup(TyperGroup):
    """The group of commands with Chinese help and faults."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return _help_page(self, ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command.

        Raises UserError with the command to write before a bare period, or with the list of commands.
        """
        if args and self.get_command(ctx, args[0]) is None:
            if is_period(args[0]):
                raise UserError(f"“{args[0]}”是期间，前面还要写命令；例如 {program()} run {args[0]}。")
            commands = "、".join(self.list_commands(ctx))
            raise UserError(f"没有“{args[0]}”这个命令；可用的命令是 {commands}，例如 {program()} run 2023-02。")
        return super().resolve_command(ctx, args)


def enter(app: Callable[..., Any]) -> int:
    """Run the command line and return the exit code; usage faults become one sentence on stderr."""
    _make_console_safe()
    try:
        code = app(standalone_mode=False, prog_name=program())
    except UserError as fault:
        return _refuse(str(fault))
    except _UsageError as fault:
        return _refuse(_usage_sentence(fault))
    return code if isinstance(code, int) else DONE


def perform(outputs: Path, work: Callable[[], int]) -> int:
    """Do ``work`` and return its exit code.

    Texts of pandas tables are Python strings from here on. A UserError becomes its sentence; a fault of the program
    becomes one sentence, and a log without values in ``outputs``.
    """
    try:
        from pipeline.doors.text_storage import keep_texts_as_python_strings  # noqa: PLC0415 (help must open at once)

        keep_texts_as_python_strings()
        return work()
    except UserError as fault:
        return _refuse(str(fault))
    except KeyboardInterrupt:
        typer.echo("已中断；已发布的成果没有改动。", err=True)
        return INTERRUPTED
    except Exception as fault:  # noqa: BLE001 (the last door: staff never see a traceback)
        log = outputs / LOG_FILE
        try:
            log.parent.mkdir(parents=True, exist_ok=True)
            log.write_text(_fault_log(fault), encoding="utf-8", newline="\n")
        except OSError:
            typer.echo(f"程序出错，日志也写不进“{outputs.name}”文件夹；请联系维护人员，告知运行的命令。", err=True)
        else:
            typer.echo(
                f"程序出错，本次运行没有完成；请把 {outputs.name}/{LOG_FILE} 发给维护人员（日志里没有台账内容）。",
                err=True,
            )
        return PROGRAM_FAULT


def read_day(text: str | None) -> date | None:
    """Read the day of --as-of. Raises UserError with an example."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(f"数据截止日“{text}”不是可用的日期；请写成年-月-日，例如 2023-03-05。") from None


def folders_and_period(arguments: list[str]) -> tuple[list[Path], str]:
    """Split the arguments of rollup: folders, then a period. Raises UserError with an example."""
    *folders, period = arguments
    if not folders or not is_period(period):
        raise UserError(f"汇总要先写各县的文件夹，最后写期间；例如 {program()} rollup 甲县 乙县 2023-02。")
    return [Path(folder) for folder in folders], period


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Print the stage on stderr: in one changing line on a terminal, in one line per stage elsewhere."""
    if not sys.stderr.isatty():
        yield lambda stage: typer.echo(f"· {stage}", err=True)
        return
    from rich.console import Console  # noqa: PLC0415 (help must open at once)

    # "line" is drawn in ASCII: a GBK console has no braille.
    with Console(stderr=True).status("准备……", spinner="line") as status:
        yield lambda stage: status.update(f"{stage}……")


def print_run(outcome: Outcome) -> int:
    """Print what a run made and what needs attention; return the exit code."""
    from pipeline.doors.outcome import run_lines  # noqa: PLC0415 (help must open at once)

    typer.echo("\n".join(run_lines(outcome)))
    return ATTENTION if outcome.needs_attention else DONE


def print_check(outcome: Outcome) -> int:
    """Print the findings of a check, by township; return the exit code."""
    from pipeline.doors.outcome import check_lines, has_errors  # noqa: PLC0415 (help must open at once)

    typer.echo("\n".join(check_lines(outcome)))
    return ATTENTION if outcome.needs_attention or has_errors(outcome) else DONE


def print_answer(lines: list[str], sound: bool) -> int:
    """Print the lines of an answer; return the exit code."""
    typer.echo("\n".join(lines))
    return DONE if sound else ATTENTION


def print_templates(templates: Templates, out: Path, book: bytes) -> int:
    """Print what is wrong with each template and write the list of names; return the exit code.

    Raises UserError when the list can't be written.
    """
    for name, each in templates.by_file.items():
        if name.endswith(".docx"):
            typer.echo(f"{each.label}：{f'有{len(each.faults)}处要改' if each.faults else '没有问题'}")
        for line in (*each.faults, *(f"提醒：{note}" for note in each.notes)):
            typer.echo(f"  - {line}")
    for line in (*templates.missing, *templates.unasked):
        typer.echo(line)
    save(out, book)
    typer.echo(f"模板里可用的名字已写到 {out.parent.name}/{out.name}。")
    faulty = templates.missing or templates.notes or any(each.faults for each in templates.by_file.values())
    return ATTENTION if faulty else DONE


def save(out: Path, content: bytes) -> None:
    """Write a file that the user asked for. Raises UserError when it can't be written."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as fault:
        raise UserError(f"写不了“{out.name}”；请先关闭正在打开它的程序，再重新运行。") from fault


def _refuse(sentence: str) -> int:
    typer.echo(sentence, err=True)
    return CANNOT_RUN


def _make_console_safe() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        try:
            "通报".encode(stream.encoding)
            reconfigure(errors="replace")
        except (UnicodeEncodeError, LookupError):
            reconfigure(encoding="utf-8", errors="replace")


def _usage_sentence(fault: Exception) -> str:
    option = getattr(fault, "option_name", "")
    context = getattr(fault, "ctx", None)
    help_call = f"{context.command_path if context else program()} --help"
    if type(fault).__name__ == "NoSuchOption":
        return f"没有“{option}”这个选项；可用的选项见 {help_call}。"
    if type(fault).__name__ == "BadOptionUsage":
        return f"选项“{option}”写得不完整，后面要跟一个值（不带值的选项则不能跟值）；写法见 {help_call}。"
    if type(fault).__name__ == "MissingParameter":
        return f"命令缺少必须写的内容；写法见 {help_call}。"
    return f"命令的写法不对；写法见 {help_call}。"


def _fault_log(fault: BaseException) -> str:
    """Return file, line and kind of the fault and of its causes.

    No message and no value is among them: those may hold a ledger's content.
    """
    import traceback  # noqa: PLC0415 (help must open at once)

    lines = ["程序出错（只记位置和种类，不记数据）"]
    seen: BaseException | None = fault
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        lines += [f"  {_in_program(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(seen.__traceback__)]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines) + "\n"


def _in_program(path: str) -> str:
    """Return the path from the package on, without the folders of this machine."""
    parts = Path(path).parts
    starts = [i for i, part in enumerate(parts) if part in ("pipeline", "site-packages")]
    return "/".join(parts[starts[-1] :] if starts else parts[-1:])


def _help_page(command: Any, ctx: Any) -> str:
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for param in command.get_params(ctx):
        if param.param_type_name == "argument":
            arguments.append((f"[{param.metavar}]", param.help or ""))
        elif "--help" in param.opts:
            options.append((", ".join(ctx.help_option_names), HELP_OPTION))
        else:
            options.append((" ".join(filter(None, (", ".join(param.opts), param.metavar))), param.help or ""))
    commands = (
        [(name, each.help or "") for name, each in command.commands.items()] if isinstance(command, TyperGroup) else []
    )
    usage = " ".join(
        ["用法：" + ctx.command_path, *(["[命令]"] if commands else []), *(name for name, _ in arguments), "[选项]"]
    )
    parts = [usage, command.help or ""]
    for title, rows in (("命令", commands), ("参数", arguments), ("选项", options)):
        if rows:
            wide = max(_width(name) for name, _ in rows) + 2
            parts.append(
                "\n".join(
                    [
                        f"{title}：",
                        *(f"  {name}{' ' * (wide - _width(name))}{text.splitlines()[0]}" for name, text in rows),
                    ]
                )
            )
    return "\n\n".join(part for part in parts if part)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
