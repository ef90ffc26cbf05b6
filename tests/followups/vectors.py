"""The vectors that hold the server's rules and the phone's to the same bytes.

`python -m tests.followups.vectors` writes them; tests on either side compute them again.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

from server.followups.catalogue import Catalogue, Slot, catalogue_for, variables_of
from server.followups.drafts import Meeting, approval_hash, follow_ups
from server.followups.greetings import Addressee, salutation
from server.followups.lint import findings
from server.followups.rendering import NeedsInput, Piece, Rendered, clean, render
from server.followups.states import TYPES, Event, fold
from server.followups.timing import Span, Week, local_moment, plan
from server.followups.variables import Facts, Place, variables_for

PATH = Path(__file__).parents[1] / "vectors" / "followups.json"
ALWAYS = {
    "me.full_name": "Mira Solberg",
    "me.short_name": "Mira",
    "g.salutation": "Dear Elin Vasstrand,",
    "g.salutation_short": "Hi Elin,",
    "g.signature": "Best wishes,\n\nMira Solberg\n \nResident, Fernhill",
    "s.duration": "20",
    "c.display_name": "Elin Vasstrand",
}
SAMPLES = {"s": "They use it on every ward", "q": "Who decides", "link": "https://example.org/x"}
ABSENT: list[str | None] = ["-", None, "", "  ", "\u00a0"]  # "-": not there at all

CLEANED = [
    ("n.topic_np", "  discharge \t checklists. "),
    ("n.topic_np", "what is new?!"),
    ("n.topic_np", "..."),
    ("n.question1_q", "Who decides."),
    ("n.question1_q", "Who decides?"),
    ("n.question1_q", "\u4f55\u6642\uff1f"),
    ("n.detail_s", "It works"),
    ("n.detail_s", "It works\u2026"),
    ("x.event", "ESC\r\nBcc: evil@example.org"),
    ("x.event", "{x.session} {{7*7}} $& \\1"),
    ("x.event", "A\u200bB\x00C\u3000D"),
    ("g.signature", "Best,\r\n\r\n  Mira \u2028Ward 7\x07"),
]
GREETED: list[dict[str, Any]] = [
    {"name": "Åsa Öberg"},
    {"name": "Prof. Dr. Öberg"},
    {"name": "Professor Åsa Öberg, MD, PhD"},
    {"name": "Dr Wei Chen, MD"},
    {"name": "Suharto"},
    {"name": "Dr."},
    {"name": "asa.oberg@example.org"},
    {"name": " \u00a0"},
    {"given": "Tomás", "family": "Vega", "first_names": True},
    {"given": "Tomás", "family": "Vega"},
    {"name": "Åsa Öberg", "family": "Öberg", "title": "Prof"},
    {"name": "constructor Öberg"},
    {"name": "{given} Öberg"},
]
CARD = {"name": "Mira Solberg", "headline": "PGY-3 resident", "institution": "Fernhill Hospital"}
MET = "2026-06-09T14:40:00+00:00"
TOLD: list[dict[str, Any]] = [
    {"now": "2026-06-09T17:00:00+00:00", "met_at": MET, "to": {"name": "Elin Vasstrand"}},
    {"now": "2026-06-10T06:00:00+00:00", "met_at": MET, "to": {"name": "Elin Vasstrand"}},
    {
        "now": "2026-06-12T06:00:00+00:00",
        "met_at": MET,
        "event": "Northlight 2026",
        "encounter": {
            "topic": "iron clinics.",
            "detail": "Nurses order the test",
            "promise": "Send our ward data",
            "promise_link": "https://example.org/ward",
        },
        "session": {"title": "Posters 2", "kind": "poster", "board": "P-114"},
    },
    {
        "now": "2026-06-30T06:00:00+00:00",
        "met_at": MET,
        "event": "Northlight 2026",
        "zone": "Pacific/Auckland",
        "encounter": {"promise": "I promised to send the slides", "promise_link": "javascript:x"},
        "session": {"title": "Iron $& {title}", "kind": "talk", "people": ["Jon Fell"]},
    },
    {
        "now": "2027-01-02T06:00:00+00:00",
        "met_at": MET,
        "to": {"name": "jon fell"},
        "session": {"title": "Iron", "kind": "talk", "people": ["Jon Fell"]},
        "card": {"name": "Mira", "headline": "University lecturer", "specialty": "cardiology"},
    },
    {
        "now": "2026-06-11T06:00:00+00:00",
        "met_at": MET,
        "encounter": {
            "place": "In the coffee queue.",
            "n.question1_q": "When do you start",
            "s.slots": "Tuesday 10:00 or Friday 16:00",
        },
        "card": {"name": "Mira", "role": "MD student"},
    },
    {
        "now": "2026-06-11T06:00:00+00:00",
        "met_at": MET,
        "encounter": {"place": "Foyer", "intent": "manuscript"},
        "card": {"headline": "honorary fellow"},
    },
    {
        "now": "2026-06-11T06:00:00+00:00",
        "encounter": {"place": "Foyer"},
        "card": {"name": "Mira", "headline": "The dean"},
        "session": {"title": "Opening", "kind": "reception"},
    },
]
LINTED: list[tuple[str | None, str]] = [
    ("Good to meet you", "Dear Åsa,\n\nThank you."),
    ("Hi", "Dear ,\n\nabout {n.topic_np} at None."),
    (None, "We found a null result (see None of them)."),
    ("Two  blanks", "one , two.. three... four,, five?."),
    ("Files", 'I attach it () [First Name] "" {{x}}'),
    ("Files", 'She said "a" "b" and javascript:alert(1)'),
    ("A link", "See ftp://example.org/a and https://example.org/b, attached."),
    ("x" * 79, " \u00a0"),
    ("😀" * 78, "word"),
]
SPANS = [
    None,
    ("Europe/Madrid", "2026-10-20", "2026-10-26"),
    ("America/Los_Angeles", "2026-10-27", "2026-11-08"),
]
WEEKS: list[tuple[str, list[int], list[str]]] = [
    ("Europe/Berlin", [0, 1, 2, 3, 4], ["2026-10-30", "2026-11-02"]),
    ("Asia/Riyadh", [6, 0, 1, 2, 3], []),
    ("America/St_Johns", [2], []),
    ("Australia/Lord_Howe", [], []),
]
MOMENTS = [
    ("2026-03-29", "02:30", "Europe/Berlin"),  # skipped
    ("2026-10-25", "02:30", "Europe/Berlin"),  # doubled
    ("2026-04-05", "01:45", "Australia/Lord_Howe"),  # doubled by half an hour
    ("2026-11-01", "01:30", "America/St_Johns"),
    ("2026-06-10", "09:00", "Asia/Kathmandu"),
]
CONTACT = UUID("019e0000-0000-7000-8000-0000000000c1")
MEETINGS: list[dict[str, Any]] = [
    {
        "at": "2026-06-10T10:00:00+00:00",
        "event": "expo",
        "session": "s2",
        "fields": {"topic": "later", "intent": "mentor", "detail": ""},
    },
    {
        "at": "2026-06-09T10:00:00+00:00",
        "event": "expo",
        "session": "s1",
        "fields": {"topic": "earlier", "detail": "kept", "promise": "slides"},
    },
    {"at": "2026-06-11T10:00:00+00:00", "event": "expo", "fields": {}},
    {
        "at": "2026-07-11T10:00:00+00:00",
        "fields": {"promise": "a book", "s.promise_kept": "yes", "intent": "nonsense"},
    },
]
CAPTURED_FROM = datetime(2026, 10, 15, 0, 20, tzinfo=UTC)
CAPTURED = 60  # captures, nine hours apart
LONGEST_HISTORY = 4


def build() -> dict[str, Any]:
    catalogue = catalogue_for("en")
    return {
        "catalogue": catalogue.hash,
        "always": ALWAYS,
        "samples": SAMPLES,
        "absent": ABSENT,
        "renders": [_renders(catalogue, name) for name in catalogue.templates],
        "cleaned": [{"name": n, "value": v, "expect": clean(n, v)} for n, v in CLEANED],
        "greetings": [
            {"to": to, "expect": salutation(catalogue.greeting, Addressee(**to))} for to in GREETED
        ],
        "variables": [
            {"facts": given, "expect": variables_for(catalogue, facts(given))} for given in TOLD
        ],
        "lint": [
            {
                "subject": subject,
                "body": body,
                "expect": [
                    [found.code, found.blocks]
                    for found in findings(catalogue, subject=subject, body=body)
                ],
            }
            for subject, body in LINTED
        ],
        "moments": [
            {"date": day, "clock": clock, "zone": zone, "expect": int(moment.timestamp())}
            for day, clock, zone in MOMENTS
            for moment in [local_moment(date.fromisoformat(day), time.fromisoformat(clock), zone)]
        ],
        "drafts": {
            "meetings": MEETINGS,
            "expect": [
                {
                    "id": str(each.message_id),
                    "event": each.meeting.event,
                    "intent": each.intent,
                    "promise": each.promise,
                    "session": each.meeting.session,
                    "fields": dict(each.meeting.fields),
                }
                for each in follow_ups(CONTACT, map(meeting, MEETINGS))
            ],
            "contact": str(CONTACT),
            "hash": approval_hash("Good to meet you", "Dear Åsa,\n\nThank you.", "asa@example.org"),
            "hash_without": approval_hash(None, "Hi Åsa", None),
        },
        "timing": {
            "spans": SPANS,
            "weeks": WEEKS,
            "captured_from": CAPTURED_FROM.isoformat(),
            "captured": CAPTURED,
            "digest": digest(plans()),
        },
        "states": {
            "types": TYPES,
            "longest": LONGEST_HISTORY,
            "digest": digest(folds()),
        },
    }


def meeting(given: dict[str, Any]) -> Meeting:
    return Meeting(
        at=datetime.fromisoformat(given["at"]),
        zone=given.get("zone"),
        event=given.get("event"),
        session=given.get("session"),
        fields=given["fields"],
    )


def facts(given: dict[str, Any]) -> Facts:
    session = given.get("session")
    met_at = given.get("met_at")
    return Facts(
        now=datetime.fromisoformat(given["now"]),
        zone=given.get("zone", "Europe/Oslo"),
        card=given.get("card", CARD),
        to=Addressee(**given.get("to", {"name": "Elin Vasstrand"})),
        met_at=datetime.fromisoformat(met_at) if met_at else None,
        encounter=given.get("encounter", {}),
        event=given.get("event", ""),
        session=Place(**{**session, "people": tuple(session.get("people", ()))})
        if session
        else None,
        next_event=given.get("next_event", ""),
    )


def sample(name: str) -> str:
    return SAMPLES.get(name.rpartition("_")[2].rpartition(".")[2], f"the {name.partition('.')[2]}")


def sweep(
    catalogue: Catalogue, template_id: str
) -> Iterator[tuple[set[str], Rendered | NeedsInput]]:
    """Render a template with every subset of its variables, absent in each way in turn."""
    names = [n for n in variables_of(catalogue.templates[template_id]) if n not in ALWAYS]
    for mask in range(2 ** len(names)):
        present = {name for place, name in enumerate(names) if mask >> place & 1}
        absent = ABSENT[mask % len(ABSENT)]
        values: dict[str, object] = dict(ALWAYS)
        values |= {name: sample(name) for name in present}
        if absent != "-":
            values |= {name: absent for name in names if name not in present}
        yield present, render(catalogue, template_id, values)


def spelled(result: Rendered | NeedsInput) -> str:
    def line(pieces: tuple[Piece, ...]) -> str:
        return "".join(f"<{each.name}>" if isinstance(each, Slot) else each for each in pieces)

    if isinstance(result, Rendered):
        return f"{result.subject or ''}\n--\n{result.body}\n--\n{int(result.generic)}"
    names = ",".join(each.name for each in result.missing)
    subject = line(result.subject) if result.subject else ""
    return f"?{names}\n--\n{subject}\n--\n" + "\n\n".join(map(line, result.paragraphs))


def _renders(catalogue: Catalogue, template_id: str) -> dict[str, object]:
    results = [spelled(result) for _, result in sweep(catalogue, template_id)]
    return {
        "template": template_id,
        "renders": len(results),
        "complete": sum(not each.startswith("?") for each in results),
        "digest": digest(results),
    }


def plans() -> Iterator[str]:
    for span, (zone, working, holidays), (promise, hot) in product(
        SPANS, WEEKS, [(False, False), (True, False), (False, True)]
    ):
        week = Week(
            zone, working_days=working, holidays=[date.fromisoformat(day) for day in holidays]
        )
        event = span and Span(span[0], date.fromisoformat(span[1]), date.fromisoformat(span[2]))
        for step in range(CAPTURED):
            planned = plan(
                captured_at=CAPTURED_FROM + timedelta(hours=9 * step),
                week=week,
                event=event or None,
                promise=promise,
                hot=hot,
            )
            moments = (planned.ready_at, planned.remind_at, planned.due_at, planned.overdue_after)
            minutes = ",".join(str(int(each.timestamp()) // 60) for each in moments)
            yield f"{planned.anchor_on.isoformat()},{minutes}"


def folds() -> Iterator[str]:
    """Fold every history: a fourth event repeats the first's id, "not sent" names the first."""
    for length in range(LONGEST_HISTORY + 1):
        for types in product(TYPES, repeat=length):
            events = [
                Event(str(place % 3), each, names="0" if each == "not_sent" else None)
                for place, each in enumerate(types)
            ]
            folded = fold(events)
            yield ",".join(
                each or "" for each in (folded.state, folded.text, folded.approved, folded.hand_off)
            )


def digest(texts: Iterator[str] | list[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


if __name__ == "__main__":
    PATH.write_text(json.dumps(build(), indent=1, ensure_ascii=False) + "\n")
