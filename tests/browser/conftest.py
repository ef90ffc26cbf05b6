"""Fixtures of the browser journeys: the real server, a mail relay, and phones."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from server import bootstrap
from tests.browser.clips import write_clip
from tests.browser.mail import MailSink
from tests.browser.phones import PATIENCE_MS, Phone, launch, launch_with_camera
from tests.browser.sites import Site

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # Playwright's own Node wants a library that a bare Debian lacks; the environment's does not.
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(bootstrap.node()))
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def built_client() -> Path:
    bootstrap.build_client()
    return bootstrap.STATIC


@pytest.fixture
def mail_sink() -> Iterator[MailSink]:
    sink = MailSink()
    yield sink
    sink.close()


@pytest.fixture
def site(tmp_path: Path, mail_sink: MailSink, built_client: Path) -> Iterator[Site]:
    """The real server, up, on an empty database; `site.make_event()` puts something into it."""
    del built_client
    site = Site(tmp_path / "instance", mail_url=mail_sink.url)
    site.folder.mkdir()
    site.start()
    yield site
    site.stop()


class PhoneMaker(Protocol):
    """Makes a phone of somebody, on the site's clock unless told otherwise."""

    def __call__(self, *, camera: bool = False, now: datetime | None = None) -> Phone: ...


@pytest.fixture
def phone(
    playwright: Playwright, browser: Browser, site: Site, tmp_path: Path
) -> Iterator[PhoneMaker]:
    closing: list[Callable[[], None]] = []

    def make(*, camera: bool = False, now: datetime | None = None) -> Phone:
        clip = None
        chosen = browser
        if camera:  # what the camera sees is given to a whole browser
            clip = write_clip(tmp_path / f"camera{len(closing)}.mjpeg", [_nothing()])
            chosen = launch_with_camera(playwright, clip)
            closing.append(chosen.close)
        made = Phone(chosen, site.url, now=now or site.now(), clip=clip)
        closing.append(made.close)
        return made

    yield make
    failures = []
    for close in reversed(closing):
        try:
            close()
        except AssertionError as error:
            failures.append(str(error))
    assert not failures, failures


def _nothing() -> bytes:
    """Return a grey picture: a camera that looks at nothing."""
    import io

    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (320, 240), "grey").save(picture, "PNG")
    return picture.getvalue()
