from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from server.accounts.services import account_for_email
from server.app import create_app
from server.core.clock import now
from server.core.db import db
from server.demo.invented import ROBIN, person
from server.demo.past import MEETINGS
from server.demo.seed import CONGRESS, PAST, seed
from server.followups.draft_services import drafts, owed
from server.outbox.services import mailbox
from server.outbox.worker import Worker
from server.programme.models import Session
from server.programme.services import event_for_slug
from server.swaps.models import Attendee, Badge
from server.sync.kinds import REGISTRY
from server.sync.services import changes_after
from tests.conftest import NOW


@pytest.fixture(scope="module")
def seeded() -> Iterator[Flask]:
    """One seeded app for the tests that only look: seeding takes a second."""
    app = create_app(
        {"TESTING": True, "SQLALCHEMY_DATABASE_URI": "sqlite://", "NOW": NOW, "MAIL_URL": ""}
    )
    with app.app_context():
        db.create_all()
        assert seed(now=NOW)
        yield app
        db.session.remove()
        db.engine.dispose()


def kinds_of(slug: str) -> Counter[str]:
    event = event_for_slug(slug)
    assert event
    return Counter(db.session.scalars(select(Session.kind).where(Session.event_id == event.id)))


def rows_of_robin(kind: str) -> list[dict[str, object]]:
    account = account_for_email(ROBIN.email)
    assert account
    changes, _, more = changes_after(account_id=account.id, cursor=0, registry=REGISTRY)
    assert not more
    return [row for row in changes if row["kind"] == kind]


def test_congress_is_on_its_second_day_and_the_other_event_ended_a_week_ago(seeded: Flask) -> None:
    del seeded
    congress, past = event_for_slug(CONGRESS), event_for_slug(PAST)
    assert congress
    assert past
    assert (congress.starts_on, congress.ends_on) == (date(2026, 6, 9), date(2026, 6, 11))
    assert (past.starts_on, past.ends_on) == (date(2026, 6, 2), date(2026, 6, 3))


def test_days_are_counted_in_the_venues_zone(app: Flask) -> None:
    del app
    seed(now=datetime.fromisoformat("2026-06-10T23:30:00+00:00"))  # the 11th in the venue
    congress = event_for_slug(CONGRESS)
    assert congress
    assert congress.starts_on == date(2026, 6, 10)


def test_congress_has_what_a_congress_has(seeded: Flask) -> None:
    del seeded
    kinds = kinds_of(CONGRESS)
    assert kinds["poster-session"] == 3
    assert kinds["poster"] == 3 * 40
    assert sum(kinds.values()) - kinds["poster"] == 237
    assert kinds["reception"] == 3
    assert kinds["trainee"] == 9
    assert db.session.scalar(select(func.count()).select_from(Attendee)) == 200
    assert db.session.scalar(select(func.count()).select_from(Badge)) == 200


def test_second_start_changes_nothing(app: Flask) -> None:
    del app
    seed(now=NOW)
    before = db.session.scalar(select(func.count()).select_from(Session))
    assert not seed(now=NOW + timedelta(days=3))
    assert db.session.scalar(select(func.count()).select_from(Session)) == before


def test_robin_has_things_of_their_own_in_the_plan(seeded: Flask) -> None:
    del seeded
    own = {row["title"]: (row["starts_at"], row["keep_free"]) for row in rows_of_robin("own")}
    assert own["Ward call"] == ("2026-06-10T15:00:00+00:00", True)
    assert len(own) == 2


def test_robin_holds_everybody_met_with_note_and_place(seeded: Flask) -> None:
    del seeded
    assert len(rows_of_robin("contact")) == len(MEETINGS)
    assert len(rows_of_robin("encounter")) == len(MEETINGS)
    assert len(rows_of_robin("note")) == sum(bool(meeting.note) for meeting in MEETINGS)
    assert all(row["event"] == PAST and row["session"] for row in rows_of_robin("encounter"))


def test_scanned_people_and_robin_have_each_other(seeded: Flask) -> None:
    del seeded
    mutual = {
        row["face"]["name"]  # type: ignore[index]
        for row in rows_of_robin("contact")
        if row.get("mutual")
    }
    assert mutual == {person(meeting.who).name for meeting in MEETINGS if meeting.swapped}


def test_no_two_invented_people_are_alike() -> None:
    assert len({person(number).name for number in range(580)}) == 580


def test_only_the_follow_ups_that_are_due_are_mailed(app: Flask) -> None:
    del app
    seed(now=now())
    Worker().tick()
    mails = mailbox(limit=100)
    assert "robin.beispiel@example.org" in {mail.to for mail in mails}
    assert {mail.subject.partition(":")[0] for mail in mails} == {"Follow up today"}


def test_follow_ups_are_due_this_morning_and_most_are_ready_to_read(seeded: Flask) -> None:
    del seeded
    account = account_for_email(ROBIN.email)
    assert account
    owing = owed(now=now(), account_id=account.id)
    days = Counter(each.plan.due_at.date() for each in owing)
    assert days == {NOW.date(): 7, date(2026, 6, 5): 2}  # the two with a promise or a mark
    missing = [draft.missing for draft in drafts(account.id, owing, now()) if draft.missing]
    assert missing == [("Two or three times that suit you",)] * 2
