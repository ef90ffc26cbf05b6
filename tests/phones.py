"""A phone in the least code that speaks the protocol, and codes to scan.

It talks to the real app through its HTTP door, signed in by a test-only look-up.
"""

import base64
import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from flask import Flask, g, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.core.clock import now
from server.swaps import codes
from server.swaps.packing import to_base41

SPACE = UUID("5b6d9f86-8e0a-4a3e-9df1-0b6b3f5d9f10")
HOST = "http://127.0.0.1:8000"
Json = dict[str, Any]


def row_id(*parts: object) -> str:
    """Return a fixed id for a test's row."""
    return str(uuid5(SPACE, "/".join(map(str, parts))))


def sign_everyone_in(app: Flask) -> None:
    """Take the account from a header, as if each caller had a session."""

    @app.before_request
    def forget() -> None:  # a test's own context outlives the requests made in it
        g.pop("account_id", None)

    def lookup() -> UUID | None:
        text = request.headers.get("X-Account")
        return UUID(text) if text else None

    app.extensions["identity"] = lookup


class Phone:
    """One profile: rows the server sent, entries it has not answered, entries it acknowledged."""

    def __init__(
        self, http: FlaskClient, name: str, account: UUID | None, skew: timedelta = timedelta()
    ) -> None:
        self.http, self.name, self.account, self.skew = http, name, account, skew
        self.client = row_id("client", name)
        self.secret = hashlib.sha256(f"secret {name}".encode()).digest()
        self.epoch: str | None = None
        self.cursor = 0
        self.rows: dict[tuple[str, str], Json] = {}
        self.stale: set[tuple[str, str]] | None = None
        self.outbox: list[Json] = []
        self.sent: list[Json] = []
        self.refused: list[Json] = []
        self.problems: dict[str, Json] = {}
        self.made = 0
        self.post("code.register", secret=base64.urlsafe_b64encode(self.secret).decode())

    # -- acts

    def clock(self) -> datetime:
        return now() + self.skew

    def post(self, kind: str, at: datetime | None = None, **body: object) -> Json:
        self.made += 1
        entry = {
            "id": row_id(self.name, self.made),
            "v": 1,
            "kind": kind,
            "at": (at or self.clock()).isoformat(),
            "zone": "Europe/Berlin",
            **body,
        }
        self.outbox.append(entry)
        return entry

    @property
    def key(self) -> str:
        """The name of this phone's code."""
        return codes.key_text(codes.key_id(self.secret))

    def step(self) -> int:
        return codes.step_at(self.clock().timestamp())

    def shows(self, step: int | None = None, **fields: str) -> str:
        """Return what another phone reads from this one's screen."""
        static = codes.card_static({"name": self.name, **fields})
        code = codes.card_code(self.secret, self.step() if step is None else step, static)
        return f"{HOST}/c/#{to_base41(code)}"

    def scan(
        self,
        raw: str,
        *,
        share: bool = True,
        contact: str | None = None,
        **more: Any,  # noqa: ANN401 -- JSON
    ) -> Json:
        return self.post(
            "scan.record",
            contact=contact or row_id(self.name, "contact", self.made),
            raw=raw,
            share="swap" if share else "none",
            **{"how": "camera", **more},
        )

    # -- what is seen

    def all(self, kind: str) -> dict[str, Json]:
        return {row: fields for (of, row), fields in self.rows.items() if of == kind}

    def one(self, kind: str) -> Json:
        (row,) = self.all(kind).values()
        return row

    def one_id(self, kind: str) -> str:
        (row,) = self.all(kind)
        return row

    # -- sync

    def request(self, most: int = 100) -> Json:
        return {
            "client": self.client,
            "schema": 1,
            "device_now": self.clock().isoformat(),
            "epoch": self.epoch,
            "cursor": self.cursor,
            "entries": [dict(entry) for entry in self.outbox[:most]],
        }

    def send(self, request: Json, account: UUID | None = None) -> TestResponse:
        return self.http.post(
            "/api/sync", json=request, headers={"X-Account": str(account or self.account)}
        )

    def receive(self, answer: Json) -> None:
        """Keep an answer, whole."""
        if answer.get("type") == "/problems/new-epoch":
            self.stale, self.cursor, self.epoch = set(self.rows), 0, None
            self.outbox, self.sent = self.sent + self.outbox, []
        if "results" not in answer:
            return
        self._keep_results(answer["results"])
        for change in answer["changes"]:
            row = dict(change)
            key = row.pop("kind"), row.pop("id")
            del row["seq"]
            if self.stale is not None:
                self.stale.discard(key)
            if row.get("gone"):
                self.rows.pop(key, None)
            else:
                self.rows[key] = row
        if self.stale is not None and not answer["more"]:
            for key in self.stale:
                self.rows.pop(key, None)
            self.stale = None
        self.cursor, self.epoch = answer["cursor"], answer["epoch"]

    def _keep_results(self, results: list[Json]) -> None:
        status = {result["id"]: result for result in results}
        for entry in list(self.outbox):
            result = status.get(entry["id"], {"status": "later"})
            if result["status"] == "done":
                self.sent.append(entry)
                self.outbox.remove(entry)
            elif result["status"] == "refused":
                self.refused.append(entry)
                self.problems[entry["id"]] = result["problem"]
                self.outbox.remove(entry)

    def sync(self) -> Json:
        """Send everything and read everything; return the last answer."""
        while True:
            response = self.send(self.request())
            assert response.status_code == 200, response.text
            answer: Json = response.json  # type: ignore[assignment]
            self.receive(answer)
            if not self.outbox and not answer["more"]:
                return answer


MakePhone = Callable[..., Phone]
