"""Showing and scanning codes in a real browser, with the server there and without it."""

from playwright.sync_api import Page, expect

from server.swaps import codes
from tests.browser.conftest import PhoneMaker
from tests.browser.phones import Phone, looks_right
from tests.browser.sites import Site
from tests.browser.test_fixtures import code_picture

SECRET = bytes(range(32))


def start(phone: Phone, name: str) -> Page:
    """Open the app for the first time and say who it is."""
    page = phone.open("/")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    phone.settle()
    return page


def card_text(site: Site, **fields: str) -> str:
    step = codes.step_at(site.now().timestamp())
    code = codes.card_code(SECRET, step, codes.card_static(fields))
    return "".join(codes.card_segments(site.url, code))


def scan(phone: Phone, picture: bytes) -> None:
    """Hold a picture up and open the scanner; its camera was allowed before."""
    phone.see(picture)
    phone.page.goto("/#/card")
    phone.page.get_by_role("link", name="Scan").click()


def test_one_phone_scans_the_other_with_the_server_away(site: Site, phone: PhoneMaker) -> None:
    site.make_event()
    shower, scanner = phone(), phone(camera=True)
    showing, scanning = start(shower, "Mira Solberg"), start(scanner, "Jun Watanabe")
    site.stop()
    showing.goto("/#/card")
    expect(showing.get_by_role("img", name="Your code")).to_be_visible()
    looks_right(showing, "card-show")
    scanner.reopen("/")

    scan(scanner, showing.locator(".qr").screenshot())

    scanning = scanner.page
    sheet = scanning.get_by_role("dialog")
    expect(sheet.get_by_text("Saved on this phone")).to_be_visible()
    expect(sheet.get_by_role("heading", name="Mira Solberg")).to_be_visible()
    expect(sheet.get_by_text("Not checked yet")).to_be_visible()
    note = sheet.get_by_label("Your note")
    expect(note).to_be_focused()
    note.fill("Runs the iron clinic")
    looks_right(scanning, "scan-result")
    sheet.get_by_role("button", name="Share mine back").click()
    expect(sheet.get_by_role("button", name="Shared")).to_be_visible()
    sheet.get_by_role("button", name="Next scan").click()
    expect(scanning.get_by_role("button", name="Open")).to_be_visible()
    looks_right(scanning, "scan")

    scanner.reopen("/#/scan")
    kinds = scanner.page.evaluate(OUTBOX_KINDS)
    assert kinds.count("scan.record") == kinds.count("share.give") == 1
    assert "note.save" in kinds


OUTBOX_KINDS = """() => new Promise((done, failed) => {
  const opening = indexedDB.open('hallway-me')
  opening.onerror = () => failed(opening.error)
  opening.onsuccess = () => {
    const all = opening.result.transaction('outbox').objectStore('outbox').getAll()
    all.onsuccess = () => { opening.result.close(); done(all.result.map(entry => entry.kind)) }
  }
})"""


def test_denied_camera_leaves_the_typed_code_the_photo_and_writing_by_hand(
    site: Site, phone: PhoneMaker
) -> None:
    site.make_event()
    somebody = phone()
    page = start(somebody, "Jun Watanabe")
    site.stop()
    page.goto("/#/scan")
    page.get_by_role("button", name="Start the camera").click()
    expect(
        page.get_by_text("No camera was found").or_(page.get_by_text("not allowed"))
    ).to_be_visible()
    looks_right(page, "scan-denied")

    page.get_by_label("Type the code").fill("AAAA AAAA")
    page.get_by_role("button", name="Keep the code").click()
    expect(page.get_by_text("One sign is wrong")).to_be_visible()
    typed = codes.typed_code(codes.key_id(SECRET))
    page.get_by_label("Type the code").fill(typed.lower())
    page.get_by_role("button", name="Keep the code").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text("Saved on this phone")).to_be_visible()
    name = sheet.get_by_label("Name", exact=True)
    expect(name).to_be_focused()
    name.fill("Åsa Öberg")
    name.press("Enter")
    expect(sheet.get_by_role("heading", name="Åsa Öberg")).to_be_visible()
    sheet.get_by_role("button", name="Undo").click()
    expect(sheet).not_to_be_visible()

    page.get_by_role("button", name="Dismiss").click()
    page.get_by_role("button", name="By hand").click()
    page.get_by_label("Name", exact=True).fill("Ruben Dalmere")
    looks_right(page, "scan-by-hand")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("status").get_by_text("Saved: Ruben Dalmere")).to_be_attached()


def test_photo_of_a_code_is_read_in_every_way(phone: PhoneMaker) -> None:
    somebody = phone()
    page = start(somebody, "Jun Watanabe")
    page.goto("/#/scan")
    photo = page.get_by_label("Photo of a code")
    photo.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"no picture"})
    expect(page.get_by_text("This file is no picture")).to_be_visible()
    card = code_picture("MECARD:N:Example,Ada;EMAIL:ada@example.org;;")
    photo.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": card})

    expect(page.get_by_role("dialog").get_by_role("heading", name="Ada Example")).to_be_visible()


def test_card_page_shows_the_card_and_offers_its_file(site: Site, phone: PhoneMaker) -> None:
    somebody = phone()
    text = card_text(site, name="Mira Solberg", headline="Resident", email="mira@example.org")
    page = somebody.open(text.removeprefix(site.url))
    expect(page.get_by_role("heading", name="Mira Solberg")).to_be_visible()
    looks_right(page, "card-page")

    with page.expect_download() as download:
        page.get_by_role("button", name="Save contact").click()
    assert download.value.suggested_filename == "Mira Solberg.vcf"
    assert "EMAIL;TYPE=INTERNET:mira@example.org\r\n" in download.value.path().read_bytes().decode()
    page.goto("/c/#DAMAGED")
    expect(page.get_by_role("heading", name="This card cannot be read")).to_be_visible()
    log = site.log.read_text()
    assert "Mira" not in log
    assert text.partition("#")[2] not in log


def test_page_behind_a_badge_leads_to_the_scanner_with_its_code(
    site: Site, phone: PhoneMaker
) -> None:
    slug = site.make_event()
    people = site.folder / "people.csv"
    people.write_text("name,role\nMira Solberg,Resident\n")
    site.flask("attendees", "import", people, "--event", slug)
    site.flask("badges", "print", "--event", slug, "--out", site.folder / "badges.pdf")
    [token] = badge_tokens(site)
    somebody = phone()
    start(somebody, "Jun Watanabe")

    page = somebody.open(f"/b/{token}")
    expect(page.get_by_role("heading", name="Mira Solberg")).to_be_visible()
    looks_right(page, "badge-page")
    page.get_by_role("link", name="Open Hallway").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text("Saved on this phone")).to_be_visible()
    assert page.url == f"{site.url}/#/scan"


def badge_tokens(site: Site) -> list[str]:
    import pypdfium2
    import zxingcpp

    document = pypdfium2.PdfDocument(site.folder / "badges.pdf")
    image = document[0].render(scale=4).to_pil()
    document.close()
    return [found.text.rpartition("/")[2] for found in zxingcpp.read_barcodes(image)]


def test_card_is_edited_field_by_field_and_says_what_it_cannot_hold(phone: PhoneMaker) -> None:
    somebody = phone()
    page = start(somebody, "Mira Solberg")
    page.goto("/#/card/edit")
    page.get_by_label("Role", exact=True).fill("Resident, cardiology")
    page.get_by_label("ORCID").fill("0000-0002-1825-0098")
    page.get_by_label("E-mail", exact=True).fill("mira@example.org")
    expect(page.get_by_text("This is no ORCID")).to_be_visible()
    page.get_by_role("radio", name="That, and what I choose").click()
    expect(page.get_by_role("switch", name="Phone")).to_be_visible()
    looks_right(page, "card-edit")

    page.goto("/#/card")
    expect(page.get_by_text("Resident, cardiology")).to_be_visible()
    before = page.locator(".qr path").get_attribute("d")
    page.get_by_role("button", name="E-mail").click()
    expect(page.get_by_role("button", name="E-mail")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".qr path")).not_to_have_attribute("d", before or "")
    page.get_by_role("button", name="Show a contact file instead").click()
    expect(page.get_by_role("img", name="Your contact file as a code")).to_be_visible()
    looks_right(page, "card-file")
