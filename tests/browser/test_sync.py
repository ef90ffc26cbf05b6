"""Two phones of one person, one server, and a network that comes and goes."""

from playwright.sync_api import expect

from tests.browser.conftest import PhoneMaker
from tests.browser.mail import MailSink
from tests.browser.phones import looks_right, wake_until
from tests.browser.sites import Site
from tests.browser.test_accounts import sign_in
from tests.browser.test_programme import open_programme, save
from tests.browser.test_shell import MORNING, begin

COME_BACK = "dispatchEvent(new Event('online'))"


def test_what_one_phone_saves_the_other_shows(
    site: Site, phone: PhoneMaker, mail_sink: MailSink
) -> None:
    site.make_event()
    site.restart(now=MORNING)
    first = phone().open()
    begin(first)
    open_programme(first)
    title = first.locator(".row h3").first.inner_text()
    save(first, title)
    sign_in(first, mail_sink)
    first.goto("/#/today")
    expect(first.locator(".state")).to_contain_text("Sent")

    second = phone().open()
    sign_in(second, mail_sink, count=2)
    second.goto("/#/today")
    expect(second.locator(".now")).to_contain_text(title)

    open_programme(second)
    second.get_by_role("button", name=f"Save {title}").first.click()
    expect(second.locator(".state")).to_contain_text("Sent")
    wake_until(first, lambda: expect(first.locator(".now")).to_have_count(0, timeout=1_000))


def test_what_is_saved_without_a_network_waits_and_goes_out(
    site: Site, phone: PhoneMaker, mail_sink: MailSink
) -> None:
    site.make_event()
    site.restart(now=MORNING)
    page = phone().open()
    begin(page)
    sign_in(page, mail_sink)
    open_programme(page)
    site.stop()

    title = page.locator(".row h3").first.inner_text()
    save(page, title)

    expect(page.locator(".state")).to_contain_text("1 waiting to send")
    looks_right(page, "programme-waiting")
    site.start()
    page.evaluate(COME_BACK)
    expect(page.locator(".state")).to_contain_text("Sent")
