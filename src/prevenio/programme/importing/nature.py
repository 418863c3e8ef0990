"""What kind of action a text asks for, and when: proposals from its words, never facts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prevenio.kernel.text import fold

Stems = Mapping[str, Sequence[str]]

# Beginnings of words without diacritics, Polish and Czech together: no stem means two things.
KINDS: Stems = {
    "SUPERVISORY": (
        "nadzor",
        "kontrol",
        "przeglad",
        "inspekc",
        "dozor",
        "dohled",
        "monitorow",
        "sprawdz",
    ),
    "EDUCATIONAL": (
        *("eduka", "szkole", "warsztat", "spotka", "prelekcj", "poga", "popularyz", "propag"),
        *("informowa", "promow", "upowszechn", "vzdela", "skolen", "prednas", "besed", "osvet"),
        *("informova", "propagac", "kampan", "uswiadam", "swiadomosc"),
    ),
    "REPRESSIVE": (
        *("egzekw", "karan", "zwalcz", "wykrywaln", "cofan", "sciga", "eliminac"),
        *("represe", "repres", "postih", "vymah", "potira"),
    ),
    "INFRASTRUCTURAL": (
        *("moderniz", "budow", "rozbudow", "przebudow", "infrastruktur", "doswietl", "instal"),
        *("vystavb", "kamerov", "rekonstrukc", "osvetlen", "vybudov"),
    ),
    "ORGANISATIONAL": (
        *("wspolprac", "wspoldzial", "koordynac", "analiz", "opracow", "okresle", "cwicz"),
        *("spoluprac", "koordinac", "analyz", "zpracov", "cvicen", "identyfikac", "diagnoz"),
    ),
    "PREVENTIVE": (
        *("zapobieg", "profilakt", "przeciwdzial", "prewenc", "patrol"),
        *("prevenc", "predchaz", "prevent", "hlidk"),
    ),
}
TIMINGS: Stems = {
    "CONTINUOUS": (
        *("biezac", "stale", "stala", "staly", "ciagl", "systematyczn", "nadzor", "monitorow"),
        *("prubezn", "trval", "soustavn", "monitorov"),
    ),
    "PERIODIC": (
        *("cykliczn", "coroczn", "okresow", "kwartaln", "comiesieczn", "kampan", "konkurs"),
        *("pravideln", "kazdorocn", "opakovan", "ctvrtletn", "soutez"),
    ),
}
SEASONS: Sequence[tuple[str, tuple[int, int]]] = (
    (r"okres\w* zimow|sezon\w* zimow|zimni\w* obdob|zima\b|zime\b", (11, 3)),
    (r"okres\w* letni|sezon\w* letni|okres\w* wakacyjn|letni\w* obdob|obdobi prazdnin", (6, 9)),
    (r"feri[ie]\b|ferie", (1, 2)),
)
MONTHS: Sequence[str] = (
    r"stycze?n\w*|led[en]n\w*",
    r"lut(?:y|ego|ym)|unor\w*",
    r"marz?e?c\w*|brez[en]n\w*",
    r"kwie(?:cie)?[nt]\w*|dub(?:en|na|nu)",
    r"maj(?:a|u|em)?\b|kvet[en]n\w*",
    r"czerw(?:iec|ca|cu)|cerv(?:en|na|nu)\b",
    r"lip(?:iec|ca|cu)|cerven(?:ec|ce|ci)",
    r"sierp(?:ien|nia|niu)|srp(?:en|na|nu)",
    r"wrze(?:sien|snia|sniu)|zari",
    r"pazdziernik\w*|rij(?:en|na|nu)",
    r"listopad(?:a|zie)?|listopad(?:u)?",
    r"grud(?:zien|nia|niu)|prosin(?:ec|ce|ci)",
)
_CONDITION = re.compile(
    r"^(?:w (?:przypadku|sytuacji|razie)|v případě|při (?:vzniku|výskytu)|za )\s*(.+?)"
    r"(?:\s+[–—-]\s+|,|\.|$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_SEASONS = tuple((re.compile(pattern), months) for pattern, months in SEASONS)
# A month alone is a season only at the end of the text or after a dash, not inside a sentence.
_MONTHS = tuple(re.compile(rf"[–—-]\s*(?:{pattern})[.\s]*$") for pattern in MONTHS)


@dataclass(frozen=True, slots=True)
class Nature:
    """The kind and the timing of an action by their stored names, empty where nothing tells.

    `season` is the first and the last month, both included; it may run over the turn of the year.
    """

    kind: str = ""
    timing: str = ""
    condition: str = ""
    season: tuple[int, int] | None = None


def nature_of(text: str) -> Nature:
    """What the words of an action propose: the first word that tells decides its kind."""
    words = _WORD.findall(fold(text))
    condition = _CONDITION.match(text.strip())
    return Nature(
        kind=_first_of(words, KINDS),
        timing=_first_of(words, TIMINGS),
        condition=condition[1].strip()[:300] if condition else "",
        season=_season(fold(text)),
    )


def _first_of(words: Sequence[str], stems: Stems) -> str:
    for word in words:
        for name, beginnings in stems.items():
            if word.startswith(tuple(beginnings)):
                return name
    return ""


def _season(text: str) -> tuple[int, int] | None:
    for pattern, months in _SEASONS:
        if pattern.search(text):
            return months
    for number, month in enumerate(_MONTHS, 1):
        if month.search(text):
            return number, number
    return None
