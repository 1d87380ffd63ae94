"""Every refusal of the program by its code: one sentence that says what stands in the way and what to do (exit code 2).

A code is never used again for something else. Faults of 设置.xlsx and of templates are findings of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.base.errors import UserError
from pipeline.base.program import program

# fmt: off
REFUSALS: dict[str, str] = {
    # sheets
    "E001": "{path}：{message}；{remedy}。",
    "E002": "找不到密码文件“{path}”；请检查 --password-file 后面的路径。",
    "E003": "密码文件“{path}”里没有密码；请每行写文件名和密码，{example}。",
    "E004": "密码文件“{path}”读不出；请用两列的 .xlsx 或文本（文件名、密码），{example}。",
    # editions
    "E005": "往期成果“{outputs}/{name}”的 {tables} 与发布时不一致，不能作为依据；请从备份恢复这个文件夹，没有备份的删去后运行 {program} run {name} 重新生成。",
    "E006": "“{outputs}”文件夹里还没有已发布的成果；请先生成，例如 {program} run 2023-02。",
    "E007": "“{outputs}”里没有{wanted}的成果；最接近的是 {closest}，已有的是 {existing}。",
    "E008": "往期成果“{outputs}/{name}”已损坏，读不出数据；请从备份恢复这个文件夹，没有备份的删去后运行 {program} run {name} 重新生成。",
    "E009": "另一次运行正在写入“{folder}”文件夹{holder}；请等它结束后再运行，例如等一分钟再试。",
    "E010": "文件名“{path}”含有 Windows 不允许的{illegal}；请在设置.xlsx“乡镇名录”中改用不含这类字符的名称，例如“城关镇”。",
    "E011": "文件名“{twin}”和“{path}”只有大小写不同，Windows 分不清；请在设置.xlsx“乡镇名录”中改名。",
    "E012": "磁盘空间不足，写不下“{outputs}”中的成果；请清理磁盘后重新运行，原有成果未受影响。",
    "E013": "无法更新“{outputs}/{name}”；请先关闭“{name}”文件夹中打开的文件（Word、Excel 等），再重新运行，原有成果未受影响。",
    "E014": "没有权限写入“{outputs}”文件夹；请换一个可写的文件夹，例如 --outputs D:\\通报。",
    "E015": "写入“{outputs}”文件夹失败；请检查磁盘是否正常、网络盘是否连接，再重新运行，原有成果未受影响。",
    # report
    "E016": "“{inputs}”里有期间文件夹的名称写法不对，请把{renamed}；不是期间的，请移出“{inputs}”。",
    "E017": "“{inputs}”文件夹里没有可用的期间文件夹；请新建一个，把各乡镇台账放进去，例如 {inputs}/2023-02（名称可用{examples}）。",
    "E018": "没有可用的期间文件夹；请在 inputs 里新建一个，把各乡镇台账放进去，例如 inputs/2023-02。",
    "E019": "没有“{period}”这一期的台账文件夹；现有：{existing}。请建好文件夹并放入台账，或改用现有的期间。",
    "E020": "数据截止日{wanted}早于{period_label}的最后一天；请写{last_day}或以后的日期。",
    # render
    "E021": "审核页的模板“{template_name}”{where}有误（{fault}）；请把程序自带的 templates/{template_name} 放回原处。",
    "E022": "没有找到 LibreOffice，不能生成 PDF；请先安装 LibreOffice，或去掉 --pdf 重新运行（Word 文书照常生成）。",
    "E023": "模板“{label}”读不出来；请先关闭正在打开它的程序，再重新运行。",
    "E024": "找不到模板“{name}”；请把它放回 {template_folder} 文件夹，例如 {template_folder}/{name}。",
    # rollup
    "E025": "“{folder}”里没有{period}的成果{others}；请写县的 outputs 文件夹，或放着它的文件夹。",
    "E026": "“{folder}”：{fault}",
    "E027": "“{folder}”的{period}成果里没有 {files}；请用县里发布的成果。",
    "E028": "“{folder}”的成果没有县名；请县里在设置.xlsx“单位”填好县名，重新生成。",
    "E029": "“{outputs}/{period}”是一个县自己的成果，不能覆盖；汇总请另放一个文件夹，例如 --outputs outputs-汇总。",
    # explain
    "E030": "{edition}的成果里没有 {tables} 表（多县汇总或较早版本生成的），不能逐件说明；请查县里的成果，或重新生成这一期。",
    "E031": "“{figure}”没有明细表；--csv 只用于指标，例如 按期办结率。",
    "E032": "{edition}这一期没有“{text}”；最接近的是“{nearest}”。可写{townships}，或全县。",
    "E033": "没有“{text}”这个指标；最接近的是“{nearest}”。可写{figures}、{score}、{title}，或一个三无条件的名称。",
    "E034": "{county}没有{score}，只有乡镇排名；例如写一个乡镇的名称，或把指标写成按期办结率。",
    # ingest
    "E035": "找不到文件夹“{path}”；请写一个已有的文件夹。",
    "E036": "写不进“{path}”；请换一个可写的位置。",
    # several sentences in one refusal
    "E037": "往期成果{period}里有“{name}”，{roster}里没有。改名的，请在现名那一行的“曾用名”填写“{name}”；撤并的，请补一行：序号 {number}，乡镇 {name}，撤并至 并入的单位，撤并日期 例如 {year}-12-31。",
    "E038": "“{place}”是{name}的成果，不在设置.xlsx“乡镇名录”里；请补上，或去掉这个文件夹。",
    "E039": "模板“{label}”：{fault}",
    # doors
    "E040": "没有“{option}”这个选项；可用的选项见 {called} --help。",
    "E041": "“{period}”是期间，前面还要写命令；例如 {program} run {period}。",
    "E042": "没有“{word}”这个命令；可用的命令是 {commands}，例如 {program} run 2023-02。",
    "E043": "命令缺少必须写的内容；例如 {example}，写法见 {called} --help。",
    "E044": "选项“{option}”写得不完整，后面要跟一个值（不带值的选项则不能跟值）；写法见 {called} --help。",
    "E045": "命令后多写了“{surplus}”；一次只写一个期间，文件夹名有空格的请加引号，例如 {program} run 2023-02。",
    "E046": "数据截止日“{text}”不是可用的日期；请写成年-月-日，例如 2023-03-05。",
    "E047": "汇总要先写各县的文件夹，最后写期间；例如 {program} rollup 甲县 乙县 2023-02。",
    "E048": "写不了“{file}”；请先关闭正在打开它的程序，再重新运行。",
    "E049": "乡镇名录里没有“{township}”；请写名录里的名称，例如 --for {example}；各乡镇通用的一份写 --for {county}。",
    "E050": "“{folder}”里已经有“{file}”，没有改动；请用 --out 另写一个文件名，确要替换的加 --force。",
    "E051": "“{folder}”里已经有“{file}”，没有改动任何文件；请另选一个文件夹，或先移走原来的文件。",
    "E052": "写不进“{folder}”文件夹；请关闭正在打开的同名文件，检查磁盘空间和权限后重新运行。",
    # asked
    "E053": "找不到 {file}，请把它放在 {folder} 文件夹里。",
    "E054": "“{name}”不是可用的期间，{guess}请写成：{examples}。",
    # rollup
    "E055": "“{first}”和“{second}”都是{county}的成果；请只留一个。",
    "E056": "“{place}”（{county}）不能一起汇总：{differences}；请按同一口径重新生成后再汇总。",
    # issuing
    "E057": "“{place}”是文件或链接，不是文件夹，成果写不进去；请把它移到别处，再重新运行，原有成果未受影响。",
    "E058": "文件名太长，磁盘写不下：{place}；请把乡镇名或文书名改短，或把“{outputs}”文件夹移到短一些的位置，再重新运行。",
    "E080": "定稿记录“{place}”读不出，不能判断哪些文书已经定稿；请从备份恢复这个文件，再重新运行。",
    "E081": "{period}没有“{paper}”；这一期的文书有：{papers}。例如 {program} issue {period} 月度通报 --number 青信联办〔2023〕3号 --day 2023-03-06 --signer 办公室主任。",
    "E082": "{paper}每个乡镇一份，请用 --for 写明哪个乡镇：{townships}；例如 --for {example}。",
    "E083": "{paper}是内部材料，不编文号，不用定稿；要定稿的文书有：{papers}。",
    "E084": "{paper}已经定稿（第{edition}版，{number}，{day}），不能再改；数据有变化的，重新运行 {program} run {period}，会起草更正通报。",
    "E085": "文号“{number}”的写法不对；请写机关代字、六角括号里的年份和不编虚位的序号，例如 青信联办〔{year}〕3号。",
    "E086": "文号“{number}”的年份与成文日期{day}不是同一年；请改正其中一个，例如 青信联办〔{year}〕3号。",
    "E087": "文号“{number}”已用在{period}的{paper}上；一个文号只用一次，请换一个，例如序号加一。",
    "E088": "成文日期{day}早于数据截止日{cut_off}；请写{cut_off}或以后的日期，例如 --day {cut_off}。",
    "E089": "{paper}里填写{labels}的位置已被手工删去，没有写入任何文件；请在 Word 里恢复（或重新运行 {program} run {period}），或手工填好后登在发文登记里。",
    "E090": "{paper}的模板没有印{labels}的位置，不能定稿；请在模板里加上，例如 {{{{ {example} }}}}，再重新运行 {program} run {period}。",
    "E091": "{paper}没有印红头（设置.xlsx“单位”没有填县名），不能定稿；请填写县名，例如 青禾县，再重新运行 {program} run {period}。",
    "E092": "“{file}”不是可用的 Word 文档，不能定稿；请关闭正在打开它的程序，另存为 .docx 后再试。",
    "E093": "发文登记“{file}”里没有“发文登记”工作表和列名（文书、乡镇、文号、成文日期、签发人），没有写入任何文件；请改好这个文件，或移走它后再试。",
    "E094": "发文登记里{paper}已登为{registered}，与这次填写的{asked}不同，没有写入任何文件；请改正其中一处，例如按发文登记填写。",
    "E095": "成文日期“{text}”不是可用的日期；请写成年-月-日，例如 --day 2023-03-06。",
    "E096": "定稿要写{missing}；例如 {program} issue 2023-02 月度通报 --number 青信联办〔2023〕3号 --day 2023-03-06 --signer 办公室主任。",
    "E097": "“{place}”缺少，不能定稿；请从备份恢复，或重新运行 {program} run {period}。",
    # filled forms
    "E160": "下发填好的台账，要同时写本期和往期；例如 {program} ledger 2023-03 --from 2023-02。",
    "E161": "“{period}”不是一个月；填好的台账按月下发，例如 {program} ledger 2023-03 --from 2023-02。",
    "E162": "{last}不早于{period}；--from 后面请写本期以前的一期，例如 {program} ledger 2023-03 --from 2023-02。",
    "E163": "{last}的成果里没有 {tables} 表（较早版本生成的），不能用来填台账；请先重新生成这一期，例如 {program} run {last}。",
    "E164": "本期的乡镇里没有“{township}”；请写名录里的名称，例如 --for {example}。",
    "E165": "往期成果 {periods} 是{theirs}的，{settings}里的县名是{ours}；请把这些文件夹移到别处，例如移到桌面，再重新运行。",
    "E173": "“{folder}”是一份没有写明是哪个市的汇总；请汇总时用 --settings 指明市里的设置.xlsx，“单位”里的县名写市名，例如 --settings 市设置.xlsx。",
    "E174": "“{outputs}/{period}”本身也在要汇总的文件夹里，不能覆盖；请另放一个文件夹，例如 --outputs outputs-全省汇总。",
    "E176": "磁盘只剩{free}MB，一期成果大约要{needed}MB，运行没有开始；请清理“{outputs}”所在的磁盘后重新运行，原有成果未受影响。",
    "E201": "“{folder}”文件夹已被占用{holder}；这个网络盘不支持锁定，请到那台电脑上看运行是否已结束，确已结束的，删去“{folder}”里的“{note}”再运行。",
    # ledgers
    "E200": "{book} 里认领的“{file}”不在文件夹里；请把文件名改成现有的，例如 城关镇.xlsx，或删去这一行。",
    # desk
    "E202": "正在核对或生成，请等它结束，或先取消，再做这一步。",
    "E203": "乡镇名录里没有“{township}”；请从列表里选择，例如 {example}。",
    "E204": "工作台已经在运行，但没有回应；请关闭它的黑色窗口，再重新打开。",
    "E205": "没有收下“{name}”：{message}；{remedy}。",
    "E206": "“{name}”或它的这个版本已经不在；请刷新页面再选。",
    "E207": "写不进“{folder}”文件夹；请关闭正在打开的同名文件，检查网络盘和权限后再试，例如先关闭 Excel。",
    "E208": "没有收下“{name}”：文件名里有{illegal}；请改名后再放入，例如 城关镇.xlsx。",
    "E209": "“{name}”是本程序自己用的名称，没有收下；乡镇台账请改名后再放入，例如 城关镇.xlsx。",
    "E210": "“{folder}”文件夹里的“{place}”读不出，不能取回以前的版本；请从备份恢复这个文件。",
    "E211": "没有“{period}”这一期；请回到首页选择或新建。",
    "E212": "没有这个成果文件；请刷新页面，从页面上的链接打开。",
    "E213": "没有写明{missing}，没有办理；请填好再提交。",
    "E228": "“{cell}”现在查看不到：这一格不在这期成果的台账里，或台账已经换过；请重新核对、生成，再从页面上的链接打开。",
    "E229": "还没有设置.xlsx，不能核对和生成；请点页面上方的“设置”，下载空白的一份，填好“乡镇名录”和“单位”再放入。",
    "E230": "“{name}”不是设置.xlsx：里面没有“乡镇名录”等设置表，只有{sheets}{ledger}；没有启用。请下载现在的设置.xlsx，在那一份里改好再放入。",
    "E214": "没有收到文件；请选好文件再提交，例如 城关镇.xlsx。",
    "E215": "{period}还没有定稿的文书，不能精简；请先定稿，例如 {program} issue {period} 通报 --number 文号 --day 日期 --signer 签发人。",
    "E216": "“{folder}”文件夹里的“{place}”读不出，没有运行：精简过的台账靠它认出原来的文件；请从备份恢复这个文件，例如昨天的备份。",
    "E217": "“{period}”没有文件夹，没有要精简的台账；请核对期间，例如 2023-02。",
    "E218": "写不进“{folder}”文件夹，精简没有做完，已精简的照样读得出；请关闭正在打开的台账，检查网络盘和权限，再运行一次 {program} tidy {folder}。",
    # an edition made again
    "E219": "“{period}”是按口径第{was}版发布的，现在的程序是第{now}版，不能重做来比较；请用当时的程序核验，例如装有它的程序文件夹。",
    "E220": "“{period}”是多个县的汇总，不能由台账重做；请由各县分别核验，再用 rollup 另存一份比较，例如 --outputs 另一个文件夹。",
    # the folder that is unzipped
    "E240": "不能在“{folder}”里建立文件夹“我的数据”；请把程序整个解压到可以写入的位置，例如 D:\\通报，再重新启动。",
    "E241": "“{outputs}/{name}”是较新版本的程序生成的（公式版本{theirs}），这个版本（公式版本{ours}）读不了，没有改动任何文件；请用较新版本的程序，例如文件夹名里版本号最大的那一个。",
    "E242": "“{outputs}/{name}”里有文件打不开，可能正被别的程序打开，没有改动任何文件；请先关闭打开的 Word、Excel 等，再重新运行。",
    "E243": "{files}打不开（正被别的程序打开，或没有读取权限），没有办理，原有成果未受影响；请先关闭打开它的 Excel、WPS 等，再办理一次，例如 {program} run {period}。",
    "E244": "{files}打不开（正被别的程序打开，或没有读取权限），没有核对；请先关闭打开它的 Excel、WPS 等，再核对一次，例如 {program} check {period}。",
    # many counties
    "E250": "没有“{engine}”这种算法；--engine 后面只能写 dask，在本机逐个县做的不写 --engine。",
    "E251": '--engine dask 要另装 Dask；请运行 uv sync --extra dask（用 pip 安装的，运行 pip install "tongbao[dask]"），再重新运行。',
    "E252": "“{inputs}”里没有多个县的文件夹，--engine 用不上；请每个县建一个文件夹，里面放它的设置.xlsx和各期台账，例如 {inputs}/青禾县/2023-02。",
    "E253": "连不上调度器“{scheduler}”；请核对地址和网络，看它是否已启动，例如 tcp://127.0.0.1:8786。",
    "E254": "调度器“{scheduler}”上没有可用的工人，等了{seconds}秒；请在各台机器上启动，例如 dask worker {scheduler} --nthreads 1。",
    "E255": "{options}要与 --engine dask 一起写；例如 --engine dask {example}。",
    "E256": "这台工人机上的程序、Python 或依赖的软件包与发起的机器不同，做出的成果可能不同；请在各台机器上安装同一版本，再重新运行。",
    "E257": "工人机上看不到“{folder}”；请把它放在各台机器都能用同一路径打开的共享文件夹里，再重新运行。",
    "E258": "做这个县的工人进程接连{times}次中断，多半是内存不够；请减少 --workers 的数目，或换内存更大的机器，再重新运行。",
    "E259": "与调度器的连接断了，没有等到这个县的结果；请看调度器是否还在，再重新运行，已发布的不会重做。",
    "E260": "存储“{store}”打不开或读写不了（{kind}）；请核对 --store 的地址、网络和权限，并看是否装了附加的软件包（uv sync --extra dask），例如 --store s3://桶名/全市。",
    "E175": "存储里的“{place}”与成果清单不一致，不能作为依据；请从备份恢复这个对象，没有备份的删去这个县的 files.json 后重新生成。",
    "E170": "--workers 后面写的“{text}”不是可用的数目；请写1到{most}的整数，例如 --workers 4。",
    "E171": "工人没有能做这个县（{kind}）；请看调度器和工人的机器上是否都装好了本程序，再重新运行，例如先在那里运行 {program} --version。",
    "E172": "多个县一起生成，要写明期间；例如 {program} run 2023-02。",
}
# fmt: on


def refusal(code: str, **words: object) -> UserError:
    """The refusal of this code, its gaps filled; raised by the caller.

    ``{program}`` is filled with the name by which the program was called.

    >>> str(refusal("E035", path="台账"))
    '找不到文件夹“台账”；请写一个已有的文件夹。'
    """
    return UserError(_filled(code, words), code)


def refusals(code: str, each: Iterable[Mapping[str, object]]) -> UserError:
    """The refusal of this code with a line for each set of words."""
    return UserError("\n".join(_filled(code, words) for words in each), code)


def _filled(code: str, words: Mapping[str, object]) -> str:
    return REFUSALS[code].format_map({"program": program(), **words})
