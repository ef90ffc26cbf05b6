from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.app import create_app
from server.core.clock import now
from server.core.db import db
from server.followups.drafts import approval_hash, message_id
from server.outbox.worker import Worker
from tests.factories import make_account, make_event
from tests.outbox.sink import Sink, running_sink
from tests.phones import Json, Phone, row_id, sign_everyone_in

EVENT = "symposium"  # 9 to 11 June in Berlin: what is met there is due on the 18th at nine
DUE = datetime(2026, 6, 18, 7, tzinfo=UTC)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with running_sink() as sink:
        yield sink


@pytest.fixture
def app(sink: Sink) -> Iterator[Flask]:
    app = create_app(
        {
            "TESTING": True,
            "SQLALCHEMY_DATABASE_URI": "sqlite://",
            "NOW": datetime(2026, 6, 10, 12, tzinfo=UTC),
            "MAIL_URL": sink.url,
            "MAIL_PER_SECOND": 0,
            "BASE_URL": "https://hallway.example",
            "MAIL_FROM": "hallway@hallway.example",
        }
    )
    sign_everyone_in(app)
    with app.app_context():
        db.create_all()
        make_event(EVENT)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


class Writer(Phone):
    """A phone whose owner meets people and writes to them."""

    def meets(self, name: str, *, event: str | None = EVENT, **noted: str) -> str:
        """Note a meeting by hand; return the contact's id."""
        contact = row_id(self.name, "contact", name)
        fields = {"event": event, **noted} if event else noted
        self.post("contact.set", contact=contact, field="name", value=name)
        for field, value in fields.items():
            self.post(
                "encounter.set",
                contact=contact,
                encounter=row_id(contact, "encounter"),
                field=field,
                value=value,
            )
        return contact

    def says(self, contact: str, field: str, value: object) -> None:
        self.post("contact.set", contact=contact, field=field, value=value)

    def message(self, contact: str, event: str | None = EVENT, intent: str = "thanks") -> str:
        return str(message_id(UUID(contact), event, intent))

    def tells(self, contact: str, type_: str, **more: Any) -> Json:  # noqa: ANN401 -- JSON
        return self.post(
            "message.event",
            message=self.message(contact),
            contact=contact,
            event=EVENT,
            intent="thanks",
            channel="email",
            type=type_,
            **more,
        )

    def approves(
        self,
        contact: str,
        to: str,
        subject: str = "Good to meet you",
        body: str = "Dear Elin,\n\nHi.",
    ) -> str:
        """Approve a text; return its hash."""
        frozen = approval_hash(subject, body, to)
        self.tells(contact, "approved", subject=subject, body=body, to=to, hash=frozen)
        self.sync()
        return frozen

    def asks_to_send(self, contact: str, frozen: str, **more: object) -> Json:
        response = self.http.post(
            f"/api/messages/{self.message(contact)}/send",
            json={"hash": frozen, **more},
            headers={"X-Account": str(self.account)},
        )
        answer: Json = {**response.json, "status": response.status_code} if response.json else {}
        return answer

    def row(self, contact: str) -> Json:
        self.sync()
        return self.rows["message", self.message(contact)]


@pytest.fixture
def mira(app: Flask) -> Writer:
    """Somebody with a card, whose account is older than a week."""
    account = make_account("mira@example.org")
    writer = Writer(app.test_client(), "mira", account.id)
    writer.post("card.set", field="name", value="Mira Solberg")
    writer.post("card.set", field="headline", value="Resident")
    writer.post("card.set", field="institution", value="Fernhill Hospital")
    writer.sync()
    return writer


@pytest.fixture
def wait_until(app: Flask) -> Callable[[datetime], None]:
    def wait_until(moment: datetime) -> None:
        app.extensions["clock_offset"] += moment - now()

    return wait_until


@pytest.fixture
def tick(app: Flask) -> Callable[[], int]:
    del app
    return lambda: Worker().tick()


@pytest.fixture
def later(app: Flask) -> Callable[[timedelta], None]:
    def later(span: timedelta) -> None:
        app.extensions["clock_offset"] += span

    return later
