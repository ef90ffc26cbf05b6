"""Planning on a phone: overlaps, gaps, walks, own items, paper; without a network."""

import re
from datetime import UTC, datetime

import pypdfium2
from playwright.sync_api import Page, expect

from tests.browser.conftest import PhoneMaker
from tests.browser.mail import MailSink
from tests.browser.phones import SCREENS, looks_right, wake_until
from tests.browser.sites import Site
from tests.browser.test_accounts import sign_in
from tests.browser.test_programme import open_programme, save
from tests.browser.test_shell import begin
from tests.browser.test_sync import COME_BACK

# 07:00 in Berlin on the second day: nothing has begun.
EARLY = datetime(2026, 6, 10, 5, 0, tzinfo=UTC)
PROGRAMME = """title,type,date,start,end,room,speakers
Opening,talk,2026-06-10,09:00,09:45,Aula,Ada Testwell
Handover without holes,talk,2026-06-10,09:30,10:15,Room 7,Bo Sampleson
Ferritin clinic,workshop,2026-06-10,10:30,11:00,Room 7,Cleo Mockford
"Night shifts, measured",talk,2026-06-10,11:06,12:00,Aula,Dag Fixtureberg
Lunch,meal,2026-06-10,12:00,13:00,Foyer,
Sleep of residents,talk,2026-06-10,13:30,14:15,Foyer,Eva Placeholder
Rooms at night,talk,2026-06-10,13:15,14:00,Room 7,Finn Dummy
Journal club,talk,2026-06-10,14:30,15:00,Room 7,Gus Mockson
Feedback that helps,talk,2026-06-10,15:00,16:00,Aula,Ada Testwell
Handover without holes,talk,2026-06-11,09:00,09:45,Room 7,Bo Sampleson
Closing,talk,2026-06-11,10:00,11:00,Aula,Ada Testwell
"""
PLANNED = sorted(
    [
        *("Opening", "Handover without holes", "Ferritin clinic", "Night shifts, measured"),
        *("Lunch", "Sleep of residents", "Ward call", "Feedback that helps", "Dinner with Bo"),
    ]
)


def open_plan(page: Page) -> None:
    page.evaluate("location.hash = '#/plan'")
    expect(page.get_by_role("heading", name="Plan", exact=True)).to_be_visible()


def is_all_there(page: Page) -> None:
    """Wait until the day shows all that was planned, and nothing else."""
    titles = page.locator(".day > li :is(.slot, .offer) h3")
    expect(titles).to_have_count(len(PLANNED))
    assert sorted(titles.all_inner_texts()) == PLANNED


def test_day_is_planned_from_scratch_without_a_network(
    site: Site, phone: PhoneMaker, mail_sink: MailSink
) -> None:
    programme, walks = site.folder / "programme.csv", site.folder / "walks.csv"
    programme.write_text(PROGRAMME)
    walks.write_text("Aula,Room 7,10\n")
    site.make_event(programme=programme)
    site.flask("events", "walks", "expo26", walks)
    site.restart(now=EARLY)
    mine = phone()
    page = mine.open()
    begin(page)
    sign_in(page, mail_sink)
    mine.settle()
    open_programme(page)
    site.stop()

    # Five stars, and one of interest.
    for title in ("Opening", "Handover", "Ferritin", "Night shifts", "Feedback"):
        save(page, title)
    page.get_by_role("button", name="Save Sleep of residents").press("Shift+Enter")
    open_plan(page)
    expect(page.get_by_role("radio", name="Wed 10")).to_be_checked()
    looks_right(page, "plan-overlap")

    resolve_the_overlap(page)
    late = "You will be about 4 min late: 10 min from Room 7 to Aula, 6 min between"
    expect(page.locator(".slot", has_text="Night shifts")).to_contain_text(late)
    fill_the_gaps(page)
    plan_dinner_by_keyboard(page)
    is_all_there(page)
    page.get_by_role("radio", name="All days").click()
    looks_right(page, "plan-all", schemes=("light",))
    page.set_viewport_size({"width": 1280, "height": 800})
    looks_right(page, "plan-wide")
    page.set_viewport_size({"width": 390, "height": 844})
    check_paper(printed(page))

    # It is all there after a reload, and on another phone once there is a network.
    page = mine.reopen("/#/plan")
    is_all_there(page)
    site.start()
    page.evaluate(COME_BACK)
    other = phone().open()
    sign_in(other, mail_sink, count=2)
    other.goto("/#/plan")
    wake_until(other, lambda: expect(other.locator(".slot.kept")).to_be_visible(timeout=1_000))
    expect(other.locator(".clash")).to_have_count(0)
    is_all_there(other)
    other.get_by_role("link", name="Today", exact=True).click()
    dinner = other.get_by_role("link", name="Dinner with Bo")
    dinner.click()
    other.get_by_role("button", name="Remove").click()
    expect(other.get_by_role("button", name="Edit Dinner with Bo")).to_have_count(0)
    other.get_by_role("button", name="Undo").click()
    is_all_there(other)


def resolve_the_overlap(page: Page) -> None:
    """Keep both knowingly, take that back, keep one, take that back too, and keep one."""
    clash = page.get_by_role("region", name="Overlap of 15 min")
    expect(clash).to_contain_text("09:00 to 09:45 · Aula")
    expect(clash).to_contain_text("09:30 to 10:15 · Room 7")
    keep = clash.get_by_role("button", name="Keep this one: Opening")
    clash.get_by_role("button", name="Leave one early").click()
    expect(clash).to_have_count(0)
    expect(page.get_by_text(re.compile("^Overlaps"))).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    keep.click()
    expect(clash).to_have_count(0)
    never = page.locator(".never")
    expect(never).to_contain_text("At the time of “Opening”")
    expect(never.get_by_role("button", name=re.compile("^Also Thursday 09:00"))).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    keep.click()
    expect(clash).to_have_count(0)


def fill_the_gaps(page: Page) -> None:
    """Go to what is of interest, one tap away; protect some time, in which nothing is offered."""
    expect(page.get_by_role("link", name="1 more fits")).to_be_visible()
    page.get_by_role("button", name="Go to Sleep of residents").click()
    expect(page.locator(".slot", has_text="Sleep of residents")).to_be_visible()
    page.get_by_role("button", name="Plan something of your own, 14:15 to 15:00").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="Ward call").click()
    expect(sheet.get_by_role("switch")).to_be_checked()
    looks_right(page, "plan-own")
    sheet.get_by_role("button", name="Save").click()
    expect(page.locator(".slot.kept")).to_contain_text("Ward call")
    page.evaluate("location.hash = '#/programme'")
    page.get_by_role("button", name="Save Journal club").click()
    over = "Going, in time you keep free for “Ward call”"
    expect(page.locator(".toast")).to_contain_text(over)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Save Journal club")).to_have_attribute(
        "aria-pressed", "false"
    )
    open_plan(page)


def plan_dinner_by_keyboard(page: Page) -> None:
    """Plan an evening past midnight without a pointer, and be told what is missing."""
    sheet = page.get_by_role("dialog")
    page.get_by_role("button", name="Plan something of your own", exact=True).press("Enter")
    expect(sheet.get_by_label("What")).to_be_focused()
    page.keyboard.type("Dinner with Bo")
    sheet.get_by_label("From").fill("19:00")
    sheet.get_by_label("To", exact=True).fill("19:00")
    page.keyboard.press("Enter")
    expect(sheet.get_by_role("alert")).to_have_text("Give a start and an end that is later.")
    sheet.get_by_label("To", exact=True).fill("00:30")
    expect(sheet).to_contain_text("Ends on Thursday 11 June")
    sheet.get_by_label("Where").fill("Old Harbour")
    page.keyboard.press("Enter")
    expect(sheet).to_have_count(0)


def check_paper(pages: list[str]) -> None:
    """Find all of the plan, a day a page, without the app around it."""
    assert len(pages) == 2
    for word in ("Wednesday 10 June", "09:00", "Opening", "Aula", "Ward call", "Dinner with Bo"):
        assert word in pages[0]
    assert "Thursday 11 June" in pages[1]
    for chrome in ("Today", "People", "Print", "Undo", "Free", "Keep this one", "Save"):
        assert chrome not in "".join(pages)


def printed(page: Page) -> list[str]:
    """Return the text of each page that is printed."""
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    for number, sheet in enumerate(document, 1):
        sheet.render(scale=1.5).to_pil().save(SCREENS / f"plan-paper-{number}.png")
    return [sheet.get_textpage().get_text_bounded().replace("\r\n", "\n") for sheet in document]
