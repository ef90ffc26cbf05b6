"""What others kept, brought along: a list from another system, and a list from another phone."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import PhoneMaker
from tests.browser.phones import looks_right
from tests.browser.sites import Site
from tests.browser.test_shell import MORNING, begin
from tests.programmes import frab_xml

LIST = """My stars
10:00 Reading an ECG aloud (14)
Nigt shifts, measured (16)
Handover without holes
00000000-0000-4000-8000-000000000026
A talk that is not there"""


def test_stars_from_elsewhere_come_along_and_go_on_to_another_phone(
    site: Site, phone: PhoneMaker
) -> None:
    site.make_event(
        timezone="Europe/London", programme=frab_xml(title="Expo 2026", timezone="Europe/London")
    )
    page = phone(now=MORNING).open()
    begin(page)

    # Brought along: nothing is written before it was looked at and confirmed.
    page.get_by_role("link", name="Bring favourites along").click()
    page.get_by_label("Titles, ids or addresses").fill("%PDF-1.7 no list")
    page.get_by_role("button", name="Find them").click()
    expect(page.get_by_role("alert")).to_contain_text("This is a PDF")
    page.get_by_label("Titles, ids or addresses").fill(LIST)
    looks_right(page, "favourites")
    page.get_by_role("button", name="Find them").click()
    expect(page.get_by_role("heading", name="3 of 6 entries found")).to_be_focused()
    expect(page.get_by_role("checkbox")).to_have_count(3)
    looks_right(page, "favourites-found")
    unsure = page.get_by_role("radiogroup", name="In your list: Handover without holes")
    unsure.get_by_role("radio", name="Handover without holes (18)").click()
    page.get_by_role("checkbox", name=re.compile("ECG aloud \\(26\\)")).click()
    page.get_by_role("radio", name="Going").click()
    page.get_by_role("button", name="Add 3 sessions").click()
    expect(page.get_by_role("heading", name="Brought along")).to_be_visible()

    # Times by the venue's clock until the phone's are asked for; both are named.
    page.goto("/#/programme")
    page.get_by_role("button", name="Saved 3").click()
    expect(page.locator(".block time").first).to_have_text("10:00")
    page.get_by_role("button", name="London time · 09:20 on your phone (Berlin)").click()
    expect(page.locator(".block time").first).to_have_text("11:00")
    page.reload()
    page.get_by_role("button", name=re.compile("^Your phone.s time")).click()

    # On to another phone, which has no account and never saw the event.
    page.get_by_role("button", name="Saved 3").click()
    page.get_by_role("link", name="Share my list").click()
    page.get_by_role("switch", name="Say that it is from Mira Solberg").click()
    page.get_by_role("button", name="Code to scan").click()
    expect(page.get_by_role("img", name="Code that opens a list of 3 sessions")).to_be_visible()
    looks_right(page, "list-share")
    address = page.get_by_label("Link to this list").input_value()
    assert "Mira%20Solberg" in address

    other = phone(now=MORNING).open(address.removeprefix(site.url))
    expect(other.get_by_role("heading", name="From Mira Solberg")).to_be_visible()
    expect(other.get_by_role("article")).to_have_count(3)
    other.get_by_role("button", name="Save Reading an ECG aloud (14)").click()
    expect(other.get_by_text("You are going too")).to_be_visible()
    other.get_by_role("button", name="Add all 2 to interested").click()
    expect(other.get_by_text("You are interested too")).to_have_count(2)
    expect(other.get_by_text("All of these are in your agenda.")).to_be_visible()
    looks_right(other, "list-shared")
    other.goto(address.removeprefix(site.url).split("?")[0][:-3])
    expect(other.get_by_role("heading", name="This link is not complete")).to_be_visible()
