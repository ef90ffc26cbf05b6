"""The one clock. `HALLWAY_NOW` starts it elsewhere, for demos and tests of "a week later"."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import Flask, current_app


def init_app(app: Flask) -> None:
    """Start the app's clock at the real time, or at the configured `NOW`, and let it run on."""
    start: datetime | None = app.config["NOW"]
    app.extensions["clock_offset"] = start - datetime.now(UTC) if start else timedelta()


def now() -> datetime:
    """Return the current moment, aware, in UTC."""
    offset: timedelta = current_app.extensions["clock_offset"]
    return datetime.now(UTC) + offset


def is_zone(name: str) -> bool:
    """Tell whether *name* is an IANA zone that this machine knows."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
