"""Which words between angle brackets are HTML: "<T>" in "List<T>" is what a talk is about."""

import re

TAGS = (
    "a abbr acronym address applet area article aside audio b base bdi bdo big blockquote body br"
    " button canvas caption center cite code col colgroup data datalist dd del details dfn dialog"
    " dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3"
    " h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map"
    " mark math menu meta nav nobr noframes noscript object ol optgroup option output p param path"
    " picture pre progress q rp rt ruby s samp script section select small source span strike"
    " strong style sub summary sup svg table tbody td template textarea tfoot th thead time title"
    " tr track tt u ul use var video wbr o:p"
)
# A "<" that begins no tag and no comment.
NO_TAG = re.compile(rf"<(?!/?(?:{TAGS.replace(' ', '|')})(?:[\s/>]|$)|!--)", re.IGNORECASE)


def with_words_kept(text: str) -> str:
    """Return HTML in which a "<" that begins no tag is a sign of the text."""
    return NO_TAG.sub("&lt;", text)
