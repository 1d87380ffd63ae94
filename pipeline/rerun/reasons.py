"""What an edition was made of that isn't the same any more, by its manifest and that of the edition made again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.messages import rerun_words
from pipeline.schema.registers import ISSUED_BOOK
from pipeline.schema.settings_sheets import SETTINGS_BOOK


def reasons(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """A sentence for each file, setting and template that changed between the two manifests.

    设置.xlsx is told setting by setting. 发文登记.xlsx is put back as it was, or told by whoever couldn't.
    """
    for path in sorted({*then["inputs"], *now["inputs"]}):
        was, is_now = then["inputs"].get(path), now["inputs"].get(path)
        if was != is_now and path != SETTINGS_BOOK and not path.endswith(f"/{ISSUED_BOOK}"):
            yield _changed(path, was, is_now)
    for name in sorted({*then["settings"], *now["settings"]}):
        was, is_now = then["settings"].get(name, ""), now["settings"].get(name, "")
        if was != is_now:
            yield rerun_words.SETTING.format(name=name, was=was, now=is_now)
    for name in sorted({*then["templates"], *now["templates"]}):
        if then["templates"].get(name) != now["templates"].get(name):
            yield rerun_words.TEMPLATE.format(name=name)


def _changed(path: str, was: str | None, now: str | None) -> str:
    if was is None:
        return rerun_words.INPUT_NEW.format(path=path)
    if now is None:
        return rerun_words.INPUT_GONE.format(path=path)
    return rerun_words.INPUT_CHANGED.format(path=path)
