"""Plain functions that make rows of a programme for tests: say only what the test is about."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body
from prevenio.people.tests.factories import make_authority, make_body
from prevenio.programme.models import (
    Act,
    Action,
    ActionRole,
    ActionRoleKind,
    AreaOfAction,
    Initiative,
    InitiativeRole,
    InitiativeRoleKind,
    Programme,
    ProgrammeVersion,
    VersionState,
)

NOON = datetime(2021, 3, 18, 12, tzinfo=UTC)
_number = count(1)


def make_findable_body(
    authority: Authority, short_name: str = "", name: str = "", public_name: str = "", **known: Any
) -> Body:
    """A body with the words by which search finds it."""
    body = make_body(authority=authority, short_name=short_name, name=name, **known)
    body.public_name = public_name
    body.search_text = fold(f"{short_name} {name} {public_name}")
    body.save()
    return body


def make_programme(
    authority: Authority | None = None,
    title: str = "Program bezpieczeństwa",
    first_year: int | None = 2021,
    last_year: int | None = 2023,
    **fields: Any,
) -> Programme:
    return Programme.objects.create(
        authority=authority or make_authority(),
        title=title,
        first_year=first_year,
        last_year=last_year,
        **fields,
    )


def make_act(authority: Authority, number: str = "", **fields: Any) -> Act:
    fields.setdefault("adopted_on", date(2021, 3, 18))
    fields.setdefault("in_force_on", date(2021, 4, 10))
    fields.setdefault("body_name", "Rada Miasta")
    return Act.objects.create(
        authority=authority, number=number or f"{next(_number)}/2021", **fields
    )


def make_version(
    programme: Programme | None = None,
    *,
    is_public: bool = False,
    state: str = VersionState.DRAFT,
    **fields: Any,
) -> ProgrammeVersion:
    """A draft; with `is_public` an adopted version that is pinned for the public."""
    programme = programme or make_programme()
    if is_public or state == VersionState.ADOPTED:
        state = VersionState.ADOPTED
        fields.setdefault("act", make_act(programme.authority))
        fields.setdefault("effective_from", date(2021, 4, 10))
        fields.setdefault("adopted_at", NOON)
        fields.setdefault("digest", f"{next(_number):064x}")
    return ProgrammeVersion.objects.create(
        programme=programme, state=state, is_public=is_public, created_at=NOON, **fields
    )


def make_area(
    version: ProgrammeVersion, code: str = "", title: str = "Ruch drogowy", **fields: Any
) -> AreaOfAction:
    position = version.areas.count() + 1
    code = code or str(position)
    fields.setdefault("search_text", fold(f"{code} {title} {fields.get('summary', '')}"))
    return AreaOfAction.objects.create(
        version=version, position=position, code=code, title=title, **fields
    )


def make_action(
    area: AreaOfAction,
    code: str = "",
    text: str = "Kontrole prędkości na drogach do szkół.",
    lead: Body | None = None,
    co_responsible: tuple[Body, ...] = (),
    partners: tuple[Body, ...] = (),
    **fields: Any,
) -> Action:
    position = area.actions.count() + 1
    code = code or f"{area.code}.{position}"
    fields.setdefault("search_text", fold(f"{code} {fields.get('title', '')} {text}"))
    action = Action.objects.create(
        version=area.version, area=area, position=position, code=code, text=text, **fields
    )
    bodies = [
        *([(lead, ActionRoleKind.LEAD)] if lead else []),
        *((body, ActionRoleKind.CO_RESPONSIBLE) for body in co_responsible),
        *((body, ActionRoleKind.PARTNER) for body in partners),
    ]
    ActionRole.objects.bulk_create(
        ActionRole(action=action, body=body, role=role, position=place)
        for place, (body, role) in enumerate(bodies)
    )
    return action


def make_initiative(
    version: ProgrammeVersion,
    name: str = "Bezpieczna droga do szkoły",
    implementers: tuple[Body, ...] = (),
    co_implementers: tuple[Body, ...] = (),
    number: int | None = None,
    **fields: Any,
) -> Initiative:
    position = version.initiatives.count() + 1
    fields.setdefault("search_text", fold(f"{name} {fields.get('aim', '')}"))
    initiative = Initiative.objects.create(
        version=version, position=position, number=number, name=name, **fields
    )
    bodies = [
        *((body, InitiativeRoleKind.IMPLEMENTER) for body in implementers),
        *((body, InitiativeRoleKind.CO_IMPLEMENTER) for body in co_implementers),
    ]
    InitiativeRole.objects.bulk_create(
        InitiativeRole(initiative=initiative, body=body, role=role, position=place)
        for place, (body, role) in enumerate(bodies)
    )
    return initiative
