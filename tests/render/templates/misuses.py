"""Templates as staff break them, each with one thing done to it, and every sentence that must report it."""

from __future__ import annotations

from tests.render.templates.misuse_kit import CIRCULAR, LETTER, SHEET, Misuse, delete, each, write

PRINTED = "请在英文输入法下重打，例如 {{ 期间 }}。"

KIT = (
    Misuse(
        "a name misspelt",
        CIRCULAR,
        write("{{ 主送 }}", "{{ 主宋 }}"),
        ("没有“主宋”这个名字，最接近的是“主送”，在“{{ 主宋 }}：”；请改正标签，例如 {{ 主送 }}。",),
    ),
    Misuse(
        "a field misspelt",
        CIRCULAR,
        write("{{ 镇.得分 }}", "{{ 镇.分数 }}"),
        (
            (
                "没有“镇.分数”这个名字，最接近的是“镇.得分”，在“{{ 镇.乡镇 }}，得分{{ 镇.分数 }}，{{ 镇.位次 }}；"
                "{{ 镇.指标 }}。”；请改正标签，例如 {{ 镇.得分 }}。"
            ),
        ),
    ),
    Misuse(
        "a field misspelt in a table",
        CIRCULAR,
        write("{{ 件.编号 }}", "{{ 件.编码 }}"),
        (
            (
                "没有“件.编码”这个名字，最接近的是“件.编号”，在“{{ 件.编码 }}”（第3个表第3行第3列）；请改正标签，"
                "例如 {{ 件.编号 }}。"
            ),
        ),
    ),
    Misuse(
        "a name misspelt in the header",
        LETTER,
        write("{{ 机关标志 }}", "{{ 机关标识 }}"),
        (
            (
                "没有“机关标识”这个名字，最接近的是“机关标志”，在“{{ 机关标识 }}”（页眉）；请改正标签，"
                "例如 {{ 机关标志 }}。"
            ),
        ),
        part="word/header1.xml",
    ),
    Misuse(
        "braces of full width",
        CIRCULAR,
        write("{{ 成文日期 }}", "｛｛ 成文日期 ｝｝"),
        (f"“｛｛ 成文日期 ｝｝”用了全角括号；{PRINTED}",),
    ),
    Misuse(
        "percent signs of full width",
        CIRCULAR,
        write("{%p if 主送 %}", "{％p if 主送 ％}"),
        (
            f"“{{％p if 主送 ％}}”用了全角括号；{PRINTED}",
            "“{%p endif %}”前面没有与它成对的 {% if … %}，在“{%p endif %}”；请补上 {% if … %}，或删去这个标签。",
        ),
    ),
    Misuse(
        "a full stop of full width",
        SHEET,
        write("{{ 项.全县 }}", "{{ 项。全县 }}"),
        (
            (
                "标签“{{ 项。全县 }}”里的“。”是全角字符，在“{{ 项。全县 }}”（第1个表第3行第3列）；"
                "请在英文输入法下重打，例如 {{ 登记.件数 }}。"
            ),
        ),
    ),
    Misuse(
        "single braces",
        SHEET,
        write("{{ 报送 }}", "{报送}"),
        (
            (
                "“{{ 称谓 }}：{{ 乡镇 }}　　{% if 专项 %}每日报送{% else %}台账{% endif %}：{报…”里的“{报送}”"
                "只有一层花括号，会原样印出；请写成两层，例如 {{ 报送 }}。"
            ),
        ),
    ),
    Misuse(
        "a brace deleted",
        CIRCULAR,
        write("{{ 成文日期 }}", "{{ 成文日期 }"),
        ("“{{ 成文日期 }”里的“{{”没有配对；请把标签写完整，例如 {{ 期间 }} 或 {% if 期间 %}。",),
    ),
    Misuse(
        "an end deleted",
        LETTER,
        delete("{%p endif %}"),
        ("“{%p if 机关标志 %}”没有结束，在“{%p if 机关标志 %}”；请在后面补上 {%p endif %}。",),
    ),
    Misuse(
        "a beginning deleted",
        LETTER,
        delete("{%p if 主送 %}"),
        ("“{%p endif %}”前面没有与它成对的 {% if … %}，在“{%p endif %}”；请补上 {% if … %}，或删去这个标签。",),
    ),
    Misuse(
        "the wrong end",
        LETTER,
        write("{%p endif %}", "{%p endfor %}"),
        (
            "“{%p endfor %}”前面没有与它成对的 {% for … %}，在“{%p endfor %}”；请补上 {% for … %}，或删去这个标签。",
            "“{%p if 机关标志 %}”没有结束，在“{%p if 机关标志 %}”；请在后面补上 {%p endif %}。",
        ),
    ),
    Misuse(
        "text beside a paragraph tag",
        CIRCULAR,
        write("{%p if 主送 %}", "{%p if 主送 %}主送："),
        ("“{%p if 主送 %}主送：”中段落标签旁边还有文字，生成时会丢失；请让 {%p …%} 独占一段。",),
    ),
    Misuse(
        "text beside a row tag",
        CIRCULAR,
        write("{%tr for 件 in 逾期清单 %}", "{%tr for 件 in 逾期清单 %}小计"),
        (
            (
                "“{%tr for 件 in 逾期清单 %}小计”（第3个表第2行第1列）中表格行标签旁边还有文字，生成时会丢失；"
                "请让 {%tr …%} 独占一行。"
            ),
        ),
    ),
    Misuse(
        "text beside a cell tag",
        CIRCULAR,
        write("{%tc for 格 in 行.格 %}", "{%tc for 格 in 行.格 %}率"),
        (
            (
                "“{%tc for 格 in 行.格 %}率”（第1个表第3行第5列）中单元格标签旁边还有文字，生成时会丢失；"
                "请让 {%tc …%} 独占一格。"
            ),
        ),
    ),
    Misuse(
        "a row tag outside a table",
        LETTER,
        each(write("{%p if 机关标志 %}", "{%tr if 机关标志 %}"), write("{%p endif %}", "{%tr endif %}")),
        tuple(
            f"“{tag}”在“{tag}”，不在表格里；请改用 {{%p …%}}，或把它放进表格单独的一行。"
            for tag in ("{%tr if 机关标志 %}", "{%tr endif %}")
        ),
    ),
    Misuse(
        "a blank before the p",
        CIRCULAR,
        write("{%p if 主送 %}", "{% p if 主送 %}"),
        (
            (
                "“{% p if 主送 %}”不是可用的标签，在“{% p if 主送 %}”；"
                "可用的是 if、elif、else、endif、for、endfor、set，例如 {% if 期间 %}，"
                "段落标签的 p 紧跟百分号，例如 {%p if 期间 %}。"
            ),
            "“{%p endif %}”前面没有与它成对的 {% if … %}，在“{%p endif %}”；请补上 {% if … %}，或删去这个标签。",
        ),
    ),
    Misuse(
        "ends of two kinds",
        CIRCULAR,
        write("{%p endif %}", "{% endif %}"),
        ("“{%p if 机关标志 %}”和“{% endif %}”写法不同，在“{% endif %}”；两个要一样，这里请写 {%p endif %}。",),
    ),
    Misuse(
        "a block that begins in a table and ends outside",
        "约谈建议名单",
        each(write("本月数据", "{% if 署名 %}本月数据"), write("由联席会议决定。", "由联席会议决定。{% endif %}")),
        (
            (
                "“{% if 署名 %}”在“{% if 署名 %}本月数据”（第1个表第1行第5列），"
                "与它成对的“{% endif %}”在“本名单只作提请联席会议研究之用，是否约谈由联席会议决定。{% endif %}”，"
                "不在同一处；请让一对标签在同一个单元格、同一个表，或者都在表外。"
            ),
        ),
    ),
    Misuse(
        "a block left open in a row that is repeated",
        SHEET,
        write("{{ 项.升降 }}", "{% if 乡镇 %}{{ 项.升降 }}"),
        ("“{% if 乡镇 %}”没有结束，在“{% if 乡镇 %}{{ 项.升降 }}”（第1个表第3行第5列）；请在后面补上 {% endif %}。",),
    ),
    Misuse(
        "a list printed",
        CIRCULAR,
        write("{{ 署名 }}", "{{ 口径 }}"),
        ("“口径”是列表，不能直接印，在“{{ 口径 }}”；请逐项写出，例如 {% for 项 in 口径 %}{{ 项 }}{% endfor %}。",),
    ),
    Misuse(
        "a record printed",
        CIRCULAR,
        write("{{ 署名 }}", "{{ 登记 }}"),
        ("“登记”是记录，不能直接印，在“{{ 登记 }}”；请写出其中一项，例如 {{ 登记.件数 }}。",),
    ),
    Misuse(
        "a list taken for a record",
        CIRCULAR,
        write("{{ 署名 }}", "{{ 指标.数值 }}"),
        (
            (
                "“指标”是列表，没有“.数值”，在“{{ 指标.数值 }}”；请逐项写出，"
                "例如 {%p for 项 in 指标 %} … {{ 项.数值 }} … {%p endfor %}。"
            ),
        ),
    ),
    Misuse(
        "a text gone through",
        CIRCULAR,
        write("{%p for 镇 in 较好 %}", "{%p for 镇 in 期间 %}"),
        ("“期间”是文字，不是列表，不能用 for，在“{%p for 镇 in 期间 %}”；请直接写 {{ 期间 }}，或换成列表。",),
    ),
    Misuse(
        "a loop's name behind its loop",
        CIRCULAR,
        write("{{ 章.问题 }}、存在的问题", "四、{{ 镇.乡镇 }}存在的问题"),
        ("没有“镇”这个名字，在“四、{{ 镇.乡镇 }}存在的问题”；请改正标签，例如 {{ 期间 }}。",),
    ),
    Misuse(
        "a filter that isn't there",
        CIRCULAR,
        write("{{ 署名 }}", "{{ 署名|uper }}"),
        ("没有“|uper”这种写法，最接近的是“|upper”，在“{{ 署名|uper }}”；请改正或删去，例如 {{ 期间 }}。",),
    ),
    Misuse(
        "a sum left unfinished",
        CIRCULAR,
        write("{{ 署名 }}", "{{ 登记.件数 + }}"),
        ("标签“{{ 登记.件数 + }}”看不懂，在“{{ 登记.件数 + }}”；请改正写法，例如 {{ 期间 }}。",),
    ),
    Misuse(
        "a loop without its list",
        CIRCULAR,
        write("{%p for 镇 in 较好 %}", "{%p for 镇 %}"),
        ("标签“{%p for 镇 %}”看不懂，在“{%p for 镇 %}”；请改正写法，例如 {% for 项 in 指标 %}。",),
    ),
    Misuse(
        "another file called in",
        CIRCULAR,
        write("{{ 署名 }}", "{% include '落款.docx' %}"),
        (
            (
                "“{% include '落款.docx' %}”不是可用的标签，在“{% include '落款.docx' %}”；"
                "可用的是 if、elif、else、endif、for、endfor、set，例如 {% if 期间 %}，"
                "段落标签的 p 紧跟百分号，例如 {%p if 期间 %}。"
            ),
        ),
    ),
    Misuse(
        "a chart in the footer",
        CIRCULAR,
        write("— ", "{{ 指标表.图 }}"),
        ("图表“指标表.图”只能放在正文里，在“{{ 指标表.图 }}1 —”（页脚）；请移到正文单独的一段。",),
        part="word/footer1.xml",
    ),
    Misuse(
        "a paragraph tag that leaves a cell empty",
        SHEET,
        write("{{ 题.办法 }}", "{%p if 题.办法 %}"),
        (
            (
                "“{%p if 题.办法 %}”是单元格的最后一段，在“{%p if 题.办法 %}”（第8个表第3行第4列），"
                "去掉后 Word 打不开；请在它后面留一个空段落，或者改用 {%tr …%}。"
            ),
            "“{%p if 题.办法 %}”没有结束，在“{%p if 题.办法 %}”（第8个表第3行第4列）；请在后面补上 {%p endif %}。",
        ),
    ),
    Misuse(
        "three things at once",
        LETTER,
        each(
            write("{{ 件数 }}", "{{ 件术 }}"),
            write("{{ 署名 }}", "｛｛署名｝｝"),
            write("{{ 回复天数 }}", "{{ 回复天数 "),
        ),
        (
            (
                "“请在收到本函后{{ 回复天数 日内，将{% if 未受理 and 未办结 %}受理、办理"
                "{% elif 未受理 %}受理…”里的“{{”没有配对；"
                "请把标签写完整，例如 {{ 期间 }} 或 {% if 期间 %}。"
            ),
            f"“｛｛署名｝｝”用了全角括号；{PRINTED}",
            (
                "没有“件术”这个名字，最接近的是“件数”，在“截至{{ 数据截至 }}，"
                "{{ 你单位 }}有下列{{ 件术 }}件信访事项"
                "期限已满仍未{% if 未受理 and 未办…”；请改正标签，例如 {{ 件数 }}。"
            ),
        ),
    ),
)
