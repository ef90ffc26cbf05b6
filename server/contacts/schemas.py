"""The bodies of entries about contacts and sharing. Shape only; the rules are services'."""

import re
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from server.core.texts import check_text, many_lines, one_line, with_pointer

NAME, LINK, ADDRESS, NOTE, TEXT = 200, 2000, 254, 10_000, 2000
RAW = 8192

CONTACT_TEXTS = {
    "name": NAME,
    "headline": NAME,
    "institution": NAME,
    "email": ADDRESS,
    "phone": 50,
    "link": LINK,
    "role": 50,
    "cadence": 50,
}
CONTACT_FLAGS = frozenset({"hot", "no_follow_up"})
TRIAGE = frozenset({"follow_up", "kept", "let_go"})
ENCOUNTER_TEXTS = {
    "event": 100,
    "session": 50,
    "place": NAME,
    "topic": NAME,
    "detail": TEXT,
    "promise": TEXT,
    "promise_link": LINK,
}
INTENTS = frozenset({"thanks", "manuscript", "meeting", "mentor"})
VARIABLE = re.compile(r"[ns]\.[a-z][a-z0-9_]{0,49}")


class ScanRecord(Schema):
    """One reading of one code, as it was read."""

    contact = fields.UUID(required=True)
    event = fields.String(allow_none=True, validate=one_line(100))
    session = fields.String(allow_none=True, validate=one_line(50))
    raw = fields.String(required=True, validate=validate.Length(max=RAW))
    how = fields.String(required=True, validate=one_line(20))
    share = fields.String(required=True, validate=validate.OneOf(["swap", "none"]))
    zone = fields.String(allow_none=True, validate=one_line(50))


class ContactSet(Schema):
    """One thing that the owner says of a contact."""

    contact = fields.UUID(required=True)
    field = fields.String(
        required=True,
        validate=validate.OneOf([*CONTACT_TEXTS, *sorted(CONTACT_FLAGS), "triage"]),
    )
    value = fields.Raw(required=True, allow_none=True)

    @validates_schema
    def check_value(self, body: dict[str, Any], **kwargs: object) -> None:
        """Check the value as its field wants it."""
        del kwargs
        if body["value"] is not None:
            with_pointer(check_contact_value, body["field"], body["value"])


def check_contact_value(field: str, value: object) -> None:
    """Refuse a value that a contact's field cannot hold."""
    if field in CONTACT_FLAGS:
        if not isinstance(value, bool):
            raise ValidationError("Takes true or false.")
    elif field == "triage":
        if value not in TRIAGE:
            raise ValidationError(f"One of {', '.join(sorted(TRIAGE))}.")
    else:
        check_text(value, CONTACT_TEXTS[field], lines=False)


class EncounterSet(Schema):
    """One thing that the owner says of an encounter."""

    contact = fields.UUID(required=True)
    encounter = fields.UUID(required=True)
    field = fields.String(required=True)
    value = fields.Raw(required=True, allow_none=True)
    zone = fields.String(allow_none=True, validate=one_line(50))

    @validates_schema
    def check_value(self, body: dict[str, Any], **kwargs: object) -> None:
        """Check the field's name, and the value as it wants it."""
        del kwargs
        field, value = body["field"], body["value"]
        if field not in {*ENCOUNTER_TEXTS, "intent"} and not VARIABLE.fullmatch(field):
            raise ValidationError("No such field.", "field")
        if value is not None:
            with_pointer(check_encounter_value, field, value)


def check_encounter_value(field: str, value: object) -> None:
    """Refuse a value that an encounter's field cannot hold."""
    if field == "intent":
        if value not in INTENTS:
            raise ValidationError(f"One of {', '.join(sorted(INTENTS))}.")
    elif field in ENCOUNTER_TEXTS:
        check_text(value, ENCOUNTER_TEXTS[field], lines=ENCOUNTER_TEXTS[field] == TEXT)
    elif isinstance(value, list):
        if len(value) > 20:  # noqa: PLR2004 -- more is no variable of a message
            raise ValidationError("Takes at most 20 items.")
        for item in value:
            check_text(item, TEXT, lines=True)
    elif not isinstance(value, bool | int | float):
        check_text(value, TEXT, lines=True)


class NoteSave(Schema):
    """The text of a note, and the entry whose text it replaces."""

    contact = fields.UUID(required=True)
    note = fields.UUID(required=True)
    encounter = fields.UUID(allow_none=True)
    base = fields.UUID(required=True, allow_none=True)
    text = fields.String(required=True, validate=many_lines(NOTE))


class TagSet(Schema):
    """One tag of a contact, on or off."""

    contact = fields.UUID(required=True)
    tag = fields.String(required=True, validate=[validate.Length(min=1), one_line(50)])
    value = fields.Boolean(required=True, truthy={True}, falsy={False})


class ContactDelete(Schema):
    """A contact, and what the phone had seen of it."""

    contact = fields.UUID(required=True)
    seen = fields.Dict(
        keys=fields.UUID(), values=fields.String(validate=one_line(50)), required=True
    )


class ShareAbout(Schema):
    """A contact or an ask."""

    about = fields.UUID(required=True)


class ShareWithdraw(ShareAbout):
    """Whose card to take back from whom: also by the codes they were met by."""

    met_by = fields.List(
        fields.String(validate=one_line(64)), load_default=list, validate=validate.Length(max=100)
    )


class BlockSet(ShareWithdraw):
    """Whom to block, or let be again."""

    value = fields.Boolean(load_default=True, truthy={True}, falsy={False})
