"""What residents read of the named initiatives inside a programme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Prefetch, QuerySet

from prevenio.people.models import Body
from prevenio.places.models import Municipality
from prevenio.programme.models import (
    Audience,
    Funding,
    Initiative,
    InitiativeRole,
    InitiativeRoleKind,
    ProgrammeVersion,
)


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """An initiative with those who carry it out and those for whom it is."""

    initiative: Initiative
    key: str
    implementers: Sequence[Body]
    co_implementers: Sequence[Body]
    audiences: Sequence[Audience]

    @property
    def bodies(self) -> list[Body]:
        """Everybody who carries it out, the co-implementers last."""
        return [*self.implementers, *self.co_implementers]


def initiatives_of(version: ProgrammeVersion) -> list[InitiativeRow]:
    """The initiatives in the document's order, with implementers and audiences."""
    initiatives = version.initiatives.order_by("position", "pk")
    return [initiative_row(one) for one in with_parts(initiatives)]


def with_parts(initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """The initiatives with the roles of bodies and the audiences fetched."""
    return initiatives.prefetch_related(
        Prefetch("roles", InitiativeRole.objects.select_related("body").order_by("position", "pk")),
        Prefetch("audiences", Audience.objects.order_by("position", "pk")),
    )


def initiative_row(initiative: Initiative) -> InitiativeRow:
    """The initiative with its parts, which must have been fetched."""
    roles = list(initiative.roles.all())
    return InitiativeRow(
        initiative=initiative,
        key=key_of(initiative),
        implementers=_with_role(roles, InitiativeRoleKind.IMPLEMENTER),
        co_implementers=_with_role(roles, InitiativeRoleKind.CO_IMPLEMENTER),
        audiences=list(initiative.audiences.all()),
    )


def key_of(initiative: Initiative) -> str:
    """What addresses call it: its number in the document, else its place with a `p`."""
    if initiative.number is not None:
        return str(initiative.number)
    return f"p{initiative.position}"


@dataclass(frozen=True, slots=True)
class InitiativePage:
    """One initiative with everything said about it."""

    row: InitiativeRow
    fundings: Sequence[Funding]
    municipalities: Sequence[Municipality]


def initiative_page(version: ProgrammeVersion, *, key: str) -> InitiativePage | None:
    """An initiative of a version by its key."""
    initiative = with_parts(_by_key(version, key)).first()
    if initiative is None:
        return None
    return InitiativePage(
        row=initiative_row(initiative),
        fundings=list(
            initiative.fundings.order_by(F("year").asc(nulls_first=True), "position", "pk")
        ),
        municipalities=list(initiative.municipalities.order_by("name", "pk")),
    )


def _by_key(version: ProgrammeVersion, key: str) -> QuerySet[Initiative]:
    number = key.removeprefix("p")
    # Longer digits are no number of ours, and databases refuse them.
    if not (number.isascii() and number.isdigit() and len(number) < 5):
        return version.initiatives.none()
    if key.startswith("p"):
        return version.initiatives.filter(number__isnull=True, position=int(number))
    return version.initiatives.filter(number=int(number))


def _with_role(roles: Iterable[InitiativeRole], kind: InitiativeRoleKind) -> list[Body]:
    return [role.body for role in roles if role.role == kind]
