"""Guessing what kind of session an entry is from the words its file uses for it."""

import re

# The first kind whose words are found decides. The words of BY_TYPE are looked for within an
# entry's type, and may be its whole track; those of BY_TITLE must be its whole title.
BY_TYPE = {
    "poster-session": "poster[- ]?sessions?|posters|poster[- ](?:walk|tour|hall|exhibition)s?",
    "poster": r"e-?posters?|poster(?!\s+(?:pitch|flash|talk|spotlight|award|blitz))|"
    r"poster[- ](?:presentation|contribution|abstract)s?",
    "meal": "lunch|breakfast|dinner|brunch|meals?|banquet|mittagessen|frühstück|abendessen",
    "break": "(?:coffee |tea |kaffee)?(?:breaks?|pausen?)|coffee",
    "reception": "reception|social(?: events?| program(?:me)?)?|socials|party|networking"
    "|get[- ]together|meet[- ]?ups?|happy hour|gala|celebration|welcome drinks",
    "trainee": "trainees?|residents?|students?|early[- ]career|mentoring|mentorship"
    "|young investigators?",
    "workshop": "workshops?|tutorials?|hands[- ]?on|courses?|training|masterclass(?:es)?"
    "|hackathon|sprints?|practical",
    "other": "other|misc|djset|concert|music|game|meeting|performance|screening|movie|film"
    "|registration|info ?desk|stands?|standtrack|exhibits?|exhibition|booths?|outside|plenum|meta"
    "|theatre|aufführung|klangteppich|administrative",
    "talk": "talks?|lectures?|keynotes?|lightning|papers?|panels?|presentations?|vortrag|vorträge"
    "|podium|plenary|orals?|discussions?|devroom|maintrack",
}
BY_TITLE = {
    "poster-session": r"(?:[\w&-]+ ){0,3}poster (?:session|walk|tour|hall|viewing|exhibition)\b.*"
    r"|poster (?:\w+ ){1,3}session\b.*"
    r"|posters?(?: \d+)?",
    "meal": r"(?:[\w&-]+ ){0,2}(?:lunch|breakfast|dinner|brunch|banquet|mittagessen|frühstück)"
    r"(?: break| \(.*\)| [&+/] .*| and .*| time| served.*)?",
    "break": r"(?:[\w&-]+ ){0,3}(?:break|kaffeepause|pause|coffee|tea)"
    r"(?: \d+| \(.*\)| [&+/] .*| and .*)?",
    "reception": r"(?:[\w&-]+ ){0,3}(?:reception|get[- ]together|happy hour|gala|party|networking"
    r"|social event|welcome drinks|meet (?:and|&) greet)\b.*",
    "workshop": r"(?:[\w&-]+ ){0,2}(?:workshop|tutorial)\b.*|.*\b(?:workshop|tutorial)",
    "other": r"(?:[\w&-]+ ){0,2}registration(?: .*)?|(?:doors|venue) (?:open|close).*",
}
TYPES = {kind: re.compile(rf"(?<!\w)(?:{w})(?!\w)", re.IGNORECASE) for kind, w in BY_TYPE.items()}
TITLES = {kind: re.compile(rf"(?:{words})\W*", re.IGNORECASE) for kind, words in BY_TITLE.items()}


def kind_of(*, said: str = "", track: str = "", title: str = "", people: bool = True) -> str:
    """Return one of `KINDS` for an entry of type *said*.

    A title alone decides only where nobody speaks: "Lunch" is a meal, "Lunch, a history" by
    somebody is a talk.
    """
    plain = said.replace("_", " ")
    by_type = next((kind for kind, words in TYPES.items() if words.search(plain)), None)
    if by_type and by_type != "talk":
        return _poster_or_session(by_type, title)
    by_title = next((kind for kind, words in TITLES.items() if words.fullmatch(title[:200])), None)
    if by_title and (not people or by_title in {"poster-session", "workshop"}):
        return by_title
    if by_type:
        return by_type
    by_track = next((kind for kind, words in TYPES.items() if words.fullmatch(track)), None)
    return by_track or "talk"


def _poster_or_session(kind: str, title: str) -> str:
    """Return *kind*, unless it is called a poster and its title a session of them."""
    sessions = TITLES["poster-session"]
    return "poster-session" if kind == "poster" and sessions.fullmatch(title) else kind
