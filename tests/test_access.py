"""Who gets a good answer where: every route and every kind of entry, listed or the build fails.

The owner's texts all begin with a canary; whoever is not the owner must never read one.
"""

import base64
import io
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.accounts import services as accounts
from server.app import create_app
from server.core.clock import now
from server.core.db import db, transaction
from server.programme.import_services import apply_import, plan_import
from server.programme.importing.reading import read_programme
from server.programme.services import create_event
from server.sync.kinds import REGISTRY
from tests.conftest import NOW
from tests.programmes import frab_xml

CANARY = "canary"
OWNER, OTHER, NOBODY = "owner", "other", "nobody"
CALLERS = (OWNER, OTHER, NOBODY)
# Who may get a good answer (2xx or 3xx) to a route:
ANYBODY = frozenset(CALLERS)  # public: nothing in it is anybody's
SIGNED_IN = frozenset({OWNER, OTHER})  # each gets their own
OWNER_ALONE = frozenset({OWNER})
NOBODY_AT_ALL: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Upload:
    """A programme as a form; agreed to, it has the digest of a preview that is made first."""

    agreed: bool = False
    name: str = "Somebody's event"

    def open(self, client: FlaskClient, path: str) -> TestResponse:
        """Send it."""
        form: dict[str, Any] = {"name": self.name}
        if self.agreed:
            preview = client.post("/api/programmes/preview", data=form | self._file()).json or {}
            form |= {"digest": preview.get("digest", "0"), "id": str(uuid.uuid4())}
        return client.post(path, data=form | self._file())

    def _file(self) -> dict[str, Any]:
        return {"file": (io.BytesIO(frab_xml(sessions_a_room=1).encode()), "schedule.xml")}


# Every route: (method, rule) → who, and the body of a well-formed request.
ACCESS: dict[tuple[str, str], tuple[frozenset[str], Any]] = {
    # the app and its files
    ("GET", "/"): (ANYBODY, None),
    ("GET", "/<name>"): (ANYBODY, None),
    ("GET", "/assets/<name>"): (ANYBODY, None),
    ("GET", "/c/"): (ANYBODY, None),
    ("GET", "/favicon.ico"): (ANYBODY, None),
    ("GET", "/pages.css"): (ANYBODY, None),
    ("GET", "/sw.js"): (ANYBODY, None),
    # what operators and programs ask
    ("GET", "/healthz"): (ANYBODY, None),
    ("GET", "/metrics"): (ANYBODY, None),
    ("GET", "/openapi.json"): (ANYBODY, None),
    ("GET", "/readyz"): (ANYBODY, None),
    # the API for reading; not there in production either
    ("GET", "/docs"): (ANYBODY, None),
    ("GET", "/docs.css"): (ANYBODY, None),
    # public programmes
    ("GET", "/api/events"): (ANYBODY, None),
    ("GET", "/api/events/<slug>"): (ANYBODY, None),
    ("GET", "/api/events/<slug>/programme"): (ANYBODY, None),
    ("GET", "/api/events/<slug>/programme/<version>/index.json"): (ANYBODY, None),
    ("GET", "/api/events/<slug>/programme/<old>..<new>.json"): (ANYBODY, None),
    ("GET", "/api/events/<slug>/programme/changes.json"): (ANYBODY, None),
    ("GET", "/api/events/<slug>/programme/details/<content>.json"): (ANYBODY, None),
    ("GET", "/api/events/<slug>/map/<name>"): (ANYBODY, None),
    ("POST", "/api/events/<slug>/favourites"): (ANYBODY, {"text": "Opening"}),
    ("GET", "/e/<slug>/programme.ics"): (ANYBODY, None),
    ("GET", "/e/<slug>/programme.json"): (ANYBODY, None),
    ("GET", "/e/<slug>/programme.xml"): (ANYBODY, None),
    ("GET", "/e/<slug>/sessions/<key>.ics"): (ANYBODY, None),
    # programmes that attendees bring; this event is organised here
    ("POST", "/api/programmes/preview"): (SIGNED_IN, Upload()),
    ("POST", "/api/programmes"): (SIGNED_IN, Upload(agreed=True)),
    ("POST", "/api/events/<slug>/programme"): (NOBODY_AT_ALL, {"digest": "0"}),
    ("PATCH", "/api/events/<slug>"): (NOBODY_AT_ALL, {"name": "Another name"}),
    ("DELETE", "/api/events/<slug>"): (NOBODY_AT_ALL, None),
    # signing in and out
    ("POST", "/api/sign-in/codes"): (ANYBODY, {"email": "somebody@example.org"}),
    ("POST", "/api/sign-in/sessions"): (
        ANYBODY,
        {"email": "somebody@example.org", "code": "00000000"},
    ),
    ("DELETE", "/api/sign-in/session"): (ANYBODY, None),
    ("GET", "/api/me"): (SIGNED_IN, None),
    # a phone's door
    ("POST", "/api/sync"): (
        SIGNED_IN,
        {"client": None, "device_now": NOW.isoformat(), "entries": []},
    ),
    # codes: whoever holds one may open it, and these name nobody here
    ("GET", "/b/<token>"): (ANYBODY, None),
    ("POST", "/c/contact.vcf"): (ANYBODY, None),
    ("GET", "/cal/<token>.ics"): (ANYBODY, None),
    # follow-ups; a recipient stops them by the address in their mail
    ("POST", "/api/messages/<message_id>/send"): (OWNER_ALONE, {"hash": "0" * 64}),
    ("GET", "/u/<token>"): (ANYBODY, None),
    ("POST", "/u/<token>"): (ANYBODY, None),
    # my calendar
    ("GET", "/api/calendar"): (SIGNED_IN, None),
    ("POST", "/api/calendar"): (SIGNED_IN, None),
    ("POST", "/api/calendar/renew"): (SIGNED_IN, None),
    ("DELETE", "/api/calendar"): (SIGNED_IN, None),
    # the mailbox of a server without a relay; see the last test
    ("GET", "/mailbox"): (ANYBODY, None),
    ("GET", "/mailbox.css"): (ANYBODY, None),
    ("GET", "/mailbox/<message_id>"): (ANYBODY, None),
}
CONVERTER = re.compile(r"<[^<>]*:")
MAILBOX = {"/mailbox", "/mailbox.css", "/mailbox/<message_id>"}


@dataclass(frozen=True, slots=True)
class World:
    """An event, and an owner whose every text is a canary."""

    app: Flask
    clients: dict[str, FlaskClient]
    ids: dict[str, str]

    def sync(self, caller: str, *bodies: dict[str, Any]) -> dict[str, Any]:
        """Send entries as the caller's phone, and read the caller's whole feed."""
        entries = [
            {"id": str(uuid.uuid4()), "v": 1, "at": NOW.isoformat(), "zone": "Europe/Berlin", **one}
            for one in bodies
        ]
        batch = {"client": client_of(caller), "device_now": NOW.isoformat(), "entries": entries}
        answer = self.clients[caller].post("/api/sync", json=batch)
        assert answer.status_code == 200
        assert answer.json is not None
        found: dict[str, Any] = answer.json
        return found

    def path(self, rule: str) -> str:
        """Return an address of *rule*; what it names is the owner's, where it can be."""
        for name, value in self.ids.items():
            rule = rule.replace(f"<{name}>", value)
        return rule


def client_of(caller: str) -> str:
    """Return the id of the caller's phone."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, caller))


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    app = create_app(
        {"TESTING": True, "SQLALCHEMY_DATABASE_URI": "sqlite://", "NOW": NOW, "MAIL_URL": ""}
    )
    with app.app_context():
        db.create_all()
        make_event()
        clients = {name: app.test_client() for name in CALLERS}
        for name in SIGNED_IN:
            sign_in(clients[name], f"{CANARY}-{name}@example.org")
    made = World(app, clients, {"slug": "expo26", "key": "s1", "version": "2", "old": "1"})
    made.ids.update(
        {"other_key": "s2", "new": "2", "name": "none", "token": "NONE", "content": "none"}
    )
    made.ids.update(message_id=str(uuid.uuid4()), contact=str(uuid.uuid4()))
    made.ids.update(own=str(uuid.uuid4()), encounter=str(uuid.uuid4()), note=str(uuid.uuid4()))
    made.ids.update(secret=base64.urlsafe_b64encode(b"k" * 32).decode())
    made.sync(OWNER, *(owned | {"kind": kind} for kind, owned in kinds_with(made).items()))
    added = Upload(agreed=True, name=f"{CANARY} event").open(clients[OWNER], "/api/programmes")
    assert added.status_code == 201
    yield made
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def make_event() -> None:
    with transaction():
        create_event(
            slug="expo26",
            name="Expo 2026",
            timezone="Europe/Berlin",
            starts_on=date(2026, 6, 9),
            ends_on=date(2026, 6, 11),
            now=now(),
        )
    plan = plan_import(slug="expo26", parsed=read_programme(frab_xml().encode()), now=now())
    with transaction():
        apply_import(plan=plan, now=now())


def sign_in(client: FlaskClient, email: str) -> None:
    with transaction():
        code = accounts.code_of(accounts.ask_for_code(email=email, now=now()))
    answer = client.post("/api/sign-in/sessions", json={"email": email, "code": code})
    assert answer.status_code == 200


def kinds_with(world: World) -> dict[str, dict[str, Any]]:
    """Return an entry of each kind that makes or names a thing of the owner's."""
    ids = world.ids
    contact = {"contact": ids["contact"]}
    met = contact | {"encounter": ids["encounter"]}
    return {
        "code.register": {"secret": ids["secret"]},
        "card.set": {"field": "name", "value": f"{CANARY} card"},
        "event.join": {"event": ids["slug"]},
        "agenda.set": {"event": ids["slug"], "session": ids["key"], "value": "going"},
        "changes.seen": {"event": ids["slug"], "version": 1},
        "visit.add": {"event": ids["slug"], "session": ids["key"]},
        "visit.remove": {"event": ids["slug"], "session": ids["other_key"]},
        "revisit.set": {"event": ids["slug"], "session": ids["key"], "value": True},
        "session_note.save": {
            "event": ids["slug"],
            "session": ids["key"],
            "note": ids["note"],
            "base": None,
            "text": f"{CANARY} session note",
        },
        "own.set": {
            "event": ids["slug"],
            "own": ids["own"],
            "title": f"{CANARY} lunch",
            "starts_at": NOW.isoformat(),
            "ends_at": (NOW + timedelta(hours=1)).isoformat(),
        },
        "overlap.keep": {
            "event": ids["slug"],
            "one": ids["key"],
            "other": ids["own"],
            "minutes": 15,
        },
        "scan.record": contact | {"raw": f"{CANARY} raw", "how": "camera", "share": "none"},
        "contact.set": contact | {"field": "name", "value": f"{CANARY} contact"},
        "encounter.set": met | {"field": "topic", "value": f"{CANARY} topic"},
        "note.save": met | {"note": ids["note"], "base": None, "text": f"{CANARY} note"},
        "tag.set": contact | {"tag": f"{CANARY} tag", "value": True},
        "contact.delete": contact | {"seen": {ids["note"]: ids["note"]}},
        "share.give": {"about": ids["contact"]},
        "share.decline": {"about": ids["contact"]},
        "share.withdraw": {"about": ids["contact"], "met_by": []},
        "block.set": {"about": ids["contact"], "met_by": [], "value": True},
        "message.event": contact
        | {
            "message": ids["message_id"],
            "intent": "thanks",
            "channel": "email",
            "type": "edited",
            "body": f"{CANARY} message",
        },
    }


def test_every_route_says_who_may_have_it(world: World) -> None:
    found = {
        (method, CONVERTER.sub("<", rule.rule))
        for rule in world.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert found - set(ACCESS) == set(), "list them in ACCESS: who may get a good answer?"
    assert set(ACCESS) - found == set(), "there are no such routes any more"


def test_every_kind_of_entry_is_tried_with_the_ids_of_others(world: World) -> None:
    assert set(kinds_with(world)) == set(REGISTRY.kinds)


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize(("method", "rule"), ACCESS, ids=" ".join)
def test_only_who_may_gets_a_good_answer(world: World, method: str, rule: str, caller: str) -> None:
    allowed, body = ACCESS[method, rule]
    client = fresh_client(world, caller, rule)
    if rule == "/api/sync":
        body = body | {"client": client_of(caller)}
    if isinstance(body, Upload):
        answer = body.open(client, world.path(rule))
    else:
        answer = client.open(world.path(rule), method=method, json=body)
    assert answer.status_code < 500 or answer.status_code == 503  # the client may not be built
    if caller not in allowed:
        assert answer.status_code in {401, 403, 404}
    elif allowed == SIGNED_IN:
        assert answer.status_code < 400
    if caller != OWNER and rule not in MAILBOX:
        assert_silent_about_the_owner(answer)


def fresh_client(world: World, caller: str, rule: str) -> FlaskClient:
    """Return the caller's client; one of its own where the route ends its session."""
    if not rule.startswith("/api/sign-in/") or caller == NOBODY:
        return world.clients[caller]
    client = world.app.test_client()
    with world.app.app_context():
        sign_in(client, f"{caller}-again@example.org")
    return client


def assert_silent_about_the_owner(answer: TestResponse) -> None:
    text = answer.get_data().replace(f"{CANARY}-{OTHER}@example.org".encode(), b"")
    assert CANARY.encode() not in text


def test_feed_of_another_says_nothing_of_the_owner(world: World) -> None:
    rows = world.sync(OTHER)["changes"]
    assert CANARY not in str(rows).replace(f"{CANARY}-{OTHER}@example.org", "")


def test_another_who_names_the_owners_ids_changes_nothing_of_the_owner(world: World) -> None:
    before = world.sync(OWNER)["changes"]
    assert CANARY in str(before)
    for kind, body in kinds_with(world).items():
        said = {name: str(value).replace(CANARY, "thief") for name, value in body.items()}
        kept = {name: value for name, value in body.items() if not isinstance(value, str)}
        world.sync(OTHER, {"kind": kind, **said, **kept})
        assert world.sync(OWNER)["changes"] == before, kind


@pytest.mark.parametrize("caller", CALLERS)
def test_mailbox_and_reference_are_not_there_in_production(caller: str) -> None:
    app = create_app(
        {
            "TESTING": True,
            "SQLALCHEMY_DATABASE_URI": "sqlite://",
            "PRODUCTION": True,
            "MAIL_URL": "smtp://127.0.0.1:1",
        }
    )
    del caller
    with app.app_context():
        db.create_all()
        for path in ("/mailbox", f"/mailbox/{uuid.uuid4()}", "/mailbox.css", "/docs", "/docs.css"):
            assert app.test_client().get(path).status_code == 404
