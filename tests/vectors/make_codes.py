"""Writes codes.json, which the server's tests and the client's both read.

    .venv/bin/python -m tests.vectors.make_codes

The forms are frozen: a change of the file, other than added cases, breaks codes in the field.
"""

import hashlib
import json
from pathlib import Path

from server.swaps import codes, packing

HOST = "hallway.example"
BASE_URL = f"https://{HOST}"
PATH = Path(__file__).with_name("codes.json")
SIGNS = "0123456789ABCDEFGHJK"

# Invented people, in the scripts they would write their names in.
CARDS = [
    {"name": "Mira Solberg", "headline": "Resident", "institution": "Fernhill University Hospital"},
    {"name": "Jun Watanabe", "headline": "PhD student", "institution": "Tsukuba"},
    {
        "name": "Dr. María José Carreño-Lindqvist",
        "headline": "Associate Professor",
        "institution": "Universidad de Valdeluz",
    },
    {"name": "Åsa Öberg", "headline": "ST-läkare", "institution": "Norrvik sjukhus"},
    {"name": "渡辺 純", "headline": "研修医", "institution": "北山大学病院"},
    {"name": "王小明", "headline": "住院医师", "institution": "东湖医院心内科"},
    {"name": "김하늘", "headline": "전공의", "institution": "한빛대학교병원"},
    {"name": "Ольга Синицына", "headline": "ординатор", "institution": "Речная больница"},
    {"name": "Ελένη Θαλασσινού", "headline": "ειδικευόμενη", "institution": "Νοσοκομείο Κύμα"},
    {"name": "ليلى البحيري", "headline": "طبيبة مقيمة", "institution": "مستشفى الواحة"},
    {"name": "נועה גלבוע", "headline": "מתמחה", "institution": "בית חולים הגליל"},
    {"name": "अनन्या पर्वतकर", "headline": "रेज़िडेंट", "institution": "सरोवर अस्पताल"},
    {"name": "ธารา ลำธาร", "headline": "แพทย์ประจำบ้าน", "institution": "โรงพยาบาลริมน้ำ"},
    {"name": "Nguyễn Thị Suối", "headline": "Bác sĩ nội trú", "institution": "Bệnh viện Bờ Sông"},
    {"name": "Suharto", "headline": "Dokter residen", "institution": "RS Tepi Danau"},
    {
        "name": "Adaeze Okafor-Brandt",
        "headline": "Consultant cardiologist",
        "institution": "Lakeside Heart Institute",
    },
]
CONTACTS = [
    {"email": f"{letter}.person@example.org", "link": f"https://{letter}person.example.org"}
    for letter in "abcdefghijklmnop"
]


def secret_for(number: int) -> bytes:
    """Return an invented secret: the same each time, and nobody's."""
    return hashlib.sha256(f"vector {number}".encode()).digest()


def card_case(number: int, fields: dict[str, str | int]) -> dict[str, object]:
    """Return one card with everything that is derived from it."""
    secret, step = secret_for(number), 29_712_345 + number
    static = codes.card_static(fields)
    code = codes.card_code(secret, step, static)
    return {
        "secret": secret.hex(),
        "key_id": codes.key_id(secret).hex(),
        "key_text": codes.key_text(codes.key_id(secret)),
        "typed": codes.typed_code(codes.key_id(secret)),
        "step": step,
        "static": static.hex(),
        "tag": codes.tag_for(secret, step, static).hex(),
        "fields": fields,
        "text": "".join(codes.card_segments(BASE_URL, code)),
    }


def parse_cases(card: str) -> list[dict[str, object]]:
    """Return texts with what they are."""
    changed = card[:40] + ("A" if card[40] != "A" else "B") + card[41:]
    short_code = packing.to_base41(bytes([1, *range(21)]))
    other_version = packing.to_base41(bytes([2, *range(30)]))
    typed = codes.typed_code(codes.key_id(secret_for(0)))
    wrong = typed[1] + typed[0] + typed[2:]
    texts = [
        card,
        f"  {card}\n",
        card.replace("https://hallway", "HTTPS://HALLWAY"),
        card.replace("https", "http"),
        card.replace("hallway.example", "elsewhere.example"),
        changed,
        f"{card}A",
        card[:60],
        f"{BASE_URL}/c/#",
        f"{BASE_URL}/c/#{short_code}",
        f"{BASE_URL}/c/#{other_version}",
        f"{BASE_URL}/c/#not a code",
        f"{BASE_URL}/b/{SIGNS}",
        f"{BASE_URL}/B/{SIGNS.lower()}/",
        f"{BASE_URL}/b/{SIGNS.replace('0', 'O').replace('1', 'l')}",
        f"{BASE_URL}/b/{SIGNS[1:]}",
        f"{BASE_URL}/b/{SIGNS}?x=1",
        f"{BASE_URL}/b/",
        f"{BASE_URL}/p/{SIGNS}",
        f"{BASE_URL}/e/demo",
        f"https://user@{HOST}/b/{SIGNS}",
        f"https://{HOST}:8443/b/{SIGNS}",
        f"{typed[:4]}-{typed[4:]}",
        f"{typed[:4].lower()} {typed[4:]}",
        f"{wrong[:4]}-{wrong[4:]}",
        typed,
        "",
        "Ada Example, ring me",
        "x" * 9000,
        "https://[hallway.example/b/",
    ]
    return [describe(text) for text in texts]


def describe(text: str) -> dict[str, object]:
    """Return what `parse_code` says of *text*, as JSON."""
    found = codes.parse_code(text, hosts={HOST})
    match found:
        case codes.LiveCode():
            return {
                "text": text,
                "kind": "live",
                "key_id": found.key_id.hex(),
                "step": found.step,
                "tag": found.tag.hex(),
                "static": found.static.hex(),
                "fields": found.fields,
            }
        case codes.BadgeCode():
            return {"text": text, "kind": "badge", "token": found.token}
        case codes.PosterCode():
            return {"text": text, "kind": "poster", "token": found.token}
        case codes.TypedCode():
            return {"text": text, "kind": "typed", "code": found.code}
        case codes.OtherCode():
            return {"text": text, "kind": "other", "ours": found.ours}


def make() -> dict[str, object]:
    """Return everything the vectors hold."""
    faces = [
        card_case(number, {**card, "event": "northlight-26", "version": 7})
        for number, card in enumerate(CARDS)
    ]
    full = [
        card_case(number, {**card, "event": "northlight-26", "version": 7, **contact})
        for number, (card, contact) in enumerate(zip(CARDS, CONTACTS, strict=True))
    ]
    every = card_case(
        99,
        {
            "name": "Ada Example",
            "version": 70_000,
            "phone": "+49 30 0000000",
            "orcid": "https://orcid.org/0000-0002-1825-0097",
            "linkedin": "https://www.linkedin.com/in/ada-example",
            "link": "http://ada.example.org/",
        },
    )
    samples = [b"", b"\x00", b"\xff", b"\xff\xff", b"\x00\x00\x00", bytes(range(256))]
    texts = ["0", "000A", "...", "..", "a0", "0 0", "%00", "ZZZ"]
    return {
        "host": HOST,
        "base41": [{"hex": it.hex(), "text": packing.to_base41(it)} for it in samples],
        "not_base41": [text for text in texts if not _is_base41(text)],
        "faces": faces,
        "full": full,
        "every": every,
        "parsed": parse_cases(str(faces[0]["text"])),
    }


def _is_base41(text: str) -> bool:
    try:
        packing.from_base41(text)
    except packing.UnreadableCodeError:
        return False
    return True


if __name__ == "__main__":
    PATH.write_text(json.dumps(make(), ensure_ascii=False, indent=1) + "\n")
