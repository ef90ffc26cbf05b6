"""What members of JSON are called, by the field they hold, and the forms their values take."""

import re
from datetime import UTC, datetime
from typing import Any

from .json_values import Json, list_of, object_of
from .times import YEARS, day_of, moment_of, zone_of
from .words import line_of

FIELDS = {
    "id": "guid uuid id code uid key event_id session_id talk_id identifier slug",
    "title": "title name headline summary session_title talk_title event_title subject",
    "subtitle": "subtitle sub_title tagline alternate_name",
    "start": "start starts_at start_at start_date_time start_datetime start_time starts begin"
    " begins begin_time begins_at start_date from dtstart time_start date_start startzeit beginn"
    " wcpt_session_time time datetime",
    "end": "end ends_at end_at end_date_time end_datetime end_time ends finish to until dtend"
    " time_end date_end end_date endzeit ende finishes_at",
    "date": "date day day_date schedule_date event_date datum conference_day",
    "duration": "duration length length_in_minutes duration_minutes duration_in_minutes minutes"
    " wcpt_session_duration dauer",
    "rooms": "rooms room room_name room_id location locations venue venues stage hall place"
    " microlocation location_name raum ort",
    "track": "track track_name track_id stream category categories topic topics",
    "type": "type session_type format event_type submission_type kind session_format type_name",
    "language": "language lang language_code in_language content_locale locale spoken_language",
    "abstract": "abstract short_abstract excerpt short_description teaser",
    "description": "description long_abstract body text details content long_description"
    " beschreibung notes",
    "speakers": "speakers speaker persons person people presenters presenter performer performers"
    " speaker_names session_speakers lecturers participants facilitators wcpt_speaker_names"
    " speaker_ids",
    "authors": "authors author",
    "chairs": "chairs chair moderators moderator hosts session_chair session_chairs convenor",
    "state": "state status event_status",
    "url": "url link website web_link permalink html_url page",
    "links": "links attachments resources materials",
    "online": "live_url stream_url online_url join_url meeting_url zoom_url livestream",
    "board": "board board_number poster_number poster_board",
    "capacity": "capacity maximum_attendee_capacity max_participants max_attendees seats places",
    "full": "full is_full sold_out",
}
NAMES = {field: names.split() for field, names in FIELDS.items()}
# Members that say when an entry is; a "date" alone may be when something was written.
WHEN = ("start", "date")
# Objects within an entry whose members are the entry's own.
NESTED = ("slot", "timeslot", "schedule", "meta", "attributes", "fields", "when", "session_time")
PAIRED = 2
MILLISECONDS = 10**11
LEAST_SECONDS = 10**8


def plain_name(name: str) -> str:
    """Return a member's name in small letters and underscores, whatever its style."""
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.rpartition(":")[2])
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def plain_members(value: Json) -> Json:
    """Return an object's members by their plain names, those of `NESTED` objects put in."""
    members: Json = {}
    for name, member in value.items():
        members.setdefault(plain_name(str(name)), member)
    for name in NESTED:
        inner = members.get(name)
        if isinstance(inner, list) and len(inner) == 1:
            inner = inner[0]
        if isinstance(inner, dict):
            for key, member in plain_members(inner).items():
                if members.get(key) in (None, "", [], {}) or key in {"start", "end", "room"}:
                    members[key] = member
    return members


def field_of(members: Json, field: str) -> Any:  # noqa: ANN401 - whatever a file holds
    """Return the first member called as *field* may be that says anything, or None."""
    for name in NAMES[field]:
        if (value := members.get(name)) not in (None, "", [], {}):
            return value
    return None


def stamp_of(value: Any) -> str:  # noqa: ANN401 - whatever a file holds
    """Return a time in ISO form however it is given: as text, seconds since 1970, or an object."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return _of_seconds(value)
    if isinstance(value, dict):
        return _of_object(value)
    text = value.strip() if isinstance(value, str) else ""
    if (
        text.isascii()
        and text.isdigit()
        and int(text[:14]) >= LEAST_SECONDS
        and moment_of(text) is None
    ):
        return _of_seconds(int(text[:14]))
    return _from_european(text)


def _of_seconds(value: float) -> str:
    seconds = value / 1000 if value >= MILLISECONDS else value
    if seconds < LEAST_SECONDS:
        return ""
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return moment.isoformat() if moment.year in YEARS else ""


def _of_object(value: Json) -> str:
    """Return {"date": …, "time": …, "tz": …} or {"dateTime": …, "timeZone": …} as one stamp."""
    members = {plain_name(str(name)): member for name, member in value.items()}
    whole = next(
        (members[n] for n in ("date_time", "datetime", "iso", "value") if n in members), ""
    )
    text = stamp_of(whole) if not isinstance(whole, dict) else ""
    if not text:
        day, clock = line_of(members.get("date")), line_of(members.get("time"))
        text = f"{day}T{clock}" if day and clock else day or clock
    moment = moment_of(text)
    zone = zone_of(
        line_of(members.get("time_zone") or members.get("tz") or members.get("timezone")) or "-"
    )
    if moment is not None and moment.tzinfo is None and zone is not None:
        return moment.replace(tzinfo=zone).isoformat()
    return text


EUROPEAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,T]+(\d{1,2}[:.]\d{2}(?::\d{2})?))?")
SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?:[ ,T]+(\d{1,2}:\d{2}(?::\d{2})?))?(.*)")


def _from_european(text: str) -> str:
    if found := EUROPEAN.fullmatch(text):
        day = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
        return f"{day}T{found[4].replace('.', ':').zfill(5)}" if found[4] else day
    if found := SLASHED.fullmatch(text):
        day = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
        return f"{day}T{found[4].zfill(5)}{found[5].replace(' ', '')}" if found[4] else day
    # A date, a time of day and, apart from it, an offset or the name of UTC.
    parts = text.split()
    if len(parts) > PAIRED and day_of(parts[0]):
        offset = {"UTC": "+00:00", "GMT": "+00:00", "Z": "+00:00"}.get(parts[2], parts[2])
        return f"{parts[0]}T{parts[1]}{offset}"
    return text


def people_values(value: Any) -> list[Any]:  # noqa: ANN401 - whatever a file holds
    """Return people as a list of names, ids or objects, however a file gives them."""
    if isinstance(value, dict):
        inner = list(object_of(value).values())
        return inner if inner and all(isinstance(item, dict) for item in inner) else [value]
    if isinstance(value, list):
        return [person for item in list_of(value) for person in people_values(item)]
    text = line_of(value, 2000)
    if not text:
        return []
    return [part for part in re.split(r"\s*(?:[;|\n]|, | and | & | und )\s*", text) if part]
