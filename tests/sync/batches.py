"""Batches sent as they are, for tests that look at single answers."""

from typing import Any

from tests.phones import Json, Phone, row_id

CONTACT, NOTE = row_id("contact"), row_id("note")


def answer(phone: Phone, *entries: Any, status: int = 200, **more: Any) -> Json:  # noqa: ANN401
    """Send entries as they are, and return the answer's body."""
    response = phone.send({**phone.request(), "entries": list(entries), **more})
    assert response.status_code == status, response.text
    body: Json = response.get_json()
    return body


def note(phone: Phone, text: str = "discharge lists", **more: Any) -> Json:  # noqa: ANN401
    entry = phone.post(
        "note.save", **{"contact": CONTACT, "note": NOTE, "base": None, "text": text, **more}
    )
    phone.outbox.clear()
    return entry


def note_body() -> Json:
    return {"contact": CONTACT, "note": NOTE, "base": None, "text": "words"}
