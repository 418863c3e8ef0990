"""Projects of a region with their teams, practices, documents and equipment."""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from prevenio.activities.models import Activity
from prevenio.indicators.models import Indicator
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import NOON
from prevenio.places.models import Municipality
from prevenio.programme.models import Initiative
from prevenio.region.models import (
    Channel,
    Equipment,
    GateKind,
    GateStep,
    GoverningDocument,
    Lecturer,
    LecturerSession,
    NetworkMembership,
    Practice,
    PracticeFile,
    PracticeReuse,
    PracticeTopic,
    Priority,
    Project,
    ProjectYear,
    Reach,
    TeamMember,
    UmbrellaMove,
)
from tests.marked import SECRET

DAY = date(2020, 5, 1)


def fill_projects(authority: Authority, coordinator: User, body: Body) -> None:
    initiative = Initiative.objects.get(name=SECRET)
    project = Project.objects.create(
        authority=authority,
        initiative=initiative,
        lineage=initiative.lineage,
        note=SECRET,
        initiator=body,
    )
    fill_project(project, coordinator, body)
    fill_practices(authority, project, body)
    fill_registers(authority, body)


def fill_project(project: Project, coordinator: User, body: Body) -> None:
    """People, ways, steps, a wish for a year and a year that is being written."""
    TeamMember.objects.create(
        project=project, body=body, person_name=f"{SECRET} Zespół", department=SECRET
    )
    UmbrellaMove.objects.create(
        project=project, umbrella_name=SECRET, on=DAY, reason=SECRET, at=NOON
    )
    channel = Channel.objects.create(project=project, name=SECRET)
    Reach.objects.create(channel=channel, audience=SECRET)
    lecturer = Lecturer.objects.create(
        project=project,
        person_name=f"{SECRET} Lektor",
        body=body,
        trained_on=DAY,
        trained_by=SECRET,
    )
    LecturerSession.objects.create(lecturer=lecturer, activity=Activity.objects.get(title=SECRET))
    GateStep.objects.create(
        project=project, number=1, kind=GateKind.MAPPING, words=SECRET, by=coordinator, at=NOON
    )
    priority = Priority.objects.create(
        authority=project.authority, project=project, year=2026, name=SECRET, text=SECRET
    )
    priority.indicators.set(Indicator.objects.filter(name=SECRET))
    ProjectYear.objects.create(
        project=project, year=2026, done=SECRET, outcome=SECRET, next_steps=SECRET
    )


def fill_practices(authority: Authority, project: Project, body: Body) -> None:
    """A practice that its town still writes, with a file, and who has taken it over."""
    practice = Practice.objects.create(
        authority=authority,
        municipality=Municipality.objects.get(authority=authority),
        title=SECRET,
        problem=SECRET,
        done=SECRET,
        contact=body,
        changed_at=NOON,
        search_text=SECRET.lower(),
    )
    PracticeTopic.objects.create(practice=practice, name=SECRET)
    PracticeFile.objects.create(practice=practice, added_at=NOON, **_paper("p.pdf"))
    PracticeReuse.objects.create(
        practice=practice, project=project, on=DAY, changed=SECRET, at=NOON
    )


def fill_registers(authority: Authority, body: Body) -> None:
    GoverningDocument.objects.create(
        authority=authority,
        title=SECRET,
        number=SECRET,
        adopted_on=DAY,
        valid_from=DAY,
        issuer=body,
        **_paper("g.pdf"),
    )
    # To which networks an authority belongs is public; the paper and what is noted of it is not.
    NetworkMembership.objects.create(
        authority=authority, network="Network", note=SECRET, **_paper("n.pdf")
    )
    Equipment.objects.create(
        authority=authority,
        what=SECRET,
        inventory_number=SECRET,
        body=body,
        given_on=DAY,
        source=SECRET,
        note=SECRET,
    )


def _paper(name: str) -> dict[str, Any]:
    return {
        "file": ContentFile(SECRET.encode(), name=name),
        "file_name": f"{SECRET}.pdf",
        "file_kind": "application/pdf",
        "file_size": len(SECRET),
        "file_digest": "1" * 64,
    }
