"""Three phones of one account, long without a network and then with a bad one, end up equal."""

import time
from random import Random
from uuid import UUID

import pytest

from tests.effort import effort
from tests.phones import MakePhone, Phone, row_id

ENTRIES = effort("HALLWAY_ENTRIES", short=60, full=1000)
LOSS = 0.3
CONTACTS = [row_id("contact", n) for n in range(40)]


def act(phone: Phone, random: Random) -> str | None:
    """Do one thing offline; return the text that must not be lost, if it was a note."""
    contact = random.choice(CONTACTS)
    match random.randrange(4):
        case 0:
            text = f"{phone.name} wrote {phone.made}"
            note = str(UUID(int=random.getrandbits(128), version=4))
            phone.post("note.save", contact=contact, note=note, base=None, text=text)
            return text
        case 1:
            phone.post(
                "contact.set", contact=contact, field="hot", value=random.choice([True, False])
            )
        case 2:
            tag = random.choice(["poster", "talk", "lift"])
            phone.post("tag.set", contact=contact, tag=tag, value=random.choice([True, False]))
        case _:
            phone.post(
                "encounter.set",
                contact=contact,
                encounter=row_id(contact, "encounter"),
                field="topic",
                value=f"{phone.name} topic {phone.made}",
            )
    return None


def exchange(phone: Phone, random: Random) -> bool:
    """Try one request on a bad network; return whether there is nothing left to do."""
    if random.random() < LOSS:
        return False
    response = phone.send(phone.request())
    assert response.status_code == 200
    if random.random() < LOSS:
        return False
    answer = response.get_json()
    phone.receive(answer)
    return not phone.outbox and not answer["more"]


@pytest.mark.fuzz
def test_phones_that_lose_a_third_of_their_requests_end_up_equal(phone: MakePhone) -> None:
    random = Random(2026)  # noqa: S311 -- repeatable, not secret
    phones = [phone("ada", number) for number in range(3)]
    texts = {text for each in phones for _ in range(ENTRIES) if (text := act(each, random))}
    started = time.perf_counter()

    done = [False]
    while not all(done):
        done = [exchange(each, random) for each in phones]
    for each in phones:
        each.sync()

    print(f"{3 * ENTRIES} entries in {time.perf_counter() - started:.1f} s")  # noqa: T201 -- a figure
    assert phones[0].rows == phones[1].rows == phones[2].rows == phone("ada", 3).rows
    notes = [note["text"] for note in phones[0].all("note").values()]
    assert sorted(notes) == sorted(texts)
    assert not any(each.refused for each in phones)
