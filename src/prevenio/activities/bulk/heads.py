"""Which column is what: guessed from its name in Polish, Czech or English."""

import re
from collections.abc import Iterable, Mapping, Sequence

from prevenio.kernel.text import fold

MEASURE = "m:"
"""What the target of a column of numbers begins with; the key of the measure follows."""
LEFT_OUT = ""

_NAMES: Mapping[str, str] = {
    "kind": "kind|kind of activity|type|rodzaj|rodzaj przedsiewziecia|typ|druh|druh aktivity",
    "first_day": "first day|day|date|from day|start date|data|dzien|pierwszy dzien|data od|"
    "data rozpoczecia|od dnia|data realizacji|datum|den|prvni den|datum od|od|datum konani|zacatek",
    "last_day": "last day|until day|to day|end date|ostatni dzien|data do|data zakonczenia|do dnia|"
    "posledni den|datum do|do|konec",
    "begins_at": "from|hour|time|begins at|godzina|od godziny|godzina od|godzina rozpoczecia|"
    "hodina|cas|cas od|v kolik",
    "ends_at": "until|ends at|do godziny|godzina do|godzina zakonczenia|cas do",
    "title": "title|name|topic|title or topic|tytul|temat|nazwa|tytul lub temat|nazev|tema|"
    "nazev nebo tema",
    "body": "body|who|institution|podmiot|jednostka|instytucja|kto|realizator|subjekt|organizace|"
    "kdo|realizuje",
    "place": "place|where|venue|miejsce|gdzie|lokalizacja|adres|szkola|misto|kde|adresa|skola",
    "precinct": "precinct|rejon|dzielnica|osiedle|okrsek|bezpecnostni okrsek|ctvrt",
    "municipality": "municipality|town|gmina|miasto|miejscowosc|obec|mesto",
    "action": "action|action code|dzialanie|zadanie|nr dzialania|numer dzialania|opatreni|"
    "cislo opatreni",
    "initiative": "initiative|project|program profilaktyczny|program|projekt|iniciativa",
    "delivery": "way of holding|how was it held|sposob realizacji|forma|sposob|zpusob|"
    "zpusob konani",
    "audience": "for whom|audience|odbiorcy|dla kogo|adresaci|pro koho|cilova skupina",
    "note": "note|notes|remarks|uwagi|opis|notatka|poznamka|popis",
}
FIELDS = tuple(_NAMES)
_OF: Mapping[str, str] = {
    name: field for field, names in _NAMES.items() for name in names.split("|")
}
_ASIDE = re.compile(r"[*:\s]+")


def guess(
    heads: Sequence[str],
    measures: Mapping[str, Iterable[str]],
    labels: Iterable[Mapping[str, str]] = (),
) -> list[str]:
    """What each column is: a field, a measure as `m:people.seniors`, or nothing.

    `measures` gives the names that each measure goes by, `labels` what our own workbooks call the
    fields in each language. Nothing is guessed twice.
    """
    by_name = dict(_OF)
    for named in labels:
        for field, label in named.items():
            by_name.setdefault(plain(label), field)
    for key, names in measures.items():
        for name in (key, *names):
            by_name.setdefault(plain(name), f"{MEASURE}{key}")
    taken: set[str] = set()
    found = []
    for head in heads:
        target = by_name.get(plain(head)) or by_name.get(_without_unit(head), LEFT_OUT)
        found.append(LEFT_OUT if target in taken else target)
        taken.add(target)
    return found


def plain(head: str) -> str:
    """A name of a column without case, marks and what stands around it."""
    return _ASIDE.sub(" ", fold(head)).strip()


def _without_unit(head: str) -> str:
    """Seniors (people) is Seniors."""
    return plain(re.sub(r"\([^()]*\)\s*$", "", head))
