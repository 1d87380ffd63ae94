"""What is wrong with a Word template, and how its tags are written; a fault says where and what to write instead."""

# fmt: off
NOT_ASKED = "inputs/{folder}/{name}.docx：{book}“文书”工作表里没有“{name}”，没有生成；要用它请加一行，例如 {name}、每月、全县，不用请移走这个文件"
NO_DOCX = "不是可用的 .docx 文件；请用 Word 或 WPS 另存为 .docx，或换回程序自带的模板。"
NO_OPENER = "“{tag}”前面没有与它成对的 {opener}，在{where}；请补上 {opener}，或删去这个标签。"
OTHER_LEVEL = "“{opener}”和“{tag}”写法不同，在{where}；两个要一样，这里请写 {written}。"
OTHER_PLACE = "“{opener}”在{opened}，与它成对的“{tag}”在{where}，不在同一处；请让一对标签在同一个单元格、同一个表，或者都在表外。"
NOT_CLOSED = "“{tag}”没有结束，在{where}；请在后面补上 {{%{level} {end} %}}。"
HALF_A_TAG = "标签写得不完整，在“{text}”附近；请检查 {{%…%}} 是否成对，例如 if 要有 endif。"
OTHER_FACE = "“{face}”不是设置里的字体，用在{where}{more}；请改用{usable}之一，或在设置.xlsx“单位”工作表里改字体。"
UNMARKED_HEAD = "第{number}个表的第一行（{text}）没有设为标题行，换页时没有列名；请选中这一行，在 Word 的“表格工具 > 布局”里点“重复标题行”。"
NO_LIST = "“{name}”是{kind}，不是列表，不能用 for，在{where}；请直接写 {{{{ {name} }}}}，或换成列表。"
RECORD = "“{name}”是记录，不能直接印，在{where}；请写出其中一项，例如 {{{{ {name}.{first} }}}}。"
LIST = "“{name}”是列表，不能直接印，在{where}；请逐项写出，例如 {sample}。"
CHART = "图表“{name}”只能放在正文里，在{where}；请移到正文单独的一段。"
NO_SUCH_SIGN = "没有“{sign}{name}”这种写法{hint}，在{where}；请改正或删去，例如 {{{{ 期间 }}}}。"
FIELD_OF_LIST = "“{name}”是列表，没有“.{attr}”，在{where}；请逐项写出，例如 {sample}。"
NO_SUCH_NAME = "没有“{name}”这个名字{hint}，在{where}；请改正标签，例如 {{{{ {usable} }}}}。"
WIDE_INSIDE = "标签“{tag}”里的“{sign}”是全角字符，在{where}；请在英文输入法下重打，例如 {{{{ 登记.件数 }}}}。"
NO_TAG = "“{tag}”不是可用的标签，在{where}；可用的是 if、elif、else、endif、for、endfor、set，例如 {{% if 期间 %}}，段落标签的 p 紧跟百分号，例如 {{%p if 期间 %}}。"
UNREADABLE_TAG = "标签“{tag}”看不懂，在{where}；请改正写法，例如 {sample}。"
WIDE_BRACES = "{where}用了全角括号；请在英文输入法下重打，例如 {{{{ 期间 }}}}。"
UNPAIRED = "{where}里的“{brace}”没有配对；请把标签写完整，例如 {{{{ 期间 }}}} 或 {{% if 期间 %}}。"
SINGLE_BRACE = "{where}里的“{found}”只有一层花括号，会原样印出；请写成两层，例如 {{{{ {name} }}}}。"
NO_TABLE = "“{tag}”在{where}，不在表格里；请改用 {{%p …%}}，或把它放进表格单独的一{unit}。"
TEXT_BESIDE = "{where}中{kind}标签旁边还有文字，生成时会丢失；请让 {{%{level} …%}} 独占一{unit}。"
ENDS_CELL = "“{tag}”是单元格的最后一段，在{where}，去掉后 Word 打不开；请在它后面留一个空段落，或者改用 {{%tr …%}}。"
REVISIONS = "{part}里有没有接受的修订，例如{revision}的“{text}”，会带进每份文书；请在 Word 的“审阅”里接受或拒绝全部修订，再保存。"
BOUND_CONTROL = "{where}里的标签在与文档属性相连的内容控件里，印出的会是属性，不是数字和文字；请右键点这个控件，选“删除内容控件”，只留标签，例如 {{{{ 期间 }}}}。"
HOW_TO_WRITE = (
    "在 Word 模板里写 {{ 期间 }} 这样的标签，花括号用英文输入法。",
    "列表要写成：单独一段 {%p for 项 in 指标 %}，中间用 {{ 项.名称 }}，再单独一段 {%p endfor %}；表格的行用 {%tr for … %} 和 {%tr endfor %}。",
    "有条件的话写成：单独一段 {%p if 逾期.件数 %}，中间写正文，再单独一段 {%p endif %}。",
    "表格里的格子可以按数据合并：几行的同一格写 {% vm %}{{ 行.乡镇 }}（放在 {%tr for 行 in 指标表.行 %} 里面的 {%tr for 格 in 行.格 %} 的行里，合成一格）；一格跨几列写 {% colspan 2 %}{{ 项.名称 }}，数字也可以是整数的名字；横排循环里合成一格写 {% hm %}。",
    "循环前后的行照样印出；循环里什么也没有、下面也没有别的行的表，在标题行下面印一行“（本表没有内容）”。",
    "图表也是一个标签，例如 {{ 指标表.图 }}，放在正文单独的一段；没有数据时印一句话。",
)
OWN_PAPERS = "本县自设的文书：模板放进 inputs/templates，设置.xlsx“文书”工作表加一行（文书写模板名，何时写每期、{periods}，发给写{recipients}，或乡镇名称）。发给全县的一份，可用“自设文书（全县）”的名字；其他的每个乡镇一份，可用“自设文书（乡镇）”的名字。成品在“{folder}”文件夹。"
HOW_TO_CHECK = "改好后运行 generate.py templates 检查，写错的名字会给出最接近的一个。"
# fmt: on
