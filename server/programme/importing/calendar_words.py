"""What people call days and months, in the languages that tables are written in."""

WEEKDAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miercoles jueves viernes sabado domingo",
    "it": "lunedi martedi mercoledi giovedi venerdi sabato domenica",
    "pt": "segunda terca quarta quinta sexta sabado domingo",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "pl": "poniedziałek wtorek sroda czwartek piatek sobota niedziela",
    "sv": "mandag tisdag onsdag torsdag fredag lordag sondag",
    "cs": "pondeli utery streda ctvrtek patek sobota nedele",
    "fi": "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
    "ja": "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
}
OTHER_WEEKDAYS = {"sonnabend": 5, "tues": 1, "weds": 2, "thur": 3, "thurs": 3}
MONTHS = (
    "january jan januar janvier janv enero ene gennaio gen janeiro januari janner stycznia ledna",
    "february feb februar fevrier fev febrero febbraio febb fevereiro februari lutego unora",
    "march mar marz mars marzo marco maart mrt marca brezna maerz mrz",
    "april apr avril avr abril abr aprile kwietnia dubna",
    "may mai mayo maggio mag maio mei maj maja kvetna",
    "june jun juni juin junio giugno giu junho czerwca cervna",
    "july jul juli juillet juil julio luglio lug julho lipca cervence",
    "august aug aout agosto ago augustus augusti sierpnia srpna",
    "september sep sept septembre septiembre settembre set setembro wrzesnia zari",
    "october oct oktober okt octobre octubre ottobre ott outubro out pazdziernika rijna",
    "november nov novembre noviembre novembro listopada",
    "december dec dezember dez decembre diciembre dicembre dic dezembro grudnia prosince",
)
MONTH_OF = {word: number for number, words in enumerate(MONTHS, 1) for word in words.split()}
# "Day 1", "Tag 2", "1er jour".
DAY_WORDS = "day|tag|jour|journee|dia|giorno|giornata|dag|dzien|den|conference day|conf day"
