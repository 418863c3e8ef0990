"""Projects and what hangs on them for tests: say only what the test is about."""

from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_body, make_member
from prevenio.places.models import Municipality
from prevenio.programme.models import (
    Audience,
    Funding,
    Initiative,
    InitiativeRole,
    InitiativeRoleKind,
    ProgrammeVersion,
)
from prevenio.programme.tests.factories import make_initiative, make_programme, make_version
from prevenio.region.models import Practice, PracticeState, Project
from prevenio.region.operations.practices import Told, search_text_of

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = date(2026, 3, 2)
HOSTILE = "<script>alert(1)</script> %s {{ x }}"


def address(page: str, *arguments: object) -> str:
    """The address of a page of the room on the desk of `testowo`."""
    return "/testowo" + reverse(f"region:{page}", settings.AUTHORITY_URLCONF, arguments)


def make_project(
    authority: Authority,
    *,
    name: str = "Bezpieczna sieć",
    implementers: tuple[Body, ...] = (),
    audiences: tuple[str, ...] = (),
    sources: tuple[str, ...] = (),
    **fields: Any,
) -> Project:
    """A project of an initiative that residents read."""
    version = public_version(authority)
    initiative = make_initiative(
        version,
        name=name,
        aim="Dzieci mają wiedzieć, co im grozi.",
        implementers=implementers,
        number=version.initiatives.count() + 1,
    )
    Audience.objects.bulk_create(
        Audience(initiative=initiative, position=place, text=text)
        for place, text in enumerate(audiences)
    )
    Funding.objects.bulk_create(
        Funding(initiative=initiative, position=place, source=text)
        for place, text in enumerate(sources)
    )
    return Project.objects.create(
        authority=authority, initiative=initiative, lineage=initiative.lineage, **fields
    )


def make_many_projects(authority: Authority, how_many: int, body: Body) -> None:
    """As many projects as a list needs to show that it does not ask once for each."""
    version = public_version(authority)
    town = make_town(authority, "Wieś")
    initiatives = Initiative.objects.bulk_create(
        Initiative(version=version, position=number, number=number, name=f"P{number}")
        for number in range(1, how_many + 1)
    )
    Project.objects.bulk_create(
        Project(authority=authority, initiative=one, lineage=one.lineage) for one in initiatives
    )
    InitiativeRole.objects.bulk_create(
        InitiativeRole(initiative=one, body=body, role=InitiativeRoleKind.IMPLEMENTER)
        for one in initiatives
    )
    through = Initiative.municipalities.through
    through.objects.bulk_create(through(initiative=one, municipality=town) for one in initiatives)


def public_version(authority: Authority) -> ProgrammeVersion:
    """The version that residents read; made once."""
    rows = ProgrammeVersion.objects.filter(programme__authority=authority, is_public=True)
    found = rows.first()
    return found or make_version(make_programme(authority), is_public=True)


def make_town(authority: Authority, name: str = "Lipa") -> Municipality:
    """A municipality with its office."""
    office = make_body(authority=authority, short_name=f"Urząd {name}")
    return Municipality.objects.create(authority=authority, name=name, office=office)


def make_officer(town: Municipality) -> User:
    """Somebody who works for a municipality's office."""
    return make_member(body=town.office, role=Role.REPORTER, name=f"Urzędnik {town.name}")


def make_practice(
    authority: Authority,
    *,
    title: str = "Rowery dla dzielnicowych",
    state: str = PracticeState.SHARED,
    **fields: Any,
) -> Practice:
    told = Told(title, "Nikt nie widuje dzielnicowego.", "Dzielnicowi dostali rowery.")
    fields.setdefault("search_text", search_text_of(told))
    return Practice.objects.create(
        authority=authority,
        title=told.title,
        problem=told.problem,
        done=told.done,
        state=state,
        changed_at=NOW,
        **fields,
    )
