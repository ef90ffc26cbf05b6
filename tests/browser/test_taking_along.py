"""What others kept, brought along: a list from another system, and a list from another phone."""

import re
from datetime import timedelta

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


def test_reminder_comes_by_the_clock_and_each_session_has_ways_into_a_calendar(
    site: Site, phone: PhoneMaker
) -> None:
    site.make_event()
    somebody = phone(now=MORNING)
    page = somebody.open()
    begin(page)
    page.goto("/#/programme")
    page.get_by_role("button", name="Save Reading an ECG aloud (14)").click()
    page.get_by_role("link", name="Today", exact=True).click()
    expect(page.get_by_text(re.compile(r"Next · in 40\smin"))).to_be_visible()
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="Reminders and quiet hours").click()
    expect(page.get_by_role("radio", name="10 min")).to_be_checked()
    page.get_by_role("radio", name="15 min").click()
    page.get_by_label("Until").fill("09:50")
    looks_right(page, "reminders")
    page.get_by_role("link", name="Today", exact=True).click()

    reminder = page.get_by_role("complementary", name="Reminders")
    somebody.set_clock(MORNING + timedelta(minutes=29))
    somebody.context.clock.run_for(30_000)
    expect(page.get_by_text(re.compile(r"Next · in 11\smin"))).to_be_visible()
    expect(reminder).to_have_text("")  # quiet hours last until 09:50
    somebody.context.clock.run_for(60_000)
    expect(reminder).to_contain_text("Reading an ECG aloud (14)")
    expect(reminder).to_contain_text(re.compile(r"Starts in \d+\smin · Aula"))
    looks_right(page, "reminder")
    reminder.get_by_role("link").click()

    # From its page into a calendar: a file, or a filled form in UTC.
    expect(reminder).to_have_text("")
    page.get_by_role("button", name="Add to calendar").click()
    ways = page.get_by_role("dialog", name="Add to calendar")
    looks_right(page, "calendar-session")
    google = ways.get_by_role("link", name="Google Calendar").get_attribute("href") or ""
    assert "dates=20260610T080000Z%2F20260610T084500Z" in google
    outlook = ways.get_by_role("link", name="Outlook").get_attribute("href") or ""
    assert "startdt=2026-06-10T08%3A00%3A00Z" in outlook
    file = ways.get_by_role("link", name="Calendar file").get_attribute("href") or ""
    ics = somebody.context.request.get(file).text()
    assert "DTSTART:20260610T080000Z\r\n" in ics
    ways.get_by_role("link", name="My whole agenda").click()
    expect(page.get_by_text("so it needs you signed in")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save 1 session as a file").click()
    copy = download.value.path().read_text()
    assert "SUMMARY:Reading an ECG aloud (14)\n" in copy
    looks_right(page, "calendar-signed-out")
    page.reload()
    expect(page.get_by_role("heading", name="My agenda in my own calendar")).to_be_visible()
    expect(reminder).to_have_text("")
