"""Projects of the sample region: teams, channels, lecturers, steps, practice, registers.

The days, bodies and names of projects are those of the programme's own document; people, texts
of practices and pieces of equipment are invented.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from prevenio.demo.held import hold_sessions, numbers_told
from prevenio.demo.samples import FOLDER
from prevenio.indicators.models import Indicator
from prevenio.journal.operations import record
from prevenio.people.models import Body
from prevenio.places.models import Municipality
from prevenio.programme.models import ProgrammeVersion
from prevenio.region.models import (
    Channel,
    Equipment,
    GateStep,
    GoverningDocument,
    Lecturer,
    NetworkMembership,
    Practice,
    PracticeReuse,
    PracticeTopic,
    Priority,
    Project,
    ProjectYear,
    Reach,
    TeamMember,
    UmbrellaMove,
    YearState,
)
from prevenio.region.operations.practices import Told, search_text_of

type Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class _Stage:
    """What every row of the sample needs to know."""

    version: ProgrammeVersion
    at: datetime
    bodies: Mapping[str, Body]
    towns: Mapping[str, Municipality]
    projects: Mapping[int, Project]

    @property
    def authority_id(self) -> int:
        return self.version.programme.authority_id


def project_sample(version: ProgrammeVersion, *, at: datetime) -> None:
    """Load the projects of a sample that has some; nothing where there is no file of them."""
    authority = version.programme.authority
    path = FOLDER / f"{authority.slug}-projects.json"
    if not path.exists():
        return
    said = json.loads(path.read_text(encoding="utf-8"))
    bodies = {one.short_name: one for one in Body.objects.filter(authority=authority)}
    towns = {one.name: one for one in Municipality.objects.filter(authority=authority)}
    projects = _projects(version, bodies, said["projects"])
    stage = _Stage(version, at, bodies, towns, projects)
    _people(stage, said)
    hold_sessions(projects, said["held"])
    _course(stage, said)
    _priorities(stage, said["priorities"])
    _practices(stage, said["practices"])
    _registers(stage, said)
    record("demo.projects.loaded", about=authority, by=None, at=at, authority_id=authority.pk)


def _projects(
    version: ProgrammeVersion, bodies: Mapping[str, Body], rows: Rows
) -> dict[int, Project]:
    numbered = {one.number: one for one in version.initiatives.all()}
    made = {
        row["number"]: Project(
            authority=version.programme.authority,
            initiative=numbered[row["number"]],
            lineage=numbered[row["number"]].lineage,
            phase=row["phase"],
            note=row["note"],
            initiator=bodies[row["initiator"]] if "initiator" in row else None,
            **row.get("forerunner", {}),
        )
        for row in rows
    }
    Project.objects.bulk_create(made.values())
    for row in rows:
        if "follows" in row:
            made[row["number"]].follows = made[row["follows"]]
            made[row["number"]].save(update_fields=["follows"])
    return made


def _people(stage: _Stage, said: Mapping[str, Rows]) -> None:
    TeamMember.objects.bulk_create(
        TeamMember(
            project=stage.projects[row["project"]],
            person_name=row["name"],
            body=stage.bodies[row["body"]],
            department=row.get("department", ""),
            role=row["role"],
            is_public=row.get("public", False),
        )
        for row in said["team"]
    )
    Lecturer.objects.bulk_create(
        Lecturer(
            project=stage.projects[row["project"]],
            person_name=row["name"],
            body=stage.bodies[row["body"]],
            trained_on=date.fromisoformat(row["on"]),
            may_be_named=row.get("public", False),
        )
        for row in said["lecturers"]
    )
    channels = [
        Channel(project=stage.projects[row["project"]], position=place, name=row["name"])
        for place, row in enumerate(said["channels"], 1)
    ]
    Channel.objects.bulk_create(channels)
    Reach.objects.bulk_create(
        Reach(channel=channel, audience=group)
        for channel, row in zip(channels, said["channels"], strict=True)
        for group in row["reaches"]
    )


def _course(stage: _Stage, said: Mapping[str, Rows]) -> None:
    ProjectYear.objects.bulk_create(
        ProjectYear(
            project=stage.projects[row["project"]],
            year=row["year"],
            done=row["done"],
            outcome=row["outcome"],
            next_steps=row["next_steps"],
            numbers=numbers_told(stage.projects[row["project"]], row["year"]),
            state=YearState.RELEASED,
            is_by_bureau=True,
            submitted_at=stage.at,
            released_at=stage.at,
        )
        for row in said["years"]
    )
    UmbrellaMove.objects.bulk_create(
        UmbrellaMove(
            project=stage.projects[row["project"]],
            umbrella_name=row["name"],
            on=date.fromisoformat(row["on"]),
            day_text=row["day_text"],
            at=stage.at,
        )
        for row in said["umbrellas"]
    )
    GateStep.objects.bulk_create(
        GateStep(
            project=stage.projects[row["project"]],
            number=number,
            kind=row["kind"],
            on=date.fromisoformat(row["on"]) if "on" in row else None,
            body=stage.bodies[row["body"]] if "body" in row else None,
            at=stage.at,
        )
        for number, row in enumerate(said["steps"], 1)
    )


def _priorities(stage: _Stage, rows: Rows) -> None:
    indicators = [
        Indicator(
            authority_id=stage.authority_id,
            code=row["indicator"][0],
            name=row["indicator"][1],
            created_at=stage.at,
            changed_at=stage.at,
        )
        for row in rows
    ]
    Indicator.objects.bulk_create(indicators)
    priorities = [
        Priority(
            authority_id=stage.authority_id,
            project=stage.projects[row["project"]],
            year=row["year"],
            position=place,
            name=row["name"],
        )
        for place, row in enumerate(rows, 1)
    ]
    Priority.objects.bulk_create(priorities)
    through = Priority.indicators.through
    through.objects.bulk_create(
        through(priority=priority, indicator=indicator)
        for priority, indicator in zip(priorities, indicators, strict=True)
    )


def _practices(stage: _Stage, rows: Rows) -> None:
    made = [_practice(stage, row) for row in rows]
    Practice.objects.bulk_create(made)
    PracticeTopic.objects.bulk_create(
        PracticeTopic(practice=practice, name=name)
        for practice, row in zip(made, rows, strict=True)
        for name in row["topics"]
    )
    PracticeReuse.objects.bulk_create(
        PracticeReuse(
            practice=practice,
            project=stage.projects[reuse["project"]] if "project" in reuse else None,
            municipality=stage.towns[reuse["town"]] if "town" in reuse else None,
            on=date.fromisoformat(reuse["on"]),
            changed=reuse["changed"],
            at=stage.at,
        )
        for practice, row in zip(made, rows, strict=True)
        for reuse in row["reused"]
    )


def _practice(stage: _Stage, row: Mapping[str, Any]) -> Practice:
    words = {name: row.get(name, "") for name in ("cost", "outcome", "evidence", "place")}
    told = Told(row["title"], row["problem"], row["done"], topics=row["topics"], **words)
    return Practice(
        authority_id=stage.authority_id,
        municipality=stage.towns[row["town"]] if "town" in row else None,
        title=told.title,
        problem=told.problem,
        done=told.done,
        **words,
        country=row["country"],
        contact=stage.bodies[row["contact"]] if "contact" in row else None,
        state=row["state"],
        released_on=stage.at.date() if row["public"] else None,
        changed_at=stage.at,
        search_text=search_text_of(told),
    )


def _registers(stage: _Stage, said: Mapping[str, Rows]) -> None:
    NetworkMembership.objects.bulk_create(
        NetworkMembership(
            authority_id=stage.authority_id,
            network=row["network"],
            body=stage.bodies[row["body"]],
            since_text=row["since_text"],
        )
        for row in said["networks"]
    )
    Equipment.objects.bulk_create(
        Equipment(
            authority_id=stage.authority_id,
            what=row["what"],
            inventory_number=row["number"],
            municipality=stage.towns[row["town"]],
            given_on=date.fromisoformat(row["given_on"]),
        )
        for row in said["equipment"]
    )
    for row in said["documents"]:
        day = date.fromisoformat(row["adopted_on"])
        document = GoverningDocument.objects.create(
            authority_id=stage.authority_id,
            kind=row["kind"],
            title=row["title"],
            adopted_on=day,
            valid_from=day,
            issuer=stage.bodies[row["issuer"]],
            is_public=row["public"],
        )
        document.parties.set([stage.bodies[name] for name in row["parties"]])
