"""The app's shell: first run, no network, a new version, the keyboard, large text."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from server import bootstrap
from tests.bench.sizes import app_code
from tests.browser.conftest import PhoneMaker
from tests.browser.phones import looks_right
from tests.browser.sites import Site

MOST_BYTES = 60_000  # compressed: what the first screen needs of scripts and styles
# 09:20 in Berlin, on the second day: the first sessions are on.
MORNING = datetime(2026, 6, 10, 7, 20, tzinfo=UTC)

WHAT_IS_CACHED = """async () => {
  const addresses = []
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      addresses.push(new URL(request.url).pathname)
    }
  }
  return addresses
}"""


def begin(page: Page, name: str = "Mira Solberg") -> None:
    """Go through the first run."""
    page.get_by_label("Your name").fill(name)
    page.get_by_role("radio", name="Expo 2026").wait_for()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def test_first_run_asks_for_a_name_and_an_event_and_nothing_else(
    site: Site, phone: PhoneMaker
) -> None:
    site.make_event()
    page = phone(now=MORNING).open()
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    expect(page.get_by_label("Your name")).to_be_focused()
    expect(page.get_by_role("radio", name="Expo 2026")).to_be_checked()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("alert")).to_have_text("Type the name that people shall see.")
    looks_right(page, "welcome-refused")
    page.get_by_label("Your name").fill("Mira Solberg")
    expect(page.locator(".pass")).to_contain_text("Mira Solberg")
    looks_right(page, "welcome")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def test_without_an_event_the_app_starts_all_the_same(site: Site, phone: PhoneMaker) -> None:
    del site
    page = phone(now=MORNING).open()
    page.get_by_label("Your name").fill("Mira Solberg")
    expect(page.get_by_role("radio", name="No event today")).to_be_checked()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="No event today")).to_be_visible()
    looks_right(page, "today-no-event")


def test_cold_start_needs_no_server(site: Site, phone: PhoneMaker) -> None:
    site.make_event()
    somebody = phone(now=MORNING)
    page = somebody.open()
    begin(page)
    somebody.settle()
    page.get_by_role("link", name="Programme", exact=True).click()
    page.locator(".row").first.wait_for()
    site.stop()

    page = somebody.reopen()

    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    page.get_by_role("link", name="Programme", exact=True).click()
    page.get_by_role("searchbox").fill("ecg")
    expect(page.get_by_role("link", name="Reading an ECG aloud").first).to_be_visible()
    page.get_by_role("link", name="Reading an ECG aloud").first.click()
    expect(page.get_by_text("Ten tracings, ten sentences.")).to_be_visible()


def test_only_the_shell_is_cached_by_the_worker(site: Site, phone: PhoneMaker) -> None:
    site.make_event()
    somebody = phone(now=MORNING)
    page = somebody.open()
    begin(page)
    somebody.settle()

    cached = page.evaluate(WHAT_IS_CACHED)

    assert "/" in cached
    assert [path for path in cached if path.startswith(("/api/", "/e/", "/b/", "/p/"))] == []
    page.goto("/e/expo26/programme.json")
    assert page.locator("body").inner_text().startswith("{")


def test_app_can_be_installed(site: Site, phone: PhoneMaker) -> None:
    site.make_event()
    somebody = phone(now=MORNING)
    page = somebody.open()
    begin(page)
    somebody.settle()
    browser = somebody.context.new_cdp_session(page)

    # The browser of a test is a private one, where nothing is installed; that is all it minds.
    errors = browser.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in errors] == ["in-incognito"]
    manifest = browser.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"] == f"{site.url}/manifest.webmanifest"


@contextmanager
def newer_version() -> Iterator[None]:
    """Let the server have another build of the app than the phone."""
    worker = bootstrap.STATIC / "sw.js"
    was = worker.read_bytes()
    twins = {path: path.read_bytes() for path in worker.parent.glob("sw.js.*")}
    for path in twins:
        path.unlink()
    worker.write_bytes(was.replace(b'version:"', b'version:"next'))
    if worker.read_bytes() == was:
        worker.write_bytes(was + b"\n// another build\n")
    try:
        yield
    finally:
        worker.write_bytes(was)
        for path, content in twins.items():
            path.write_bytes(content)


def test_new_version_waits_until_it_is_wanted(site: Site, phone: PhoneMaker) -> None:
    site.make_event()
    somebody = phone(now=MORNING)
    page = somebody.open()
    begin(page)
    somebody.settle()
    page.reload()
    with newer_version():
        page.evaluate("navigator.serviceWorker.ready.then(found => found.update())")
        expect(page.get_by_text("A new version is ready")).to_be_visible()
        looks_right(page, "today-update")
        with page.expect_navigation():
            page.get_by_role("button", name="Update").click()
        expect(page.get_by_role("heading", name="Today")).to_be_visible()
        expect(page.get_by_text("A new version is ready")).to_have_count(0)


def test_keyboard_alone_goes_everywhere(site: Site, phone: PhoneMaker) -> None:
    site.make_event()
    page = phone(now=MORNING).open()
    page.get_by_role("radio", name="Expo 2026").wait_for()
    page.get_by_label("Your name").focus()
    page.keyboard.type("Mira Solberg")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Today")).to_be_focused()
    page.get_by_role("link", name="Programme", exact=True).focus()
    page.keyboard.press("Enter")
    page.locator(".row").first.wait_for()
    expect(page.get_by_role("heading", name="Programme", exact=True)).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("handover")
    expect(page.get_by_role("searchbox")).to_have_value("handover")
    # The search is made while the phone is idle: what is found may come after the word.
    expect(page.locator(".row h3").first).to_contain_text("Handover without holes")
    page.keyboard.press("Tab")  # past "Clear"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Handover without holes")).to_be_focused()
    page.get_by_role("radio", name="Neither").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Going")).to_be_checked()
    expect(page.get_by_role("radio", name="Going")).to_be_focused()


def test_text_twice_as_large_fits(site: Site, phone: PhoneMaker) -> None:
    site.make_event()
    page = phone(now=MORNING).open()
    begin(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for path in ("today", "programme", "welcome"):
        page.evaluate(f"location.hash = '#/{path}'")
        page.locator("h1").wait_for()
        assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0, path


def test_first_load_stays_small(built_client: Path) -> None:
    del built_client
    assert app_code() <= MOST_BYTES
