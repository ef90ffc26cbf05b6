"""The bodies of entries about codes and cards. Shape only; the rules are services'."""

import base64
import binascii
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from server.core.texts import check_text, with_pointer
from server.swaps.cards import CARD_FIELDS, LEVELS

NAME, LINK, ADDRESS, TEXT = 200, 2000, 254, 2000
SECRET_BYTES = 32
PRESETS_KEYS = frozenset({"level", "fields", "ask", "accept"})


class SecretField(fields.Field[bytes]):
    """32 bytes as base64url, padded or not."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bytes:  # noqa: ANN401 -- marshmallow's signature
        del attr, data, kwargs
        try:
            secret = base64.urlsafe_b64decode(f"{value}{'=' * (-len(value) % 4)}")
        except (TypeError, ValueError, binascii.Error) as error:
            raise ValidationError("Not valid base64url.") from error
        if len(secret) != SECRET_BYTES:
            raise ValidationError(f"Takes {SECRET_BYTES} bytes.")
        return secret


class CodeRegister(Schema):
    """The secret behind this phone's card code."""

    secret = SecretField(required=True, metadata={"type": "string", "format": "base64url"})


class CardSet(Schema):
    """One field of the card, or what of it flows (`presets`)."""

    field = fields.String(required=True, validate=validate.OneOf([*CARD_FIELDS, "presets"]))
    value = fields.Raw(required=True, allow_none=True)

    @validates_schema
    def check_value(self, body: dict[str, Any], **kwargs: object) -> None:
        """Check the value as its field wants it."""
        del kwargs
        if body["value"] is not None:
            with_pointer(check_card_value, body["field"], body["value"])


def check_card_value(field: str, value: object) -> None:
    """Refuse a value that a card's field cannot hold."""
    if field == "presets":
        check_presets(value)
    elif field == "links":
        if not isinstance(value, list) or len(value) > 10:  # noqa: PLR2004 -- links of one person
            raise ValidationError("Takes a list of at most 10 links.")
        for link in value:
            check_text(link, LINK, lines=False)
    elif field in {"seek", "offer", "pitch_line", "pitch_30", "pitch_100"}:
        check_text(value, TEXT, lines=True)
    else:
        limit = {"email": ADDRESS, "linkedin": LINK}.get(field, NAME)
        check_text(value, limit, lines=False)


def check_presets(value: object) -> None:
    """Refuse presets that say something else than what of the card flows to whom."""
    if not isinstance(value, dict) or not value.keys() <= PRESETS_KEYS:
        raise ValidationError(f"Takes an object of {', '.join(sorted(PRESETS_KEYS))}.")
    if value.get("level", "all") not in LEVELS:
        raise ValidationError(f"level: one of {', '.join(LEVELS)}.")
    if not isinstance(value.get("ask", False), bool):
        raise ValidationError("ask: true or false.")
    for name in ("fields", "accept"):
        names = value.get(name, [])
        if not isinstance(names, list) or len(names) > 100:  # noqa: PLR2004 -- a lifetime of events
            raise ValidationError(f"{name}: a list of names.")
        for one in names:
            check_text(one, 100, lines=False)
