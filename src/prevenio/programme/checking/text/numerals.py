"""Numbers written as words in Polish and Czech, in any case, or as figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prevenio.programme.checking.text.words import folded

_FORMS = {
    2: "dwa dwie dwoch dwu dwom dwoma dwiema dva dve dvou dvema",
    3: "trzy trzech trzem trzema tri tri trech trem tremi trom",
    4: "cztery czterech czterem czterema ctyri ctyr ctyrech ctyrem ctyrmi",
    5: "piec pieciu piecioma pet peti",
    6: "szesc szesciu szescioma sest sesti",
    7: "siedem siedmiu siedmioma sedm sedmi",
    8: "osiem osmiu osmioma osm osmi",
    9: "dziewiec dziewieciu dziewiecioma devet deviti",
    10: "dziesiec dziesieciu dziesiecioma deset deseti desiti",
    11: "jedenascie jedenastu jedenastoma jedenact jedenacti",
    12: "dwanascie dwunastu dwunastoma dvanact dvanacti",
    13: "trzynascie trzynastu trzynastoma trinact trinacti",
    14: "czternascie czternastu czternastoma ctrnact ctrnacti",
    15: "pietnascie pietnastu pietnastoma patnact patnacti",
    16: "szesnascie szesnastu szesnastoma sestnact sestnacti",
    17: "siedemnascie siedemnastu siedemnastoma sedmnact sedmnacti",
    18: "osiemnascie osiemnastu osiemnastoma osmnact osmnacti",
    19: "dziewietnascie dziewietnastu dziewietnastoma devatenact devatenacti",
    20: "dwadziescia dwudziestu dwudziestoma dvacet dvaceti",
    30: "trzydziesci trzydziestu trzydziestoma tricet triceti",
    40: "czterdziesci czterdziestu czterdziestoma ctyricet ctyriceti",
    50: "piecdziesiat piecdziesieciu padesat padesati",
    60: "szescdziesiat szescdziesieciu sedesat sedesati",
    70: "siedemdziesiat siedemdziesieciu sedmdesat sedmdesati",
    80: "osiemdziesiat osiemdziesieciu osmdesat osmdesati",
    90: "dziewiecdziesiat dziewiecdziesieciu devadesat devadesati",
    100: "sto stu",
}
_VALUES = {form: value for value, forms in _FORMS.items() for form in forms.split()}
_UNITS = {form: value for form, value in _VALUES.items() if value < 10} | {
    "jeden": 1,
    "jednego": 1,
    "jedna": 1,
}

# Czech may say the unit first: pětadvacet, two words grown into one.
_GROWN = re.compile(r"^(\w{2,6})a(dvacet|tricet|ctyricet|padesat)i?$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as the text writes it, and where it stands."""

    value: int
    written: str
    start: int
    end: int
    in_words: bool


def stated_numbers(text: str) -> Iterator[Stated]:
    """Every whole number from 2 to 199 in a text, in words or in figures."""
    words = list(_WORD.finditer(text))
    place = 0
    while place < len(words):
        match = words[place]
        value, taken = _value_at([word.group() for word in words[place : place + 2]])
        if value is not None and value > 1:
            last = words[place + taken - 1]
            written = text[match.start() : last.end()]
            yield Stated(value, written, match.start(), last.end(), not written.isdecimal())
        place += taken


def _value_at(words: list[str]) -> tuple[int | None, int]:
    first = folded(words[0])
    if first.isdecimal() and len(first) <= 3:
        return int(first), 1
    tens = _VALUES.get(first)
    if tens is None:
        return _grown(first), 1
    if tens >= 20 and len(words) > 1:
        unit = _UNITS.get(folded(words[1]))
        if unit is not None:
            return tens + unit, 2
    return tens, 1


def _grown(word: str) -> int | None:
    match = _GROWN.match(word)
    if match is None:
        return None
    unit = {"jedn": 1, "dv": 2, "tri": 3, "ctyri": 4}.get(match[1]) or _UNITS.get(match[1])
    return _VALUES[match[2]] + unit if unit else None
