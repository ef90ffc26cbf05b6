"""The end of an event that an attendee added: nobody else loses anything."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from server.core.clock import now
from server.core.db import db, transaction
from server.organising.event_services import delete_own_event
from server.programme.import_services import apply_import, plan_import
from server.programme.models import Event, Session
from tests.factories import make_event
from tests.phones import MakePhone, Phone, row_id
from tests.programme.parsed import small_programme

SLUG = "my-week-0123456789abcdefghjk"
MANIFEST = f"/api/events/{SLUG}/programme"


@pytest.fixture
def mira(phone: MakePhone) -> Phone:
    """Return the phone of who added an event, joined it and plans at it."""
    made = phone("mira")
    event = make_event(SLUG)
    plan = plan_import(slug=SLUG, parsed=small_programme(), now=now())
    with transaction():
        apply_import(plan=plan, now=now())
        event.owner_id, event.private = made.account, True
        db.session.add(event)
    made.post("event.join", event=SLUG)
    made.post("agenda.set", event=SLUG, session="s1", value="going")
    made.post("visit.add", event=SLUG, session="s3")
    made.post("own.set", event=SLUG, own=row_id("own"), title="Lunch with Bo")
    made.post("changes.seen", event=SLUG, version=1)
    made.sync()
    return made


def delete(of: Phone) -> None:
    assert of.account is not None
    with transaction():
        delete_own_event(slug=SLUG, account_id=of.account)


def held(phone: Phone) -> set[str]:
    phone.sync()
    kinds = {"event", "agenda", "visit", "own", "session_note", "changes_seen"}
    return {kind for kind, _ in phone.rows} & kinds


def test_event_that_nobody_else_has_is_gone_with_all_of_it(mira: Phone) -> None:
    assert held(mira) >= {"event", "agenda", "visit", "changes_seen"}

    delete(mira)

    assert held(mira) == set()
    assert db.session.scalars(select(Event)).all() == []
    assert db.session.scalars(select(Session)).all() == []
    assert mira.http.get(MANIFEST).status_code == 404
    assert mira.http.get(f"{MANIFEST}/2/index.json").status_code == 404


def test_what_this_process_remembers_of_a_deleted_event_is_not_served(mira: Phone) -> None:
    assert mira.http.get(f"{MANIFEST}/2/index.json").status_code == 200
    delete(mira)
    assert mira.http.get(f"{MANIFEST}/2/index.json").status_code == 404


def test_who_joined_keeps_the_event_and_the_first_looks_after_it(
    mira: Phone, phone: MakePhone
) -> None:
    first, second = phone("bo"), phone("cleo")
    for number, member in enumerate((first, second)):
        member.post("event.join", at=now() + timedelta(minutes=number), event=SLUG)
        member.post("agenda.set", event=SLUG, session="s2", value="going")
        member.sync()
    asked = {"X-Account": str(mira.account)}
    assert (mira.http.get(f"/api/events/{SLUG}", headers=asked).json or {})["others"] == 2

    delete(mira)

    assert held(mira) == set()
    assert held(first) == held(second) == {"event", "agenda"}
    assert db.session.scalars(select(Event.owner_id)).one() == first.account
    assert mira.http.get(MANIFEST).status_code == 200
    listed = mira.http.get("/api/events", headers=asked).json
    assert listed == {"events": []}


def test_notes_about_sessions_stay_and_keep_their_place(mira: Phone) -> None:
    mira.post(
        "session_note.save",
        event=SLUG,
        session="s1",
        note=row_id("n"),
        base=None,
        text="Ask Bo",
    )
    mira.sync()

    delete(mira)

    assert held(mira) == {"session_note"}
    assert db.session.scalars(select(Event.owner_id)).one() is None
    assert mira.http.get(MANIFEST).status_code == 200


def test_contacts_made_there_stay_and_keep_their_place(mira: Phone) -> None:
    mira.scan("Bo, bo@example.org", share=False, event=SLUG, session="s1")
    mira.sync()
    before = mira.all("contact"), mira.all("encounter")

    delete(mira)
    mira.sync()

    assert (mira.all("contact"), mira.all("encounter")) == before
    assert mira.one("encounter")["event"] == SLUG
    assert mira.http.get(MANIFEST).status_code == 200


def test_deleting_over_http_says_nothing_is_left(mira: Phone) -> None:
    answer = mira.http.delete(f"/api/events/{SLUG}", headers={"X-Account": str(mira.account)})
    assert (answer.status_code, answer.data) == (204, b"")


def test_every_table_of_an_event_is_known_to_its_end(app: Flask) -> None:
    """A new table that points into an event must be let go of, or keep the event."""
    del app
    inside = {"event"}
    for table in db.metadata.sorted_tables:
        if any(
            key.column.table.name in inside and not key.parent.nullable
            for key in table.foreign_keys
        ):
            inside.add(table.name)
    assert inside == {
        *{"event", "event_map", "person", "programme_details", "programme_version", "room"},
        *{"session", "session_person", "session_room", "track", "walk"},  # `remove_event`
        *{"agenda_item", "changes_seen", "kept_overlap", "membership", "own_item"},  # left
        *{"revisit", "visit"},
        *{"session_note", "attendee", "badge"},  # these keep it
    }
