"""What a municipality has of what it should have before it joins, and how that is known."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.places.models import Boundary, Duty, GroupMember, Municipality
from prevenio.places.queries.naming import PEOPLE_ENOUGH, name_of
from prevenio.places.wording import said
from prevenio.region.models import Counted, Declaration, ReadinessItem, ReadinessMark


@dataclass(frozen=True, slots=True)
class Point:
    """One item of the check-list for one municipality; `known` says how it is known."""

    item: ReadinessItem
    text: str
    reason: str
    is_done: bool
    known: str
    mark: ReadinessMark | None

    @property
    def is_ticked(self) -> bool:
        """Whether a person ticks it; the others are seen by the system."""
        return not self.item.counted


@dataclass(frozen=True, slots=True)
class Readiness:
    """The whole check-list of a municipality."""

    points: Sequence[Point]

    @property
    def missing(self) -> Sequence[Point]:
        """What is needed for joining and is not there."""
        return [one for one in self.points if one.item.is_required and not one.is_done]

    @property
    def is_ready(self) -> bool:
        return bool(self.points) and not self.missing

    @property
    def done(self) -> int:
        return sum(one.is_done for one in self.points)


def readiness_of(municipality: Municipality, today: date) -> Readiness:
    """The check-list of a municipality; seven statements."""
    rows = ReadinessItem.objects.filter(authority=municipality.authority_id, is_asked=True)
    marks = _marks(municipality)
    seen = _seen(municipality, today)
    return Readiness(
        [_point(item, marks.get(item.pk), seen) for item in rows.order_by("position", "pk")]
    )


def _point(
    item: ReadinessItem, mark: ReadinessMark | None, seen: Mapping[str, tuple[bool, str]]
) -> Point:
    is_done, known = seen.get(item.counted, (mark is not None and mark.is_done, ""))
    return Point(
        item=item,
        text=said(item.texts),
        reason=said(item.reasons),
        is_done=is_done,
        known=known,
        mark=None if item.counted else mark,
    )


def _marks(municipality: Municipality) -> dict[int, ReadinessMark]:
    """The last mark of each item."""
    rows = ReadinessMark.objects.filter(municipality=municipality).select_related("by")
    return {one.item_id: one for one in rows.order_by("pk")}


def _seen(municipality: Municipality, today: date) -> dict[str, tuple[bool, str]]:
    precincts = _precincts(municipality, today)
    staffed, whole = _staffed(municipality, precincts, today)
    members, emails = _group(municipality, today)
    has_declaration = _has_declaration(municipality, today)
    drawn = ngettext("%(number)s precinct is drawn.", "%(number)s precincts are drawn.", whole) % {
        "number": whole
    }
    named = ngettext(
        "%(staffed)s of %(number)s precinct has three people named.",
        "%(staffed)s of %(number)s precincts have three people named.",
        whole,
    ) % {"staffed": staffed, "number": whole}
    counted = ngettext(
        "The group has %(number)s member.", "The group has %(number)s members.", members
    ) % {"number": members}
    signed = _("One is in force.") if has_declaration else _("None is in force.")
    address = _("It has one.") if emails else _("It has none.")
    return {
        Counted.PRECINCTS: (whole > 0, drawn),
        Counted.PEOPLE: (0 < whole == staffed, named),
        Counted.GROUP: (members > 0, counted),
        Counted.DECLARATION: (has_declaration, signed),
        Counted.CONTACT: (emails > 0, address),
    }


def _precincts(municipality: Municipality, today: date) -> dict[int, int]:
    """The precincts that are drawn on a day, each with its kind."""
    rows = Boundary.objects.on(today).filter(precinct__municipality=municipality)
    return dict(rows.values_list("precinct_id", "precinct__kind_id"))


def _staffed(
    municipality: Municipality, precincts: Mapping[int, int], today: date
) -> tuple[int, int]:
    """How many precincts have people enough, of how many; a name in two roles is one person.

    People of other kinds count for a precinct where each precinct of their kind has somebody, or
    where they answer for the whole municipality.
    """
    own, everywhere = _named(municipality, precincts, today)
    of_kind: dict[int, list[set[str]]] = defaultdict(list)
    for pk, kind in precincts.items():
        of_kind[kind].append(own[pk])
    enough = 0
    for pk, kind in precincts.items():
        here = own[pk] | everywhere
        others = (some for other, some in of_kind.items() if other != kind)
        beside = sum(min(len(names - here) for names in some) for some in others)
        enough += len(here) + beside >= PEOPLE_ENOUGH
    return enough, len(precincts)


def _named(
    municipality: Municipality, precincts: Mapping[int, int], today: date
) -> tuple[Mapping[int, set[str]], set[str]]:
    """The names of each precinct, and those of the whole municipality."""
    here = Q(precinct__in=list(precincts)) | Q(municipality=municipality)
    duties = Duty.objects.on(today).filter(here)
    own: dict[int, set[str]] = defaultdict(set)
    everywhere: set[str] = set()
    for duty in duties.only("precinct_id", "person_name"):
        if name := name_of(duty):
            (everywhere if duty.precinct_id is None else own[duty.precinct_id]).add(name)
    return own, everywhere


def _group(municipality: Municipality, today: date) -> tuple[int, int]:
    """How many members the group of a municipality has, and how many groups have an address."""
    rows = GroupMember.objects.on(today).filter(group__municipality=municipality)
    found = list(rows.values_list("pk", "group__email"))
    return len(found), sum(bool(email) for _pk, email in found)


def _has_declaration(municipality: Municipality, today: date) -> bool:
    rows = Declaration.objects.filter(municipality=municipality, signed_on__lte=today)
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=today)
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    return rows.filter(begun, lasting).exists()
