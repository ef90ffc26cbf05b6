"""The programme on a phone: lists, search, the agenda, and Today."""

import re
from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from tests.browser.conftest import PhoneMaker
from tests.browser.phones import looks_right
from tests.browser.sites import Site
from tests.browser.test_shell import MORNING, begin

NODES = "document.querySelectorAll('*').length"
MOST_NODES = 4000


def save(page: Page, title: str) -> None:
    page.get_by_role("button", name=f"Save {title}").first.click()
    expect(page.get_by_role("button", name=f"Save {title}").first).to_have_attribute(
        "aria-pressed", "true"
    )


def open_programme(page: Page) -> None:
    page.get_by_role("link", name="Programme", exact=True).click()
    page.locator(".row").first.wait_for()


def test_saved_session_is_on_today_and_stays(site: Site, phone: PhoneMaker) -> None:
    site.make_event()
    somebody = phone(now=MORNING)
    page = somebody.open()
    begin(page)
    looks_right(page, "today-empty")
    open_programme(page)
    looks_right(page, "programme")
    rows = page.locator(".block").first.locator(".row")
    titles = rows.locator("h3").all_inner_texts()
    save(page, titles[0])
    page.get_by_role("link", name="Today", exact=True).click()
    expect(page.locator(".now")).to_contain_text(titles[0])
    expect(page.locator(".now")).to_contain_text("left")
    looks_right(page, "today")

    page = somebody.reopen()

    expect(page.locator(".now")).to_contain_text(titles[0])


def test_overlap_is_named_on_both_sides(site: Site, phone: PhoneMaker) -> None:
    site.make_event()
    page = phone(now=MORNING).open()
    begin(page)
    open_programme(page)
    titles = page.locator(".block").first.locator(".row h3").all_inner_texts()
    for title in titles[:2]:
        save(page, title)
    expect(page.get_by_text(re.compile(r"Overlaps 09:00 by \d+\smin"))).to_have_count(2)
    page.get_by_role("link", name=titles[0]).first.click()
    expect(page.get_by_text(f"Overlaps 09:00 “{titles[1]}”")).to_be_visible()
    looks_right(page, "session")
    page.get_by_role("radio", name="Neither").click()
    expect(page.get_by_text("Taken off your agenda").last).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("radio", name="Going")).to_be_checked()


def test_free_time_leads_to_what_fits(site: Site, phone: PhoneMaker) -> None:
    site.make_event()
    page = phone(now=MORNING).open()
    begin(page)
    page.get_by_role("link", name=re.compile("sessions fit")).first.wait_for()
    page.get_by_role("link", name=re.compile("sessions fit")).first.click()
    expect(page.get_by_role("heading", name="Programme")).to_be_visible()
    gap = page.get_by_role("button", name=re.compile(r"\d\d:\d\d to \d\d:\d\d"))
    expect(gap).to_have_attribute("aria-pressed", "true")
    gap.click()
    expect(gap).to_have_count(0)


def test_wide_screen_keeps_the_list_beside_the_session(site: Site, phone: PhoneMaker) -> None:
    site.make_event()
    page = phone(now=MORNING).open()
    begin(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    open_programme(page)
    title = page.locator(".row h3").first.inner_text()
    page.locator(".row h3 a").first.click()
    expect(page.get_by_role("heading", name=title, level=2)).to_be_focused()
    expect(page.locator(".row[aria-current=true] h3")).to_have_text(title)
    looks_right(page, "programme-wide")
    page.get_by_role("link", name="Close").click()
    expect(page.get_by_text("A session opens here")).to_be_visible()


def test_programme_that_cannot_be_fetched_says_so(site: Site, phone: PhoneMaker) -> None:
    site.make_event()
    somebody = phone(now=MORNING)
    page = somebody.open()
    begin(page)
    somebody.settle()
    page.evaluate("location.hash = '#/programme/unheard-of'")
    expect(page.get_by_role("heading", name="There is no such programme")).to_be_visible()
    site.stop()
    page.evaluate("location.hash = '#/programme/not-reached'")
    expect(page.get_by_role("heading", name="Not on this phone yet")).to_be_visible()
    looks_right(page, "programme-absent")


def test_event_is_over_and_people_are_next(site: Site, phone: PhoneMaker) -> None:
    site.make_event()
    page = phone(now=datetime(2026, 7, 1, 9, 0, tzinfo=UTC)).open()
    begin(page)
    expect(page.get_by_role("heading", name="Expo 2026 is over")).to_be_visible()
    looks_right(page, "today-over")


POSTERS = """id,title,type,date,start,end,room,authors,board,abstract
1,Poster session one,poster session,2026-06-10,09:00,11:00,Poster Hall,,,
2,Ferritin on day one,poster,2026-06-10,09:00,11:00,Poster Hall,Ada Testwell,P-10,A ward audit.
3,Sleep of residents,poster,2026-06-10,09:00,11:00,Poster Hall,Bo Sampleson,P-2,Forty diaries.
4,Discharge lists,poster,2026-06-10,09:00,11:00,Poster Hall,Cleo Mockford,P-11,Twelve lines.
5,Handover without holes,talk,2026-06-10,09:00,09:45,{room},Dag Fixtureberg,,What a night loses.
"""


def test_posters_are_seen_by_board_and_ticked_off(site: Site, phone: PhoneMaker) -> None:
    file = site.folder / "posters.csv"
    file.write_text(POSTERS.format(room="Aula"))
    site.make_event(programme=file)
    page = phone(now=MORNING).open()
    begin(page)
    open_programme(page)
    expect(page.locator(".row h3")).to_have_text(["Handover without holes", "Poster session one"])
    page.get_by_role("button", name="Posters", exact=True).click()
    expect(page.locator(".row .brd")).to_have_text(["P-2", "P-10", "P-11"])
    for title in ("Sleep of residents", "Discharge lists"):
        save(page, title)
    page.get_by_role("link", name="Sleep of residents").click()
    expect(page.get_by_text("Forty diaries.")).to_be_visible()
    page.get_by_role("checkbox", name="Visited").click()
    expect(page.get_by_role("checkbox", name="Visited")).to_be_checked()
    looks_right(page, "poster")
    page.get_by_role("link", name="Next on your list: P-11").click()
    expect(page.get_by_role("heading", name="Discharge lists")).to_be_focused()
    page.get_by_role("button", name="Back to Poster session one").click()
    expect(page.get_by_role("heading", name="Sleep of residents")).to_be_visible()


def test_three_thousand_sessions_stay_light(site: Site, phone: PhoneMaker) -> None:
    site.make_event(programme=large_programme())
    page = phone(now=MORNING).open()
    begin(page)
    open_programme(page)
    most = page.evaluate(NODES)
    for _ in range(12):
        page.mouse.wheel(0, 4000)
        page.wait_for_function("document.querySelectorAll('.row').length > 5")
        most = max(most, page.evaluate(NODES))
    assert most <= MOST_NODES


HEAD = (
    "<?xml version='1.0'?><schedule><version>1</version><conference><acronym>l</acronym>"
    "<title>Expo 2026</title><start>2026-06-09</start><end>2026-06-11</end><days>3</days>"
    "<time_zone_name>Europe/Berlin</time_zone_name></conference>"
)


def large_programme() -> str:
    """Return 3,000 sessions: three days, 25 rooms, 40 sessions of a quarter of an hour each."""
    parts = [HEAD]
    number = 0
    for index, day in enumerate(("2026-06-09", "2026-06-10", "2026-06-11"), 1):
        bounds = f"start='{day}T08:00+02:00' end='{day}T20:00+02:00'"
        parts.append(f"<day index='{index}' date='{day}' {bounds}>")
        for room in range(25):
            parts.append(f"<room name='Room {room + 1}'>")
            for slot in range(40):
                number += 1
                parts.append(_finding(number, day, room, slot))
            parts.append("</room>")
        parts.append("</day>")
    return "".join([*parts, "</schedule>"])


def _finding(number: int, day: str, room: int, slot: int) -> str:
    start = f"{8 + slot // 4:02}:{slot % 4 * 15:02}"
    return (
        f"<event id='{number}' guid='00000000-0000-4000-8000-{number:012}'>"
        f"<date>{day}T{start}:00+02:00</date><start>{start}</start>"
        f"<duration>00:15</duration><room>Room {room + 1}</room>"
        f"<title>Finding {number} of a long congress</title><track>Track {room % 5}</track>"
        f"<type>lecture</type><language>en</language><persons>"
        f"<person id='{number % 400}'>Invented Person {number % 400}</person></persons></event>"
    )
