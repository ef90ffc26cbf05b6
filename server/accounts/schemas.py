"""Shapes of what accounts take and answer."""

import marshmallow as ma

ADDRESS = ma.validate.Length(min=3, max=254)
MAX_TYPED = 40


class SignInCodeRequest(ma.Schema):
    """Where to mail a code."""

    email = ma.fields.String(required=True, validate=ADDRESS)


class SignInCodeResponse(ma.Schema):
    """A code is on its way, if the address is somebody's."""

    minutes = ma.fields.Integer(required=True, metadata={"description": "How long it works"})


class SignInRequest(SignInCodeRequest):
    """The code that came by mail; blanks, hyphens and look-alikes are forgiven."""

    code = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=MAX_TYPED))


class MeResponse(ma.Schema):
    """Who is signed in."""

    email = ma.fields.String(required=True)


class SignInResponse(MeResponse):
    """Who has signed in."""

    fresh = ma.fields.Boolean(
        required=True, metadata={"description": "The account held nothing before"}
    )
