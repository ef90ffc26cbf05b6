"""Signing in, out and what waits, as somebody does it with one thumb."""

import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PhoneMaker
from tests.browser.mail import MailSink
from tests.browser.phones import Phone, looks_right
from tests.browser.sites import Site

EMAIL = "mira@example.org"
PUT = """async ([store, values]) => {
  const name = 'hallway-' + (localStorage.getItem('hallway-profile') ?? 'me')
  const db = await new Promise((done, fail) => {
    const opening = indexedDB.open(name)
    opening.onsuccess = () => done(opening.result)
    opening.onerror = () => fail(opening.error)
  })
  const tx = db.transaction(store, 'readwrite')
  for (const value of values) tx.objectStore(store).put(value)
  await new Promise((done) => { tx.oncomplete = done })
  db.close()
}"""


def entry(seq: int, kind: str, **body: object) -> dict[str, object]:
    return {
        "seq": seq,
        "id": f"0197553e-7e00-7000-8000-{seq:012}",
        "v": 1,
        "kind": kind,
        "at": "2026-06-10T12:01:00.000Z",
        "zone": "Europe/Berlin",
        "body": body,
        "state": "pending",
    }


CONTACT = "0197553e-7e00-7000-8000-00000000c001"
CAPTURED = [
    entry(101, "contact.set", contact=CONTACT, field="name", value="Elin Vasstrand"),
    entry(102, "note.save", contact=CONTACT, note=CONTACT, base=None, text="Sends the lists"),
]

TOO_LONG = entry(101, "contact.set", contact=CONTACT, field="name", value="Elin " * 60)


def capture(page: Page, entries: list[dict[str, object]]) -> None:
    """Put entries into this phone's outbox, as its screens do, and open the app anew."""
    page.evaluate(PUT, ["outbox", entries])
    page.reload()


def code_for(mail_sink: MailSink, *, count: int = 1) -> str:
    return mail_sink.wait_for(EMAIL, count=count).code


def ask_for_code(page: Page) -> None:
    page.goto("/#/sign-in")
    page.get_by_label("Your e-mail address").fill(EMAIL)
    page.get_by_role("button", name="Send the code").click()
    expect(page.get_by_role("heading", name="Enter the code")).to_be_visible()


def type_code(page: Page, mail_sink: MailSink, *, count: int = 1) -> None:
    ask_for_code(page)
    page.get_by_label("Code, 8 characters").fill(code_for(mail_sink, count=count))


def sign_in(page: Page, mail_sink: MailSink, *, count: int = 1) -> None:
    type_code(page, mail_sink, count=count)
    is_signed_in(page)


def is_signed_in(page: Page) -> None:
    expect(page.get_by_role("status").first).to_contain_text(f"Signed in as {EMAIL}")


@pytest.fixture
def mira(phone: PhoneMaker) -> Phone:
    return phone()


def test_code_from_the_mail_signs_in_and_takes_along(mira: Phone, mail_sink: MailSink) -> None:
    page = mira.open("/#/settings")
    expect(page.get_by_text("Only on this phone").first).to_be_visible()
    capture(page, CAPTURED)
    looks_right(page, "settings-local")
    page.goto("/#/sign-in")
    expect(page.get_by_text("1 person and 1 note, once")).to_be_visible()
    looks_right(page, "sign-in-address")

    page.get_by_label("Your e-mail address").fill("mira")
    page.get_by_role("button", name="Send the code").click()
    expect(page.get_by_role("alert")).to_contain_text("Write it as name@domain")
    ask_for_code(page)
    expect(page.get_by_role("button", name=re.compile("New code in"))).to_be_disabled()
    page.get_by_label("Code, 8 characters").fill("K7R")
    looks_right(page, "sign-in-code")

    page.get_by_label("Code, 8 characters").fill("AAAA AAAA")
    expect(page.get_by_role("alert")).to_contain_text("This code does not work.")
    looks_right(page, "sign-in-wrong")
    page.reload()  # as after a look into the mail
    page.get_by_label("Code, 8 characters").fill(code_for(mail_sink).lower())

    is_signed_in(page)
    page.goto("/#/waiting")
    expect(page.get_by_role("heading", name="Everything is sent")).to_be_visible()
    looks_right(page, "waiting-none")
    page.goto("/#/settings")
    expect(page.get_by_text(EMAIL, exact=True)).to_be_visible()
    looks_right(page, "settings-signed-in")
    page.get_by_role("link", name="In my calendar").click()
    page.get_by_role("button", name="Make my address").click()
    address = page.get_by_label("Calendar address").input_value()
    assert mira.context.request.get(address).headers["content-type"].startswith("text/calendar")
    ways = page.get_by_role("main").get_by_role("link")
    host = address.split("://", 1)[1]
    assert [way.get_attribute("href") for way in ways.all()] == [
        f"webcal://{host}",
        f"https://calendar.google.com/calendar/r?cid={quote(f'webcal://{host}', safe='')}",
        f"webcal:{address}",
    ]
    looks_right(page, "calendar")
    page.get_by_role("button", name="New address").click()
    page.get_by_role("dialog").get_by_role("button", name="New address").click()
    expect(page.get_by_label("Calendar address")).not_to_have_value(address)
    assert mira.context.request.get(address).status == 404
    page.get_by_role("button", name="Take it away").click()
    page.get_by_role("dialog").get_by_role("button", name="Take it away").click()
    expect(page.get_by_role("button", name="Make my address")).to_be_visible()


def test_link_of_the_mail_fills_the_code_in_and_waits_for_a_press(
    mira: Phone, mail_sink: MailSink
) -> None:
    ask_for_code(mira.open())
    (link,) = re.findall(r"/#/sign-in\S+", mail_sink.wait_for(EMAIL).text)

    page = mira.reopen(link)
    expect(page.get_by_label("Code, 8 characters")).to_have_value(
        code_for(mail_sink).replace(" ", "")
    )
    assert mira.context.cookies() == []
    page.get_by_role("button", name="Sign in", exact=True).click()

    is_signed_in(page)
    (cookie,) = mira.context.cookies()
    assert (cookie.get("name"), cookie.get("httpOnly"), cookie.get("secure")) == (
        "__Host-session",
        True,
        True,
    )


def test_account_that_holds_something_is_asked_for_before_this_phone_adds_to_it(
    phone: PhoneMaker, mail_sink: MailSink
) -> None:
    first, second = phone(), phone()
    page = first.open()
    capture(page, CAPTURED)
    sign_in(page, mail_sink)
    page.goto("/#/waiting")
    expect(page.get_by_role("heading", name="Everything is sent")).to_be_visible()

    page = second.open()
    capture(page, [entry(101, "contact.set", contact=CONTACT, field="name", value="Nadia")])
    type_code(page, mail_sink, count=2)
    expect(page.get_by_text(f"Add this person to {EMAIL}?")).to_be_visible()
    looks_right(page, "sign-in-claim")
    page.get_by_role("button", name="Keep apart").click()
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()

    page.goto("/#/waiting")
    expect(page.get_by_role("heading", name="Everything is sent")).to_be_visible()
    page.goto("/#/settings")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    page.goto("/#/waiting")
    expect(page.get_by_text("Details of Nadia")).to_be_visible()


def test_refused_entry_says_why_and_is_corrected(mira: Phone, mail_sink: MailSink) -> None:
    page = mira.open()
    capture(
        page,
        [
            entry(101, "contact.set", contact=CONTACT, field="name", value="Elin " * 60),
            *CAPTURED[1:],
        ],
    )
    sign_in(page, mail_sink)
    page.goto("/#/waiting")
    expect(page.get_by_text("Refused")).to_be_visible()
    looks_right(page, "waiting-refused")

    with page.expect_download() as download:
        page.get_by_role("button", name="Save file").click()
    assert json.loads(download.value.path().read_text())["kind"] == "contact.set"
    page.get_by_role("button", name="Edit").click()
    page.get_by_role("textbox").fill("Elin Vasstrand")
    looks_right(page, "waiting-edit")
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_role("heading", name="Everything is sent")).to_be_visible()


def test_signing_out_with_something_unsent_asks_first_and_offers_a_backup(
    mira: Phone, mail_sink: MailSink
) -> None:
    page = mira.open()
    sign_in(page, mail_sink)
    capture(page, [TOO_LONG])
    page.goto("/#/settings")
    page.get_by_role("button", name="Sign out").click()
    looks_right(page, "settings-sign-out")
    page.get_by_role("dialog").get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("heading", name="1 entry is not sent yet")).to_be_visible()
    looks_right(page, "settings-unsent")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a backup file").last.click()
    (kept,) = json.loads(download.value.path().read_text())["entries"]
    assert kept["body"]["value"].startswith("Elin")
    page.get_by_role("button", name="Sign out and delete them").click()

    page.wait_for_url("**/#/welcome")
    page.goto("/#/settings")
    expect(page.get_by_text("Only on this phone").first).to_be_visible()
    assert mira.context.cookies() == []


def test_without_the_server_everything_waits_and_says_so(
    mira: Phone, mail_sink: MailSink, site: Site
) -> None:
    page = mira.open()
    sign_in(page, mail_sink)
    page.goto("/#/waiting")
    expect(page.get_by_role("heading", name="Everything is sent")).to_be_visible()
    mira.settle()
    site.stop()
    capture(page, CAPTURED)
    page.goto("/#/waiting")
    expect(page.get_by_text("No answer from the server")).to_be_visible()
    expect(page.get_by_text("Note on Elin Vasstrand")).to_be_visible()
    looks_right(page, "waiting-offline")
    page.goto("/#/settings")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="2 entries are not sent yet")).to_be_visible()
    page.get_by_role("button", name="Sign out and delete them").click()
    expect(page.get_by_role("status").first).to_contain_text("this phone stays signed in")

    site.start()
    page.goto("/#/waiting")
    page.get_by_role("button", name="Try now").click()
    expect(page.get_by_role("heading", name="Everything is sent")).to_be_visible()


def test_session_that_ended_stops_sync_and_deletes_nothing(
    mira: Phone, mail_sink: MailSink
) -> None:
    page = mira.open()
    sign_in(page, mail_sink)
    mira.context.clear_cookies()
    capture(page, CAPTURED)
    page.goto("/#/waiting")
    expect(page.get_by_text("Sign in to go on.")).to_be_visible()
    looks_right(page, "waiting-signed-out")

    page.get_by_role("link", name="Sign in").click()
    expect(page.get_by_label("Your e-mail address")).to_have_value(EMAIL)
    page.get_by_role("button", name="Send the code").click()
    page.get_by_label("Code, 8 characters").fill(code_for(mail_sink, count=2))
    is_signed_in(page)
    page.goto("/#/waiting")
    expect(page.get_by_role("heading", name="Everything is sent")).to_be_visible()


def test_phone_of_somebody_else_says_whose_it_is_and_keeps_everything(
    mira: Phone, mail_sink: MailSink
) -> None:
    page = mira.open()
    sign_in(page, mail_sink)
    page.goto("/#/waiting")
    expect(page.get_by_role("heading", name="Everything is sent")).to_be_visible()
    asking = mira.context.request
    ben = {"email": "ben@example.org"}
    assert asking.post("/api/sign-in/codes", data=ben).status == 202
    signing_in = {**ben, "code": mail_sink.wait_for("ben@example.org").code}
    assert asking.post("/api/sign-in/sessions", data=signing_in).ok
    capture(page, CAPTURED)

    page.goto("/#/waiting")
    expect(page.get_by_text("It belongs to m…@example.org.")).to_be_visible()
    expect(page.get_by_text("Note on Elin Vasstrand")).to_be_visible()
    page.goto("/#/settings")
    expect(page.get_by_text("What is on this phone belongs to m…@example.org")).to_be_visible()
    looks_right(page, "settings-bound")

    sign_in(page, mail_sink, count=2)
    page.goto("/#/waiting")
    expect(page.get_by_role("heading", name="Everything is sent")).to_be_visible()
