"""What the reader decided about a file or sheet, a sentence each, by the name of the decision; and the words for rows that are no matters."""

DECISIONS: dict[str, str] = {
    "extension": "扩展名是.{extension}，内容是{kind}，按内容读取",
    "password": "设有打开密码，已用密码打开",
    "zero": "写明“{found}”，作零报告",
    "header": "表头在第{first}行",
    "tall_header": "表头占第{first}—{last}行",
    "heading": "“{heading}”认作“{label}”",
    "shown_number": "“{heading}”有{count}格由单元格格式补出一部分，按显示的编号读取",
    "refused": "有{count}列涉及个人信息，不读取",
    "unknown": "有{count}列列名不认识，不读取",
    "unit_line": "按“填报单位”一行认作{unit}的台账",
    "unit_rows": "按“责任单位”一列认作{unit}的台账",
    "unit_title": "按标题认作{unit}的台账",
    "unit_most": "“责任单位”一列多数是{unit}，认作{unit}的台账",
    "unit_file": "按文件名认作{unit}的台账",
    "unit_sheet": "按工作表名认作{unit}的台账",
    "unit_each": "各行按“责任单位”一列分属各单位",
    "code_by_sheet": "表内没有“{label}”列，按工作表名认作“{value}”",
    "hidden_rows": "{rows}为隐藏行，已计入",
    "hidden_columns": "{columns}列为隐藏列，已读取",
    "around": "{rows}为{kind}，不计入",
    "no_header": "工作表“{sheet}”跳过：没有表头",
    "blank": "工作表“{sheet}”跳过：空白",
    "hidden": "工作表“{sheet}”跳过：是隐藏的",
    "form": "工作表“{sheet}”跳过：是本程序样表所附",
    "marks": "工作表“{sheet}”跳过：是退回时所附的修改清单",
    "no_register": "工作表“{sheet}”跳过：登记簿没有这张表",
    "faulty": "工作表“{sheet}”跳过：表头有误",
}

AROUND: dict[str, str] = {
    "header": "重复的表头",
    "title": "重复的标题",
    "total": "合计",
    "foot": "表尾",
    "zero": "零报告的说明",
    "numbers": "只有数字的行",
    "unwritten": "没有填写的行",
    "blank": "空行",
}
"""In the order in which they are told."""
