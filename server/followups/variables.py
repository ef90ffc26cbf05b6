"""What is known of a meeting, as the variables of a template.

Everything comes as plain values, so that the phone (`variables.ts`) and the server make the same
of the same facts. What is not known is simply absent.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from server.followups.catalogue import Catalogue
from server.followups.greetings import Addressee, display_name, salutation
from server.followups.rendering import clean

DURATION = "20"
LINK = re.compile(r"https?://[^\s\x00-\x20]+")
LINKS = ("s.link", "s.booking_link", "s.card_url")
NOON, EVENING = 12, 18
THIS_WEEK = 6
# Letters whose names begin with a vowel, and words that do not sound as they are written.
VOWEL_NAMES = "AEFHILMNORSX"
SOUNDS_LIKE_A = ("uni", "use", "eu", "one")
SOUNDS_LIKE_AN = ("hour", "honor", "honour", "heir")


@dataclass(frozen=True, slots=True)
class Place:
    """The session of a meeting: `people` are the names of those who present it."""

    title: str
    kind: str
    board: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a message can be about. `encounter` and `card` hold fields by their names."""

    now: datetime
    zone: str
    card: Mapping[str, str]
    to: Addressee
    met_at: datetime | None = None
    encounter: Mapping[str, str] = field(default_factory=dict)
    event: str = ""
    session: Place | None = None
    next_event: str = ""


def variables_for(catalogue: Catalogue, facts: Facts) -> dict[str, str]:
    """Return the variables that are known, cleaned, in the catalogue's language."""
    named = {
        **_about_me(catalogue, facts.card),
        "g.salutation": salutation(catalogue.greeting, facts.to),
        "g.salutation_short": salutation(catalogue.greeting, facts.to),
        "c.display_name": display_name(catalogue.greeting, facts.to),
        "s.duration": DURATION,
        **_about_meeting(catalogue, facts),
        **_from_notes(catalogue, facts.encounter),
    }
    return {
        name: text
        for name, value in named.items()
        if (text := clean(name, value)) and (name not in LINKS or LINK.fullmatch(text))
    }


def _about_me(catalogue: Catalogue, card: Mapping[str, str]) -> dict[str, str]:
    name = clean("me.full_name", card.get("name"))
    headline = clean("me.headline", card.get("headline") or card.get("role"))
    organisation = clean("me.org", card.get("institution"))
    lines = [catalogue.phrases["closing"], name, ", ".join(filter(None, [headline, organisation]))]
    return {
        "me.full_name": name,
        "me.short_name": name,
        "me.role_np": role_phrase(catalogue.language, headline),
        "me.specialty": card.get("specialty") or "",
        "me.org": organisation,
        "g.signature": "\n".join(lines) if name else "",
    }


def _about_meeting(catalogue: Catalogue, facts: Facts) -> dict[str, str]:
    session = facts.session
    return {
        "x.event": facts.event,
        "x.next_event": facts.next_event,
        "x.session": session.title if session else "",
        "x.poster_title": session.title if session and session.kind == "poster" else "",
        "x.when_pp": when_phrase(catalogue, facts.met_at, facts.now, facts.zone)
        if facts.met_at
        else "",
        "x.place_pp": place_phrase(catalogue, facts),
    }


def _from_notes(catalogue: Catalogue, encounter: Mapping[str, str]) -> dict[str, str]:
    """Take the fields of an encounter, and whatever was typed for a variable by its own name."""
    named = {
        "n.topic_np": encounter.get("topic") or "",
        "n.detail_s": encounter.get("detail") or "",
        "n.promise_np": promised(catalogue, encounter.get("promise") or ""),
        "s.link": encounter.get("promise_link") or "",
    }
    typed = {name: value for name, value in encounter.items() if "." in name and value}
    return {**named, **typed}


def promised(catalogue: Catalogue, text: str) -> str:
    """Return what was promised as a thing: "Send the checklist" is "the checklist"."""
    text = clean("n.promise_np", text)
    for opening in catalogue.phrases["promise_openings"]:
        if text.lower().startswith(opening):
            return text[len(opening) :]
    return text


def when_phrase(catalogue: Catalogue, met_at: datetime, now: datetime, zone: str) -> str:
    """Return when it was, as one would say it now: "yesterday", "on Tuesday afternoon"."""
    phrases = catalogue.phrases
    met, today = met_at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    part = phrases["parts"][(met.hour >= NOON) + (met.hour >= EVENING)]
    days = (today - met.date()).days
    if days == 0:
        return str(phrases["today"].format(part=part))
    if days == 1:
        return str(phrases["yesterday"])
    if 1 < days <= THIS_WEEK:
        weekday = phrases["weekdays"][met.weekday()]
        return str(phrases["this_week"].format(weekday=weekday, part=part))
    wording = phrases["this_year" if met.year == today.year else "other_year"]
    month = phrases["months"][met.month - 1]
    return str(wording.format(day=met.day, month=month, year=met.year))


def place_phrase(catalogue: Catalogue, facts: Facts) -> str:
    """Return where it was: what was typed if it reads as a place, else the session's kind."""
    phrases, session = catalogue.phrases, facts.session
    places = phrases["places"]
    typed = clean("x.place_pp", facts.encounter.get("place"))
    if typed.split(" ")[0].lower() in phrases["prepositions"]:
        return typed[0].lower() + typed[1:]
    if facts.encounter.get("intent") == "manuscript":
        return str(places["own_poster"])
    if session is None:
        return ""
    if session.board:
        return str(places["board"].replace("{board}", clean("x.board", session.board)))
    speaks = facts.to.name.lower() in {name.lower() for name in session.people}
    if session.kind == "talk" and speaks:
        return str(places["own_talk"])
    return str(places.get(session.kind, "").replace("{title}", clean("x.title", session.title)))


def role_phrase(language: str, role: str) -> str:
    """Return a role as it follows "I'm …", with its article; empty where a language has no rule."""
    if language != "en" or not role:
        return ""
    word, _, rest = role.partition(" ")
    if word.lower() in {"a", "an", "the"}:
        return f"{word.lower()} {rest}"
    if not (word[1:2].isalpha() and word[1:2].islower()):  # an abbreviation, said letter by letter
        return f"{'an' if word[0].upper() in VOWEL_NAMES else 'a'} {role}"
    role = role[0].lower() + role[1:]
    vowel = role[0] in "aeiou" and not role.startswith(SOUNDS_LIKE_A)
    return f"{'an' if vowel or role.startswith(SOUNDS_LIKE_AN) else 'a'} {role}"
