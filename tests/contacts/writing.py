"""What an owner writes, on one phone or on two."""

from tests.phones import MakePhone, Phone, row_id

CONTACT, NOTE, MEETING = row_id("contact"), row_id("note"), row_id("meeting")


def two_phones(phone: MakePhone) -> tuple[Phone, Phone]:
    return phone("ada"), phone("ada", 1)


def write(phone: Phone, text: str, base: str | None = None, note: str = NOTE) -> str:
    entry = phone.post("note.save", contact=CONTACT, note=note, base=base, text=text)
    return str(entry["id"])


def texts(phone: Phone) -> set[str]:
    return {note["text"] for note in phone.all("note").values()}
