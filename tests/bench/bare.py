"""The limit: what this stack can do at best, a Flask app with nothing of ours in it.

`ping` answers nothing, `gz` sends 1 MB from memory, `same` the bytes given to it, `read` checks a
sign-in and sends 25 rows, `write` checks a sign-in, validates a body and inserts one row.
"""

import hashlib
import json
import os
import secrets

import marshmallow as ma
from flask import Flask, Response, request
from sqlalchemy import Connection, create_engine, event, text

from server.core.db import BUSY_TIMEOUT_MS, safe_sqlite
from tests.bench import SIGNED_IN

FOLDER = os.environ["BENCH_FOLDER"]
MEGABYTE = secrets.token_bytes(1_000_000)
SAME = open(f"{FOLDER}/same", "rb").read()  # noqa: SIM115, PTH123 -- once, at start
app = Flask(__name__)
engine = create_engine(f"sqlite:///{FOLDER}/bare.db", module=safe_sqlite(), pool_size=5)


@event.listens_for(engine, "connect")
def _configure(connection: object, record: object) -> None:
    del record
    connection.isolation_level = None  # type: ignore[attr-defined]
    for pragma in ("journal_mode = WAL", f"busy_timeout = {BUSY_TIMEOUT_MS}", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]


@event.listens_for(engine, "begin")
def _begin(connection: object) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]


with engine.begin() as start:
    start.execute(text("CREATE TABLE IF NOT EXISTS session (hash TEXT PRIMARY KEY, account INT)"))
    start.execute(
        text("CREATE TABLE IF NOT EXISTS star (id TEXT PRIMARY KEY, account INT, s TEXT)")
    )
    start.execute(
        text("CREATE TABLE IF NOT EXISTS planned (account INT, session TEXT, title TEXT, at TEXT)")
    )
    start.execute(
        text("INSERT INTO planned VALUES (1, :session, 'A talk of some length', '2026-06-09')"),
        [{"session": f"s{number}"} for number in range(25)],
    )
    start.execute(
        text("INSERT OR IGNORE INTO session VALUES (:hash, 1)"),
        {"hash": hashlib.sha256(SIGNED_IN.encode()).hexdigest()},
    )
engine.dispose()


class StarRequest(ma.Schema):
    """What `write` takes."""

    id = ma.fields.UUID(required=True)
    session = ma.fields.String(required=True, validate=ma.validate.Length(max=20))
    value = ma.fields.String(required=True, validate=ma.validate.OneOf(("going", "interested")))


STAR_REQUEST = StarRequest()


@app.get("/ping")
def ping() -> tuple[str, int]:
    """Answer nothing."""
    return "", 204


@app.get("/gz")
def gz() -> Response:
    """Answer 1 MB that is already compressed."""
    return Response(MEGABYTE, headers={"Content-Encoding": "gzip", "ETag": '"1"'})


@app.get("/same")
def same() -> Response:
    """Answer the very bytes the measured app answers."""
    return Response(SAME, headers={"Content-Encoding": "gzip", "ETag": '"1"'})


@app.get("/read")
def read() -> Response:
    """Check who asks, send what they planned."""
    with engine.begin() as connection:
        found = connection.execute(
            text("SELECT session, title, at FROM planned WHERE account = :account"),
            {"account": _account(connection)},
        )
        rows = [dict(row._mapping) for row in found]
    return Response(json.dumps({"rows": rows}), content_type="application/json")


@app.post("/write")
def write() -> Response:
    """Check who asks, validate, insert, answer."""
    body = STAR_REQUEST.load(request.get_json())
    with engine.begin() as connection:
        account = _account(connection)
        connection.execute(
            text("INSERT INTO star VALUES (:id, :account, :session)"),
            {"id": str(body["id"]), "account": account, "session": body["session"]},
        )
    return Response('{"status":"done"}\n', content_type="application/json")


def _account(connection: Connection) -> int:
    token = hashlib.sha256(request.cookies["session"].encode()).hexdigest()
    account: int = connection.scalar(
        text("SELECT account FROM session WHERE hash = :hash"), {"hash": token}
    )
    return account
