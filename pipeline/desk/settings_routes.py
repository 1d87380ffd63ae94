"""设置.xlsx down and up: a new one is read to its end before it takes the old one's place."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from flask import Flask, Response, redirect, render_template, request, send_file

from pipeline.base.errors import UserError
from pipeline.desk.inbox import Inbox
from pipeline.desk.refused import no_file, nothing_sent
from pipeline.desk.state import Desk
from pipeline.doors.blank_forms import REGISTERS_FILE
from pipeline.messages import desk_words
from pipeline.schema.settings_sheets import SETTINGS_BOOK

_MOST_LINES = 20


def add_settings_routes(app: Flask, desk: Desk) -> None:
    """Let the app answer what is asked about the settings."""

    @app.get("/settings")
    def settings() -> str:
        there, found = desk.has_settings, None
        if there and not desk.clerk.busy:
            try:
                found = desk.ask_settings(desk.inputs / SETTINGS_BOOK)
                desk.say(*found["unread"])
            except UserError as fault:
                desk.say(str(fault))
        return render_template("settings.html.j2", there=there, found=found, faults=desk.settings_faults)

    @app.get("/settings/book")
    def book() -> Response:
        if not desk.has_settings:
            raise no_file()
        content = io.BytesIO((desk.inputs / SETTINGS_BOOK).read_bytes())
        return send_file(content, download_name=SETTINGS_BOOK, as_attachment=True)

    @app.get("/settings/blank")
    def blank() -> Response:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            place = Path(folder) / SETTINGS_BOOK
            desk.blank_settings(place)
            content = io.BytesIO(place.read_bytes())
        return send_file(content, download_name=SETTINGS_BOOK, as_attachment=True)

    @app.get("/settings/registers")
    def registers() -> Response:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            place = Path(folder) / REGISTERS_FILE
            desk.clerk.ask("registers", REGISTERS_FILE, {"inputs": str(desk.inputs), "place": str(place)})
            content = io.BytesIO(place.read_bytes())
        return send_file(content, download_name=REGISTERS_FILE, as_attachment=True)

    @app.post("/settings")
    def new_settings() -> Any:
        desk.idle()
        file = request.files.get("book")
        if file is None or not file.filename:
            raise nothing_sent()
        content, place = file.stream.read(), desk.inputs / SETTINGS_BOOK
        if place.is_file() and place.read_bytes() == content:
            desk.say(desk_words.SETTINGS_SAME)
            return redirect("/settings", 303)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            new = Path(folder) / SETTINGS_BOOK
            new.write_bytes(content)
            try:
                found = desk.ask_settings(new, file.filename)
            except UserError as fault:
                desk.settings_faults = tuple(str(fault).split("\n"))
                now = desk_words.SETTINGS_OLD_HOLDS if place.is_file() else desk_words.SETTINGS_NONE_YET
                desk.say(desk_words.SETTINGS_REFUSED.format(now=now, count=len(desk.settings_faults)))
                return redirect("/settings", 303)
        before = _rows_of(desk, place)
        Inbox(desk.inputs).put(SETTINGS_BOOK, content)
        desk.settings_faults = ()
        desk.say(_changed(before, found["rows"]))
        return redirect("/settings", 303)


def _rows_of(desk: Desk, place: Path) -> dict[str, str] | None:
    """What the 设置.xlsx of now says; None where there is none, or one with faults."""
    try:
        rows: dict[str, str] | None = desk.ask_settings(place)["rows"] if place.is_file() else None
    except UserError:
        return None
    return rows


def _changed(before: dict[str, str] | None, after: dict[str, str]) -> str:
    """What is said of new settings: that they hold, and which values they change."""
    if before is None:
        return desk_words.SETTINGS_FIRST
    lines = []
    for key in dict.fromkeys([*after, *before]):
        was, now = (rows.get(key, "") or desk_words.NOTHING_SET for rows in (before, after))
        if key not in before:
            lines.append(desk_words.SETTING_ADDED.format(key=key, after=now))
        elif key not in after:
            lines.append(desk_words.SETTING_GONE.format(key=key, before=was))
        elif was != now:
            lines.append(desk_words.SETTING_CHANGED.format(key=key, before=was, after=now))
    more = [desk_words.SETTINGS_FURTHER.format(count=len(lines) - _MOST_LINES)] if len(lines) > _MOST_LINES else []
    return "\n".join([desk_words.SETTINGS_TAKEN, *(lines[:_MOST_LINES] or [desk_words.SETTINGS_NO_CHANGE]), *more])
