"""The filled forms in LibreOffice, tried by a macro: what is locked can't be typed over, what is open can."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest

from pipeline.doors.blank_forms import write_filled
from tests.shared_editions import GOLDEN, golden_outputs

pytestmark = pytest.mark.slow

SECONDS = 120
MACRO = """
Sub Main
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL("{form}", "_blank", 0, hidden())
  out = FreeFile
  Open "{told}" For Output As #out
  sheet = doc.Sheets.getByIndex(1)
  doc.CurrentController.setActiveSheet(sheet)
  Print #out, "protected " & sheet.isProtected()
  For Each place In Array("H4", "H1003", "H1004")
    Print #out, place & " " & sheet.getCellRangeByName(place).Validation.Type
  Next
  Print #out, sheet.getCellRangeByName("H4").Validation.getFormula1()
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  frame = doc.CurrentController.Frame
  Dim where(0) As New com.sun.star.beans.PropertyValue
  Dim what(0) As New com.sun.star.beans.PropertyValue
  where(0).Name = "ToPoint"
  what(0).Name = "StringName"
  what(0).Value = "typed"
  For Each place In Array("A4", "B4", "C4", "A900")
    where(0).Value = place
    dispatcher.executeDispatch(frame, ".uno:GoToCell", "", 0, where())
    dispatcher.executeDispatch(frame, ".uno:EnterString", "", 0, what())
    Print #out, place & " " & (sheet.getCellRangeByName(place).String = "typed")
  Next
  Dim kept(0) As New com.sun.star.beans.PropertyValue
  kept(0).Name = "FilterName"
  kept(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL("{saved}", kept())
  Close #out
  doc.close(True)
End Sub
"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
{code}
</script:module>
"""


def test_locks_and_lists_hold_where_a_clerk_types(tmp_path: Path, real_part: Callable[[str], str]) -> None:
    """Number and hint of a known row are locked, 申请更正 and the rows below are open; lists reach row 1003, and still
    do after LibreOffice has saved the form.
    """
    write_filled(GOLDEN, golden_outputs(), tmp_path, "2023-03", "2023-02", "东岭镇")
    (sent,) = tmp_path.glob("*.xlsx")
    form, told, saved = tmp_path / "form.xlsx", tmp_path / "told.txt", tmp_path / "saved.xlsx"
    sent.rename(form)
    soffice = [real_part("soffice"), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    # The first start makes the profile, with an empty Module1 in which the second start looks for the macro.
    first = [*soffice, "--convert-to", "csv", "--outdir", tmp_path, form]
    subprocess.run(first, check=True, capture_output=True, timeout=SECONDS)
    module = tmp_path / "profile" / "user" / "basic" / "Standard" / "Module1.xba"
    macro = MACRO.format(form=form.as_uri(), told=told, saved=saved.as_uri())
    module.parent.mkdir(parents=True, exist_ok=True)
    module.write_text(MODULE.format(code=escape(macro)), encoding="utf-8")
    run = [*soffice, "macro:///Standard.Module1.Main"]
    subprocess.run(run, check=True, capture_output=True, timeout=SECONDS)
    assert told.read_text(encoding="utf-8").splitlines() == [
        "protected True",
        "H4 6",
        "H1003 6",
        "H1004 0",
        '"来信";"来访";"网上";"来电";"其他"',
        "A4 False",
        "B4 False",
        "C4 True",
        "A900 True",
    ]
    sheet = openpyxl.load_workbook(saved)["台账"]
    assert {str(rule.sqref).rpartition("1003")[2] for rule in sheet.data_validations.dataValidation} == {""}
    assert sheet.protection.sheet
