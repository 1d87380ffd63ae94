"""Every sentence about what a Word template holds that must not pass into a paper, or that no paper can be made from."""

from __future__ import annotations

# fmt: off
TEMPLATE_SENTENCES: dict[str, str] = {
    "not_made": "模板“{label}”有错，“{paper}”没有生成：{fault}",
    # a file that is not read
    "too_large": "文件解开后超过{most}，不像一份文书模板；请删去里面的大图片和粘贴的内容，或换回程序自带的模板。",
    "too_many_parts": "文件里有{found}个部件，多于{most}个，不像一份文书模板；请用 Word 或 WPS 新建文件，把文字粘贴过去再保存。",
    "twice": "文件里有两个同名的部件“{part}”，分不清以哪个为准；请用 Word 或 WPS 打开后另存为 .docx。",
    "dtd": "文件的部件“{part}”里有 DTD（文档类型定义），Word 不会这样写；请用 Word 或 WPS 打开后另存为 .docx，或换回程序自带的模板。",
    "unreadable": "模板读到一半读不下去（{kind}），可能嵌套太深；请用 Word 或 WPS 新建文件，把文字粘贴过去再保存，或换回程序自带的模板。",
    # tags that are refused
    "underscore": "标签里的“{name}”以下划线开头，不能用，在{where}；请只用“可用字段”里的名字，例如 {{{{ 期间 }}}}。",
    "call": "标签里不能调用“{name}(…)”，在{where}；请只写名字，例如 {{{{ 期间 }}}}。",
    "unusable": "模板里不能用“{written}”，在{where}；请删去，例如 {{{{ 期间 }}}}。",
    "long": "标签太长（{found}个字符，至多{most}个），在{where}；请分成几个标签，例如先写 {{% set 数 = 登记.件数 %}}。",
    "deep": "标签里的括号套得太深（至多{most}层），在{where}；请分成几个标签，例如先写 {{% set 数 = 登记.件数 %}}。",
    "blocks": "if、for 一层套一层，超过{most}层，在{where}；请拆成几段，例如先写完一个 {{% endfor %}} 再写下一个。",
    "loops": "for 里面套 for 超过{most}层，在{where}；请拆成几个表，例如先写完一个 {{% endfor %}} 再写下一个。",
    "growing": "标签的结果会越加越长，超过上限，在{where}；请不要反复用 set 把同一个名字连起来，直接写 {{{{ 期间 }}}}。",
    "exceeded": "标签“{written}”的结果超过上限，在{where}；请改正算式，例如 {{{{ 登记.件数 }}}}。",
    "reckoned": "标签“{written}”算不出结果（{why}），在{where}；请改正算式，例如 {{{{ 登记.件数 + 1 }}}}。",
    # why a tag can't be reckoned, while a document is filled too
    "text_long": "文字超过{most}个字符",
    "number_large": "数字太大，超过{most}位",
    "operands": "“{left}”和“{right}”不能用“{operator}”",
    "power": "不能用乘方“**”",
    "rounds": "循环超过{most}次",
    "part_large": "成品太长，超过{most}个字符",
    "no_list": "“{value}”不是列表",
    "kinds": "文字和数字不能放在一起算，也不能比大小",
    "zero": "除数是 0",
    "filling": "模板填到一半出错（{why}）；请改正模板里的算式，或换回程序自带的模板",
    # texts that no reader sees
    "hidden": "{where}里的标签是隐藏文字，印不出来；请选中它，在 Word 的“字体”里去掉“隐藏”。",
    "outside": "{part}里“{text}”不在任何一段文字里，Word 不显示；请用 Word 或 WPS 打开后另存为 .docx，再看这处文字还在不在。",
    "in_field": "{where}里的标签在 Word 域“{field}”里，转成 PDF 时印不出来；请删去这个域，改写成标签，例如 {{% if 逾期.件数 %}}…{{% endif %}}。",
    "active_field": "{where}里有 Word 域“{field}”，会去取别处的内容或等人来填；请删去这个域，要印的文字写成标签，例如 {{{{ 期间 }}}}。",
    "no_tags_here": "部件“{part}”里有标签“{tag}”，这个位置的标签不会被替换；请把它写进正文、页眉、页脚、脚注或尾注。",
    "imported": "正文里插入了另一份文件（altChunk），程序看不到里面的内容；请在 Word 里打开模板另存一次，让它并入正文。",
    # what stays behind
    "kept_comments": "批注{count}条，例如{where}",
    "kept_formats": "格式修订{count}处，例如{where}",
    "kept_rights": "允许个别人编辑的区域{count}处，例如{where}",
    "kept_property": "文件属性“{name}”",
    "kept_custom": "自定义属性{count}项",
    "kept_people": "修订人、批注人名单",
    "kept_macros": "宏",
    "kept_attached": "附加的模板（文件 > 选项 > 加载项 > 模板）",
    "kept_merge": "邮件合并的数据源",
    "kept_variables": "文档变量{count}个",
    "kept_protection": "文档保护",
    "kept_link": "指向“{kind}”的外部链接，在{part}",
    "kept_object": "嵌入的对象或文件“{part}”",
    "kept_xml": "自定义 XML 数据",
    "kept_out": "不带入成品的有：{what}。要从模板里也去掉，请在 Word“文件 > 信息 > 检查文档”里删除。",
}
# fmt: on


def template_sentence(name: str, /, **words: object) -> str:
    """The sentence of this name, its gaps filled.

    >>> template_sentence("kept_custom", count=2)
    '自定义属性2项'
    """
    return TEMPLATE_SENTENCES[name].format(**words)
