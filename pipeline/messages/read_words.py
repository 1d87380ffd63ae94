"""Why a cell or a file can't be read, in a few words that end a finding of reading."""

# fmt: off
MERGED = "在合并单元格内，分不出各件"
NOTHING_ABOVE = "写“同上”，但上面没有可用的内容"
NO_DITTO = "编号不能写“同上”"
LOST_DIGITS = "第16位起全是0，末几位已被 Excel 丢失"
NO_DAY = "日期读不出"
OTHER_TOWNSHIP = "乡镇不在名录中，最接近的是“{nearest}”"
NO_TOWNSHIP = "没有写明乡镇"
NO_NEW_NUMBER = "没有写明新编号"
NOT_IN_ROSTER = "不在乡镇名录中，最接近的是“{nearest}”"
HOLDS_ID = "含有身份证号，内容已遮盖"
HOLDS_PHONE = "像手机号，内容已遮盖"
NO_NUMBER = "不是编号的写法，内容已遮盖"
NO_BATCH = "不是批次的写法，内容已遮盖"
NO_DIRECTORY = "内部目录缺失，可能没有复制完整"
ALL_NULL = "内容全是空字节，可能没有复制完整"
# fmt: on
