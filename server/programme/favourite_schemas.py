"""A list of favourites as it comes in, and what is said of it."""

from typing import Any

import marshmallow as ma

STATES = ("matched", "uncertain", "gone", "missing")


class FavouritesRequest(ma.Schema):
    """A list as a pasted text, or as a file."""

    text = ma.fields.String(validate=ma.validate.Length(min=1))
    file = ma.fields.String(
        validate=ma.validate.Length(min=1), metadata={"description": "its bytes in base64"}
    )

    @ma.validates_schema
    def one_of_both(self, data: dict[str, Any], **_: object) -> None:
        """Refuse both at once, and neither."""
        if ("text" in data) == ("file" in data):
            raise ma.ValidationError("Give either a text or a file.", "text")


class FavouriteSchema(ma.Schema):
    """An entry of the list, and what became of it."""

    words = ma.fields.String(required=True, metadata={"description": "as the list has it"})
    where = ma.fields.String(required=True, metadata={"description": "its line or entry"})
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    by = ma.fields.String(required=True, metadata={"description": "what it was recognised by"})
    sessions = ma.fields.List(
        ma.fields.String(), required=True, metadata={"description": "found, or to choose from"}
    )


class FavouritesResponse(ma.Schema):
    """A whole list looked for."""

    format = ma.fields.String(required=True)
    whole = ma.fields.Boolean(
        required=True, metadata={"description": "it is a programme rather than a choice"}
    )
    entries = ma.fields.List(ma.fields.Nested(FavouriteSchema), required=True)
