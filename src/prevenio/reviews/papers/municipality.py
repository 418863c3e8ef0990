"""What of a review concerns one municipality: initiatives, milestones and actions."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from prevenio.journal.operations import canonical
from prevenio.kernel.text import fold
from prevenio.people.models import Body
from prevenio.places.models import Municipality
from prevenio.programme.models import Initiative, Milestone, ProgrammeVersion
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews.contents import ActionLine, ReviewContent
from prevenio.reviews.figures import tally_of


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    """One initiative that names the municipality."""

    number: str
    name: str
    aim: str
    implementers: str
    years: str


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """One dated event that names the municipality; `precision` says how exact its day is."""

    on: str
    precision: str
    text: str


@dataclass(frozen=True, slots=True)
class MunicipalityContent:
    """Everything an extract for a municipality says, without a word of its own.

    `actions` are those in which a body of the municipality has a role; `whole` counts the degrees
    of all actions of the review, in the order of the scale, and those without one at the end.
    """

    authority: str
    programme: str
    period: str
    first_day: str
    last_day: str
    as_of: str
    name: str
    code: str
    initiatives: tuple[InitiativeLine, ...]
    milestones: tuple[MilestoneLine, ...]
    actions: tuple[ActionLine, ...]
    whole: tuple[int, ...]

    @property
    def digest(self) -> str:
        """SHA-256 over the content in canonical JSON, as hexadecimal digits."""
        return hashlib.sha256(canonical(plain(self)).encode()).hexdigest()

    @property
    def as_of_moment(self) -> datetime:
        return datetime.fromisoformat(self.as_of)


def content_of_municipality(
    period: ReportingPeriod, municipality: Municipality, review: ReviewContent
) -> MunicipalityContent:
    """The extract of a review for one municipality of its programme."""
    version, tally = period.version, tally_of(review.actions)
    codes = _codes_with_its_bodies(version, municipality)
    return MunicipalityContent(
        authority=review.authority,
        programme=review.programme,
        period=review.period,
        first_day=review.first_day,
        last_day=review.last_day,
        as_of=review.as_of,
        name=municipality.name,
        code=municipality.code,
        initiatives=tuple(map(_initiative, _initiatives(version, municipality))),
        milestones=tuple(map(_milestone, _milestones(version, municipality))),
        actions=tuple(line for line in review.actions if line.code in codes),
        whole=(*tally.all_steps, tally.unassessed),
    )


def municipalities_of(version: ProgrammeVersion) -> list[Municipality]:
    """The municipalities that a programme names, in its initiatives or its milestones."""
    named = Municipality.objects.filter(initiatives__version=version)
    named |= Municipality.objects.filter(milestones__version=version)
    return sorted(named.distinct(), key=lambda one: (fold(one.name), one.pk))


def plain(content: MunicipalityContent) -> dict[str, Any]:
    """The content as plain JSON values."""
    return asdict(content)


def _initiatives(version: ProgrammeVersion, municipality: Municipality) -> Iterable[Initiative]:
    rows = version.initiatives.filter(municipalities=municipality)
    return rows.prefetch_related("roles__body").order_by("position", "pk")


def _milestones(version: ProgrammeVersion, municipality: Municipality) -> Iterable[Milestone]:
    return version.milestones.filter(municipalities=municipality).order_by("on", "position", "pk")


def _initiative(one: Initiative) -> InitiativeLine:
    bodies = [role.body.short_name for role in one.roles.all()]
    first, last = one.first_year, one.last_year
    years = str(first or "") if first == last else f"{first or ''}–{last or ''}"
    return InitiativeLine(
        number=str(one.number or ""),
        name=one.name,
        aim=one.aim,
        implementers=", ".join(bodies),
        years=one.term_text or years.strip("–"),
    )


def _milestone(one: Milestone) -> MilestoneLine:
    return MilestoneLine(one.on.isoformat() if one.on else "", one.precision, one.text)


def _codes_with_its_bodies(version: ProgrammeVersion, municipality: Municipality) -> set[str]:
    """The numbers of the actions with a body that carries the municipality's name."""
    word = re.compile(rf"(?<!\w){re.escape(fold(municipality.name))}(?!\w)")
    bodies = Body.objects.filter(authority=municipality.authority_id)
    own = [
        one.pk
        for one in bodies
        if word.search(fold(f"{one.short_name} {one.name} {one.public_name}"))
    ]
    return set(version.actions.filter(roles__body__in=own).values_list("code", flat=True))
