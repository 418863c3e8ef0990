"""What findings of an import say, in whole sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Any] = {
    # What was mended.
    "unclosed": _("A ring did not end where it began: it was closed."),
    "heights": _("The points had heights: they were left out."),
    "crossing": _("A border crossed itself at %(at)s: it was untangled. Look there on a map."),
    "overlapping_parts": _("Rings of the shape lay over each other at %(at)s: they were joined."),
    # What cannot be used.
    "no_shape": _("It has no shape. Draw it, or take it out of the file."),
    "empty": _("Its shape is empty. Draw it, or take it out of the file."),
    "no_area_but": _("It is a %(kind)s, not an area. Export the layer with the areas."),
    "no_area": _("Its shape encloses nothing. Draw it again."),
    "not_numbers": _("Its coordinates are not all numbers. Export it again."),
    "not_finite": _("Its coordinates run to infinity. Draw it again."),
    "too_few_points": _("A ring has fewer than three points. Draw it again."),
    "not_wkb": _("Its shape is damaged. Export it again."),
    "off_the_map": _("It lies where its system of coordinates does not reach. Draw it again."),
    "code_too_long": _("The code “%(code)s” has more than %(most)s characters. Shorten it."),
    # What is missing or doubled.
    "no_code": _("It has no code and is left out. Give it one."),
    "no_name": _("It has no name: its code stands for it."),
    "code_twice": _("The code “%(code)s” stands at feature %(first)s already: that one counts."),
    "no_number": _("The row has no house number and is left out."),
    "no_point": _("The row has no point and is left out."),
    "address_twice": _("The address stands in row %(first)s already: that one counts."),
}
WAYS: Mapping[str, Any] = {
    "swapped": _("The file has latitude before longitude, or north before east: this was mended."),
    "negated": _("The coordinates had the opposite sign: this was mended."),
    "swapped_negated": _("The coordinates run south and west, as in older files: this was mended."),
}


def sentence_of(what: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a finding with its facts; a name that is not known stands for itself."""
    words = str(SENTENCES.get(what, what))
    return words % facts if "%(" in words else words
