"""Which property of a feature, or column of a table, holds what: known by its name."""

import re
from collections.abc import Iterable, Mapping, Sequence

from prevenio.kernel.text import fold
from prevenio.places.importing import refusals

# In the order of preference; compared folded, without anything but letters and digits.
_CODES = """
    kodobce kod code teryt jptkodje terytgmi kodteryt kodjednostki kodruian kodmomc kodokrsku
    idobce nuts ref symbol numer cislo nrrejonu nr id fid objectid
"""
_NAMES = """
    nazev nazwa name jptnazwa nazevobce nazwagminy nazovobce nazevmomc nazevokrsku nazwarejonu
    rejon okrsek title label
"""
CODE_NAMES, NAME_NAMES = tuple(_CODES.split()), tuple(_NAMES.split())
_MOST_TOLD = 30
_OTHER = re.compile(r"[^a-z0-9]")


def plain(name: str) -> str:
    """A name as it is compared: small letters without marks, spaces and signs."""
    return _OTHER.sub("", fold(name))


def field_of(said: str, fields: Sequence[str], guesses: Sequence[str]) -> str:
    """The field that a person named, else the first that a guess knows, else an empty string.

    Raises FieldUnknown where the person named one that is not there.
    """
    by_plain = {plain(one): one for one in reversed(fields)}
    if said:
        found = said if said in fields else by_plain.get(plain(said))
        if found is None:
            raise refusals.FieldUnknown(field=said[:60], fields=told(fields))
        return found
    return next((by_plain[one] for one in guesses if one in by_plain), "")


def code_field_of(said: str, fields: Sequence[str]) -> str:
    """The property with the code. Raises FieldUnknown or CodeFieldNotSaid."""
    found = field_of(said, fields, CODE_NAMES)
    if not found:
        raise refusals.CodeFieldNotSaid(fields=told(fields))
    return found


def told(fields: Iterable[str]) -> str:
    """Names of fields for a sentence."""
    some = [one[:40] for one in fields]
    more = ", …" if len(some) > _MOST_TOLD else ""
    return (", ".join(some[:_MOST_TOLD]) or "–") + more


def text_of(properties: Mapping[str, object], field: str, longest: int) -> str:
    """What a property says, as text; a whole number that a program wrote as 503916.0 too."""
    value = properties.get(field)
    if value is None or isinstance(value, (dict, list, bool)):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).replace("\0", "").split())[:longest]
