"""What other features do when somebody proves an address; they sit above accounts."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask import Flask, current_app

SignInHook = Callable[[UUID, str, datetime], None]


def init_app(app: Flask) -> None:
    """Give the app its empty list of hooks."""
    app.extensions["sign_in_hooks"] = []


def on_sign_in(app: Flask, hook: SignInHook) -> None:
    """Call `hook(account_id, email, now)` in the transaction of each sign-in.

    The address was proved in that moment, so what was kept under it can be handed over.
    """
    app.extensions["sign_in_hooks"].append(hook)


def run_sign_in_hooks(account_id: UUID, email: str, now: datetime) -> None:
    """Tell every feature that asked."""
    for hook in current_app.extensions["sign_in_hooks"]:
        hook(account_id, email, now)
