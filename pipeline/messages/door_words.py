"""What the command line says besides its help and its refusals: what was written, compared, interrupted, and what comes next."""

# fmt: off
LEDGERS_WRITTEN = "已写出{count}个文件，在 {folder}：{files}"
SETTINGS_WRITTEN = "已写出 {file}；请先填“单位”和“乡镇名录”。"
NAMES_WRITTEN = "模板里可用的名字已写到 {folder}/{file}。"
INTERRUPTED = {
    "edition": "已中断；已发布的成果没有改动。",
    "files": "已中断；文件可能没有写全，请重新运行。",
    "nothing": "已中断；没有写出任何文件。",
}
"""What the interrupted command writes -> what became of it."""
NO_LOG = "程序出错，日志也写不进“{folder}”文件夹；请联系维护人员，告知运行的命令。"
FAULT = "程序出错，本次运行没有完成；请把 {folder}/{log} 发给维护人员（日志里没有台账内容）。"
FAULT_LOG = "程序出错（只记位置和种类，不记数据）"
NOTHING_NEW = (
    "台账、登记簿、设置、模板和成果与上次运行后完全一样，没有重做；下面是上次运行的结果"
    "（要重做，请先删除 {folder}/.cache 文件夹）。"
)
WRITTEN = "已生成{count}个文件，在 {where}："
NEXT_STEP = "下一步：打开 {where}/{page} 核对。"
ONLY_CHECKED = "只核对，不生成文件。"
NOTHING_FOUND = "没有发现问题。"
PERIOD = "期间：{period}（数据截至{year}年{month}月{day}日）"
ATTENTION = "需要处理（{count}项）："
MORE_ATTENTION = "  等{count}项，其余见{page}。"
UNCHANGED = "{period}的成果共{count}个文件，与发布时全部一致（{where}）。"
CHANGED = "{period}的成果与发布时不一致（{where}，发布时{count}个文件）："
OTHER_EARLIER = "  依据  往期{period}已不是生成本期时的那一份"
OTHER_LATER = "  依据  {later}是按另一份{period}生成的"
DONT_CITE = "改动过的文件不要再引用；可从备份恢复，或运行 {program} run {wanted} 重新生成。"
LOOK_INTO_IT = "本期文件没有改动和缺少；请核对上面所列的情况。"
TRIAL = "把一个文件夹下的所有文件当作报送的台账读一遍，逐份给出结论。"
TRIAL_SETTINGS = "乡镇名录和参数；没有时用默认参数"
TRIAL_PERIOD = "不写年份的日期按这一期补年份，默认本月"
# fmt: on

HELD_BY = "（{place}，{since}开始）"
THIS_COMPUTER = "本机"
OTHER_COMPUTER = "另一台电脑“{who}”"
UNCHECKED = "没有核对：{files}打不开（正被别的程序打开，或没有读取权限），核对结果里没有它；请先关闭打开它的 Excel、WPS 等，再核对一次。"
