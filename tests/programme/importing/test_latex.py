import pytest

from server.programme.importing.latex import unlatexed
from server.programme.importing.text import structured
from server.programme.importing.words import title_of


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            r"We show $\beta$-stable laws with $O(n \log n)$ cost",
            "We show β-stable laws with O(n log n) cost",
        ),
        (r"Caf\'e M\"uller Erd\H{o}s \v{S}koda Fran\c{c}ois", "Café Müller Erdős Škoda François"),
        (r"{\'e}t{\'e} na\"{\i}ve Stra{\ss}e", "été naïve Straße"),
        (r"H$_2$O, CO$_2$, Ca$^{2+}$, $^{18}$F, 10 $\mu$m", "H₂O, CO₂, Ca²⁺, ¹⁸F, 10 μm"),
        (r"$10^{-3}$ of $n$ in $\mathbb{R}^3$; \( \frac{a}{b} \)", "10⁻³ of n in ℝ³; a/b"),
        (r"p$<$0.05 and $p<0.05$", "p<0.05 and p<0.05"),
        (r"\LaTeX\ at 50\% of ``cost'' \cite{foo}", "LaTeX at 50% of “cost”"),
    ],
)
def test_latex_is_read_as_words_and_signs(text: str, said: str) -> None:
    assert unlatexed(text) == said
    assert title_of(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and sells for $10 or $1,000.",
        "Tickets: $25=early, $30=late, US$5=A$7, $100k - $200k",
        r"Copy to C:\temp\new\textbf and \\server\share\alpha, C:\Users\'me",
        r"regex \d+\.\w* and $HOME/bin $PATH ${FOO}_bar$",
        r"^P(?!$)(?:\d+Y)?(?:T(?=\d)=x)?$ and ^(a|b)$",
        "PHP $foo = $bar; $i<$n",
        r"¯\_(ツ)_/¯ \o/ \m/ (\^o^)",
        "Win big: $$$ and $$",
    ],
)
def test_what_only_looks_like_latex_is_left_alone(text: str) -> None:
    assert unlatexed(text) == text


def test_emphasis_and_lists_of_latex_are_structure() -> None:
    text = r"\textbf{Aims}: \begin{itemize}\item one \item $\beta$\end{itemize} \href{https://example.org/a}{here}"
    assert structured(text) == [
        {"t": "p", "c": [{"b": "Aims"}, ":"]},
        {"t": "li", "c": ["one"]},
        {"t": "li", "c": ["β"]},
        {"t": "p", "c": [{"a": "https://example.org/a", "c": "here"}]},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\\textbf{" * 5_000,
        "$\\" * 20_000,
        "{" * 20_000 + "\\'e",
        "$x$" * 10_000,
        "\\begin{itemize}" * 5_000,
    ],
)
def test_hostile_latex_ends(text: str) -> None:
    assert isinstance(unlatexed(text), str)
