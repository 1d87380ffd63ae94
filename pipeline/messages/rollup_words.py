"""What a roll-up of many counties says beside its tables, and why it can't take a county."""

# fmt: off
RANKING = "得分为加权率，分母小的以{whole}率代用；同分同名次。乡镇按{whole}重新排名，与各县通报中的名次可能不同。"
FIGURES = "{whole}为各县分子、分母分别相加；缺登记簿的县不计入该指标。分母为0的率记“{no_value}”。"
CONDITIONS = "县的条件按本县合计件数判定；逐件依据在各县的成果里，汇总不含任何信访件编号。"
VOLUMES = "件、批次、人次各自统计，不相加，不排名；没有填写或无法识别的不列入各类。"
NOTES = "本表各项数字按下列口径计算。"
CUT_OFF = "数据截至{year}年{month}月{day}日，由{counties}个县已发布的成果汇总，分子、分母分别相加；公式版本{version}。"
SCORES = "县的得分按各县“全县”一行计算，乡镇的得分用{whole}率代用后重新排名，与各县通报中的名次可能不同。县的三无按本县各条件的件数判定。"
NO_REGISTER = "{counties}没有“{register}”，不计入{indicator}。"
MISSING = "{counties}没有本期成果，未汇总。"
WRITTEN = "已汇总{counties}个县、{townships}个乡镇，写出{files}个文件，在 {folder}/{period}："
TO_DO = "需要处理：{counties}没有本期成果，未汇总。"
OTHER_RULE = "{rule}是{own}，其他县是{usual}"
NO_RULE = "没有"
MORE_PLACES = "等{count}处"
# fmt: on
