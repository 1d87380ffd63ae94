"""Every sentence about the pages made of papers beside Word: PDF."""

from __future__ import annotations

PDF_SENTENCES: dict[str, str] = {
    "late": (
        "PDF没有生成：LibreOffice 在{seconds}秒内没有完成；请关闭其他 LibreOffice 窗口后重新运行，Word 文书已照常生成。"
    ),
    "not_converted": "“{path}”没有转成 PDF；请用 Word 或 WPS 打开后另存为 PDF。",
    "faces": (
        "这台电脑没有字体{faces}，PDF 里用的是{taken}，版面会与 Word 不同；"
        "请装上这些字体，或在装有它们的电脑上用 Word 或 WPS 另存为 PDF。"
    ),
}


def pdf_sentence(name: str, /, **words: object) -> str:
    """The sentence of this name, its gaps filled.

    >>> pdf_sentence("not_converted", path="通报/月度通报.docx")
    '“通报/月度通报.docx”没有转成 PDF；请用 Word 或 WPS 打开后另存为 PDF。'
    """
    return PDF_SENTENCES[name].format(**words)
