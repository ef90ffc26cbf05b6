"""Settings: read once, from the environment, with every name and default in one place."""

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "HALLWAY_"
DEVELOPMENT_KEY = "development only, never in production"
MEGABYTE = 1024 * 1024


class SettingsError(Exception):
    """A setting is missing or cannot be used; the message says which and what it takes."""


def load_config(environ: Mapping[str, str] | None = None) -> dict[str, object]:
    """Return Flask's configuration from `HALLWAY_…` variables.

    Every setting has a default that serves a laptop. Raises `SettingsError` here, at start,
    never at first use: production without a secret key or a base address is refused, and so
    is a clock set by hand.
    """
    given = os.environ if environ is None else environ

    def setting(name: str, default: str = "") -> str:
        return given.get(PREFIX + name, "").strip() or default

    production = setting("ENV") == "production"
    data_dir = Path(setting("DATA_DIR", str(ROOT / "instance"))).resolve()
    if production:
        _refuse_unsafe(setting)
    return {
        "PRODUCTION": production,
        "SECRET_KEY": setting("SECRET_KEY", DEVELOPMENT_KEY),
        "BASE_URL": setting("BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        "DATA_DIR": data_dir,
        "SQLALCHEMY_DATABASE_URI": setting("DATABASE_URL", f"sqlite:///{data_dir / 'hallway.db'}"),
        "MAIL_URL": setting("MAIL_URL"),
        "MAIL_FROM": setting("MAIL_FROM", "hallway@localhost"),
        "MAIL_PER_SECOND": _whole_number("MAIL_PER_SECOND", setting("MAIL_PER_SECOND", "20")),
        "DKIM_KEY_FILE": setting("DKIM_KEY_FILE"),
        "DKIM_SELECTOR": setting("DKIM_SELECTOR"),
        "DKIM_DOMAIN": setting("DKIM_DOMAIN"),
        "PROXY_HOPS": _whole_number("PROXY_HOPS", setting("PROXY_HOPS", "0")),
        "LOG_LEVEL": setting("LOG_LEVEL", "INFO").upper(),
        "NOW": _moment("NOW", setting("NOW")),
        "MAX_CONTENT_LENGTH": MEGABYTE,
        "API_TITLE": "Hallway",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": "/",
        "OPENAPI_JSON_PATH": "openapi.json",
    }


def _refuse_unsafe(read: Callable[[str], str]) -> None:
    for name, why in (
        ("SECRET_KEY", "a long random text that only this server knows"),
        ("BASE_URL", "the address people reach it under, such as https://hallway.example"),
    ):
        if not read(name):
            raise SettingsError(f"production needs {PREFIX}{name}: {why}.")
    if read("NOW"):
        raise SettingsError(f"{PREFIX}NOW sets the clock by hand and is refused in production.")


def _whole_number(name: str, text: str) -> int:
    if not text.isdecimal():
        raise SettingsError(f"{PREFIX}{name} takes a whole number, not {text!r}.")
    return int(text)


def _moment(name: str, text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(
            f"{PREFIX}{name} takes a time such as 2026-09-10T09:00:00+02:00."
        ) from error
    if moment.tzinfo is None:
        raise SettingsError(f"{PREFIX}{name} needs an offset, such as +02:00 or Z.")
    return moment
