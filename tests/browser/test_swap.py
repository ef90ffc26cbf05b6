"""Two phones swap cards without a network, and both have each other once they are back."""

import re

from playwright.sync_api import Page, expect

from server.swaps import codes, packing
from tests.browser.conftest import PhoneMaker
from tests.browser.mail import MailSink
from tests.browser.phones import Phone, looks_right, wake_until
from tests.browser.sites import Site
from tests.browser.test_fixtures import code_picture
from tests.browser.test_scan import scan, start


def sign_in(page: Page, mails: MailSink, email: str) -> None:
    page.goto("/#/sign-in")
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send the code").click()
    page.get_by_label("Code, 8 characters").fill(mails.wait_for(email).code)
    expect(page.get_by_text(f"Signed in as {email}").first).to_be_attached()
    expect(page.get_by_role("link", name=re.compile("Sent"))).to_be_visible()


def wake(phone: Phone) -> None:
    """Let the phone notice that the server can be reached again."""
    phone.page.evaluate("dispatchEvent(new Event('online'))")


def test_swap_without_a_network_is_complete_on_both_sides_afterwards(
    site: Site, phone: PhoneMaker, mail_sink: MailSink
) -> None:
    site.make_event()
    shower, scanner = phone(), phone(camera=True)
    showing, scanning = start(shower, "Mira Solberg"), start(scanner, "Jun Watanabe")
    sign_in(showing, mail_sink, "mira@example.org")
    sign_in(scanning, mail_sink, "jun@example.org")
    site.stop()
    showing.goto("/#/card")
    scan(scanner, showing.locator(".qr").screenshot())
    sheet = scanning.get_by_role("dialog")
    expect(sheet.get_by_text("waiting to send")).to_be_visible()
    expect(sheet.get_by_text("Not checked yet")).to_be_visible()
    sheet.get_by_role("button", name="Share mine back").click()

    site.start()
    wake(scanner)
    expect(sheet.get_by_text("Swapped")).to_be_visible(timeout=20_000)
    wake(shower)
    showing.goto("/#/card/shared")
    expect(showing.get_by_role("heading", name="Jun Watanabe")).to_be_visible(timeout=20_000)
    looks_right(showing, "shared-with")
    showing.get_by_role("button", name="Stop sharing with Jun Watanabe").click()
    expect(showing.get_by_role("heading", name="Jun Watanabe")).not_to_be_visible()


def test_tampered_code_is_kept_and_turns_out_not_verified(
    site: Site, phone: PhoneMaker, mail_sink: MailSink
) -> None:
    site.make_event()
    shower, scanner = phone(), phone(camera=True)
    showing, page = start(shower, "Mira Solberg"), start(scanner, "Jun Watanabe")
    sign_in(showing, mail_sink, "mira@example.org")
    sign_in(page, mail_sink, "jun@example.org")
    showing.goto("/#/card")
    shown = text_in(showing.locator(".qr").screenshot())
    site.stop()
    scan(scanner, code_picture(with_another_name(shown, "Mara Solberg")))
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name="Mara Solberg")).to_be_visible()
    expect(sheet.get_by_text("Not checked yet")).to_be_visible()

    site.start()
    wake(scanner)
    expect(sheet.get_by_text("Not verified")).to_be_visible(timeout=20_000)
    expect(sheet.get_by_role("heading", name="Mara Solberg")).to_be_visible()
    looks_right(page, "scan-not-verified")


def text_in(picture: bytes) -> str:
    import io

    import zxingcpp
    from PIL import Image

    [found] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    return str(found.text)


def with_another_name(text: str, name: str) -> str:
    """Return the card code with its own key, minute and tag, and a name that was put in."""
    start_of, _, code = text.partition("#")
    content = packing.from_base41(code)
    forged = content[: codes.HEADER_BYTES] + codes.card_static({"name": name})
    return f"{start_of}#{packing.to_base41(forged)}"


def test_scan_of_a_badge_asks_and_its_owner_accepts(
    site: Site, phone: PhoneMaker, mail_sink: MailSink
) -> None:
    slug = site.make_event()
    people = site.folder / "people.csv"
    people.write_text("name,email,role\nMira Solberg,mira@example.org,Resident\n")
    site.flask("attendees", "import", people, "--event", slug)
    site.flask("badges", "print", "--event", slug, "--out", site.folder / "badges.pdf")
    owner, scanner = phone(), phone(camera=True)
    owning, scanning = start(owner, "Mira Solberg"), start(scanner, "Jun Watanabe")
    sign_in(owning, mail_sink, "mira@example.org")
    sign_in(scanning, mail_sink, "jun@example.org")

    scan(scanner, badge_sheet(site))
    sheet = scanning.get_by_role("dialog")
    expect(sheet.get_by_text("Saved on this phone")).to_be_visible()
    sheet.get_by_role("button", name="Share mine back").click()
    expect(sheet.get_by_text("Asked for their card")).to_be_visible(timeout=20_000)
    expect(sheet.get_by_role("heading", name="Mira Solberg")).to_be_visible()

    owning.goto("/#/card/shared")
    asker = owning.get_by_role("heading", name="Jun Watanabe")
    wake_until(owning, lambda: expect(asker).to_be_visible(timeout=1_000))
    looks_right(owning, "shared-request")
    owning.get_by_role("button", name="Accept").click()
    expect(owning.get_by_role("button", name="Accept")).not_to_be_visible()
    wake(owner)
    swapped = sheet.get_by_text("Swapped")
    wake_until(scanning, lambda: expect(swapped).to_be_visible(timeout=1_000))


def badge_sheet(site: Site) -> bytes:
    import io

    import pypdfium2

    document = pypdfium2.PdfDocument(site.folder / "badges.pdf")
    page = document[0].render(scale=3).to_pil()
    document.close()
    picture = io.BytesIO()
    page.crop((0, 0, page.width // 2, page.height // 2)).save(picture, "PNG")
    return picture.getvalue()
