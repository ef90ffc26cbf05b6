"""The whole journey, once, for real: a congress, two phones, and a week later a mail that is sent.

The server is a process that is taken away and brought back; the phones are Chromiums whose
cameras see each other's screens; the mail goes over SMTP; the week passes on the clock.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PhoneMaker
from tests.browser.mail import Mail, MailSink
from tests.browser.phones import Phone, looks_right
from tests.browser.sites import Site
from tests.programmes import frab_xml
from tests.shared import shared_file

REAL = "data/frab-xml/36c3/36c3_merged.xml"
SECOND_DAY = datetime.fromisoformat("2019-12-28T13:05:00+01:00")
DUE_MORNING = datetime.fromisoformat("2020-01-06T09:01:00+01:00")
MIRA, JUN = "mira@example.org", "jun@example.org"
NOTE = "Runs the iron clinic in Bergen"
TEXT = (
    "Dear Jun Watanabe,\n\nThank you for showing me the iron clinic: 84 % in eight weeks.\n\nMira"
)
PATIENCE = 300  # tenths of a second
EMAIL_FIELD = "Your e-mail address"


def programme() -> Path | str:
    """Return the real programme where it is at hand, and an invented one on the same days."""
    return shared_file(REAL) or frab_xml(title="36C3", first_day="2019-12-27", days=4)


def begin(phone: Phone, name: str) -> Page:
    page = phone.open("/")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    return page


def sign_in(page: Page, email: str, mail_sink: MailSink) -> None:
    page.goto("/#/sign-in")
    page.get_by_label(EMAIL_FIELD).fill(email)
    page.get_by_role("button", name="Send the code").click()
    page.get_by_label("Code, 8 characters").fill(mail_sink.wait_for(email).code)
    expect(page.get_by_role("status").first).to_contain_text(f"Signed in as {email}")


def star_what_is_on(page: Page) -> str:
    """Save the first session of the day that is shown, and return its title."""
    page.get_by_role("link", name="Programme", exact=True).click()
    page.locator(".row").first.wait_for()
    title = page.locator(".row h3").first.inner_text()
    page.get_by_role("button", name=f"Save {title}").first.click()
    return title


def is_sent(phone: Phone) -> None:
    """Open the app, as one does, and wait until nothing waits to be sent."""
    page = phone.reopen("/#/waiting")
    expect(page.get_by_role("heading", name="Everything is sent")).to_be_visible()


def due_link(mail_sink: MailSink, email: str) -> str:
    """Return the first draft's address in somebody's digest, once it arrived."""
    digest = mail_sink.wait_for(email, count=2)  # the first was the sign-in code
    assert str(digest.message["Subject"]).startswith("Follow up today")
    found = re.search(r"http\S+/#/follow-up/\S+", digest.text)
    assert found, digest.text
    return found[0]


def written_by(mail_sink: MailSink, email: str) -> list[Mail]:
    return [
        mail
        for mail in mail_sink.accepted
        if mail.message["Reply-To"] and email in mail.message["Reply-To"]
    ]


def first_written_by(mail_sink: MailSink, email: str, page: Page) -> Mail:
    """Return what somebody sent through the server, once the relay has taken it in."""
    for _ in range(PATIENCE):
        if mails := written_by(mail_sink, email):
            return mails[0]
        page.wait_for_timeout(100)
    pytest.fail("no mail went out")


def send_for_me(page: Page, name: str) -> None:
    page.goto("/#/follow-up/hand-off")
    page.get_by_role("button", name=f"Send: {name}").click()


@pytest.fixture
def met(site: Site, phone: PhoneMaker, mail_sink: MailSink) -> tuple[Phone, Phone]:
    """Mira's and Jun's phones after they met in a hall without network, and found it again."""
    site.restart(now=SECOND_DAY)
    site.make_event(
        "c36", name="36C3", starts="2019-12-27", ends="2019-12-30", programme=programme()
    )
    mira, jun = phone(camera=True), phone()
    starred = star_what_is_on(begin(mira, "Mira Solberg"))
    sign_in(mira.page, MIRA, mail_sink)
    sign_in(begin(jun, "Jun Watanabe"), JUN, mail_sink)
    mira.settle()
    jun.settle()

    site.stop()
    meet_offline(mira, jun, starred)
    site.start()
    is_sent(mira)
    is_sent(jun)
    return mira, jun


def meet_offline(mira: Phone, jun: Phone, starred: str) -> None:
    """Both open the app from cold; Mira scans Jun's screen, notes, and shares hers."""
    showing = jun.reopen("/#/card")
    expect(showing.get_by_role("img", name="Your code")).to_be_visible()
    mira.see(showing.locator(".qr").screenshot())
    page = mira.reopen("/#/programme")
    expect(page.get_by_role("button", name=f"Save {starred}").first).to_have_attribute(
        "aria-pressed", "true"
    )
    page.goto("/#/card")
    page.get_by_role("link", name="Scan").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name="Jun Watanabe")).to_be_visible()
    expect(sheet.get_by_text("Not checked yet")).to_be_visible()
    sheet.get_by_label("Your note").fill(NOTE)
    sheet.get_by_role("button", name="Share mine back").click()
    sheet.get_by_role("button", name="Next scan").click()
    page = mira.reopen("/#/waiting")
    expect(page.get_by_role("heading", name="Waiting to send")).to_be_visible()
    looks_right(page, "journey-waiting")


def test_phones_meet_without_a_server_and_a_week_later_each_mail_is_sent_once(
    met: tuple[Phone, Phone], site: Site, mail_sink: MailSink
) -> None:
    mira, jun = met
    page = mira.reopen("/#/people")
    page.get_by_role("link", name=re.compile("Jun Watanabe")).click()
    expect(page.get_by_text(NOTE).first).to_be_visible()
    page = jun.reopen("/#/people")
    page.get_by_role("link", name=re.compile("Mira Solberg")).click()
    expect(page.get_by_text("36C3").first).to_be_visible()
    expect(page.get_by_text(NOTE)).to_have_count(0)

    site.restart(now=DUE_MORNING)
    mira.set_clock(DUE_MORNING)
    jun.set_clock(DUE_MORNING)
    draft = due_link(mail_sink, MIRA)
    page = mira.open(draft)
    page.get_by_role("button", name="Edit the text").click()
    page.get_by_label("Message", exact=True).fill(TEXT)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name=re.compile("Approve")).click()
    send_for_me(page, "Jun Watanabe")
    check_mail(first_written_by(mail_sink, MIRA, page), site)
    page = mira.open(draft)
    expect(page.get_by_text(re.compile("^Sent "))).to_be_visible(timeout=30_000)

    page = jun.open(due_link(mail_sink, JUN))
    page.get_by_role("button", name=re.compile("Approve")).click()
    mail_sink.keep_answers_back()
    send_for_me(page, "Mira Solberg")
    first_written_by(mail_sink, JUN, page)
    site.kill()
    mail_sink.answer_again()
    site.start(now=site.now() + timedelta(minutes=3))
    page = jun.reopen("/#/follow-up/hand-off")
    expect(page.get_by_text("May have arrived").first).to_be_visible(timeout=30_000)
    looks_right(page, "journey-unknown")
    assert len(written_by(mail_sink, JUN)) == 1
    assert len(written_by(mail_sink, MIRA)) == 1


def check_mail(mail: Mail, site: Site) -> None:
    """Hold the mail on the wire against what was promised: its headers, bytes and recipient."""
    message = mail.message
    assert mail.recipients == (JUN,)
    assert b"\n" not in mail.content.replace(b"\r\n", b"")
    assert max(len(line) for line in mail.content.split(b"\r\n")) <= 998
    assert message["From"].addresses[0].display_name == "Mira Solberg via 36C3"
    assert MIRA not in message["From"]
    assert [address.addr_spec for address in message["Reply-To"].addresses] == [MIRA]
    assert len(message.get_all("From", [])) == 1
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"List-Unsubscribe: <{site.url}/u/".encode() in mail.content
    assert TEXT in mail.text.replace("\r\n", "\n")
