"""Makes the picture in the README: `.venv/bin/python -m tests.browser.screenshot`.

The demo, on the morning of its second day, as the demo attendee's phone shows it after signing in.
"""

import os
import tempfile
from datetime import datetime
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from server import bootstrap
from server.demo.invented import ROBIN
from tests.browser.mail import MailSink
from tests.browser.phones import Phone, launch
from tests.browser.sites import Site

PICTURE = bootstrap.ROOT / "docs" / "screenshot.png"
MORNING = datetime.fromisoformat("2026-06-10T09:41:00+02:00")


def main() -> None:
    """Start the demo, sign in, take the picture."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(bootstrap.node()))
    bootstrap.build_client()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        sink = MailSink()
        site = Site(Path(folder), mail_url=sink.url, now=MORNING, demo=True)
        site.start()
        browser = launch(playwright)
        phone = Phone(browser, site.url, now=site.now(), clip=None)
        try:
            sign_in(phone, sink)
            page = phone.reopen("/#/today")
            page.get_by_text("On now").first.wait_for()
            expect(page.get_by_text("Lunch with a mentor")).to_be_visible()
            page.screenshot(path=PICTURE)
        finally:
            phone.close()
            browser.close()
            site.stop()
            sink.close()
    print(f"{PICTURE.relative_to(bootstrap.ROOT)}: {PICTURE.stat().st_size // 1000} kB")


def sign_in(phone: Phone, sink: MailSink) -> None:
    """Sign the demo attendee in with the code that comes by mail."""
    page = phone.open("/#/sign-in")
    page.get_by_label("Your e-mail address").fill(ROBIN.email)
    page.get_by_role("button", name="Send the code").click()
    code = sink.wait_for_code(ROBIN.email)
    page.keyboard.type(code)
    page.get_by_text(f"Signed in as {ROBIN.email}").first.wait_for()


if __name__ == "__main__":
    main()
