"""Proves or refutes each sentence of a circular from the published tables alone.

What a sentence claims is counted here a second time. One of which nothing is known is refuted too, so that a new one
needs its proof.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from tests.sentences import held
from tests.sentences.held import named
from tests.sentences.published import WHOLE, Published, paragraphs, percent
from tests.sentences.volumes import OF_VOLUMES

Proofs = list[tuple[str, Callable[[Published, re.Match[str]], bool]]]
_UNIT = r"[^，。；、：（）\d]+?"
_SECTIONS = re.compile(r"^(?:[一二三四五六]、|（[一二三]）)")


def refuted_in_circular(edition: Published) -> list[str]:
    """The sentences of 月度通报, sections 一 to 六, that don't hold."""
    return refuted_in_sections(edition, "月度通报", PROOFS)


def refuted_in_sections(edition: Published, paper: str, proofs: Proofs) -> list[str]:
    """The sentences of a circular between its first section and its attachments that don't hold."""
    lines = paragraphs(edition.folder / "通报" / f"{paper}.docx")
    first = next(i for i, line in enumerate(lines) if line.startswith("一、"))
    last = next(i for i, line in enumerate(lines) if line.startswith("附件："))
    said = [line for line in lines[first:last] if not _SECTIONS.match(line)]
    sentences = [part for line in said for part in re.findall(r"[^。]+。", line)]
    headings = [line for line in lines[first:last] if re.match(r"^[一二三四五六]、", line)]
    wrong = [sentence for sentence in sentences if not holds(edition, sentence, proofs)]
    if [line[0] for line in headings] != list("一二三四五六"[: len(headings)]):
        wrong.append("、".join(headings))
    return wrong


def holds(edition: Published, sentence: str, proofs: Proofs) -> bool:
    """Whether the first form that fits a sentence has a proof in the tables."""
    for pattern, proof in proofs:
        if found := re.fullmatch(pattern, sentence):
            return proof(edition, found)
    return False


def _rates(text: str, edition: Published, unit: str = WHOLE) -> bool:
    """Whether each rate in a text is that of the unit, in n, N and per cent."""
    found = re.findall(r"([\u4e00-\u9fff]+?率)(\d+\.\d%)（(\d+)/(\d+)）", text)
    return bool(found) and all(
        edition.figures.get((unit, label)) == (int(n), int(of)) and percent(int(n), int(of)) == shown
        for label, shown, n, of in found
    )


def _foremost(edition: Published, found: re.Match[str]) -> bool:
    rows = edition.table("volumes")
    mine = rows[(rows["township"] == WHOLE) & (rows["by"] == "class") & (rows["matters"] > 0)]
    counts = dict(zip(mine["code"], mine["matters"].astype(int), strict=True))
    said = {name: int(n) for name, n in re.findall(r"([\u4e00-\u9fff]+?)(\d+)件", found["classes"])}
    others = [n for name, n in counts.items() if name not in said and name != "未填"]
    return all(counts.get(name) == n for name, n in said.items()) and max(others, default=0) < min(said.values())


def _counts(edition: Published, found: re.Match[str]) -> bool:
    said = re.findall(r"([\u4e00-\u9fff]+?)(\d+)件", found["counts"])
    return bool(said) and all(edition.figures[WHOLE, label][0] == int(n) for label, n in said)


def _batch(edition: Published, found: re.Match[str]) -> bool:
    """By the assigned matters themselves, and the units with any past its day."""
    rows = edition.table("assigned")
    mine = rows[rows["batch"] == found["batch"]]
    late = Counter(mine.loc[mine["overdue"] & (mine["township"].fillna("") != ""), "township"])
    said = {name: int(n) for name, n in re.findall(r"([\u4e00-\u9fff]+?)(\d+)件", found["units"] or "")}
    counts = [len(mine), int(mine["settled"].sum()), int(mine["overdue"].sum())]
    return [int(found[g]) for g in ("matters", "settled", "overdue")] == counts and (said == late or len(late) > 12)


def _batches(edition: Published, found: re.Match[str]) -> bool:
    rows = edition.table("assigned")
    counts = [rows["batch"].nunique(), len(rows), int(rows["settled"].sum())]
    return [int(found[g]) for g in ("count", "matters", "settled")] == counts


def _handled(edition: Published, found: re.Match[str]) -> bool:
    rows = edition.table("volumes")
    mine = rows[(rows["township"] == WHOLE) & (rows["by"] == "handling")]
    counts = dict(zip(mine["code"], mine["matters"].astype(int), strict=True))
    blank = counts.pop("未填", 0)
    said = {name: int(n) for name, n in re.findall(r"([\u4e00-\u9fff]+?)(\d+)件", found["handled"])}
    return said == counts and int(found["blank"] or 0) == blank


def _received(edition: Published, found: re.Match[str]) -> bool:
    duty = edition.table("leaders_on_duty").set_index("place")
    own = duty.drop(index=[WHOLE, "县级"])
    said = [int(found[g]) for g in ("above", "own", "visits", "settled")]
    return said == [duty.loc["县级", "days"], own["days"].sum(), duty.loc[WHOLE, "visits"], duty.loc[WHOLE, "settled"]]


def _titled(edition: Published, found: re.Match[str]) -> bool:
    has = set(edition.ranking.loc[edition.ranking["three_none"] == "是", "township"])
    return set(named(found["names"])) == has


def _nobody_titled(edition: Published, found: re.Match[str]) -> bool:
    """Nobody met the conditions can be said where everybody was assessed."""
    titles = set(edition.ranking["three_none"])
    return "是" not in titles and "否" in titles and ("未评定" in titles) == ("评定" in found[0])


def _some_not_assessed(edition: Published, found: re.Match[str]) -> bool:
    titles = edition.ranking["three_none"]
    open_ones = set(edition.ranking.loc[titles == "未评定", "township"])
    return held.are(found["units"], open_ones) and not {"是", "否"}.isdisjoint(titles)


def _nobody_assessed(edition: Published, _: re.Match[str]) -> bool:
    return {"是", "否"}.isdisjoint(edition.ranking["three_none"])


def _ranked(edition: Published, found: re.Match[str]) -> bool:
    """Townships and, where there are any, 县直部门, which are ranked among themselves."""
    apart = len(edition.ranking[edition.ranking["rank"].notna()]) - len(edition.townships_ranked)
    return int(found["count"]) == len(edition.townships_ranked) and int(found["departments"] or 0) == apart


def _better(edition: Published, found: re.Match[str]) -> bool:
    ranks = edition.townships_ranked.set_index("township")
    mine = ranks.loc[found["name"]]
    alike = int((ranks["rank"] == mine["rank"]).sum())
    blamed = set(edition.overdue["township"]) | {
        t for (t, label), (n, _) in edition.figures.items() if label == "有责督办" and n
    }
    return (
        str(mine["score_1dp"]) == found["score"]
        and int(mine["rank"]) == int(found["rank"])
        and (alike > 1) == (found["shared"] == "并列")
        and int(mine["rank"]) + alike - 1 <= len(ranks) // 3
        and found["name"] not in blamed
        and _rates(found["figures"], edition, found["name"])
    )


def _few_ranked(edition: Published, _: re.Match[str]) -> bool:
    return len(edition.townships_ranked) < 3


def _overdue(edition: Published, found: re.Match[str]) -> bool:
    rows = edition.overdue
    matters = rows.drop_duplicates(["township", "case_no"])
    said: Counter[tuple[str, str]] = Counter()
    for part in found["spread"].split("；"):
        for name in rows["township"].unique():
            for kind, n in re.findall(r"(逾期未受理|逾期未办结)(\d+)件", part.removeprefix(name)):
                if part.startswith(name) and not part.startswith("另"):
                    said[name, kind] += int(n)
    true = Counter(zip(rows["township"], rows["kind"], strict=True))
    spread = not said or said == true
    both = len(rows) - len(matters)
    return int(found["count"]) == len(matters) and int(found["both"] or 0) == both and spread


def _no_overdue(edition: Published, _: re.Match[str]) -> bool:
    whole = (edition.figures[WHOLE, label][0] for label in ("逾期未受理", "逾期未办结"))
    return not any(whole)


def _below(edition: Published, found: re.Match[str]) -> bool:
    line, least = Decimal(found["line"]), int(found["least"])
    low = {
        name: percent(n, of)
        for (name, label), (n, of) in edition.figures.items()
        if label == found["label"] and name != WHOLE and n is not None and of and of >= least
        if Decimal(100 * n) / of < line
    }
    said = dict(re.findall(rf"({_UNIT})(\d+\.\d%)（", found["units"].replace("、", "，")))
    said = {name.lstrip("，"): shown for name, shown in said.items()}
    return said == low if said else f"{len(low)}个乡镇" in found["units"]


def _nobody_below(edition: Published, _: re.Match[str]) -> bool:
    """By the lines of the settings as they come, which all eight counties have."""
    lines = {"按期办结率": 90, "责任单位满意率": 80}
    return not [
        name
        for (name, label), (n, of) in edition.figures.items()
        if label in lines and name != WHOLE and n is not None and of and of >= 10 and 100 * n < lines[label] * of
    ]


def _mended(edition: Published, found: re.Match[str]) -> bool:
    if edition.before is None:
        return False
    then = set(edition.table("overdue", before=True)["case_no"])
    return int(found["count"]) == len(then) and int(found["done"]) + int(found["open"] or 0) == len(then)


def _nothing_to_measure(edition: Published, _: re.Match[str]) -> bool:
    return not any(of for (name, _label), (_n, of) in edition.figures.items() if name == WHOLE)


def _whole_rates(edition: Published, found: re.Match[str]) -> bool:
    return _rates(found[0], edition)


GENERAL = "建议各乡镇把精力放在依法、及时、就地解决问题上，让每件事项有结果、有反馈；不以信访数量多少衡量工作。"
"""The one sentence that counts nothing."""
PROOFS: Proofs = [
    (r"数据截至.{8,11}日。", held.cut_off),
    *OF_VOLUMES,
    (r"按内容分类，居前的是(?P<classes>.+)。", _foremost),
    (r"内容分类没有填写或者无法识别的有(?P<count>\d+)件。", held.unclassed),
    (r"应报送台账的(?:乡镇|单位)(?P<due>\d+)个(?:，最近一期)?：(?P<how>.+)。", held.sent_so),
    (
        r"(?P<units>.+)的(?:最近一期)?台账没有报送或者没有采用，有关数据按以往台账和登记簿计算。",
        held.without_their_ledgers,
    ),
    (r"截至.+?日，(?P<counts>(?:逾期未受理).+)。", _counts),
    (
        r"参加本期排名的乡镇(?P<count>\d+)个，(?:县直部门(?P<departments>\d+)个单独排名，)?排名和各项指标见附件1。",
        _ranked,
    ),
    (r"(?P<count>)本期没有参加排名的乡镇，各项指标见附件1。", lambda e, _: e.ranking["rank"].notna().sum() == 0),
    (r"(?:样本不足|无件|未报送)的有.+不参加排名。", held.unranked),
    (r"(?P<units>.+)的台账有错误待更正，排名可能变动。", held.to_mend),
    (r"本县“三无”条件为：(?P<conditions>.+)，并须台账报送齐全、无遗漏、无未更正的错误。", held.conditions),
    (r"本期符合条件的有(?P<names>.+)。", _titled),
    (
        r"(?P<batch>.+)：交办(?P<matters>\d+)件，已化解(?P<settled>\d+)件，到期未化解(?P<overdue>\d+)件(?P<units>（.+）)?。",
        _batch,
    ),
    (r"交办清单共(?P<count>\d+)批：交办(?P<matters>\d+)件次，已化解(?P<settled>\d+)件次，.+。", _batches),
    (r"办结日期在本期的事项，按“三到位一处理”分，(?P<handled>.+?)(?:，没有填写的(?P<blank>\d+)件)?。", _handled),
    (
        r"领导接访：县级(?P<above>\d+)天、乡镇(?P<own>\d+)天，(?P<visits>\d+)批次，当场化解(?P<settled>\d+)批次。",
        _received,
    ),
    (r"以上为拟定名单，未经比对。", held.uncompared),
    (r"本期没有(?:符合条件|评定为“三无”)的乡镇。", _nobody_titled),
    (r"(?P<units>.+)未评定，原因见附件\d。", _some_not_assessed),
    (r"本期未评定“三无”，原因见附件\d。", _nobody_assessed),
    (
        rf"(?P<name>{_UNIT})，得分(?P<score>[\d.]+)，(?P<shared>居|并列)第(?P<rank>\d+)位；(?P<figures>.+)。",
        _better,
    ),
    (r"参加排名的乡镇不足3个，不列较好乡镇。", _few_ranked),
    (r"本期没有参加排名的乡镇，不列较好乡镇。", lambda e, _: e.ranking["rank"].notna().sum() == 0),
    (r"名次在前三分之一的乡镇，.+本期不列较好乡镇。", held.nobody_better),
    (
        r"(?P<settled>已确定责任单位并列出的)?逾期事项(?P<count>\d+)件(?:（其中(?P<both>\d+)件既.+?）)?：(?P<spread>.+)。",
        _overdue,
    ),
    (r"有\d+件逾期事项.+。", lambda e, _: e.overdue.empty),
    (r"(?:按已有的台账和登记簿，)?本期没有逾期未受理、逾期未办结的事项。", _no_overdue),
    (r"清单见附件2。|具体事项见各乡镇反馈单。", held.listed_where),
    (
        r"(?P<label>.+率)低于(?P<line>[\d.]+)%（分母不少于(?P<least>\d+)件）的有：(?P<units>.+)。",
        _below,
    ),
    (r"分母达到规定件数的乡镇，本期没有低于标准线的。", _nobody_below),
    (r"(?:(?:有的月份)?(?:迟报台账|未报送台账)|台账无法采用、已退回|台账有错误待更正)的有.+。", held.ledgers),
    (r"本期各(?:乡镇|单位)台账均按时报送，没有待更正的错误。", held.in_time),
    (r"本期各(?:乡镇|单位)台账均已报送，没有待更正的错误。", lambda e, _: not held.of_status(e, "漏报")),
    (r"上.*没有应当列明的逾期事项。", lambda e, _: e.before is None or e.table("overdue", before=True).empty),
    (
        r"上.+?的逾期事项(?P<count>\d+)件，截至.+?已受理、办结或者依规退回(?P<done>\d+)件(?:，仍未解决(?P<open>\d+)件（.+）)?。",
        _mended,
    ),
    (r"反馈期限在.+的督办事项(?P<count>\d+)件，.+。", held.answered),
    (
        r"建议(?P<units>.+)对(?:逾期|附件2所列)事项逐件明确承办人和办结时间，依法尽快受理、办结。",
        held.advised_on_overdue,
    ),
    (r"建议(?P<units>.+)查明所列指标偏低的原因，改进有关工作。", held.advised_on_rates),
    (r"建议(?P<units>.+)对照反馈意见补报、更正台账，在下次报送前完成核对。", held.advised_to_mend),
    (r"建议(?P<units>.+)妥善安排，按时报送台账。", held.advised_to_be_in_time),
    (GENERAL, lambda _, __: True),
    (r"本期各项指标均没有应统计的事项。", _nothing_to_measure),
    (r"(?=.*率\d+\.\d%（\d+/\d+）).+。", _whole_rates),
]
"""What a sentence says -> its proof; the first that fits."""
