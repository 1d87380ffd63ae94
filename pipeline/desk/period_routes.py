"""The page of a period: its six steps, what is done in them, and the files of its edition."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from flask import Flask, Response, abort, redirect, render_template, request, send_file, url_for
from werkzeug.exceptions import RequestEntityTooLarge

from pipeline.base.period import Period
from pipeline.desk.files_shown import files_of
from pipeline.desk.guard import FRAMING, SANDBOX
from pipeline.desk.inbox import gone
from pipeline.desk.period_page import listed, page_of
from pipeline.desk.picture import picture_of
from pipeline.desk.refused import no_file, nothing_sent
from pipeline.desk.state import LONG, Desk
from pipeline.editions.issued import read_record
from pipeline.messages import desk_words
from pipeline.messages.desk_page import DESK_PAGE
from pipeline.messages.refusals import refusal
from pipeline.messages.without_commands import without_commands
from pipeline.schema.papers import RETURNED

_MOST_FILES = 500


def add_period_routes(app: Flask, desk: Desk) -> None:
    """Let the app answer what is asked about a period."""
    _add_steps(app, desk)
    _add_results(app, desk)
    _add_questions(app, desk)


def _add_steps(app: Flask, desk: Desk) -> None:
    @app.get("/p/<name>")
    def period(name: str) -> str:
        return render_template("period.html.j2", p=page_of(desk, desk.period(name)))

    @app.post("/p/<name>/files")
    def take(name: str) -> Any:
        period = desk.period(name)
        desk.idle()
        files = [file for file in request.files.getlist("files") if file.filename]
        if not files:
            raise nothing_sent()
        if len(files) > _MOST_FILES:
            raise RequestEntityTooLarge
        taken = desk.taken(period, ((file.filename or "", file.stream.read()) for file in files))
        if taken and desk.has_settings:
            desk.tidy_claims(period)
            desk.begin("check", period)
        return _back(period)

    @app.post("/p/<name>/claim")
    def claim(name: str) -> Any:
        period = desk.period(name)
        file, township = request.form.get("file", ""), request.form.get("township", "")
        desk.claim(period, file, township)
        desk.say(
            desk_words.CLAIMED.format(name=file, township=township)
            if township
            else desk_words.UNCLAIMED.format(name=file)
        )
        desk.begin("check", period)
        return _back(period)

    @app.post("/p/<name>/version")
    def version(name: str) -> Any:
        period, file, sha = desk.period(name), request.form.get("file", ""), request.form.get("sha", "")
        desk.idle()
        if sha:
            desk.say(desk.inbox(period).bring_back(file, sha))
            desk.tidy_claims(period)
        else:
            desk.tidy_claims(period, leaves=file)
            desk.say(desk.inbox(period).take_away(file))
        if desk.has_settings:
            desk.begin("check", period)
        return _back(period)

    @app.post("/p/<name>/only")
    def only(name: str) -> Any:
        """Of the ledgers of one township that keep each other from counting one stays."""
        period, file = desk.period(name), request.form.get("file", "")
        desk.idle()
        shown = files_of(desk.inbox(period).entries(), desk.found(period)[0], period)
        rivals = next((each.rivals for each in shown if each.name == file), ())
        if not rivals:
            raise gone(file)
        for each in rivals:
            desk.tidy_claims(period, leaves=each)
            desk.say(desk.inbox(period).take_away(each))
        desk.begin("check", period)
        return _back(period)

    @app.post(f"/p/<name>/<any({', '.join(LONG)}):task>")
    def begin(name: str, task: str) -> Any:
        period = desk.period(name)
        words = {"as_of": request.form.get("as_of", "").strip()} if task == "run" else {}
        desk.begin(task, period, **words)
        return _back(period)


def _add_results(app: Flask, desk: Desk) -> None:
    @app.get("/p/<name>/out/<path:wanted>")
    def out(name: str, wanted: str) -> Response:
        place = listed(desk, desk.period(name)).get(wanted)
        if place is None:
            raise no_file()
        content = io.BytesIO(place.read_bytes())
        page = place.suffix == ".html"
        answer = send_file(content, download_name=place.name, as_attachment=not page)
        if page:
            answer.headers["Content-Security-Policy"] = SANDBOX
        return answer

    @app.get("/p/<name>/review/<path:wanted>")
    def review(name: str, wanted: str) -> Response:
        period = desk.period(name)
        place = listed(desk, period).get(wanted)
        if place is None or place.suffix != ".html":
            raise no_file()
        address = url_for("out", name=period.name, wanted=wanted)
        answer = Response(render_template("review.html.j2", period=period, path=wanted, address=address))
        answer.headers["Content-Security-Policy"] = FRAMING
        return answer

    @app.get("/p/<name>/returned.zip")
    def returned(name: str) -> Response:
        period = desk.period(name)
        paths = {path: place for path, place in listed(desk, period).items() if path.startswith(f"{RETURNED.folder}/")}
        if not paths:
            abort(404)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as together:
            for path, place in paths.items():
                together.writestr(path.split("/", 1)[1], place.read_bytes())
        packed.seek(0)
        return send_file(packed, download_name=f"{period.name}-{RETURNED.folder}.zip", as_attachment=True)


def _add_questions(app: Flask, desk: Desk) -> None:
    @app.get("/p/<name>/explain")
    def explain(name: str) -> str:
        period = desk.period(name)
        township, figure = request.args.get("township", ""), request.args.get("figure", "")
        lines = desk.ask("explain", period, outputs=str(desk.outputs), township=township, figure=figure)
        title = DESK_PAGE["explained"].format(period=period.label, township=township, figure=figure)
        return render_template("lines.html.j2", period=period, title=title, lines=lines)

    @app.get("/p/<name>/cell")
    def cell(name: str) -> str:
        period = desk.period(name)
        place = {key: request.args.get(key, "") for key in ("file", "sheet", "cell")}
        found = desk.ask("cell", period, **desk.places, **place)
        return render_template("cell.html.j2", period=period, place=place, **found)

    @app.get("/p/<name>/verify")
    def verify(name: str) -> str:
        period = desk.period(name)
        found = desk.ask("verify", period, outputs=str(desk.outputs))
        lines = [without_commands(line) for line in found["lines"]]
        return render_template("lines.html.j2", period=period, title=DESK_PAGE["verified"], lines=lines)

    @app.post("/p/<name>/issue")
    def issue(name: str) -> Any:
        period = desk.period(name)
        words = {key: request.form.get(key, "").strip() for key in ("paper", "number", "day", "signer")}
        if missing := [key for key, text in words.items() if not text]:
            raise refusal("E213", missing="、".join(DESK_PAGE[key].split("（")[0] for key in missing))
        desk.say(*desk.ask("issue", period, **desk.places, township="", **words))
        return _back(period)

    @app.get("/p/<name>/picture")
    def picture(name: str) -> str:
        period = desk.period(name)
        figures = desk.figures(period)
        if figures is None:
            raise no_file()
        named = request.args.get("names", "") == "1"
        issued = bool(read_record(desk.outputs, period.name))
        return render_template(
            "picture.html.j2", period=period, named=named, v=picture_of(period, figures, named=named, issued=issued)
        )


def _back(period: Period) -> Any:
    return redirect(f"/p/{period.name}", 303)
