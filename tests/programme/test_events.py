from datetime import date
from typing import Any

import pytest

from server.core.clock import now
from server.core.db import transaction
from server.programme.errors import EventExistsError, InvalidEventError
from server.programme.services import create_event, event_for_id, event_for_slug, session_for_key
from tests.factories import make_event, make_session

pytestmark = pytest.mark.usefixtures("app")
FACTS: dict[str, Any] = {
    "slug": "esc26",
    "name": "Example Symposium",
    "timezone": "Europe/Berlin",
    "starts_on": date(2026, 6, 9),
    "ends_on": date(2026, 6, 11),
}


def test_event_is_found_by_its_slug_and_its_id() -> None:
    with transaction():
        event = create_event(**FACTS, now=now())

    assert event_for_slug("esc26") == event_for_id(event.id) == event
    assert event.short_name == "Example Symposium"
    assert event_for_slug("other") is None


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"slug": "ESC 26"}, "lower-case"),
        ({"slug": "-esc"}, "lower-case"),
        ({"slug": "e"}, "2 to 40"),
        ({"slug": "e" * 41}, "2 to 40"),
        ({"slug": "esc26\n"}, "lower-case"),
        ({"name": " "}, "name"),
        ({"name": "two\nlines"}, "one line"),
        ({"name": "n" * 201}, "200 characters"),
        ({"place": "two\nlines"}, "one line"),
        ({"timezone": "Berlin"}, "Europe/Berlin"),
        ({"timezone": "../etc/passwd"}, "Europe/Berlin"),
        ({"ends_on": date(2026, 6, 8)}, "before it starts"),
    ],
)
def test_event_that_cannot_be_is_refused(wrong: dict[str, Any], word: str) -> None:
    with pytest.raises(InvalidEventError, match=word), transaction():
        create_event(**FACTS | wrong, now=now())

    assert event_for_slug("esc26") is None


def test_slug_names_one_event() -> None:
    make_event("esc26")

    with pytest.raises(EventExistsError), transaction():
        create_event(**FACTS, now=now())


def test_session_is_found_by_its_key_within_its_event() -> None:
    event, other = make_event(), make_event()
    session = make_session(event, "Opening")
    make_session(other, "Elsewhere")

    assert session_for_key(event_id=event.id, key="s1") == session
    assert session_for_key(event_id=event.id, key="s2") is None
    assert session.people == []
    assert session.rooms == []
