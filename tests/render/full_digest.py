"""会议数据摘要 of a county that has everything: long names, every rate compared twice, many batches and notes."""

from __future__ import annotations

from datetime import date

from pipeline.render.naming import as_context
from pipeline.render.papers.digest import DIGEST, Digest
from pipeline.render.papers.digest_room import Fitted, Number, fitted
from pipeline.render.word.filling import render_document
from tests.render.large_county import COUNTY_NAME, TOWNSHIPS
from tests.render.word_texts import TEMPLATES

TITLE, SIGNER, DAY = "2022年12月信访工作数据摘要", f"{COUNTY_NAME}信访工作联席会议办公室", "2022年12月31日"
RATES = (
    *("及时受理（告知）率", "按期办结率", "化解率", "一次性化解率", "责任单位满意率", "参评率", "积案化解率"),
    *("领导包案率", "按时报送率"),
)
_COUNTS = ("逾期未受理", "逾期未办结", "到期未化解积案", "有责督办")
_TALE = f"县级12天、乡镇640天，213批次，当场化解108批次；{'、'.join(TOWNSHIPS[:3])}没有登记"


def rows() -> list[Number]:
    """Every row that there can be, each as long as it gets, in the paper's order."""
    compared = "91.8%（579/631），较上月上升10.3个百分点，较上年同期下降12.5个百分点"
    return [
        Number("“三无”乡镇", "58个乡镇（拟定名单，未经比对）", "汇总表“三无”"),
        Number("三无县", "否（截至上年连续2年）", "汇总表“三无”、年度名单"),
        *(Number(label, compared, "汇总表“指标”") for label in RATES),
        *(Number(label, "1234件", "汇总表“指标”") for label in _COUNTS),
        *(Number(f"第{n}批集中治理重复信访", "交办1213件，已化解1108件", "汇总表“积案批次”") for n in "一二三四"),
        Number("上年同期逾期事项", "1213件中已解决1108件", "上年同期成果比对"),
        Number("督办反馈", _TALE, "督办登记"),
        Number("领导接访", _TALE, "接访登记"),
        Number("登记信访事项", "12980件（上月12450件，环比增加4.3%；上年同期11900件，同比增加9.1%）", "汇总表“信访量”"),
        Number("来访", "3120批次、10234人次，其中集体访（5人及以上）312批次、3402人次", "通报“总体情况”"),
        Number(
            "信访形式",
            "、".join(f"{form}3120件（占25.1%）" for form in ("来信", "来访", "网上", "来电", "其他")),
            "通报“总体情况”",
        ),
        Number("内容居前的", "劳动和社会保障2312件、城乡建设2311件、农业农村1998件", "通报“总体情况”"),
        Number("台账报送", f"已报45个，迟报12个（{'、'.join(TOWNSHIPS[:3])}），未报送3个", "汇总表“报送”"),
        Number("参加排名", f"57个乡镇（其中待更正的有{'、'.join(TOWNSHIPS[:2])}2个乡镇）", "汇总表“排名”"),
    ]


def fit(count: int) -> Fitted:
    """What the paper has of the first ``count`` rows."""
    return fitted(rows()[:count], RATES, TITLE, f"{SIGNER}{DAY}")


def document(count: int) -> bytes:
    """The paper of the first ``count`` rows, by the template that ships."""
    chosen = fit(count)
    names = {
        "title": TITLE,
        "county": COUNTY_NAME,
        "issuer": SIGNER,
        "period": "2022年12月",
        "earlier": "上月",
        "cut_off": DAY,
    }
    digest = Digest(**names, numbers=chosen.numbers, left_out=chosen.left_out)
    content = (TEMPLATES / DIGEST.template).read_bytes()
    return render_document(content, as_context(digest), {}, title=TITLE, made_on=date(2022, 12, 31))
