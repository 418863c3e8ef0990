"""What residents read of the bodies that carry a programme: each of them, and all together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, IntegerField, Model, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from prevenio.people.models import Body, BodyMember, LegalKind
from prevenio.programme.models import (
    Action,
    ActionRole,
    ActionRoleKind,
    AreaOfAction,
    Initiative,
    InitiativeRole,
    ProgrammeVersion,
)
from prevenio.programme.queries.alphabet import in_alphabet
from prevenio.programme.queries.pinned import bodies_taking_part

KINDS_IN_ORDER = (
    LegalKind.SERVICE,
    LegalKind.CITY_OFFICE,
    LegalKind.MUNICIPAL_UNIT,
    LegalKind.MUNICIPAL_COMPANY,
    LegalKind.STATE,
    LegalKind.NGO,
    LegalKind.GROUP,
    LegalKind.OTHER,
)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body with its part in numbers."""

    body: Body
    leads: int
    joins: int
    initiatives: int


@dataclass(frozen=True, slots=True)
class Group[T]:
    """Rows of bodies of one legal kind."""

    label: str
    rows: Sequence[T]


def bodies_by_kind(version: ProgrammeVersion) -> list[Group[BodyRow]]:
    """The bodies that take part, by legal kind and name, with what they lead and join."""
    bodies = bodies_taking_part(version).annotate(
        leads=_count_of(ActionRole, version, role=ActionRoleKind.LEAD, action__parent=None),
        joins=_count_of(ActionRole, version, role__in=_JOINING, action__parent=None),
        initiatives_count=_count_of(InitiativeRole, version),
    )
    return _grouped(
        (BodyRow(body, body.leads, body.joins, body.initiatives_count) for body in bodies),
        language=version.programme.authority.language,
    )


def busiest_bodies(version: ProgrammeVersion) -> list[BodyRow]:
    """The bodies that lead actions or carry out initiatives, those with the most first."""
    rows = [row for group in bodies_by_kind(version) for row in group.rows]
    busy = [row for row in rows if row.leads or row.initiatives]
    return sorted(busy, key=lambda row: (-row.leads, -row.initiatives))


@dataclass(frozen=True, slots=True)
class LedOrJoined:
    """The actions of one area that a body leads, and those it joins."""

    area: AreaOfAction
    leads: Sequence[Action]
    joins: Sequence[Action]


@dataclass(frozen=True, slots=True)
class BodyPage:
    """One body with its whole part in a version."""

    body: Body
    areas: Sequence[LedOrJoined]
    initiatives: Sequence[Initiative]
    members: Sequence[Body]
    groups: Sequence[Body]
    other_names: Sequence[str]

    @property
    def leads(self) -> int:
        return sum(len(area.leads) for area in self.areas)

    @property
    def joins(self) -> int:
        return sum(len(area.joins) for area in self.areas)


def body_page(version: ProgrammeVersion, *, body_id: int) -> BodyPage | None:
    """A body that takes part in the version, with its actions, initiatives and members."""
    body = bodies_taking_part(version).filter(pk=body_id).prefetch_related("aliases").first()
    if body is None:
        return None
    memberships = list(
        BodyMember.objects.filter(Q(group=body) | Q(member=body)).select_related("group", "member")
    )
    language = version.programme.authority.language
    return BodyPage(
        body=body,
        areas=_led_or_joined(version, body),
        initiatives=list(
            version.initiatives.filter(roles__body=body).order_by("position", "pk").distinct()
        ),
        members=_named([one.member for one in memberships if one.group_id == body.pk], language),
        groups=_named([one.group for one in memberships if one.member_id == body.pk], language),
        other_names=sorted(alias.name for alias in body.aliases.all()),
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """How many actions of one area a body leads, and how many it joins."""

    area: AreaOfAction
    leads: int
    joins: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One body against all areas."""

    body: Body
    cells: Sequence[Cell]
    leads: int
    joins: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Company:
    """With whom the chosen body works, most shared actions first."""

    body: Body
    leads: int
    joins: int
    led_areas: int
    shared: Sequence[tuple[Body, int]]

    @property
    def most(self) -> int:
        return self.shared[0][1] if self.shared else 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who does what with whom: bodies by areas, with totals."""

    areas: Sequence[AreaOfAction]
    totals: Sequence[int]
    actions: int
    groups: Sequence[Group[MatrixRow]]
    chosen: Company | None

    @property
    def columns(self) -> int:
        """How many columns the table has: the body, the areas, two totals."""
        return len(self.areas) + 3

    @property
    def rows(self) -> list[MatrixRow]:
        return [row for group in self.groups for row in group.rows]


@dataclass(frozen=True, slots=True)
class _Role:
    action: int
    area: int
    body: int
    is_lead: bool


def matrix_of(version: ProgrammeVersion, *, body_id: int | None) -> Matrix:
    """Bodies against areas; a chosen body also with those it shares most actions with."""
    areas = list(
        version.areas.annotate(
            actions_count=Count("actions", filter=Q(actions__parent__isnull=True))
        ).order_by("position", "pk")
    )
    roles = _roles_in(version)
    bodies = Body.objects.in_bulk({role.body for role in roles})
    rows = [_matrix_row(bodies[pk], areas, own, body_id) for pk, own in _by_body(roles).items()]
    chosen = next((row for row in rows if row.is_chosen), None)
    return Matrix(
        areas=areas,
        totals=[area.actions_count for area in areas],
        actions=sum(area.actions_count for area in areas),
        groups=_grouped(rows, language=version.programme.authority.language),
        chosen=_company(chosen, roles, bodies) if chosen else None,
    )


_JOINING = (ActionRoleKind.CO_RESPONSIBLE, ActionRoleKind.PARTNER)


def _count_of(model: type[Model], version: ProgrammeVersion, **of: object) -> Coalesce:
    thing = "action" if model is ActionRole else "initiative"
    # A body both responsible and partner of one action joins it once.
    counted = (
        model._default_manager.filter(body=OuterRef("pk"), **{f"{thing}__version": version}, **of)
        .order_by()
        .values("body")
        .annotate(how_many=Count(thing, distinct=True))
        .values("how_many")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _grouped[T: (BodyRow, MatrixRow)](rows: Iterable[T], *, language: str) -> list[Group[T]]:
    by_kind: dict[str, list[T]] = defaultdict(list)
    for row in in_alphabet(rows, language=language, name=lambda row: row.body.shown_name):
        by_kind[row.body.legal_kind].append(row)
    return [Group(str(kind.label), by_kind[kind]) for kind in KINDS_IN_ORDER if by_kind[kind]]


def _named(bodies: Iterable[Body], language: str) -> list[Body]:
    return in_alphabet(bodies, language=language, name=lambda body: body.shown_name)


def _led_or_joined(version: ProgrammeVersion, body: Body) -> list[LedOrJoined]:
    roles = (
        ActionRole.objects.filter(body=body, action__version=version)
        .select_related("action__area")
        .order_by("action__area__position", "action__position", "action_id", "role")
    )
    led: dict[AreaOfAction, list[Action]] = {}
    joined: dict[AreaOfAction, list[Action]] = {}
    leading = {role.action_id for role in roles if role.role == ActionRoleKind.LEAD}
    for action in dict.fromkeys(role.action for role in roles):
        led.setdefault(action.area, [])
        joined.setdefault(action.area, [])
        (led if action.pk in leading else joined)[action.area].append(action)
    return [LedOrJoined(area, led[area], joined[area]) for area in led]


def _roles_in(version: ProgrammeVersion) -> list[_Role]:
    rows = ActionRole.objects.filter(
        action__version=version, action__parent__isnull=True
    ).values_list("action_id", "action__area_id", "body_id", "role")
    return [
        _Role(action, area, body, is_lead=role == ActionRoleKind.LEAD)
        for action, area, body, role in rows
    ]


def _by_body(roles: Iterable[_Role]) -> Mapping[int, Sequence[_Role]]:
    by_body: dict[int, list[_Role]] = defaultdict(list)
    for role in roles:
        by_body[role.body].append(role)
    return by_body


def _matrix_row(
    body: Body, areas: Iterable[AreaOfAction], roles: Sequence[_Role], chosen: int | None
) -> MatrixRow:
    led = {role.action: role.area for role in roles if role.is_lead}
    joined = {role.action: role.area for role in roles if role.action not in led}
    leads, joins = Counter(led.values()), Counter(joined.values())
    return MatrixRow(
        body=body,
        cells=[Cell(area, leads[area.pk], joins[area.pk]) for area in areas],
        leads=len(led),
        joins=len(joined),
        is_chosen=body.pk == chosen,
    )


def _company(row: MatrixRow, roles: Iterable[_Role], bodies: Mapping[int, Body]) -> Company:
    together: dict[int, set[int]] = defaultdict(set)
    for role in roles:
        together[role.action].add(role.body)
    shared: Counter[int] = Counter()
    for company in together.values():
        if row.body.pk in company:
            shared.update(company - {row.body.pk})
    in_order = sorted(shared.items(), key=lambda item: (-item[1], bodies[item[0]].shown_name))
    return Company(
        body=row.body,
        leads=row.leads,
        joins=row.joins,
        led_areas=sum(1 for cell in row.cells if cell.leads),
        shared=[(bodies[pk], number) for pk, number in in_order],
    )
