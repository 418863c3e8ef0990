"""What an authority starts with, by its country; it may change each of them later."""

from collections.abc import Mapping
from dataclasses import dataclass

from prevenio.people.models import Country


@dataclass(frozen=True, slots=True)
class Defaults:
    language: str
    time_zone: str
    currency: str
    emergency_number: str = "112"


def country_of(language: str) -> str:
    """The country whose authorities speak a language; the first one where none does."""
    spoken = {defaults.language: country for country, defaults in DEFAULTS.items()}
    return spoken.get(language, next(iter(DEFAULTS)))


DEFAULTS: Mapping[str, Defaults] = {
    Country.POLAND: Defaults("pl", "Europe/Warsaw", "PLN"),
    Country.CZECHIA: Defaults("cs", "Europe/Prague", "CZK"),
}
