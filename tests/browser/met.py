"""People met at an expo a week ago, on a phone whose owner has follow-ups due this morning."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import PhoneMaker
from tests.browser.phones import Phone
from tests.browser.sites import Site
from tests.browser.test_accounts import PUT

EVENT = "expo26"
MET = datetime(2026, 6, 10, 9, 40, tzinfo=UTC)
DUE = datetime(2026, 6, 18, 7, 5, tzinfo=UTC)


def contact_id(number: int) -> str:
    return f"0197553e-7e00-7000-8000-0000000c{number:04}"


class Outbox:
    """Entries as the scan's sheet writes them, for people met a week ago."""

    def __init__(self) -> None:
        self.entries: list[dict[str, object]] = []

    def add(self, kind: str, at: datetime = MET, **body: object) -> str:
        seq = 100 + len(self.entries)
        entry = {
            "seq": seq,
            "id": f"0197553e-7e00-7000-8000-{seq:012}",
            "v": 1,
            "kind": kind,
            "at": at.isoformat(),
            "zone": "Europe/Berlin",
            "body": body,
            "state": "pending",
        }
        self.entries.append(entry)
        return str(entry["id"])

    def meet(self, number: int, name: str, *, note: str = "", email: str = "", **noted: str) -> str:
        contact, encounter = contact_id(number), f"0197553e-7e00-7000-8000-0000000e{number:04}"
        at = MET + timedelta(minutes=20 * number)
        self.add("contact.set", at, contact=contact, field="name", value=name)
        for field, value in {"event": EVENT, "session": "s1", **noted}.items():
            self.add(
                "encounter.set", at, contact=contact, encounter=encounter, field=field, value=value
            )
        if email:
            self.add("contact.set", at, contact=contact, field="email", value=email)
        if note:
            self.add(
                "note.save",
                at,
                contact=contact,
                note=contact,
                encounter=encounter,
                base=None,
                text=note,
            )
        return contact

    def keep(self, page: Page) -> None:
        page.evaluate(PUT, ["outbox", self.entries])
        page.reload()


def phone_after_the_expo(site: Site, phone: PhoneMaker) -> Phone:
    """Return Mira's phone on the due morning, with three people met at the expo."""
    site.make_event(EVENT)
    site.restart(now=DUE)
    made = phone(now=DUE)
    page = made.open()
    page.get_by_label("Your name").fill("Mira Solberg")
    page.get_by_role("radio", name=re.compile("Expo 2026")).click()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    made.settle()
    kept = Outbox()
    kept.add("card.set", field="headline", value="Resident")
    kept.meet(
        1,
        "Elin Vasstrand",
        email="elin@example.org",
        topic="iron clinics",
        promise="our ward data",
        note="Their nurses order the ferritin. Wants our data before January.",
    )
    kept.add("contact.set", contact=contact_id(1), field="institution", value="Lakeside Institute")
    kept.meet(2, "Noor Haddad", intent="meeting", topic="sync conflicts")
    kept.add("contact.set", contact=contact_id(2), field="hot", value=True)
    kept.meet(3, "Omar Iyer")
    kept.keep(page)
    return made
