"""Who is asking. Features see an account's id; how it was proved stays in `accounts`."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Flask, abort, current_app, request

KEY = "hallway.account_id"
Lookup = Callable[[], UUID | None]


def init_app(app: Flask, lookup: Lookup) -> None:
    """Give the app its way of telling from the current request which account is signed in."""
    app.extensions["identity"] = lookup


def require_sign_in(blueprint: Blueprint) -> None:
    """Refuse every route of *blueprint* to a caller who has not signed in: 401."""
    blueprint.before_request(_check)


def _check() -> None:
    if signed_in_account_id() is None:
        abort(401, "Sign in to go on.")


def signed_in_account_id() -> UUID | None:
    """Return the account that is signed in, or None."""
    known = request.environ  # not `g`, which several requests of one test share
    if KEY not in known:
        lookup: Lookup = current_app.extensions["identity"]
        known[KEY] = lookup()
    account_id: UUID | None = known[KEY]
    return account_id


def current_account_id() -> UUID:
    """Return the signed-in account's id, in a route that requires one."""
    account_id = signed_in_account_id()
    if account_id is None:
        abort(401, "Sign in to go on.")
    return account_id
