"""The picture of an event's rooms: set by an organiser, kept on phones with the programme."""

from datetime import datetime

from sqlalchemy import select

from server.core.db import db
from server.programme.errors import UnknownEventError, UnknownPictureError
from server.programme.models import Event, EventMap
from server.programme.pictures import CONTENT_TYPES, Picture
from server.programme.publish_services import republish


def set_event_map(*, slug: str, picture: Picture | None, now: datetime) -> None:
    """Show *picture* as the map of the event's rooms, or (None) none; the programme says so.

    Raises `UnknownEventError`.
    """
    event = db.session.scalar(select(Event).where(Event.slug == slug).with_for_update())
    if event is None:
        raise UnknownEventError("No event has this short name on this server. Check the address.")
    held = db.session.get(EventMap, event.id)
    if held is not None:
        db.session.delete(held)
        db.session.flush()
    if picture is None:
        event.map = None
    else:
        db.session.add(EventMap(event_id=event.id, name=picture.name, body=picture.body))
        event.map = {"name": picture.name, "width": picture.width, "height": picture.height}
    db.session.flush()
    republish(event, now=now)


def event_map(*, slug: str, name: str) -> tuple[bytes, str]:
    """Return the body and the content type of an event's map.

    Raises `UnknownPictureError`, also for one that was replaced.
    """
    body = db.session.scalar(
        select(EventMap.body)
        .join(Event, Event.id == EventMap.event_id)
        .where(Event.slug == slug, EventMap.name == name)
    )
    if body is None:
        raise UnknownPictureError("It was replaced. Read the programme again for the newest.")
    return body, CONTENT_TYPES[name.rpartition(".")[2]]
