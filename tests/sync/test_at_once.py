"""The same batch from many requests at once, against a database that several connections share."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from server.app import create_app
from server.contacts.models import Contact, Encounter, Note, Scan
from server.core.db import db
from server.core.feed import FeedCounter, FeedRow
from server.sync.models import Receipt
from tests.factories import make_account
from tests.phones import Phone, row_id, sign_everyone_in

TIMES = 50
AT_ONCE = 8


def make_app(folder: Path) -> Flask:
    app = create_app(
        {
            "TESTING": True,
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'hallway.db'}",
            "NOW": datetime(2026, 6, 10, 12, tzinfo=UTC),
            "MAIL_URL": "",
        }
    )
    sign_everyone_in(app)
    with app.app_context():
        db.create_all()
    return app


def test_same_batch_fifty_times_at_once_has_one_effect(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    with app.app_context():
        ada, bo = (
            Phone(app.test_client(), f"{name}0", make_account(f"{name}@example.org").id)
            for name in ("ada", "bo")
        )
        bo.sync()
        ada.scan(bo.shows(), contact=row_id("contact"))
        ada.post(
            "note.save", contact=row_id("contact"), note=row_id("note"), base=None, text="words"
        )
        request = ada.request()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda _: send(app, ada, request), range(TIMES)))

    assert {status for status, _ in answers} == {200}
    assert len({str(results) for _, results in answers}) == 1
    with app.app_context():
        for model, rows in ((Scan, 1), (Note, 1), (Contact, 2), (Encounter, 2), (Receipt, 4)):
            assert db.session.scalar(select(func.count()).select_from(model)) == rows
        for counter in db.session.scalars(select(FeedCounter)):
            seqs = select(FeedRow.seq).where(FeedRow.account_id == counter.account_id)
            numbers = sorted(db.session.scalars(seqs))
            assert numbers == sorted(set(numbers))
            assert numbers[-1] == counter.seq
        db.engine.dispose()


def send(app: Flask, phone: Phone, request: dict[str, object]) -> tuple[int, object]:
    response = app.test_client().post(
        "/api/sync", json=request, headers={"X-Account": str(phone.account)}
    )
    return response.status_code, (response.get_json() or {}).get("results")
