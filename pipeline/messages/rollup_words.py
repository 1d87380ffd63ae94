"""What a roll-up of many counties says beside its tables, and why it can't take a county."""

# fmt: off
RANKING = "得分为加权率，分母小的以{whole}率代用；同分同名次。乡镇按{whole}重新排名，与各县通报中的名次可能不同。"
FIGURES = "{whole}为各县分子、分母分别相加；缺登记簿的县不计入该指标。分母为0的率记“{no_value}”。"
CONDITIONS = "县的条件按本县合计件数判定；逐件依据在各县的成果里，汇总不含任何信访件编号。"
VOLUMES = "件、批次、人次各自统计，不相加，不排名；没有填写或无法识别的不列入各类。"
NOTES = "本表各项数字按下列口径计算。"
# fmt: on
