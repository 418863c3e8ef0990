"""Precincts found by their name or code, for the search of the site."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from prevenio.kernel.text import fold
from prevenio.people.models import Authority
from prevenio.places.models import PlacesVersion, Precinct
from prevenio.places.wording import said


@dataclass(frozen=True, slots=True)
class Named:
    """A precinct as the search knows it; its name and code also without case and marks."""

    pk: int
    name: str
    town: str
    kinds: dict[str, str]
    folded: str
    folded_code: str

    @property
    def within(self) -> str:
        """Of what kind it is, and where."""
        return ", ".join(filter(None, [said(self.kinds), self.town]))


def precincts_named(authority: Authority, words: Sequence[str], *, today: date) -> Iterator[Named]:
    """Those whose name or code has all the words, a code only as a whole; codes that fit first.

    One statement; a second one on a new day or after the places have changed. The names are kept
    in between, because letters without their marks cannot be compared in the database.
    """
    version = PlacesVersion.objects.filter(authority=authority).values_list("number", flat=True)
    number = version.first()
    if number is None or not words:
        return
    names = _names(authority.pk, number, today)
    fitting = [one for one in names if _fits(one, words)]
    yield from sorted(fitting, key=lambda one: one.folded_code not in words)


@lru_cache(maxsize=64)
def _names(authority_id: int, version: int, today: date) -> tuple[Named, ...]:
    existing = Precinct.objects.existing_on(today).filter(authority=authority_id)
    rows = existing.order_by("kind__position", "code", "pk")
    named = rows.values_list("pk", "name", "code", "municipality__name", "kind__names")
    return tuple(
        Named(pk, name, town or "", kinds, fold(name), fold(code))
        for pk, name, code, town, kinds in named
    )


def _fits(one: Named, words: Sequence[str]) -> bool:
    return all(word in one.folded or word == one.folded_code for word in words)
