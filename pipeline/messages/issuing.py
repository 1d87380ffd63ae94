"""What is said when papers are issued, and of issued papers later."""

from __future__ import annotations

NO_HEAD = "设置.xlsx“单位”没有填县名，文书没有印红头；请填写县名，例如 青禾县，再重新生成。"
NO_HEAD_ROLLED = "没有写发文的是哪个市，汇总通报没有印红头；请用 --settings 指明市里的设置.xlsx，“单位”里的县名写市名，例如 --settings 市设置.xlsx。"
ISSUED = "{paper}已定稿：{number}，{day}，签发人{signer}；原样留存在 {where}，以后运行不会改动它。"
OLD_PDF = "{path} 是定稿前转的，没有文号和日期；请从定稿的 Word 文书另存 PDF。"
REGISTERED = "已登入 {place}。"
REGISTERED_BEFORE = "发文登记里已有{paper}的这一行，没有重复登记。"
NOT_NEEDED_TWICE = "发文登记有{paper}（{number}），按已定稿的文书原样留存。"
KEPT_ASIDE = "{place} 与生成时不一致（手工改过或放入的），原样另存在 {copy}。"
NEXT_EDITION = "{period}已有定稿的文书，本次生成的是第{number}版；第{before}版原样留存在 {where}。"
DIFFERS = "定稿的{paper}（{number}）与现在的数据有{count}处不同，见汇总.xlsx“更正对照”；需要更正的，可用 {draft} 起草。"
DIFFERS_ALONE = "定稿的{paper}（{number}）与现在的数据有{count}处不同，见汇总.xlsx“更正对照”。"
NOT_PRINTED, NOT_SENT, EDITED = "（没有）", "（现在不会生成这份文书）", "（定稿时手工改过，见留存件）"
DRAFT_NOTE = "草稿：核对后把需要的行抄入本期登记簿.xlsx的“{register}”，没有填的栏由办公室填写；这个文件本身不参与计算。"
