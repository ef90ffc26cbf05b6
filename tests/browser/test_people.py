"""Everyone one met, and one of them: as somebody looks a person up a week later."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PhoneMaker
from tests.browser.met import contact_id, phone_after_the_expo
from tests.browser.phones import Phone, looks_right
from tests.browser.sites import Site


@pytest.fixture
def mira(site: Site, phone: PhoneMaker) -> Phone:
    return phone_after_the_expo(site, phone)


def test_nobody_met_yet_offers_the_next_act(phone: PhoneMaker) -> None:
    page = phone().open("/#/welcome")
    page.get_by_label("Your name").fill("Mira Solberg")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()
    page.goto("/#/people")
    expect(page.get_by_role("heading", name="No one yet")).to_be_visible()
    looks_right(page, "people-empty")
    page.goto("/#/follow-up")
    expect(page.get_by_role("heading", name="Nobody to write to yet")).to_be_visible()
    looks_right(page, "follow-up-empty")


def test_everyone_is_found_by_any_word_of_what_one_knows(mira: Phone, site: Site) -> None:
    site.stop()
    page = mira.reopen("/#/people")
    expect(page.get_by_role("link", name=re.compile("Omar Iyer"))).to_be_visible()
    looks_right(page, "people")

    search = page.get_by_label("Search people")
    search.fill("ferri lake")  # a word of the note, a word of the institution
    expect(page.get_by_role("link", name=re.compile("Elin Vasstrand"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Omar Iyer"))).to_have_count(0)
    search.fill("zzz")
    page.get_by_role("button", name="Clear the search").click()
    expect(page.get_by_role("link", name=re.compile("Omar Iyer"))).to_be_visible()


def test_a_person_with_where_one_met_and_what_one_noted(mira: Phone, site: Site) -> None:
    site.stop()
    page = mira.reopen(f"/#/people/{contact_id(1)}")
    expect(page.get_by_role("heading", name="Elin Vasstrand")).to_be_visible()
    expect(page.get_by_text("About iron clinics")).to_be_visible()
    expect(
        page.get_by_role("link", name=re.compile("Good to meet you at Expo 2026"))
    ).to_be_visible()
    looks_right(page, "person")

    page.get_by_role("button", name="Hot").click()
    expect(page.get_by_role("button", name="Hot")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Mentor").click()
    expect(page.get_by_role("button", name="Mentor")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Edit this note").click()
    page.get_by_role("textbox", name=re.compile("Your note")).fill(
        "Their nurses order it. Send it by Friday."
    )
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Send it by Friday.").first).to_be_visible()
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_label("E-mail").fill("not an address")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_have_text("An e-mail address looks like name@example.org.")
    looks_right(page, "person-edit")
    page.get_by_label("E-mail").fill("elin.vasstrand@example.org")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_role("link", name="Mail")).to_have_attribute(
        "href", "mailto:elin.vasstrand@example.org"
    )


def test_a_contact_is_saved_as_a_file_with_where_one_met(mira: Phone) -> None:
    page = mira.open(f"/#/people/{contact_id(1)}")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Save", exact=True).click()
    content = downloading.value.path().read_bytes()
    assert downloading.value.suggested_filename == "Elin-Vasstrand.vcf"
    assert content.startswith(b"BEGIN:VCARD\r\nVERSION:3.0\r\n")
    unfolded = content.replace(b"\r\n ", b"").decode()
    assert "FN:Elin Vasstrand\r\n" in unfolded
    assert "EMAIL;TYPE=INTERNET:elin@example.org\r\n" in unfolded
    assert "Expo 2026\\, Wed 10 Jun\\nTheir nurses order the ferritin." in unfolded
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_no_follow_up_takes_somebody_off_the_list_and_deleting_asks_first(mira: Phone) -> None:
    page = mira.open(f"/#/people/{contact_id(2)}")
    page.get_by_role("button", name=re.compile("No follow-up")).click()
    expect(page.get_by_role("button", name=re.compile("Follow up again"))).to_be_visible()
    page.goto("/#/follow-up")
    expect(page.get_by_role("link", name=re.compile("Elin Vasstrand.*Ready"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Noor Haddad"))).to_have_count(0)

    page.goto(f"/#/people/{contact_id(1)}")
    page.get_by_role("button", name="Delete contact and notes").click()
    expect(
        page.get_by_role("heading", name="Delete Elin Vasstrand and your notes?")
    ).to_be_visible()
    looks_right(page, "person-delete")
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Elin Vasstrand"))).to_have_count(0)
    page.goto(f"/#/people/{contact_id(1)}")
    expect(page.get_by_role("heading", name="Nobody here")).to_be_visible()


def test_a_wide_screen_shows_the_person_beside_the_list(mira: Phone) -> None:
    page = mira.page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"/#/people/{contact_id(1)}")
    expect(page.get_by_role("heading", name="Elin Vasstrand", level=2)).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Omar Iyer"))).to_be_visible()
    looks_right(page, "people-wide")
