"""A program of the machine that is missing: the test skips for a user and fails where CI is set."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RealPart = Callable[[str], str]


def test_without_ci_a_missing_program_skips_and_says_what_to_install(
    real_part: RealPart, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.skip.Exception) as skipped:
        real_part("soffice")
    assert str(skipped.value) == (
        "本机没有 soffice：LibreOffice，用来把 Word 文书排成页 (Debian: libreoffice-writer) / soffice isn't installed"
    )


def test_with_ci_a_missing_program_fails(real_part: RealPart, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.fail.Exception) as failed:
        real_part("chromium")
    assert (
        str(failed.value) == "本机没有 chromium：Chromium，用来打开审核页 (Debian: chromium) / chromium isn't installed"
    )
