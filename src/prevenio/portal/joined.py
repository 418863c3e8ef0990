"""What residents see of the municipalities: who has joined and when, and the page of one."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from django.utils.safestring import SafeString

from prevenio.people.models import Authority
from prevenio.places.locating import MUNICIPALITIES, index_of
from prevenio.places.models import (
    Boundary,
    Duty,
    GroupMember,
    Municipality,
    Precinct,
    PrecinctKind,
    WorkingGroup,
)
from prevenio.programme.models import Initiative, ProgrammeVersion
from prevenio.region.models import Declaration, Meeting, MeetingState, Standing, Wave
from prevenio.region.queries.accession import with_parties
from prevenio.region.queries.standings import Joined, Place, Region, by_wave, region_on
from prevenio.web.outlines import Shape, svg_outline
from prevenio.web.sheets import text_in_csv

FORM = 1
# Darker ones joined earlier; later waves share the lightest.
_LOOKS = 4
_KEPT_FOR = 24 * 60 * 60
# With more names than this nobody can read the map.
_MOST_NAMES = 60


@dataclass(frozen=True, slots=True)
class Legend:
    """A wave of the legend with its municipalities; `look` is its pattern on the map."""

    wave: Wave | None
    look: str
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Shown:
    """The municipalities as residents see them on a day."""

    region: Region
    legend: Sequence[Legend]
    preparing: Sequence[Place]
    unnamed_preparing: int

    @property
    def named(self) -> list[Place]:
        """Everybody the public page names, by name."""
        joined = [place for one in self.legend for place in one.places]
        named = [*joined, *self.preparing]
        return sorted(named, key=lambda one: (one.municipality.name, one.municipality.pk))


def shown_on(authority: Authority, day: date) -> Shown:
    """The joined ones by published waves, and those preparing that are named; three statements."""
    region = region_on(authority, day)
    waves = list(Wave.objects.filter(authority=authority, is_published=True).order_by("on", "pk"))
    named = [one for one in region.places if is_named(one)]
    preparing = [one for one in named if one.standing == Standing.PREPARING]
    return Shown(
        region=region,
        legend=_legend(by_wave(waves, named)),
        preparing=preparing,
        unnamed_preparing=max(0, region.counts.preparing - len(preparing)),
    )


def is_named(place: Place) -> bool:
    """Whether residents read what a municipality has come to; talks before are nobody's matter."""
    return (
        place.step is not None
        and place.step.is_public
        and place.standing in {Standing.JOINED, Standing.PREPARING, Standing.LEFT}
    )


def outline_of(authority: Authority, shown: Shown) -> SafeString:
    """The map of all municipalities by wave; kept while neither they nor their standing change."""
    index = index_of(authority.pk, shown.region.day)
    layer = index.layers.get(MUNICIPALITIES)
    if layer is None:
        return SafeString("")
    looks = _looks(shown)
    names = _names(shown) if len(looks) <= _MOST_NAMES else {}
    said = json.dumps([sorted(looks.items()), sorted(names.items())], ensure_ascii=False)
    digest = hashlib.sha256(said.encode()).hexdigest()
    key = f"joined-{authority.pk}-{index.version}-{index.first_day}-{digest}"
    kept = cache.get(key) if index.version else None
    if kept is not None:
        return SafeString(kept)
    made = svg_outline(
        (
            Shape(shape, looks.get(pk, "rest"), names.get(pk, ""))
            for pk, shape in zip(layer.ids.tolist(), layer.shapes, strict=True)
        ),
        width=600,
        has_border=True,
    )
    cache.set(key, str(made), _KEPT_FOR)
    return made


@dataclass(frozen=True, slots=True)
class PrecinctLink:
    """A precinct of a municipality, and how many people answer for it by name."""

    precinct: Precinct
    people: int


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers by name in a municipality: how many people, in which precincts of one kind."""

    people: int
    precincts: Sequence[PrecinctLink]


def answering_in(municipality: Municipality, day: date) -> Answering:
    """The precincts of the first kind that the municipality has; three statements."""
    drawn = Boundary.objects.on(day).filter(precinct__municipality=municipality)
    kinds = PrecinctKind.objects.filter(precincts__in=drawn.values("precinct"))
    kind = kinds.order_by("position", "code").first()
    named = Duty.objects.on(day).exclude(person_name="")
    everybody = named.filter(Q(municipality=municipality) | Q(precinct__municipality=municipality))
    rows = Precinct.objects.filter(kind=kind, pk__in=drawn.values("precinct"))
    counted = rows.select_related("kind", "municipality").order_by("code", "pk")
    of_each = dict(everybody.values_list("precinct").annotate(number=Count("pk")).order_by())
    people = everybody.values("person_name", "phone").distinct().count()
    return Answering(people, [PrecinctLink(one, of_each.get(one.pk, 0)) for one in counted])


@dataclass(frozen=True, slots=True)
class Group:
    """The working group of a municipality as residents see it."""

    group: WorkingGroup
    members: Sequence[GroupMember]
    next_meeting: Meeting | None


def group_of(municipality: Municipality, day: date) -> Group | None:
    """Its group with the members who are named publicly and the next public meeting.

    A city that is its own only municipality has the authority's group.
    """
    mine = Q(municipality=municipality)
    others = Municipality.objects.filter(authority=municipality.authority_id)
    if not others.exclude(pk=municipality.pk).exists():
        mine |= Q(municipality=None)
    lasting = Q(last_day=None) | Q(last_day__gte=day)
    groups = WorkingGroup.objects.filter(mine, lasting, authority=municipality.authority_id)
    group = groups.order_by("municipality", "pk").first()
    if group is None:
        return None
    members = GroupMember.objects.on(day).filter(group=group, is_public=True)
    planned = Meeting.objects.filter(
        group=group, state=MeetingState.PLANNED, is_public=True, on__gte=day
    )
    return Group(
        group,
        list(members.select_related("body").order_by("role", "person_name", "pk")),
        planned.order_by("on", "pk").first(),
    )


def initiatives_in(
    version: ProgrammeVersion | None, municipality: Municipality
) -> QuerySet[Initiative]:
    """The initiatives of the programme that name a municipality."""
    rows = Initiative.objects.filter(version=version, municipalities=municipality)
    return rows.order_by("position", "pk")


def declarations_of(
    authority: Authority, municipality: Municipality | None
) -> QuerySet[Declaration]:
    """The public declarations of a municipality, or of the authority itself."""
    rows = Declaration.objects.filter(
        authority=authority, municipality=municipality, is_public=True
    )
    return with_parties(rows)


def as_csv(shown: Shown) -> bytes:
    """One row for each municipality that is named publicly."""
    file = io.StringIO()
    writer = csv.writer(file)
    head = ("name", "code", "kind", "standing", "since", "precision", "known_by", "wave")
    writer.writerow((*head, "latitude", "longitude"))
    waves = _waves(shown)
    for one in shown.named:
        row = _row(one, waves)
        writer.writerow([text_in_csv(value) for value in row.values()])
    # Spreadsheets know UTF-8 by its mark alone.
    return file.getvalue().encode("utf-8-sig")


def as_json(authority: Authority, shown: Shown) -> bytes:
    """The counts as of the day, the waves, and the municipalities that are named publicly."""
    counts, waves = shown.region.counts, _waves(shown)
    content = {
        "form": FORM,
        "authority": {"name": authority.name, "is_sample": authority.is_sample},
        "as_of": shown.region.day,
        "joined": counts.joined,
        "joined_without_name": counts.joined - sum(len(one.places) for one in shown.legend),
        "joined_without_day": counts.unknown_day,
        "preparing": counts.preparing,
        "left": counts.left,
        "stated": [
            {"standing": one.standing, "on": one.on, "number": one.number, "source": one.source}
            for one in counts.stated
            if one.standing != Standing.CONTACTED
        ],
        "waves": [
            {
                "name": one.wave.name,
                "on": one.wave.on,
                "precision": one.wave.precision,
                "joined": len(one.places),
            }
            for one in shown.legend
            if one.wave is not None
        ],
        "municipalities": [_row(one, waves) for one in shown.named],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=str).encode()


def _legend(groups: Iterable[Joined]) -> list[Legend]:
    return [
        Legend(one.wave, f"wave{min(place, _LOOKS)}", one.places)
        for place, one in enumerate(groups, 1)
    ]


def _looks(shown: Shown) -> dict[int, str]:
    looks = {place.municipality.pk: one.look for one in shown.legend for place in one.places}
    return looks | {place.municipality.pk: "prepare" for place in shown.preparing}


def _names(shown: Shown) -> dict[int, str]:
    return {
        place.municipality.pk: place.municipality.name
        for one in shown.legend
        for place in one.places
    }


def _waves(shown: Shown) -> Mapping[int, Wave]:
    return {one.wave.pk: one.wave for one in shown.legend if one.wave is not None}


def _row(place: Place, waves: Mapping[int, Wave]) -> dict[str, object]:
    town, step = place.municipality, place.step
    wave = waves.get(place.wave_id or 0)
    return {
        "name": town.name,
        "code": town.code or None,
        "kind": town.kind or None,
        "standing": place.standing,
        "since": step.on if step else None,
        "precision": step.precision if step and step.on else None,
        "known_by": step.known_by if step else None,
        "wave": wave.name if wave else None,
        "latitude": town.latitude,
        "longitude": town.longitude,
    }
