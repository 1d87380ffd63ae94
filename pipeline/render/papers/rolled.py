"""通报/汇总通报.docx: the circular of a city, with counties in the place of townships."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import pandas as pd

from pipeline.base.listed import holds
from pipeline.base.rate import Rate
from pipeline.bundles import RolledUp
from pipeline.messages import paper_words
from pipeline.render.naming import Name, Shape, describe
from pipeline.render.overview import NO_VALUE, movement, whole
from pipeline.render.papers.circular_names import RankedLine, RankedTable
from pipeline.render.papers.circular_tables import rate_cell, score_chart
from pipeline.render.papers.paper import Made, Paper, body_of, made_of, paper_names
from pipeline.render.ranking_marks import OF_THE_YEAR, STAND_IN, is_to_mend, stand_ins
from pipeline.schema.indicators import INDICATORS
from pipeline.schema.papers import ROLLED_PAPER
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Group, Mark, Title


@dataclass(frozen=True, slots=True)
class Figure:
    """One of 指标 or 件数."""

    label: Annotated[str, Name("名称", "指标的名称", "按期办结率")]
    value: Annotated[str, Name("数值", "率和分子分母，或件数", "91.8%（5790/6310）")]


@dataclass(frozen=True, slots=True)
class CountyLine:
    """A row of 各县: one county, with the numbers of its townships."""

    county: Annotated[str, Name("县", "县名", "青禾县")]
    townships: Annotated[int, Name("乡镇", "乡镇数", "20")]
    ranked: Annotated[int, Name("排名", "参加排名的乡镇数", "18")]
    titled: Annotated[int, Name("三无", "三无乡镇数", "6")]
    unsent: Annotated[int, Name("未报送", "未报送台账的乡镇数", "1")]
    to_mend: Annotated[int, Name("待更正", "台账有错误待更正的乡镇数", "2")]


@dataclass(frozen=True, slots=True)
class RolledCircular(Paper):
    """The whole 汇总通报."""

    whole: Annotated[str, Name("全部", "各县合起来的叫法", "全市")]
    counties: Annotated[int, Name("县数", "汇总的县数", "8")]
    missing: Annotated[str, Name("未汇总", "没有本期成果的县，没有时为空", "白石县")]
    matters: Annotated[int, Name("件数", "本期登记的信访事项", "2496")]
    visits: Annotated[int, Name("批次", "其中来访批次", "328")]
    persons: Annotated[int, Name("人次", "来访人次", "702")]
    figures: Annotated[tuple[Figure, ...], Name("指标", "带权重的各项率")]
    counts: Annotated[tuple[Figure, ...], Name("逾期", "各项件数")]
    better: Annotated[str, Name("较好", "名次前三的县，没有时为空", "青禾县（87.5分）、白石县（86.0分）")]
    titled: Annotated[str, Name("三无县", "三无县，没有时为空", "青禾县")]
    titled_townships: Annotated[int, Name("三无乡镇", "三无乡镇总数", "61")]
    townships: Annotated[int, Name("乡镇数", "乡镇总数", "160")]
    ranked_table: Annotated[RankedTable, Name("指标表", "各县主要指标和排名")]
    lines: Annotated[tuple[CountyLine, ...], Name("各县", "各县乡镇情况")]
    notes: Annotated[tuple[str, ...], Name("口径", "统计口径，一条一段")]


def rolled_of(report: RolledUp) -> RolledCircular:
    """The values of 汇总通报.docx."""
    tables, body = report.tables, body_of(report, "联席会议办公室")
    rates = {(c, i): (whole(n), whole(of)) for c, i, n, of in tables["county_indicators"].itertuples(index=False)}
    ranks, townships = tables["county_ranking"], tables["township_ranking"]
    volumes = tables["volumes"]
    registered = volumes[(volumes["county"] == report.whole) & (volumes["by"] == "channel")]
    top = ranks[ranks["rank"].fillna(99) <= 3]
    top = top[~holds(top["marks"], Mark.TO_MEND)]
    names = paper_names(
        report,
        ROLLED_PAPER.name,
        title=f"{body}\n关于{report.period.label}{report.whole}信访事项\n办理情况的通报",
        issuer=body,
        mark=f"{body}文件",
        addressee=report.settings.office.get("主送", "").replace("各乡镇", "各县"),
    )
    return RolledCircular(
        **names,
        whole=report.whole,
        counties=len(report.counties),
        missing="、".join(report.missing),
        matters=int(registered["matters"].sum()),
        visits=int(registered["visits"].sum()),
        persons=int(registered["persons"].sum()),
        figures=tuple(_rates(report, rates)),
        counts=tuple(_counts(report, rates)),
        better="、".join(f"{row.county}（{row.score_1dp}分）" for row in top.itertuples()),
        titled="、".join(ranks.loc[ranks["three_none"] == Title.YES, "county"]),
        titled_townships=int((townships["three_none"] == Title.YES).sum()),
        townships=len(townships),
        ranked_table=_ranked(report, rates),
        lines=tuple(_lines(report)),
        notes=report.notes,
    )


Figures = dict[tuple[str, str], tuple[int | None, int | None]]


def _rates(report: RolledUp, rates: Figures) -> Iterator[Figure]:
    for id_, weight in report.settings.weights.items():
        n, of = rates.get((report.whole, id_), (None, None))
        if weight and n is not None and of:
            yield Figure(report.settings.label(id_), f"{Rate(n, of).percent}（{n}/{of}）")


def _counts(report: RolledUp, rates: Figures) -> Iterator[Figure]:
    for indicator in INDICATORS:
        n, _ = rates.get((report.whole, indicator.id), (None, None))
        if indicator.count and n is not None:
            yield Figure(indicator.label, f"{n}件")


def _ranked(report: RolledUp, rates: Figures) -> RankedTable:
    weighted = [id_ for id_, weight in report.settings.weights.items() if weight]
    rows = [
        {str(key): value for key, value in row.items()} for row in report.tables["county_ranking"].to_dict("records")
    ]
    lines = []
    for row in rows:
        name, place = str(row["county"]), whole(row["rank"])
        moved = movement(place, whole(row["previous_rank"])) if report.earlier else ""
        signs = stand_ins(row)
        lines.append(
            RankedLine(
                NO_VALUE if place is None else f"{place}\n{moved}" if moved not in ("", NO_VALUE) else str(place),
                name + ("△" if is_to_mend(row) else ""),
                str(row["score_1dp"]) if place is not None else state_label(Group, row["group"]),
                state_label(Title, row["three_none"]),
                tuple(rate_cell(rates, name, i, signs.get(i, "")) for i in weighted),
            )
        )
    lines.append(
        RankedLine(
            NO_VALUE, report.whole, NO_VALUE, NO_VALUE, tuple(rate_cell(rates, report.whole, i) for i in weighted)
        )
    )
    columns = tuple(f"{report.settings.label(i)}（{float(report.settings.weights[i]):g}）" for i in weighted)
    return RankedTable(
        columns,
        tuple(lines),
        (
            paper_words.COLUMN_NOTE,
            (
                paper_words.COUNTY_SAMPLES.format(
                    least=report.settings.options.smallest_sample,
                    of_the_year=OF_THE_YEAR,
                    stand_in=STAND_IN,
                    whole=report.whole,
                )
            ),
            paper_words.COUNTY_TIES,
        ),
        score_chart(report.period.label, rows, "县", "county"),
    )


def _lines(report: RolledUp) -> Iterator[CountyLine]:
    townships = report.tables["township_ranking"]
    counted = pd.DataFrame(
        {
            "townships": 1,
            "ranked": townships["group"] == Group.RANKED,
            "titled": townships["three_none"] == Title.YES,
            "unsent": townships["group"] == Group.UNSENT,
            "to_mend": holds(townships["marks"], Mark.TO_MEND),
        }
    )
    sums = (
        counted.astype("int64").groupby(townships["county"].astype("str")).sum().reindex(report.counties, fill_value=0)
    )
    for name, *counts in sums.itertuples(name=None):
        yield CountyLine(name, *counts)


@dataclass(frozen=True, slots=True)
class RolledKind:
    """A kind of paper of a roll-up, as paper.Kind is one of a county."""

    name: str
    names: Shape

    @property
    def template(self) -> str:
        """The template's file name."""
        return f"{self.name}.docx"

    def make(self, report: RolledUp) -> Made:
        """The document of a roll-up."""
        return made_of(ROLLED_PAPER, rolled_of(report))


ROLLED = RolledKind(ROLLED_PAPER.name, describe(RolledCircular))
