"""Refusals of the accounts feature."""

from server.core.errors import RejectedError


class SignInCodeError(RejectedError):
    """The code does not sign anybody in; whether it is wrong, old, used or foreign is not told."""

    code = "sign-in-code"
    title = "This code does not work."
