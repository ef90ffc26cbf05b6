"""Finding things in a programme without a network, and walking along its posters."""

import io
import re

from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.browser.conftest import PhoneMaker
from tests.browser.phones import looks_right
from tests.browser.sites import Site
from tests.browser.test_programme import open_programme, save
from tests.browser.test_shell import MORNING, begin

LINES = """id,title,type,track,language,date,start,end,room,authors,board,abstract,capacity
1,Handover without holes,talk,Safety,en,2026-06-10,09:00,09:45,Aula,Ada Testwell,,A night loses.,120
2,Übergabe am Bett,talk,Safety,de,2026-06-10,10:00,10:45,Aula,Bo Sampleson,,Ein Blatt.,
3,Reading an ECG aloud,workshop,Hearts,en,2026-06-10,09:00,11:00,Lindgren Room,Ada Testwell,,Ten.,
4,Handover without holes,talk,Safety,en,2026-06-11,09:00,09:45,Aula,Ada Testwell,,A night loses.,120
5,Ward audits,talk,Blood,en,2026-06-11,10:00,10:45,Aula,Cleo Mockford,,{audit},
6,救急医療の申し送り,talk,Safety,ja,2026-06-11,11:00,11:45,Aula,Dag Fixtureberg,,夜間の記録,
7,Poster session,poster session,,,2026-06-10,09:00,12:00,Poster Hall,,,,
8,Ferritin on day one,poster,,,2026-06-10,09:00,12:00,Poster Hall,Eli Stubbins,P-10,Early.,
9,Sleep of residents,poster,,,2026-06-10,09:00,12:00,Poster Hall,Fay Placeholder,P-2,Diaries.,
10,Discharge lists,poster,,,2026-06-10,09:00,12:00,Poster Hall,Gil Standin,P-114,Twelve lines.,
11,Night shifts,poster,,,2026-06-10,09:00,12:00,Poster Hall,Hal Dummy,P-11,Forty.,
12,Walking rounds,talk,Wards,en,2026-06-11,12:00,12:45,Aula,Cleo Mockford,,Rounds.,
"""
AUDIT = "We asked forty wards. Readmissions fell by a third once ferritin was measured early."


def make_site(site: Site) -> None:
    file = site.folder / "lines.csv"
    file.write_text(LINES.format(audit=AUDIT))
    site.make_event(programme=file)
    drawing = Image.new("RGB", (900, 600), "white")
    ImageDraw.Draw(drawing).rectangle((40, 40, 400, 300), outline="black", width=6)
    held = io.BytesIO()
    drawing.save(held, "PNG")
    picture = site.folder / "rooms.png"
    picture.write_bytes(held.getvalue())
    site.flask("events", "map", "expo26", picture)


def search(page: Page, typed: str) -> None:
    page.get_by_role("searchbox", name="Search the programme").fill(typed)


def test_everything_is_found_without_a_network(site: Site, phone: PhoneMaker) -> None:
    make_site(site)
    somebody = phone(now=MORNING)
    page = somebody.open()
    begin(page)
    open_programme(page)
    somebody.settle()
    search(page, "ferritin")  # once the abstracts are here too
    expect(page.locator(".reason mark")).to_have_text("ferritin")
    site.stop()
    page = somebody.reopen("/#/programme")
    find_by_many_words(page)
    follow_somebody_to_a_session(page)
    choose_less(page)


def find_by_many_words(page: Page) -> None:
    search(page, "handovr")
    expect(page.locator(".row h3")).to_have_text(["Handover without holes"] * 2)
    search(page, "readmisions")
    expect(page.locator(".row h3")).to_have_text(["Ward audits"])
    expect(page.locator(".reason")).to_contain_text("forty wards. Readmissions fell")
    looks_right(page, "programme-search")
    search(page, "申し送")
    expect(page.locator(".row h3")).to_have_text(["救急医療の申し送り"])
    search(page, "zebra crossing")
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()


def follow_somebody_to_a_session(page: Page) -> None:
    search(page, "ada tetswell")
    page.get_by_role("link", name="Ada Testwell").click()
    expect(page.get_by_role("heading", name="Ada Testwell")).to_be_focused()
    expect(page.locator(".row h3")).to_have_count(3)
    looks_right(page, "programme-person")
    page.get_by_role("link", name="Handover without holes").first.click()
    expect(page.get_by_text("120 places")).to_be_visible()
    expect(page.get_by_role("heading", name="The same at other times")).to_be_visible()
    page.get_by_role("button", name="Add a note").click()
    page.get_by_label("Note on “Handover without holes”").fill("Ask about the night list")
    page.get_by_role("link", name="Aula. Show the map").click()
    expect(page.get_by_role("img", name="Map of the rooms of Expo 2026")).to_be_visible()
    looks_right(page, "programme-map")
    page.go_back()
    expect(page.get_by_text("Ask about the night list")).to_be_visible()
    looks_right(page, "session-noted")
    page.get_by_role("button", name="Back to Ada Testwell").click()
    page.get_by_role("button", name="Back to Programme").click()
    expect(page.get_by_role("searchbox")).to_have_value("ada tetswell")
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    page.get_by_role("button", name="Clear").click()


def choose_less(page: Page) -> None:
    expect(page.locator(".tag.good")).to_have_text("Note")
    page.get_by_role("button", name="Now", exact=True).click()
    expect(page.locator(".block > h2")).to_contain_text(["On now", "In the next hour"])
    page.get_by_role("radio", name="Wed 10").click()
    page.get_by_role("button", name="Filters", exact=True).click()
    sheet = page.get_by_role("dialog", name="Filters")
    sheet.press("Escape")
    expect(page.get_by_role("button", name="Filters", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(sheet.get_by_role("checkbox", name="German 1 session")).to_be_visible()
    sheet.get_by_role("checkbox", name="German 1 session").press("Space")
    sheet.get_by_role("checkbox", name="Lindgren Room").click()
    looks_right(page, "programme-filters")
    sheet.get_by_role("button", name="Nothing fits all of this").click()
    expect(page.get_by_text("Wed 10 has no session with Lindgren Room and German.")).to_be_visible()
    looks_right(page, "programme-none")
    page.get_by_role("button", name="Without Lindgren Room: 1 session").click()
    expect(page.locator(".row h3")).to_have_text(["Übergabe am Bett"])
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(".row h3")).to_have_count(4)
    assert page.evaluate("document.activeElement !== document.body"), "the button that went had it"


def test_posters_are_walked_board_by_board(site: Site, phone: PhoneMaker) -> None:
    make_site(site)
    somebody = phone(now=MORNING)
    page = somebody.open()
    begin(page)
    open_programme(page)
    somebody.settle()
    page.get_by_role("link", name="Poster mode").click()
    expect(page.locator(".board-row .brd")).to_have_text(["P-2", "P-10", "P-11", "P-114"])
    site.stop()
    page.get_by_label("Board number").fill("114")
    expect(page.locator(".board-row .brd")).to_have_text(["P-114"])
    save(page, "Discharge lists")
    looks_right(page, "posters-number")
    page.get_by_label("Board number").fill("99")
    expect(page.get_by_text("The boards go from P-2 to P-114.")).to_be_visible()
    page.get_by_role("button", name="Clear the number").click()
    for title in ("Ferritin on day one", "Sleep of residents"):
        save(page, title)
    looks_right(page, "posters-all")

    page.get_by_role("radio", name="Your walk").click()
    expect(page.locator(".board-row .brd")).to_have_text(["P-2", "P-10", "P-114"])
    page.locator(".board-row").nth(1).get_by_role("checkbox").click()
    expect(page.get_by_text("1 of 3 visited")).to_be_visible()
    expect(page.locator(".next-board > b")).to_have_text("P-114")
    page.get_by_role("button", name="Note on Ferritin on day one").click()
    expect(page.locator("textarea")).to_be_focused()
    page.keyboard.type("Ask for the protocol")
    page.get_by_role("button", name="Come back to Ferritin on day one").click()
    looks_right(page, "posters-walk")
    page.locator(".next-board").get_by_role("checkbox").click()
    page.locator(".next-board").get_by_role("checkbox").click()
    expect(page.locator(".next-board .kick")).to_have_text("Come back to")
    expect(page.locator(".next-board > b")).to_have_text("P-10")
    page.get_by_role("checkbox", name="Visited: Sleep of residents").last.click()
    expect(page.get_by_text("Not visited after all").last).to_be_visible()
    expect(page.get_by_text("2 of 3 visited")).to_be_visible()
    page = somebody.reopen("/#/posters")
    expect(page.get_by_text("2 of 3 visited")).to_be_visible()
    page.get_by_role("link", name="Ferritin on day one").last.click()
    expect(page.get_by_text("Ask for the protocol")).to_be_visible()
    expect(page.get_by_role("button", name="Come back")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name=re.compile("Back to Posters")).click()
    expect(page.get_by_role("heading", name="Posters", exact=True)).to_be_visible()
