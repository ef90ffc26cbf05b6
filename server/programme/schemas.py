"""What the programme's addresses answer, for the API's description."""

import marshmallow as ma


class ManifestResponse(ma.Schema):
    """The newest version, and where its documents are."""

    version = ma.fields.Integer(required=True)
    index = ma.fields.String(required=True, metadata={"description": "address of the index"})
    details = ma.fields.Dict(
        keys=ma.fields.String(),
        values=ma.fields.String(),
        required=True,
        metadata={"description": "day → hash of its details"},
    )
    sha256 = ma.fields.String(
        required=True, metadata={"description": "of the index with lists and members sorted"}
    )


class MapSchema(ma.Schema):
    """A picture of the event's rooms."""

    address = ma.fields.String(required=True, metadata={"description": "never changes its content"})
    width = ma.fields.Integer(required=True, metadata={"description": "in pixels"})
    height = ma.fields.Integer(required=True)


class IndexedEventSchema(ma.Schema):
    """The event, as the index has it."""

    slug = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    short_name = ma.fields.String(required=True)
    timezone = ma.fields.String(required=True)
    starts_on = ma.fields.Date(required=True)
    ends_on = ma.fields.Date(required=True)
    place = ma.fields.String()
    map = ma.fields.Nested(MapSchema)


class NamedSchema(ma.Schema):
    """A room or a track."""

    id = ma.fields.String(required=True)
    name = ma.fields.String(required=True)


class IndexedPersonSchema(NamedSchema):
    """Somebody named in the programme."""

    institution = ma.fields.String()


class IndexedSessionSchema(ma.Schema):
    """A session without its long texts; what it has not is left out."""

    id = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    subtitle = ma.fields.String()
    kind = ma.fields.String(required=True)
    start = ma.fields.String(
        required=True, metadata={"description": "as the venue's clocks show it, with offset"}
    )
    end = ma.fields.String(required=True)
    rooms = ma.fields.List(ma.fields.String())
    track = ma.fields.String()
    people = ma.fields.List(ma.fields.String())
    language = ma.fields.String()
    board = ma.fields.String()
    within = ma.fields.String(metadata={"description": "a poster's session"})
    cancelled = ma.fields.Boolean()
    removed = ma.fields.Boolean(metadata={"description": "it left the programme; what it was"})
    capacity = ma.fields.Integer(metadata={"description": "places, where known"})
    full = ma.fields.Boolean()


class IndexResponse(ma.Schema):
    """A whole programme without its long texts."""

    version = ma.fields.Integer(required=True)
    event = ma.fields.Nested(IndexedEventSchema, required=True)
    rooms = ma.fields.List(ma.fields.Nested(NamedSchema), required=True)
    tracks = ma.fields.List(ma.fields.Nested(NamedSchema), required=True)
    people = ma.fields.List(ma.fields.Nested(IndexedPersonSchema), required=True)
    sessions = ma.fields.List(ma.fields.Nested(IndexedSessionSchema), required=True)


class PutSchema(ma.Schema):
    """Rows that are new, or replace the row of the same id."""

    event = ma.fields.Nested(IndexedEventSchema)
    rooms = ma.fields.List(ma.fields.Nested(NamedSchema))
    tracks = ma.fields.List(ma.fields.Nested(NamedSchema))
    people = ma.fields.List(ma.fields.Nested(IndexedPersonSchema))
    sessions = ma.fields.List(ma.fields.Nested(IndexedSessionSchema))


class RemoveSchema(ma.Schema):
    """Ids of rows that are gone."""

    rooms = ma.fields.List(ma.fields.String())
    tracks = ma.fields.List(ma.fields.String())
    people = ma.fields.List(ma.fields.String())
    sessions = ma.fields.List(ma.fields.String())


class DeltaResponse(ma.Schema):
    """What turns one version's index into another's."""

    version = ma.fields.Integer(required=True)
    sha256 = ma.fields.String(required=True)
    put = ma.fields.Nested(PutSchema, required=True)
    remove = ma.fields.Nested(RemoveSchema, required=True)


class FactSchema(ma.Schema):
    """One fact of a session that differs; long texts and links are named without values."""

    fact = ma.fields.String(required=True, metadata={"description": "time, room, title, people …"})
    old = ma.fields.Raw(allow_none=True)
    new = ma.fields.Raw(allow_none=True)


class ChangeSchema(ma.Schema):
    """One session that changed."""

    session = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    what = ma.fields.String(
        required=True,
        validate=ma.validate.OneOf(
            ("added", "changed", "cancelled", "restored", "removed", "returned")
        ),
    )
    facts = ma.fields.List(ma.fields.Nested(FactSchema), required=True)
    agendas = ma.fields.Integer(
        metadata={"description": "how many agendas it touches; in previews alone"}
    )


class RenamingSchema(ma.Schema):
    """A room or a track that is called otherwise now."""

    what = ma.fields.String(required=True, validate=ma.validate.OneOf(("room", "track")))
    old = ma.fields.String(required=True)
    new = ma.fields.String(required=True)


class ChangedVersionSchema(ma.Schema):
    """What moved since the version before."""

    version = ma.fields.Integer(required=True)
    made_at = ma.fields.String(required=True)
    changes = ma.fields.List(ma.fields.Nested(ChangeSchema), required=True)
    renamed = ma.fields.List(ma.fields.Nested(RenamingSchema))


class ChangesResponse(ma.Schema):
    """The last twenty versions, the newest first."""

    version = ma.fields.Integer(required=True)
    versions = ma.fields.List(ma.fields.Nested(ChangedVersionSchema), required=True)
