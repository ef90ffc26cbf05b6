"""Tables of the programme: events, and for each its rooms, tracks, people and sessions."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.core.db import Model
from server.core.ids import new_id


class Event(Model):
    """A conference.

    `version` counts the programmes published so far; 0 means that none was. The `…_made`
    counters say how many keys of each sort were ever given out, so that none is given twice.
    An attendee may add an event that nobody organises here: it is then `private` (who knows its
    slug can read and join it, nobody finds it) and `owner_id` is who may change it.
    """

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    short_name: Mapped[str]
    timezone: Mapped[str]  # IANA
    starts_on: Mapped[date]
    ends_on: Mapped[date]  # the last day itself
    place: Mapped[str | None]
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    private: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    # From one room to another where nothing else is known.
    walk_minutes: Mapped[int] = mapped_column(default=5, server_default="5")
    map: Mapped[dict[str, Any] | None]  # {name, width, height} of its `EventMap`
    version: Mapped[int] = mapped_column(default=0)
    sessions_made: Mapped[int] = mapped_column(default=0)
    rooms_made: Mapped[int] = mapped_column(default=0)
    tracks_made: Mapped[int] = mapped_column(default=0)
    people_made: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]


class Room(Model):
    """Where sessions happen. `key` is "r1", "r2", … within the event, never given twice."""

    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    key: Mapped[str]
    name: Mapped[str]


class Walk(Model):
    """How long it takes from one room to another, either way; `first` has the lower key."""

    first_id: Mapped[UUID] = mapped_column(ForeignKey("room.id"), primary_key=True)
    second_id: Mapped[UUID] = mapped_column(ForeignKey("room.id"), primary_key=True, index=True)
    minutes: Mapped[int]


class Track(Model):
    """What sessions are grouped by. `key` is "t1", "t2", … within the event."""

    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    key: Mapped[str]
    name: Mapped[str]


class Person(Model):
    """Somebody named in the programme. `key` is "p1", "p2", … within the event.

    `source_key` is the imported file's own id of them, or empty where it has none.
    """

    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    key: Mapped[str]
    source_key: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    institution: Mapped[str | None]
    biography: Mapped[list[Any]] = mapped_column(default=list)  # a `parsed.Text`
    links: Mapped[list[Any]] = mapped_column(default=list)  # [[title, address], …]


class Session(Model):
    """Anything with a time; a poster too, which then has its `board` and `within`.

    `key` is "s1", "s2", … within the event: it is printed on posters and kept on phones, so it
    is never given twice, and a session that left the programme keeps its row with `removed_at`.
    `sequence` grows when start, end, rooms, title or cancellation change, as calendars expect.
    """

    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    key: Mapped[str]
    source_key: Mapped[str]
    title: Mapped[str]
    subtitle: Mapped[str | None]
    kind: Mapped[str]  # one of `parsed.KINDS`
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    track_id: Mapped[UUID | None] = mapped_column(ForeignKey("track.id"))
    within_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"))
    board: Mapped[str | None]
    language: Mapped[str | None]
    online_link: Mapped[str | None]
    capacity: Mapped[int | None]  # places, where the programme says how many
    full: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    abstract: Mapped[list[Any]] = mapped_column(default=list)  # a `parsed.Text`
    description: Mapped[list[Any]] = mapped_column(default=list)
    links: Mapped[list[Any]] = mapped_column(default=list)  # [[title, address], …]
    cancelled: Mapped[bool] = mapped_column(default=False)
    removed_at: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0)
    modified_at: Mapped[datetime]

    event: Mapped[Event] = relationship(viewonly=True)
    track: Mapped[Track | None] = relationship(viewonly=True)
    within: Mapped["Session | None"] = relationship(viewonly=True, remote_side="Session.id")
    rooms: Mapped[list[Room]] = relationship(
        secondary="session_room", order_by="SessionRoom.position", viewonly=True
    )
    parts: Mapped[list["SessionPerson"]] = relationship(
        order_by="SessionPerson.position", viewonly=True
    )

    @property
    def people(self) -> list[Person]:
        """The people named with this session, in the programme's order."""
        return [part.person for part in self.parts]


class SessionRoom(Model):
    """A session's rooms, in the programme's order."""

    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), primary_key=True)
    room_id: Mapped[UUID] = mapped_column(ForeignKey("room.id"), primary_key=True)
    position: Mapped[int]


class SessionPerson(Model):
    """A person's part in a session: speaker, chair or author."""

    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(default="speaker")
    position: Mapped[int]

    person: Mapped[Person] = relationship(lazy="joined", viewonly=True)


class ProgrammeVersion(Model):
    """One published programme: its index, compressed once, and what the manifest says of it.

    Kept in the database, not in files: a version then exists with its rows or not at all, every
    process sees it, and a backup has it. Only the newest versions are kept (for deltas).
    """

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    sha256: Mapped[str]  # of the index
    days: Mapped[dict[str, Any]]  # "2019-12-27" → hash of the day's details
    # What moved since the version before, and which rooms and tracks got another name.
    changes: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    renamed: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    plain: Mapped[bytes]
    gzip: Mapped[bytes]
    brotli: Mapped[bytes]


class ProgrammeDetails(Model):
    """A day's texts, under the hash of their content, so that an unchanged day stays cached."""

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), primary_key=True)
    hash: Mapped[str] = mapped_column(primary_key=True)
    plain: Mapped[bytes]
    gzip: Mapped[bytes]
    brotli: Mapped[bytes]


class EventMap(Model):
    """The picture of an event's rooms, as `pictures` made it; `name` is its hash and ending."""

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), primary_key=True)
    name: Mapped[str]
    body: Mapped[bytes]
