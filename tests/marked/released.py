"""Things that residents read, each with what hangs on it and is not theirs to read: marked."""

from datetime import date

from prevenio.advice.tests.factories import make_place, make_published
from prevenio.editorial.tests.factories import make_item
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import NOON, make_member
from prevenio.places.models import Municipality
from prevenio.programme.tests.factories import make_initiative, make_programme, make_version
from prevenio.region.models import (
    AccessionStep,
    Declaration,
    GateKind,
    GateStep,
    Lecturer,
    MilestoneMove,
    PracticeReuse,
    Priority,
    Project,
    ProjectYear,
    RegionMilestone,
    Standing,
    TeamMember,
    UmbrellaMove,
    Wave,
    YearState,
)
from prevenio.region.tests.project_factories import make_practice, make_project
from tests.marked import SECRET
from tests.marked.reports import release_reports

DAY = date(2020, 5, 1)


def fill_released(authority: Authority, coordinator: User, body: Body) -> None:
    User.objects.filter(pk=coordinator.pk).update(name=f"{SECRET} Anna")
    town = make_place(authority, "Lipa")
    release_joining(authority, town)
    release_project(authority, coordinator, body)
    release_answer(authority, coordinator, town)
    release_reports(authority, coordinator)
    news = make_item(authority, title="Wiadomość", slug="page")
    # What an editor has changed and not published yet.
    news.title, news.intro = SECRET, SECRET
    news.save_revision()


def release_joining(authority: Authority, town: Municipality) -> None:
    """A town that has joined, with a paper and a milestone; notes are the bureau's own."""
    wave = Wave.objects.create(authority=authority, name="Fala 1", on=DAY, is_published=True)
    AccessionStep.objects.create(
        authority=authority,
        municipality=town,
        standing=Standing.JOINED,
        on=DAY,
        wave=wave,
        note=SECRET,
        is_public=True,
        at=NOON,
    )
    Declaration.objects.create(
        authority=authority, municipality=town, name="Deklaracja", signed_on=DAY, is_public=True
    )
    milestone = RegionMilestone.objects.create(
        authority=authority, municipality=town, text="Mapa", planned_on=DAY, is_public=True
    )
    MilestoneMove.objects.create(
        milestone=milestone, from_day=DAY, to_day=DAY, reason=SECRET, at=NOON
    )


def release_project(authority: Authority, coordinator: User, body: Body) -> None:
    """A project in the public programme, tied to a project and a practice that are not."""
    project = make_project(authority, name="Projekt", implementers=(body,))
    hidden = _hidden_project(authority, follows=project)
    project.follows = hidden
    project.save()
    TeamMember.objects.create(
        project=project, body=body, person_name=f"{SECRET} Zespół", department=SECRET
    )
    Lecturer.objects.create(
        project=project, person_name=f"{SECRET} Lektor", body=body, trained_on=DAY
    )
    GateStep.objects.create(
        project=project, number=1, kind=GateKind.MAPPING, words=SECRET, by=coordinator, at=NOON
    )
    Priority.objects.create(
        authority=authority, project=project, year=2026, name=SECRET, text=SECRET
    )
    for year, state in ((2025, YearState.DRAFT), (2024, YearState.SENT_BACK)):
        ProjectYear.objects.create(
            project=project, year=year, done=SECRET, outcome=SECRET, reason=SECRET, state=state
        )
    UmbrellaMove.objects.create(project=project, umbrella=hidden, on=DAY, reason=SECRET, at=NOON)
    practice = make_practice(authority, released_on=DAY, reason=SECRET)
    unreleased = make_practice(authority, title=SECRET, search_text=SECRET.lower())
    PracticeReuse.objects.create(practice=practice, project=hidden, on=DAY, at=NOON)
    PracticeReuse.objects.create(practice=unreleased, project=project, on=DAY, at=NOON)


def release_answer(authority: Authority, coordinator: User, town: Municipality) -> None:
    """What was asked in full stays with those who answered; so do the address and the names."""
    second = make_member(authority=authority, role="HEAD_OF_BUREAU", name=f"Druga {SECRET}")
    make_published(
        authority,
        coordinator,
        second,
        place=town,
        text=f"{SECRET} pytanie",
        email=f"{SECRET.lower()}@asked.example.org",
    )


def _hidden_project(authority: Authority, *, follows: Project) -> Project:
    """One whose initiative stands in a draft alone."""
    draft = make_version(make_programme(authority, title=SECRET))
    initiative = make_initiative(draft, name=SECRET, aim=SECRET, number=7)
    return Project.objects.create(
        authority=authority,
        initiative=initiative,
        lineage=initiative.lineage,
        note=SECRET,
        follows=follows,
    )
