"""Phones for tests: a real Chromium as an attendee holds it, with a clock and maybe a camera."""

import os
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, WebError

from server import bootstrap
from tests.browser.clips import write_clip

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
SCREENS = bootstrap.ROOT / "tests" / ".artifacts" / "screens"
# Nothing in the browser may reach past loopback; left alone, Chromium calls home at every start.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
WAKES = 20
PATIENCE_MS = 15_000  # a busy machine is slow, not wrong
FORBIDDEN = ("Content Security Policy", "Trusted")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def launch(playwright: Playwright, *more: str) -> Browser:
    """Start a Chromium that talks to nobody but this machine."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert program, "no Chromium: run python3 -m tests browser"
    return playwright.chromium.launch(executable_path=program, args=[*QUIET, *more])


def launch_with_camera(playwright: Playwright, clip: Path) -> Browser:
    """Start a Chromium whose camera sees *clip*, whatever the file holds when it is opened."""
    return launch(
        playwright,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={clip}",
    )


# Every day's texts of the programmes that the phone has are in its database.
PROGRAMMES_ARE_KEPT = """async () => {
  const answer = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error)
  })
  for (const { name } of await indexedDB.databases()) {
    const db = await answer(indexedDB.open(name))
    try {
      if (!db.objectStoreNames.contains('documents')) continue
      const keys = await answer(db.transaction('documents').objectStore('documents').getAllKeys())
      for (const key of keys.filter((one) => one.startsWith('programme/'))) {
        const slug = key.slice('programme/'.length)
        const { details } = await (await fetch(`/api/events/${slug}/programme`)).json()
        const wanted = Object.values(details).map((hash) => `details/${slug}/${hash}`)
        if (!wanted.every((one) => keys.includes(one))) return false
      }
    } finally {
      db.close()
    }
  }
  return true
}"""


class Phone:
    """A phone of somebody: its own storage, one page in front, and what went wrong in it."""

    def __init__(
        self, browser: Browser, url: str, *, now: datetime | None, clip: Path | None
    ) -> None:
        """Take a phone out of its box; *now* is what its clock shows, None its own true time."""
        self.url = url
        self.clip = clip
        self.errors: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=url,
            viewport={"width": 390, "height": 844},
            device_scale_factor=2,
            is_mobile=True,
            has_touch=True,
            locale="en-GB",
            timezone_id="Europe/Berlin",
            service_workers="allow",
            accept_downloads=True,
        )
        self.context.set_default_timeout(PATIENCE_MS)
        if clip:
            self.context.grant_permissions(["camera"], origin=url)
        if now:
            self.context.clock.install(time=now)
        self.context.on("weberror", self._page_failed)
        self.context.on("console", self._page_spoke)
        self.page: Page = self.context.new_page()

    def open(self, path: str = "/") -> Page:
        """Go to *path* and return the page."""
        self.page.goto(path)
        return self.page

    def reopen(self, path: str = "/") -> Page:
        """Close the app and start it from cold: another page, the same storage."""
        closing, self.page = self.page, self.context.new_page()
        closing.close()
        return self.open(path)

    def set_clock(self, now: datetime) -> None:
        """Make it *now* on this phone, from where its clock runs on."""
        self.context.clock.set_system_time(now)

    def see(self, *pictures: bytes, fills: float = 0.94) -> None:
        """Hold *pictures* (PNG) up to the camera, from the next time it is opened."""
        assert self.clip, "this phone has no camera: phone(camera=True)"
        write_clip(self.clip, pictures, fills=fills)

    def settle(self) -> None:
        """Wait until the app works without a server: its worker is active, its programme kept."""
        self.page.evaluate(
            """() => navigator.serviceWorker.ready.then(found => {
                 const worker = found.active
                 if (worker.state === 'activated') return true
                 return new Promise(done => worker.addEventListener('statechange',
                   () => worker.state === 'activated' && done(true)))
               })"""
        )
        self.page.wait_for_function(PROGRAMMES_ARE_KEPT, polling=100)

    def close(self) -> None:
        """Put the phone away; errors of its pages fail the test.

        What is cut off in the middle by being put away is no error of theirs.
        """
        if not self.page.is_closed():
            self.page.evaluate("0")  # what was said until now has arrived with the answer
        errors = [*self.errors]
        self.context.close()
        assert not errors, errors

    def _page_failed(self, failure: WebError) -> None:
        self.errors.append(str(failure.error))

    def _page_spoke(self, message: ConsoleMessage) -> None:
        if message.type == "error" and any(word in message.text for word in FORBIDDEN):
            self.errors.append(message.text)


def wake_until(page: Page, holds: Callable[[], None]) -> None:
    """Let the phone notice the network again and again, as time does, until *holds* passes.

    For what another phone did: a phone that looked a moment too early looks again later.
    """
    for _ in range(WAKES):
        page.evaluate("dispatchEvent(new Event('online'))")
        try:
            holds()
        except AssertionError:
            continue
        return
    holds()


def axe(page: Page) -> list[str]:
    """Return every accessibility fault that axe finds on the page as it stands."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate((bootstrap.WEB / "node_modules" / "axe-core" / "axe.min.js").read_text())
    found = page.evaluate("rules => axe.run({ runOnly: rules })", RULES)
    return [
        f"{fault['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def looks_right(page: Page, name: str, *, schemes: Sequence[Scheme] = SCHEMES) -> None:
    """Take a screenshot as *name* and find no accessibility fault, in each colour scheme."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    faults = []
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.screenshot(path=SCREENS / f"{name}-{scheme}.png")
        faults += [f"{scheme}: {fault}" for fault in axe(page)]
    page.emulate_media(color_scheme=None, reduced_motion=None)
    assert not faults, "\n".join(faults)
