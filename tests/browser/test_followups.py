"""The sitting after an event: decide, write, hand off; with no account and no network."""

import re
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from server.followups.drafts import message_id
from tests.browser.conftest import PhoneMaker
from tests.browser.mail import MailSink
from tests.browser.met import EVENT, contact_id, phone_after_the_expo
from tests.browser.phones import Phone, looks_right
from tests.browser.sites import Site
from tests.browser.test_accounts import sign_in


@pytest.fixture
def mira(site: Site, phone: PhoneMaker) -> Phone:
    return phone_after_the_expo(site, phone)


def link_of(number: int, intent: str = "thanks") -> str:
    return f"/#/follow-up/{message_id(UUID(contact_id(number)), EVENT, intent)}"


def test_queue_holds_promises_the_sitting_and_each_draft_with_its_state(mira: Phone) -> None:
    page = mira.open("/#/follow-up")

    expect(page.get_by_role("checkbox", name="Done: Send our ward data")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Decide"))).to_contain_text("3 people")
    expect(page.get_by_role("link", name=re.compile("Elin Vasstrand.*Ready"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Noor Haddad.*Gap"))).to_be_visible()
    expect(
        page.get_by_role("link", name=re.compile("Omar Iyer.*Nothing personal yet"))
    ).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("People.*3 to follow up"))).to_be_visible()
    looks_right(page, "follow-up")

    page.get_by_role("checkbox", name="Done: Send our ward data").click()
    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_triage_by_keys_with_undo_and_a_word(mira: Phone, site: Site) -> None:
    site.stop()
    page = mira.reopen("/#/follow-up/decide")
    expect(page.get_by_role("heading", name="Elin Vasstrand")).to_be_visible()
    expect(page.get_by_text("You send: our ward data")).to_be_visible()
    looks_right(page, "triage")

    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Noor Haddad")).to_be_visible()
    page.keyboard.press("k")
    expect(page.get_by_role("heading", name="Omar Iyer")).to_be_visible()
    page.keyboard.press("z")
    expect(page.get_by_role("heading", name="Noor Haddad")).to_be_visible()
    page.keyboard.press("w")
    expect(page.get_by_role("heading", name="Omar Iyer")).to_be_visible()
    page.keyboard.press("t")
    page.get_by_label("What you talked about").fill("night shifts")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("About night shifts")).to_be_visible()
    expect(page.get_by_role("heading", name="Omar Iyer")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Let Omar Iyer go").last).to_be_visible()
    expect(page.get_by_role("heading", name="Everybody is decided")).to_be_visible()
    expect(page.get_by_text("2 messages are left to write.")).to_be_visible()
    looks_right(page, "triage-done")
    page.goto("/#/follow-up")
    expect(page.get_by_role("link", name=re.compile("Omar Iyer"))).to_have_count(0)


def test_a_gap_is_filled_in_its_sentence_and_the_draft_approved(mira: Phone, site: Site) -> None:
    site.stop()
    page = mira.reopen(link_of(2, "meeting"))
    expect(page.get_by_text("1 gap to fill before you can approve")).to_be_visible()
    expect(page.get_by_role("button", name="Approve and next")).to_be_disabled()
    looks_right(page, "write-gap")

    page.get_by_role("button", name="Fill it").click()
    page.get_by_label("Two or three times that suit you").fill("Tuesday 10:00 or Friday 16:00")
    page.keyboard.press("Enter")
    expect(
        page.get_by_text("Would one of these times work for 20 minutes? Tuesday 10:00")
    ).to_be_visible()
    page.get_by_role("button", name="Approve and next").click()

    expect(page.get_by_role("heading", name="Message to Noor Haddad")).to_have_count(0)
    expect(page.get_by_role("heading", name=re.compile("Message to"))).to_be_visible()
    page.goto(link_of(2, "meeting"))
    expect(page.get_by_text("Approved. The text stays as it is.")).to_be_visible()
    looks_right(page, "write-approved")


def test_another_kind_of_message_and_ones_own_text(mira: Phone) -> None:
    page = mira.open(link_of(1))
    expect(page.get_by_text("I have not forgotten that I owe you our ward data.")).to_be_visible()
    page.get_by_role("button", name="A link to it").click()
    page.get_by_label("A link to it").fill("https://example.org/ward")
    page.get_by_role("button", name="Fill in").click()
    expect(
        page.get_by_text("As promised, here is our ward data: https://example.org/ward")
    ).to_be_visible()
    expect(page.get_by_text("Dear Elin Vasstrand,")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    looks_right(page, "write")

    page.get_by_role("radio", name="Advice").click()
    expect(page.get_by_role("button", name="What you value in their work")).to_be_visible()
    page.get_by_role("radio", name="Thanks").click()
    page.get_by_role("button", name="Edit the text").click()
    page.get_by_label("Message", exact=True).fill("Dear Elin,\n\nThank you. None, really.")
    page.evaluate("scrollTo(0, 0)")
    looks_right(page, "write-editing")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Thank you. None, really.")).to_be_visible()
    expect(page.get_by_role("button", name="Approve and next")).to_be_disabled()
    expect(page.get_by_text("A word such as “None” stands where a value belongs.")).to_be_visible()
    page.get_by_role("button", name="Write it from the notes again").click()
    expect(page.get_by_text("Dear Elin Vasstrand,")).to_be_visible()


def approve(page: Page, number: int, name: str) -> None:
    page.goto(link_of(number))
    expect(page.get_by_role("heading", name=f"Message to {name}")).to_be_visible()
    page.get_by_role("button", name=re.compile("Approve")).click()
    expect(page.get_by_text(f"Approved: {name}").first).to_be_visible()
    expect(page.get_by_role("heading", name=f"Message to {name}")).to_have_count(0)


def test_opened_is_not_sent_and_the_app_asks(mira: Phone, site: Site) -> None:
    site.stop()
    page = mira.reopen()
    approve(page, 1, "Elin Vasstrand")
    approve(page, 3, "Omar Iyer")
    page.goto("/#/follow-up/hand-off")
    expect(page.get_by_text("2 approved · 1 still in writing")).to_be_visible()
    link = page.get_by_role("link", name="Open: Elin Vasstrand")
    address = urlsplit(link.get_attribute("href") or "")
    assert (address.scheme, address.path) == ("mailto", "elin@example.org")
    said = parse_qs(address.query, strict_parsing=True)
    assert said["subject"] == ["Good to meet you at Expo 2026"]
    assert said["body"][0].startswith("Dear Elin Vasstrand,\r\n\r\nThank you for your time")
    expect(page.get_by_role("button", name="Copy: Omar Iyer")).to_be_visible()
    looks_right(page, "hand-off")

    link.click()
    expect(
        page.get_by_role("heading", name="Did the mail to Elin Vasstrand go out?")
    ).to_be_visible()
    looks_right(page, "hand-off-sent")
    page.get_by_role("button", name="Not yet").click()
    expect(page.get_by_role("link", name="Open: Elin Vasstrand")).to_be_visible()
    page.get_by_role("link", name="Open: Elin Vasstrand").click()
    page.get_by_role("button", name="Sent", exact=True).click()
    expect(page.get_by_role("link", name=re.compile("Elin"))).to_have_count(0)

    page.get_by_role("button", name="Copy: Omar Iyer").click()
    expect(page.get_by_role("heading", name="Copy for Omar Iyer")).to_be_visible()
    looks_right(page, "hand-off-copy")
    page.get_by_role("button", name="I pasted it").click()
    page.get_by_role("button", name="It was sent").click()
    expect(page.get_by_role("heading", name="Nothing to hand off")).to_be_visible()
    page.goto(link_of(1))
    expect(page.get_by_text(re.compile("^Sent ")).first).to_be_visible()


def test_digest_of_the_due_morning_leads_to_the_draft_which_the_server_sends(
    mira: Phone, site: Site, mail_sink: MailSink
) -> None:
    page = mira.page
    sign_in(page, mail_sink)
    page.goto("/#/waiting")
    expect(page.get_by_role("heading", name="Everything is sent")).to_be_visible()
    site.restart()  # a server plans on its start, and then each quarter of an hour
    digest = mail_sink.wait_for("mira@example.org", count=2)
    assert str(digest.message["Subject"]).startswith("Follow up today: ")
    link = next(line for line in digest.text.splitlines() if link_of(1)[1:] in line)

    page.goto(link)
    page.get_by_role("button", name="Approve and next").click()
    page.goto("/#/follow-up/hand-off")
    page.get_by_role("button", name="Send: Elin Vasstrand").click()

    mail = mail_sink.wait_for("elin@example.org")
    assert mail.message["Subject"] == "Good to meet you at Expo 2026"
    expect(page.get_by_role("heading", name="Hand off")).to_be_visible()
    page.goto(link)
    expect(page.get_by_text(re.compile("^Sent "))).to_be_visible(timeout=20_000)
