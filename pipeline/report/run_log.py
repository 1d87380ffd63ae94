"""What a run asks of the office, and the log that lies beside its output. No cell's content goes into either."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from pipeline.base.finding import SEVERITY_ORDER, Finding, Severity
from pipeline.bundles import Report
from pipeline.messages import return_words
from pipeline.report.sources import Sources
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Status, Verdict

LOG = "run.log"
_ASKED = "需要处理 "


def attention_in(folder: Path) -> list[str]:
    """What the log of an edition says that needs attention; nothing where the log isn't there or can't be read."""
    with suppress(OSError, ValueError):
        lines = (folder / LOG).read_text(encoding="utf-8").splitlines()
        return [line.removeprefix(_ASKED) for line in lines if line.startswith(_ASKED)]
    return []


def attention_lines(report: Report, findings: Sequence[Finding], failed: Sequence[str]) -> tuple[str, ...]:
    """One line per thing to act on: documents not made, ledgers missing or refused, townships with findings."""
    lines = list(failed)
    for status in (Status.UNSENT, Status.REFUSED):
        names = [n for n, s in report.submissions.items() if s == status]
        if names:
            word = "未报送台账" if status == Status.UNSENT else "台账被拒收，须重报"
            lines.append(f"{'、'.join(names)}：{word}")
    counts = Counter((f.township, f.severity) for f in findings)
    codes = {
        name: [f"{s}{counts[name, s]}项" for s in (Severity.ERROR, Severity.REMINDER) if counts[name, s]]
        for name in (*report.submissions, "")
    }
    # Those with errors first, roster order within.
    names = sorted((n for n in codes if codes[n]), key=lambda n: not counts[n, Severity.ERROR])
    lines += [f"{name or '登记簿、文件等'}：{'、'.join(codes[name])}" for name in names]
    return tuple(lines)


def log_bytes(report: Report, sources: Sources, asked: Sequence[str], returned: Sequence[str] = ()) -> bytes:
    """run.log: period, sources, counts of files, rows, findings and matters, what needs attention, what goes back.

    The same for the same run.

    ``returned``: the paths of 退回/.
    """
    tables = report.tables
    rows = tables["rows"]
    findings = Counter(tables["findings"]["severity"])
    lines = [
        f"期间 {report.period.name}（{report.period.label}），数据截至 {report.cut_off.isoformat()}",
        f"来源文件夹 {'、'.join(sources.folders)}",
        *(
            f"文件{state_label(Verdict, verdict)} {count}个"
            for verdict, count in sorted(Counter(tables["files"]["verdict"]).items())
        ),
        (
            f"读入 {int(rows['rows_read'].sum())}行：采用{int(rows['kept'].sum())}，"
            f"搁置{int(rows['set_aside'].sum())}，非数据{int(rows['not_data'].sum())}"
        ),
        "问题 " + "，".join(f"{s}{findings.get(str(s), 0)}" for s in SEVERITY_ORDER),
        f"合并事项 {len(tables['matters'])}件，落选行 {len(tables['trace'])}行",
        *_returned_lines(returned),
        *(f"{_ASKED}{line}" for line in asked),
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _returned_lines(paths: Sequence[str]) -> Iterator[str]:
    """Whose ledgers go back marked, and who gets a message alone."""
    marked = [PurePosixPath(path).stem for path in paths if path.endswith(".xlsx")]
    alone = [name for path in paths if (name := PurePosixPath(path).stem) not in marked]
    if marked:
        yield return_words.FILES_BACK.format(count=len(marked), townships="、".join(marked))
    if alone:
        yield return_words.NO_FILE_BACK.format(townships="、".join(alone))
