"""A newer programme: what moved in one's agenda, told once, on one of one's phones."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import PhoneMaker
from tests.browser.mail import MailSink
from tests.browser.phones import looks_right, wake_until
from tests.browser.sites import Site
from tests.browser.test_accounts import sign_in
from tests.browser.test_programme import open_programme, save
from tests.browser.test_shell import MORNING, begin

HEAD = "id,title,type,date,start,end,room,authors,board,status\n"
BEFORE = (
    HEAD
    + """1,Posters of the morning,poster session,2026-06-10,10:00,11:00,Poster Hall,,,
2,Ferritin on day one,poster,2026-06-10,10:00,11:00,Poster Hall,Ada Testwell,P-2,
3,Handover without holes,talk,2026-06-10,11:00,11:45,Aula,Bo Sampleson,,
4,"Night shifts, measured",talk,2026-06-10,12:00,12:45,Aula,Cleo Mockford,,
5,Reading an ECG aloud,workshop,2026-06-10,14:00,15:00,Studio 1,Dag Fixtureberg,,
6,Mentors and how to find them,talk,2026-06-10,16:00,16:45,Aula,Eli Stubbins,,
7,Discharge lists that help,talk,2026-06-10,14:00,14:45,Studio 2,Fay Placeholder,,
"""
)
AFTER = (
    HEAD
    + """1,Posters of the morning,poster session,2026-06-10,10:00,11:00,Poster Hall,,,
2,Ferritin on day one,poster,2026-06-10,10:00,11:00,Poster Hall,Ada Testwell,P-9,
3,Handover without holes,talk,2026-06-10,12:15,13:00,Lindgren Room,Bo Sampleson,,
4,"Night shifts, measured",talk,2026-06-10,12:00,12:45,Aula,Cleo Mockford,,
5,Reading an ECG aloud,workshop,2026-06-10,14:00,15:00,Studio 1,Dag Fixtureberg,,cancelled
7,Discharge lists that help,talk,2026-06-10,14:00,14:45,Studio 3,Fay Placeholder,,
8,Late-breaking rounds,talk,2026-06-10,17:00,17:30,Aula,Ada Testwell,,
"""
)
CARD = "4 changes in your agenda"


def plan(page: Page) -> None:
    open_programme(page)
    for title in ("Handover", "Night shifts", "Reading an ECG", "Mentors"):
        save(page, title)
    page.get_by_role("button", name="Posters", exact=True).click()
    save(page, "Ferritin on day one")


def changed(page: Page, title: str) -> str:
    return page.locator(".chg").filter(has_text=title).inner_text().replace("\xa0", " ")


def reads_what_moved(page: Page) -> None:
    expect(page.locator(".chg")).to_have_count(4)
    assert re.sub(r"\s+", " ", changed(page, "Handover")).startswith(
        "Time Room Handover without holes Was Wed 10 11:00 now Wed 10 12:15 Was Aula"
    )
    assert "Now overlaps “Night shifts, measured”, 12:00 to 12:45, by 30 min" in changed(
        page, "Handover"
    )
    assert "Board P-2" in changed(page, "Ferritin")
    assert "is free now. 1 session fits." in changed(page, "Reading an ECG")
    assert "It was Wed 10 16:00, Aula" in changed(page, "Mentors")


def test_changes_are_told_once_and_an_overlap_is_resolved_with_a_tap(
    site: Site, phone: PhoneMaker, mail_sink: MailSink
) -> None:
    file = site.folder / "programme.csv"
    file.write_text(BEFORE)
    site.make_event(programme=file)
    site.restart(now=MORNING)
    mine = phone()
    page = mine.open()
    begin(page)
    plan(page)
    sign_in(page, mail_sink)
    page.goto("/#/today")
    expect(page.locator(".state")).to_contain_text("Sent")
    second = phone().open()
    sign_in(second, mail_sink, count=2)
    second.goto("/#/today")
    expect(second.get_by_text("Handover without holes")).to_be_visible()

    file.write_text(AFTER)
    said = site.flask("programme", "import", file, "--event", "expo26")

    assert "~ s3 Handover without holes: 11:00 → 12:15, Aula → Lindgren Room (1 agenda)" in said
    page = mine.reopen()
    wake_until(page, lambda: expect(page.get_by_text(CARD)).to_be_visible(timeout=1_000))
    looks_right(page, "today-changes")
    page.get_by_role("link", name="Show", exact=True).click()
    reads_what_moved(page)
    looks_right(page, "changes")
    page.get_by_role("radio", name=re.compile("Everything")).click()
    expect(page.locator(".chg")).to_have_count(6)
    looks_right(page, "changes-everything")
    page.get_by_role("radio", name=re.compile("Your agenda")).click()
    page.get_by_role("button", name="Keep this one: Handover without holes").click()
    expect(page.get_by_text("Now overlaps")).to_have_count(0)
    page.get_by_role("link", name="Mentors and how to find them").click()
    expect(page.get_by_text("Taken out of the programme")).to_be_visible()
    looks_right(page, "session-taken-out")
    page.get_by_role("button", name="Take it off my agenda").click()
    expect(page.get_by_role("button", name="Take it off my agenda")).to_have_count(0)
    page.get_by_role("button", name="Back to Changes").click()
    expect(page.locator(".chg")).to_have_count(3)

    page.get_by_role("button", name="Seen").click()

    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    expect(page.get_by_text("in your agenda")).to_have_count(0)
    page = mine.reopen("/#/changes")
    expect(page.get_by_text("Nothing new in your agenda")).to_be_visible()
    wake_until(
        second, lambda: expect(second.get_by_text("12:15").first).to_be_visible(timeout=1_000)
    )
    wake_until(second, lambda: expect(second.get_by_text(CARD)).to_have_count(0, timeout=1_000))
    second.goto("/#/programme")
    second.get_by_role("link", name="Handover without holes").click()
    expect(second.get_by_text("Moved from Aula")).to_be_visible()
