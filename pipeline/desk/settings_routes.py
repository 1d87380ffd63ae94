"""设置.xlsx down and up: a new one is read to its end before it takes the old one's place."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from flask import Flask, Response, redirect, render_template, request, send_file

from pipeline.base.errors import UserError
from pipeline.desk.inbox import Inbox
from pipeline.desk.state import Desk, no_file, nothing_sent
from pipeline.messages import desk_words
from pipeline.schema.settings_sheets import SETTINGS_BOOK


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
        return render_template("settings.html.j2", there=there, found=found)

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
            desk.ask_settings(new)
        Inbox(desk.inputs).put(SETTINGS_BOOK, content)
        desk.say(desk_words.SETTINGS_TAKEN)
        return redirect("/settings", 303)
