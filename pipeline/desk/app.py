"""What the desk answers, behind its guard: door, home page, the task that runs, and every fault as a sentence."""

from __future__ import annotations

import threading
import traceback
from contextlib import suppress
from pathlib import Path, PurePath
from types import SimpleNamespace
from typing import Any

from flask import Flask, Response, abort, jsonify, redirect, render_template, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from pipeline.base.errors import UserError
from pipeline.desk.clerk import at_work
from pipeline.desk.guard import KNOCK, Guard
from pipeline.desk.period_routes import add_period_routes
from pipeline.desk.settings_routes import add_settings_routes
from pipeline.desk.state import Desk
from pipeline.desk.worker import READY
from pipeline.editions.issued import read_record
from pipeline.editions.listed import list_editions
from pipeline.messages import desk_words
from pipeline.messages.desk_page import DESK_PAGE
from pipeline.messages.without_commands import without_commands

_MOST_BYTES, _MOST_PARTS, _MOST_TEXT = 150_000_000, 600, 500_000
_UPLOADS = frozenset({"take", "new_settings"})
"""Where files come in; everything else that is sent is short."""
_SENTENCES = {
    403: desk_words.FORBIDDEN,
    404: desk_words.NOT_FOUND,
    405: desk_words.NOT_FOUND,
    413: desk_words.TOO_LARGE,
}


def make_app(desk: Desk, guard: Guard) -> Flask:
    """The desk's answers for one guard. No fault leaves it as anything but one sentence."""
    app = Flask("pipeline.desk", template_folder="pages", static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=_MOST_BYTES,
        MAX_FORM_PARTS=_MOST_PARTS,
        MAX_FORM_MEMORY_SIZE=_MOST_TEXT,
        PROPAGATE_EXCEPTIONS=False,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(
        lambda: {
            "w": SimpleNamespace(**DESK_PAGE),
            "said": lambda: desk.heard(request.headers.get("X-Ended", "")),
            "job": desk.clerk.job,
            "number": desk.clerk.number,
            "at_work": str(at_work()),
            "lacks_settings": not desk.has_settings,
        }
    )
    guard.stand_before(app)
    app.url_map.merge_slashes = False

    @app.before_request
    def receive() -> None:
        if request.endpoint not in _UPLOADS:
            request.max_content_length = _MOST_TEXT
        if request.path != KNOCK:
            desk.sign_of_life()

    _add_door(app, desk, guard)
    _add_home(app, desk)
    add_period_routes(app, desk)
    add_settings_routes(app, desk)
    _add_faults(app, desk)
    return app


def _add_door(app: Flask, desk: Desk, guard: Guard) -> None:
    @app.get("/")
    def door() -> str:
        return render_template("door.html.j2")

    @app.post("/enter")
    def enter() -> Response:
        if not guard.take_token(request.get_data(as_text=True)[:200]):
            abort(403)
        answer = guard.let_in(Response(status=204))
        answer.call_on_close(lambda: threading.Thread(target=_compile_pages, args=(app,), daemon=True).start())
        return answer

    @app.post(KNOCK)
    def knock() -> Response:
        return jsonify(token=guard.new_token())

    @app.get("/favicon.ico")
    def icon() -> Response:
        return Response(status=204)

    @app.get("/desk.<ending>")
    def part(ending: str) -> Response:
        kinds = {"css": "text/css", "js": "text/javascript"}
        if ending not in kinds:
            abort(404)
        with app.open_resource(f"pages/desk.{ending}") as file:
            return Response(file.read(), mimetype=kinds[ending])

    @app.post("/leave")
    def leave() -> str:
        desk.leaving.set()
        return render_template("left.html.j2")

    @app.post("/beat")
    def beat() -> Response:
        return Response(status=204)


def _compile_pages(app: Flask) -> None:
    """Compile every template, so that the first page of each kind needn't wait for it; what is compiled stays so."""
    for name in app.jinja_env.list_templates(extensions=["j2"]):
        app.jinja_env.get_template(name)


def _add_home(app: Flask, desk: Desk) -> None:
    @app.get("/home")
    def home() -> str:
        done = set(list_editions(desk.outputs))
        periods = [
            {
                "name": period.name,
                "label": period.label,
                "files": sum(1 for e in desk.inbox(period).entries() if e.now),
                "done": period.name in done,
                "issued": _is_issued(desk.outputs, period.name),
            }
            for period in desk.periods()
        ]
        return render_template("home.html.j2", periods=periods)

    @app.post("/periods")
    def create() -> Any:
        return redirect(f"/p/{desk.create(request.form.get('period', '').strip()).name}", 303)

    @app.get("/job")
    def job() -> Response:
        now = desk.clerk.job
        if now is None:
            return jsonify(busy=False, stages=[], about="", number=0)
        stages = [stage for stage in now.stages if stage != READY]
        return jsonify(busy=not now.end, stages=stages, about=now.about, number=desk.clerk.number)

    @app.post("/cancel")
    def cancel() -> Response:
        desk.clerk.cancel()
        return Response(status=204)


def _is_issued(outputs: Path, name: str) -> bool:
    """Whether a paper of the period was issued; a record that can't be read is told on the period's own page."""
    with suppress(UserError):
        return bool(read_record(outputs, name))
    return False


def _add_faults(app: Flask, desk: Desk) -> None:
    @app.errorhandler(UserError)
    def refused(fault: UserError) -> Any:
        if request.method == "POST":
            desk.say(str(fault))
            first, _, rest = request.path.strip("/").partition("/")
            return redirect(
                f"/p/{rest.split('/')[0]}" if first == "p" else f"/{first}" if first == "settings" else "/home", 303
            )
        return render_template("fault.html.j2", sentence=without_commands(str(fault))), 400

    @app.errorhandler(HTTPException)
    def turned_away(fault: HTTPException) -> Any:
        if fault.response is not None:
            return fault.response
        sentence = _SENTENCES.get(fault.code or 400, desk_words.MALFORMED)
        return render_template("fault.html.j2", sentence=sentence), fault.code or 400

    @app.errorhandler(Exception)
    def broken(fault: Exception) -> Any:
        lines = traceback.extract_tb(fault.__traceback__)
        desk.log([type(fault).__qualname__, *(f"{PurePath(e.filename).name}:{e.lineno} {e.name}" for e in lines)])
        return render_template("fault.html.j2", sentence=desk_words.FAULT), 500
