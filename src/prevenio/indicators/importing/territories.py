"""Which territory of a file an authority probably means."""

import re

from prevenio.indicators.importing.values import StatisticsFile
from prevenio.kernel.text import fold

# Words that many territories share say nothing about one of them.
KINDS_OF_PLACES = frozenset(
    ("powiat", "miasto", "gmina", "wojewodztwo", "kraj", "kraje", "mesto", "obec", "region", "city")
)
SHORTEST_NAME = 3


def likely_territories(file: StatisticsFile, authority: str) -> tuple[str, ...]:
    """The territories that share a word of their name with the name of an authority."""
    wanted = _words(authority)
    names = {value.territory: value.territory_name for value in file.values}
    return tuple(code for code, name in names.items() if wanted & (_words(code) | _words(name)))


def _words(name: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", fold(name))
    return frozenset(word for word in words if len(word) >= SHORTEST_NAME) - KINDS_OF_PLACES
