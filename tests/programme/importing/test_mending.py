"""Garbled letters are repaired where that is certain, and real texts are never touched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.programme.importing.mending import mended
from server.programme.importing.reading import read_programme
from tests.effort import effort

from .samples import BERLIN

CLEAN = """Zwölf Boxkämpfer jagen Viktor über den Sylter Deich: „Spaß“ und »Größe«, ÜBER ALLES…
Voilà: l’élève « naïf » à Noël, LIBERTÉ”, CAFÉ… ÉTÉ– À « Paris » 50 °C
“NÃO” IRMÃ» MAÇÃ” São Paulo, pão, AÇÃO… LÃ– ÀS 10h “JOÃO” Nº 5 4ª
El niño comió ¿qué? ¡Olé! AÑO… «Ñandú» Ñ”
Perché è così, città, È” più…
Zażółć gęślą jaźń ŁÓDŹ… „Żubr”
Příliš žluťoučký kůň úpěl ďábelské ódy „ČR“
Árvíztűrő tükörfúrógép ÁRVÍZ… „Ő”
ÎN ÎNCEPUT „Î” mâine, şi țară CÂND…
Pijamalı hasta yağız şoföre İSTANBUL’da Ğ” Ş…
Съешь же ещё этих мягких булок «ЁЛКА»
Ξεσκεπάζω την ψυχοφθόρα βδελυγμία «ΏΡΑ»
日本語のテキスト「東京」 コード™
我能吞下玻璃而不伤身体。“你好”…
다람쥐 헌 쳇바퀴에 타고파 “안녕”
صِف خَلقَ خَودِ كَمِثلِ الشَمسِ «مرحبا»
דג סקרן שט בים מאוכזב „שלום”
เป็นมนุษย์สุดประเสริฐเลิศคุณค่า
ऋषियों को सताने वाले दुष्ट
Blåbærsyltetøy på Åland «ÆØÅ» Ø” Å…
Vår färgglada åäö ÄÖ… ”SMÖRGÅS”
Tiếng Việt: Ấ Ẫ ĐÂY… VÂNG… BẮC “HÀ NỘI” Á»
Þjóð ÍSLAND Ð” Þ…
👩‍🔬 🏳️‍🌈 🇩🇪 🏴󠁧󠁢󠁥󠁿 Beyoncé™ © ® café® Ü™ É®""".splitlines()  # noqa: RUF001
WORDS = sorted({word for line in CLEAN for word in line.split()})
ROUNDS = effort("HALLWAY_ROUNDS", short=100, full=10_000)


@pytest.mark.parametrize("text", CLEAN, ids=range(len(CLEAN)))
def test_real_text_of_any_language_is_untouched(text: str) -> None:
    assert mended(text) == text


@settings(max_examples=ROUNDS, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_real_words_are_untouched_in_any_company(words: list[str]) -> None:
    assert mended(" ".join(words)) == " ".join(words)


@pytest.mark.parametrize(
    "text",
    [
        "Zwölf Boxkämpfer Größe Übung Öffnung Ähre",
        "naïve café – “quoted” it’s…",  # noqa: RUF001
        "Привет мир",
        "Łódź źródło",
        "日本語 東京",
        "São coração NÃO",
        "Ξεσκεπάζω",
        "50 °C © 2026",
        "emoji 😀 ok",
    ],
)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_garbled_text_is_repaired(text: str, encoding: str) -> None:
    try:
        garbled = text.encode().decode(encoding)
    except UnicodeDecodeError:
        return  # that encoding could not have read it
    assert mended(garbled) == text


def test_repair_is_reported_with_its_place() -> None:
    source = (
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Er\xc3\x83\xc2\xb6ffnung\n"
        b"DTSTART:20260609T090000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    programme = read_programme(source, zone=BERLIN)
    assert programme.sessions[0].title == "Eröffnung"
    assert [(o.where, "garbled" in o.message) for o in programme.warnings] == [("line 4", True)]


def test_letters_garbled_behind_escapes_of_json_are_repaired_too() -> None:
    source = b'[{"title": "Er\\u00c3\\u00b6ffnung", "start": "2026-06-09T09:00"}]'
    programme = read_programme(source, zone=BERLIN)
    assert programme.sessions[0].title == "Eröffnung"
    assert programme.warnings[0].where == "1 of its texts"
