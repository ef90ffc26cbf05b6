from typing import Any

import pytest

from server.programme.importing.text import plain_text, structured


def p(*inlines: Any) -> dict[str, Any]:  # noqa: ANN401 - inlines
    return {"t": "p", "c": list(inlines)}


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("One line.", [p("One line.")]),
        ("Two\r\nlines.\r\n\r\n  And more.", [p("Two\nlines."), p("And more.")]),
        ("Fish &amp; chips &lt;3", [p("Fish & chips <3")]),
        ("snake_case_names and 2 * 3 * 4", [p("snake_case_names and 2 * 3 * 4")]),
        (
            "See https://example.org/a(b), or www.example.org.",
            [
                p(
                    "See ",
                    {"a": "https://example.org/a(b)", "c": "https://example.org/a(b)"},
                    ", or ",
                    {"a": "https://www.example.org", "c": "www.example.org"},
                    ".",
                )
            ],
        ),
        (
            "# Aims\n\n* one\n* **two**\n\n1. first\n2. second\n\n> said\n\n    code",
            [
                {"t": "h", "c": ["Aims"]},
                {"t": "li", "c": ["one"]},
                {"t": "li", "c": [{"b": "two"}]},
                {"t": "li", "c": ["1. first"]},
                {"t": "li", "c": ["2. second"]},
                {"t": "quote", "c": ["said"]},
                {"t": "pre", "c": ["code"]},
            ],
        ),
        (
            "[Slides](https://example.org/s) and `code` by *her*",
            [
                p(
                    {"a": "https://example.org/s", "c": "Slides"},
                    " and ",
                    {"code": "code"},
                    " by ",
                    {"i": "her"},
                )
            ],
        ),
        (
            "<p>One<br>two</p>\n<ul><li>a</li><li><em>b</em></li></ul><h2>Title</h2>",
            [
                p("One\ntwo"),
                {"t": "li", "c": ["a"]},
                {"t": "li", "c": [{"i": "b"}]},
                {"t": "h", "c": ["Title"]},
            ],
        ),
        ("&lt;p&gt;Twice &amp;amp; escaped&lt;/p&gt;", [p("Twice & escaped")]),
        ("A <i>word</i>\n\nnext", [p("A ", {"i": "word"}), p("next")]),
        ("<p>&nbsp;</p><p> </p>", []),
        ("", []),
        (None, []),
    ],
)
def test_text_becomes_blocks_whatever_its_markup(text: str | None, blocks: list[Any]) -> None:
    assert structured(text) == blocks


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script><p>Safe</p>",
        "<p onclick='alert(1)'>Safe</p>",
        "<p><img src=x onerror=alert(1)>Safe</p>",
        "<p><a href='javascript:alert(1)'>Safe</a></p>",
        "<p><a href='data:text/html,x'>Safe</a></p>",
        "<p><a href=' jAvAsCrIpT:alert(1)'>Safe</a></p>",
        "<style>p{}</style><p>Safe</p>",
        "<p>Safe<!-- alert(1) --></p>",
        "<svg onload=alert(1)><p>Safe</p></svg>",
        "<p>Safe</p><iframe src='https://example.org'></iframe>",
    ],
)
def test_nothing_of_html_but_its_words_and_safe_links_is_left(text: str) -> None:
    assert structured(text) == [p("Safe")]


def test_markdown_link_to_a_script_is_words() -> None:
    assert structured("[Safe](javascript:alert(1)) **x**") == [
        p("[Safe](javascript:alert(1)) ", {"b": "x"})
    ]


def test_plain_text_is_left_as_it_is_but_for_addresses() -> None:
    assert structured("**not bold** <p>", "plain") == [p("**not bold** <p>")]


def test_controls_and_turned_directions_are_removed() -> None:
    assert structured("a\x00b\u202ec\x1b[31m") == [p("abc[31m")]


def test_very_long_text_is_cut() -> None:
    assert len(plain_text(structured("word " * 100_000))) <= 100_000


def test_blocks_are_limited() -> None:
    assert len(structured("<p>a</p>" * 10_000)) == 2_000


@pytest.mark.parametrize(
    "text",
    ["[" * 20_000, "<div>" * 20_000, "*" * 20_000, "`" * 20_001, ">" * 20_000, "<a href='" * 5_000,
     "- " * 10_000, "&" * 50_000, "<b>" * 10_000 + "x", "http://" * 10_000, "![[" * 10_000],
)  # fmt: skip
def test_hostile_markup_never_raises(text: str) -> None:
    assert isinstance(structured(text), list)


def test_plain_text_of_blocks_says_all_their_words() -> None:
    text = structured("# Aims\n\nSee [here](https://example.org), `now` **or** *never*.")
    assert plain_text(text) == "Aims\n\nSee here, now or never."
