"""A programme brought by an attendee: from a file with strange columns to their own event."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import PhoneMaker
from tests.browser.mail import MailSink
from tests.browser.phones import looks_right
from tests.browser.sites import Site

EMAIL = "mira@example.org"
HEAD = "Alpha;Beta;Gamma;Delta\n"
ROWS = [
    "Handover without fear;2026-06-10;14:00-14:45;Hall",
    "Ward rounds that end;2026-06-10;15:00-15:45;Hall",
    "Night shifts, measured;2026-06-11;9:00-9:45;Annex",
    "Coffee with a mentor;2026-06-11;11:00-11:45;Foyer",
    "A session that runs backwards;2026-06-11;12:00-11:30;Annex",
]
TABLE = HEAD + "\n".join(ROWS) + "\n"
NEWER = TABLE.replace("15:00-15:45;Hall", "16:00-16:45;Aula").replace(
    f"{ROWS[3]}\n", "Posters over lunch;2026-06-11;12:15-13:00;Foyer\n"
)


def give(page: Page, content: str, name: str = "Lakes Week.csv") -> None:
    page.get_by_label("Choose a file").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
    )


def is_at(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


def test_new_user_adds_a_table_with_strange_columns_and_a_newer_one_over_it(
    site: Site, phone: PhoneMaker, mail_sink: MailSink
) -> None:
    mira = phone()
    page = mira.open()
    starts_from_welcome(page)
    signs_in_for_it(page, mail_sink)
    says_what_the_columns_hold(page)
    agrees_to_the_preview(page)
    mira.settle()
    site.stop()
    page = mira.reopen("/#/programme")
    keeps_what_was_chosen_offline(page)
    site.start()
    imports_a_newer_file(page)
    invitation = page.evaluate("location.hash")
    joins_by_the_link(phone().open(f"/{invitation}"), invitation)


def starts_from_welcome(page: Page) -> None:
    page.get_by_label("Your name").fill("Mira Solberg")
    looks_right(page, "adding-welcome", schemes=["light"])
    page.get_by_role("button", name="Add a programme").click()
    is_at(page, "Add a programme")
    looks_right(page, "adding-choose")
    page.get_by_label("Or its address").fill("lakes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Give the whole address")


def signs_in_for_it(page: Page, mail_sink: MailSink) -> None:
    """Be told why an account is needed; what was chosen goes on after it."""
    give(page, TABLE)
    is_at(page, "Sign in to add it")
    looks_right(page, "adding-sign-in", schemes=["light"])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Your e-mail address").fill(EMAIL)
    page.get_by_role("button", name="Send the code").click()
    page.get_by_label("Code, 8 characters").fill(mail_sink.wait_for(EMAIL).code)


def says_what_the_columns_hold(page: Page) -> None:
    is_at(page, "What do the columns hold?")
    expect(page.get_by_label("Title, needed")).to_have_value("Alpha")
    page.get_by_label("Room", exact=True).select_option("Delta")
    looks_right(page, "adding-mapping")
    page.get_by_role("button", name="Go on with these").press("Enter")


def agrees_to_the_preview(page: Page) -> None:
    is_at(page, "Is this it?")
    expect(page.get_by_text("5 sessions").first).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Lakes Week")
    expect(page.get_by_label("Time zone of the venue")).to_have_value("Europe/Berlin")
    expect(page.get_by_label("First day")).to_have_value("2026-06-10")
    expect(page.get_by_text("ends before it starts")).to_be_visible()
    page.get_by_label("Name").fill("Lakes Week 2026")
    looks_right(page, "adding-preview")
    page.get_by_role("button", name="Add this programme").press("Enter")
    expect(page.get_by_text("Handover without fear")).to_be_visible()
    page.get_by_role("button", name="Save Ward rounds that end").click()


def keeps_what_was_chosen_offline(page: Page) -> None:
    expect(page.get_by_text("Ward rounds that end")).to_be_visible()
    page.goto("/#/add")
    give(page, TABLE)
    is_at(page, "Reading needs the network")
    looks_right(page, "adding-offline", schemes=["light"])
    page.get_by_role("button", name="Choose another").click()


def imports_a_newer_file(page: Page) -> None:
    """See what would change, old and new, before it does."""
    page.goto("/#/programme")
    page.get_by_role("button", name="Event: Lakes Week 2026").click()
    looks_right(page, "adding-switcher", schemes=["light"])
    page.get_by_role("link", name="Newer file").click()
    is_at(page, "Lakes Week 2026")
    looks_right(page, "adding-own")
    page.get_by_role("link", name="Import a newer file").click()
    give(page, NEWER)
    page.get_by_role("button", name="Go on with these").click()
    is_at(page, "What would change")
    differences = page.get_by_role("listitem")
    moved = differences.filter(has_text="Ward rounds that end")
    expect(moved).to_contain_text("is now Wed 10 Jun 16:00")
    expect(moved).to_contain_text("is now Aula")
    expect(differences.filter(has_text="Posters over lunch")).to_contain_text("Added")
    expect(differences.filter(has_text="Coffee with a mentor")).to_contain_text("Removed")
    looks_right(page, "adding-changes")
    page.set_viewport_size({"width": 1280, "height": 800})
    looks_right(page, "adding-changes-wide", schemes=["light"])
    page.get_by_role("button", name="Import this").click()
    expect(page.get_by_role("heading", level=1, name="Programme")).to_be_visible()


def joins_by_the_link(page: Page, invitation: str) -> None:
    page.get_by_label("Your name").fill("Bo Sampleson")
    expect(page.get_by_role("radio", name="Lakes Week 2026")).to_be_checked()
    page.get_by_role("radio", name="No event today").click()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", level=1, name="Today")).to_be_visible()
    page.goto(f"/{invitation}")
    is_at(page, "Join Lakes Week 2026?")
    looks_right(page, "adding-join", schemes=["dark"])
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("button", name="Event: Lakes Week 2026")).to_be_visible()
