"""Who may ask the desk: a page of its own that came in by a start token. Everything else is refused, in a sentence."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from dataclasses import dataclass, field

from flask import Flask, Response, abort, request

OPEN = frozenset({"/", "/enter", "/desk.css", "/desk.js", "/favicon.ico"})
"""What needs no cookie: the door itself, and what it looks like."""
KNOCK = "/knock"
KNOCK_HEADER = "X-Tongbao-Knock"
_TOKEN_SECONDS = 600
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SANDBOX = "sandbox allow-scripts allow-downloads allow-modals; frame-ancestors 'self'"
"""For pages that the desk serves and hasn't made itself: their scripts run outside of its origin."""
FRAMING = f"{_POLICY}; frame-src 'self'"
"""For the desk's own page around such a page."""
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass
class Guard:
    """The secrets of one desk. A start token opens the door once, within ten minutes; the cookie holds from then on.

    ``knock``: what a second start says to get a further token; it stands in a file that the user alone can read.
    """

    port: int
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    knock: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _tokens: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def origin(self) -> str:
        """The desk's own address, as browsers name it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def cookie_name(self) -> str:
        """Cookies don't know ports, so the name has it."""
        return f"tongbao-{self.port}"

    def new_token(self) -> str:
        """A further start token."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._tokens[token] = time.monotonic() + _TOKEN_SECONDS
        return token

    def take_token(self, token: str) -> bool:
        """Whether a start token is good; from then on it isn't."""
        with self._lock:
            end = self._tokens.pop(token, 0.0)
        return time.monotonic() < end

    def stand_before(self, app: Flask) -> None:
        """Let the app answer only whom this guard lets through, and say with every answer what a browser may do."""
        app.before_request(self._check)
        app.after_request(_finish)

    def let_in(self, answer: Response) -> Response:
        """Give the answer the cookie."""
        answer.set_cookie(self.cookie_name, self.cookie, httponly=True, samesite="Strict", path="/")
        return answer

    def _check(self) -> None:
        if request.headers.get("Host") != f"127.0.0.1:{self.port}":
            abort(403)
        if request.path == KNOCK:
            given = request.headers.get(KNOCK_HEADER, "")
            if "Origin" in request.headers or not hmac.compare_digest(given.encode(), self.knock.encode()):
                abort(403)
            return
        site = request.headers.get("Sec-Fetch-Site", "")
        reads = request.method in ("GET", "HEAD")
        if site not in ("", "same-origin", *(["none"] if reads else [])):
            abort(403)
        origin = request.headers.get("Origin")
        # A form that is sent without a script says null under no-referrer; the browser's own word stands beside it.
        own = (self.origin, *(["null"] if site == "same-origin" else []))
        if origin not in own and not (reads and origin is None):
            abort(403)
        cookie = request.cookies.get(self.cookie_name, "")
        if request.path not in OPEN and not hmac.compare_digest(cookie.encode(), self.cookie.encode()):
            abort(403)


def _finish(answer: Response) -> Response:
    answer.headers.update(_HEADERS)
    answer.headers.setdefault("Content-Security-Policy", _POLICY)
    return answer
