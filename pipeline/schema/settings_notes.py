"""What stands beside each row of 单位 in a fresh 设置.xlsx."""

from __future__ import annotations

from pipeline.schema.settings_sheets import MEASURES_PAPER, OFFICE_DEFAULTS

OFFICE_NOTES: dict[str, str] = {
    "县名": "例如 青禾县；没有县名的文书不印红头，不能定稿",
    "联席会议": "全称；留空为县名加“信访工作联席会议”",
    "联席会议办公室": "全称；留空为县名加“信访工作联席会议办公室”",
    "信访局": "全称；留空为县名加“信访局”",
    "公开属性": "主动公开、依申请公开、不予公开",
    MEASURES_PAPER: "已印发的统计口径文书，例如 《青禾县信访统计口径》（青信联办〔2023〕1号）；填写的，通报不再附口径全文，只附变化和本期说明",
    "异议截止日期": "反馈单请乡镇在这一天前提出异议；留空时印　年　月　日",
    "版记另起偶数页": "是 则版记另起一面，落在偶数页；否 则有空处就放在末页",
    "经县委县政府同意": "照批示原文填写，例如 经县委、县政府同意，原样印出；没有批示的留空或填“无”。“文书”里一种文书另有同意的，用那里的",
    "标题字体": "没有这款字体的电脑请改为已装字体",
}

assert set(OFFICE_NOTES) <= set(OFFICE_DEFAULTS)
