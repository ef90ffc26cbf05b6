from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from server.agenda.services import (
    add_visit,
    agenda_changes,
    event_changes,
    join_event,
    set_agenda_item,
    visit_changes,
)
from server.core.db import transaction
from server.core.errors import DomainError
from server.core.feed import rows_after
from tests.factories import make_account, make_act, make_event, make_session

pytestmark = pytest.mark.usefixtures("app")
ACTED = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)
LATER = ACTED + timedelta(hours=1)


def test_starred_session_is_in_the_feed_until_the_star_is_taken_off() -> None:
    account, event = make_account(), make_event("esc26")
    make_session(event)

    with transaction():
        set_agenda_item(make_act(account.id, at=ACTED), event="esc26", session="s1", value="going")
    assert [(row.kind, row.row_id) for row in rows_after(account.id, 0, 10)] == [
        ("agenda", "esc26/s1")
    ]
    assert agenda_changes(account.id, ["esc26/s1"]) == {
        "esc26/s1": {"event": "esc26", "session": "s1", "value": "going", "version": 1}
    }

    with transaction():
        set_agenda_item(make_act(account.id, at=ACTED), event="esc26", session="s1", value=None)
    assert agenda_changes(account.id, ["esc26/s1"]) == {"esc26/s1": None}


def test_agenda_is_read_by_its_owner_alone() -> None:
    owner, other = make_account(), make_account()
    make_session(make_event("esc26"))
    with transaction():
        set_agenda_item(make_act(owner.id, at=ACTED), event="esc26", session="s1", value="going")

    assert agenda_changes(other.id, ["esc26/s1"]) == {"esc26/s1": None}


def test_session_that_left_the_programme_can_still_be_planned() -> None:
    account = make_account()
    make_session(make_event("esc26"), removed_at=ACTED)

    with transaction():
        set_agenda_item(
            make_act(account.id, at=ACTED), event="esc26", session="s1", value="interested"
        )

    assert agenda_changes(account.id, ["esc26/s1"])["esc26/s1"] is not None


@pytest.mark.parametrize(
    ("event", "session", "code"),
    [("nowhere", "s1", "unknown-event"), ("esc26", "s9", "unknown-session")],
)
def test_what_the_server_never_had_is_refused(event: str, session: str, code: str) -> None:
    account = make_account()
    make_session(make_event("esc26"))

    for apply in (set_agenda_item, add_visit):
        value: dict[str, Any] = {"value": "going"} if apply is set_agenda_item else {}
        with pytest.raises(DomainError) as refusal, transaction():
            apply(make_act(account.id, at=ACTED), event=event, session=session, **value)
        assert refusal.value.code == code


def test_first_visit_stands() -> None:
    account = make_account()
    make_session(make_event("esc26"))
    later = make_act(account.id, at=LATER)

    with transaction():
        add_visit(make_act(account.id, at=ACTED, received=LATER), event="esc26", session="s1")
    with transaction():
        add_visit(later, event="esc26", session="s1")

    assert visit_changes(account.id, ["esc26/s1"]) == {
        "esc26/s1": {"event": "esc26", "session": "s1", "at": "2026-06-10T09:30:00+00:00"}
    }


def test_joined_event_is_in_the_feed_once() -> None:
    account = make_account()
    make_event("esc26")

    for _ in range(2):
        with transaction():
            join_event(make_act(account.id, at=ACTED, received=LATER), event="esc26")

    assert event_changes(account.id, ["esc26", "other"]) == {
        "esc26": {"joined_at": "2026-06-10T09:30:00+00:00"},
        "other": None,
    }
    assert [row.seq for row in rows_after(account.id, 0, 10)] == [1]
