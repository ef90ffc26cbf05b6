"""People, places and subjects that exist nowhere: every name says so."""

from dataclasses import dataclass

GIVEN = (
    *("Ada", "Bo", "Cleo", "Dag", "Eli", "Fay", "Gus", "Hana", "Ivo", "Juno"),
    *("Kai", "Lena", "Mio", "Nia", "Odo", "Pia", "Quin", "Rui", "Sana", "Tove"),
    *("Uma", "Vito", "Wren", "Xenia", "Yara", "Zeno", "Amir", "Bea", "Ciro"),
)
FAMILY = (
    *("Testwell", "Sampleson", "Mockford", "Fixtureberg", "Beispiel", "Musterling"),
    *("Exempelius", "Voorbeeld", "Esempi", "Ejemplo", "Nonesuch", "Stubbins"),
    *("Placeholt", "Dummersen", "Figmentova", "Makebelieve", "Quasimov", "Fauxmont"),
    *("Imagineau", "Pretendergast"),
)
INSTITUTIONS = (
    "Exampleburg University Hospital",
    "St Nowhere Teaching Hospital",
    "Royal Infirmary of Sampleton",
    "Mockstadt General",
    "Placeholder Children's Hospital",
    "Inventia Heart Centre",
    "University of Figment",
    "Testwick Community Clinic",
)
LEVELS = (
    "Resident, internal medicine",
    "Resident, emergency medicine",
    "Resident, paediatrics",
    "Fellow, cardiology",
    "Consultant, geriatrics",
    "Consultant, infectious diseases",
    "Professor of medicine",
    "Medical student",
)
# What sessions are about: the subject, and where it belongs.
SUBJECTS = (
    ("sepsis in the first hour", "Acute care"),
    ("the unexplained fall", "Ageing"),
    ("heart failure at home", "Cardiology"),
    ("handover at seven in the morning", "Teaching"),
    ("discharge letters that patients read", "Digital"),
    ("antibiotics after day three", "Infection"),
    ("delirium on a busy ward", "Ageing"),
    ("atrial fibrillation found by a watch", "Cardiology"),
    ("chest pain with a normal ECG", "Acute care"),
    ("choosing a research question", "Research"),
    ("saying no to another project", "Careers"),
    ("ultrasound in your coat pocket", "Acute care"),
    ("penicillin labels that are wrong", "Infection"),
    ("the first clinic of your own", "Careers"),
    ("low sodium, slowly", "Acute care"),
    ("bedside teaching in ten minutes", "Teaching"),
    ("registries you can use tomorrow", "Research"),
    ("frailty in three questions", "Ageing"),
    ("alarms nobody hears any more", "Digital"),
    ("night shifts and judgement", "Careers"),
    ("reading a forest plot aloud", "Research"),
    ("valves for the very old", "Cardiology"),
    ("tuberculosis you did not expect", "Infection"),
    ("simulation without a simulator", "Teaching"),
    ("machine readings of X-rays", "Digital"),
    ("swallowing after a stroke", "Ageing"),
)
# How a session treats its subject: its title, and the sentence an abstract begins with.
TREATMENTS = (
    ("{}: what changed this year", "Six papers changed practice, two of them for the better."),
    ("Ten minutes on {}", "One case, one figure, one thing to do differently on Monday."),
    ("What we got wrong about {}", "Three teams tell what they believed and why they stopped."),
    ("{}, for and against", "Two speakers, one question, and a vote before and after."),
    ("Ask the experts: {}", "Bring a case; no slides, no names, no question too small."),
    ("{}: three cases", "Three patients whose course surprised everybody in the room."),
    ("A short history of {}", "How we came to do what we do, and which parts never worked."),
    ("Measuring {}", "What is worth counting, what is easy to count, and the gap between."),
    ("{} in small hospitals", "What works with one doctor, one nurse and no laboratory."),
    ("Teaching {}", "An exercise that fits between two admissions, tried out together."),
)
STUDIES = (
    ("{}: a survey of {} residents", 180),
    ("Audit of {} in {} admissions", 412),
    ("{}: a quality project over {} weeks", 26),
    ("Predicting {} in {} patients", 950),
    ("{} seen by {} patients: interviews", 24),
)
CLOSING = (
    "Time for questions is kept free. Materials are shared afterwards by the speaker.",
    "The speaker stays for coffee next to the room.",
    "Suits all levels; nothing needs to be prepared.",
)


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """Somebody who does not exist."""

    number: int
    name: str
    level: str
    institution: str

    @property
    def email(self) -> str:
        """An address in a domain that is kept for examples."""
        return f"{self.name.lower().replace(' ', '.')}@example.org"


# Whose phone the demo is.
ROBIN = InventedPerson(
    number=999,
    name="Robin Beispiel",
    level="Resident, internal medicine",
    institution="Exampleburg University Hospital",
)


def person(number: int) -> InventedPerson:
    """Return the *number*-th invented person: always the same, and no two of 580 alike."""
    if number == ROBIN.number:
        return ROBIN
    given = GIVEN[number % len(GIVEN)]
    family = FAMILY[number % len(FAMILY)]  # 29 and 20 share no factor: 580 pairs
    return InventedPerson(
        number=number,
        name=f"{given} {family}",
        level=LEVELS[(number * 5) % len(LEVELS)],
        institution=INSTITUTIONS[(number * 3 + number // 7) % len(INSTITUTIONS)],
    )


def sentence_case(text: str) -> str:
    """Return *text* with its first letter as a capital."""
    return text[:1].upper() + text[1:]
