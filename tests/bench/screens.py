"""What somebody with a slow phone waits for: Chromium at a quarter of this machine's speed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import BrowserContext, Page, sync_playwright

from server import bootstrap
from server.programme.importing.reading import read_programme
from tests.bench.places import our_server
from tests.bench.synthetic import ZONE, schedule
from tests.browser.phones import Phone, launch

SLOWER = 4
STARTS = 7
WARM_GOAL_MS, KEY_GOAL_MS, NODES_GOAL = 500, 50, 4000
PHRASES = ("room 12 congress", "institute for", "stato bea", "12")
NODES = "document.querySelectorAll('*').length"
# When the first row had been painted: after the frame that follows its insertion.
SEE_ROWS = """() => {
  const seen = new MutationObserver(() => {
    if (!document.querySelector('.row')) return
    seen.disconnect()
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => { globalThis.rowsPaintedAt = performance.now() }
      port2.postMessage(0)
    })
  })
  seen.observe(document, { childList: true, subtree: true })
}"""
WHEN_PAINTED = """() => new Promise((done) => {
  const look = () => globalThis.rowsPaintedAt ? done(rowsPaintedAt) : setTimeout(look, 20)
  look()
})"""
# From a key's event to the frame that shows the last change it made to the screen; what changes
# the screen within a quarter of a second of it counts.
WATCH_KEYS = """() => {
  globalThis.keys = []
  let current
  const painted = () => {
    const mine = current
    if (!mine || performance.now() - mine.at > 250) return
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => { mine.took = performance.now() - mine.at }
      port2.postMessage(0)
    })
  }
  addEventListener('input', (event) => {
    current = { at: event.timeStamp, took: 0 }
    keys.push(current)
    painted()
  }, true)
  const all = { childList: true, subtree: true, characterData: true }
  new MutationObserver(painted).observe(document.body, all)
}"""


def print_screens(scratch: Path) -> None:
    """Print how long the programme takes to be seen, and a key of its search."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(bootstrap.node()))
    with slow_phone(scratch / "thousand", 1000) as phone:
        took = sorted(warm_start(phone) for _ in range(STARTS))
        print(
            f"list of 1,000, warm    {median(took):8.0f} ms, {took[0]:.0f} to {took[-1]:.0f}"
            f" (goal {WARM_GOAL_MS})   CPU ÷ {SLOWER}"
        )
        print_keys("1,000", phone)
    with slow_phone(scratch / "threethousand", 3000) as phone:
        print(f"list of 3,000, warm    {warm_start(phone):8.0f} ms")
        print_keys("3,000", phone)
        print(f"nodes for 3,000        {most_nodes(phone.page):8} (goal {NODES_GOAL})")


@contextmanager
def slow_phone(folder: Path, count: int) -> Iterator[Phone]:
    """Yield a phone that holds an event of *count* sessions and the app, throttled."""
    parsed = read_programme(schedule(count), zone=ZONE)
    with (
        our_server(folder, parsed) as ours,
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        url = f"http://127.0.0.1:{ours.port}"
        phone = Phone(browser, url, now=None, clip=None)
        page = phone.open()
        page.get_by_label("Your name").fill("Mira Solberg")
        page.get_by_role("radio", name="Bench").click()
        page.get_by_role("button", name="Start").click()
        page.get_by_role("heading", name="Today").or_(
            page.get_by_role("heading", name="Bench")
        ).first.wait_for()
        phone.settle()
        phone.context.add_init_script(f"({SEE_ROWS})()")
        page.goto("/#/programme")
        page.reload()
        page.locator(".row").first.wait_for()
        page.wait_for_load_state("networkidle")
        yield phone
        phone.close()


def warm_start(phone: Phone) -> float:
    """Open the app from cold, with everything kept; return when rows were painted, in ms."""
    old, phone.page = phone.page, phone.context.new_page()
    old.close()
    page = phone.page
    throttle(phone.context, page)
    page.goto("/#/programme")
    if not page.evaluate("navigator.serviceWorker.controller !== null"):
        raise SystemExit("the app did not come from the phone")
    return float(page.evaluate(WHEN_PAINTED))


def throttle(context: BrowserContext, page: Page) -> None:
    """Let the page have a quarter of the machine."""
    devtools = context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def print_keys(name: str, phone: Phone) -> None:
    """Type phrases, as fast as fingers do and from the first moment on; print what keys took."""
    page = phone.page
    page.evaluate(WATCH_KEYS)
    search = page.get_by_role("searchbox")
    for phrase in PHRASES:
        search.click()
        page.keyboard.type(phrase, delay=260)
        page.wait_for_timeout(300)
        search.fill("")
        page.wait_for_timeout(300)
    took = sorted(float(key["took"]) for key in page.evaluate("keys"))
    half, most = median(took), quantiles(took, n=20)[-1]
    print(
        f"a key, {name:15} {half:8.0f} ms, 95 % {most:.0f}, most {took[-1]:.0f}"
        f" of {len(took)} (goal {KEY_GOAL_MS})"
    )


def most_nodes(page: Page) -> int:
    """Return the most nodes there are while one scrolls through."""
    most = page.evaluate(NODES)
    for _ in range(12):
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(100)
        most = max(most, page.evaluate(NODES))
    return int(most)


if __name__ == "__main__":
    import tempfile

    bootstrap.build_client()
    with tempfile.TemporaryDirectory() as folder:
        print_screens(Path(folder))
