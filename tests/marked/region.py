"""The region: accession, declarations, readiness, meetings and tasks, milestones."""

from datetime import date, time, timedelta

from django.core.files.base import ContentFile

from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import NOON, local_today
from prevenio.places.models import GroupMember, Municipality, WorkingGroup
from prevenio.region.models import (
    AccessionStep,
    Declaration,
    DeclarationParty,
    GroupTask,
    Meeting,
    MeetingRhythm,
    Message,
    MilestoneMove,
    ReadinessItem,
    ReadinessMark,
    RegionMilestone,
    Standing,
    StatedCount,
    Wave,
)
from tests.marked import SECRET

DAY = date(2020, 5, 1)


def fill_region(authority: Authority, coordinator: User, body: Body) -> None:
    town = Municipality.objects.get(authority=authority)
    fill_accession(authority, town, body)
    fill_declarations(authority, town, body)
    fill_readiness(authority, town, coordinator)
    fill_meetings(authority, coordinator)
    fill_milestones(authority, town)


def fill_accession(authority: Authority, town: Municipality, body: Body) -> None:
    """Talks before anybody joins, with a town and with a partner, and a wave to come."""
    Wave.objects.create(authority=authority, name=SECRET, on=DAY, note=SECRET)
    for of in ({"municipality": town}, {"body": body}):
        AccessionStep.objects.create(
            authority=authority,
            standing=Standing.CONTACTED if "municipality" in of else Standing.FOUND,
            on=DAY,
            note=SECRET,
            at=NOON,
            **of,
        )
    # What is said of those preparing is public; with how many one is in talks is not.
    StatedCount.objects.create(
        authority=authority, standing=Standing.PREPARING, on=DAY, number=3, source="Report"
    )
    StatedCount.objects.create(
        authority=authority, standing=Standing.CONTACTED, on=DAY, number=3, source=SECRET
    )


def fill_declarations(authority: Authority, town: Municipality, body: Body) -> None:
    """One of the town and one of the whole authority, with their papers and parties."""
    for place in (town, None):
        paper = Declaration.objects.create(
            authority=authority,
            municipality=place,
            name=SECRET,
            signed_on=DAY,
            scope=SECRET,
            file_name=f"{SECRET}.pdf",
            file_kind="application/pdf",
            file_size=len(SECRET),
            file_digest="1" * 64,
            file=ContentFile(SECRET.encode(), name="d.pdf"),
        )
        DeclarationParty.objects.create(declaration=paper, name=SECRET)
        DeclarationParty.objects.create(declaration=paper, body=body, position=1)


def fill_readiness(authority: Authority, town: Municipality, coordinator: User) -> None:
    item = ReadinessItem.objects.create(
        authority=authority, code="secret", texts={"pl": SECRET}, reasons={"pl": SECRET}
    )
    ReadinessMark.objects.create(
        item=item, municipality=town, is_done=True, on=DAY, note=SECRET, by=coordinator, at=NOON
    )


def fill_meetings(authority: Authority, coordinator: User) -> None:
    """One that nobody is told of, and one to come of which residents read day and place alone."""
    group = WorkingGroup.objects.get(authority=authority)
    MeetingRhythm.objects.create(group=group, weeks=4)
    said = {"agenda": SECRET, "minutes": SECRET, "decisions": SECRET, "changed_at": NOON}
    hidden = Meeting.objects.create(
        authority=authority,
        group=group,
        on=DAY,
        place=SECRET,
        is_public=False,
        file_name=f"{SECRET}.pdf",
        file_kind="application/pdf",
        file_size=len(SECRET),
        file_digest="1" * 64,
        file=ContentFile(SECRET.encode(), name="m.pdf"),
        **said,
    )
    member = GroupMember.objects.get(group=group, is_public=False)
    hidden.present.add(member)
    Meeting.objects.create(
        authority=authority,
        group=group,
        on=local_today() + timedelta(days=30),
        begins=time(17),
        place="Ratusz",
        **said,
    )
    GroupTask.objects.create(
        authority=authority,
        group=group,
        meeting=hidden,
        what=SECRET,
        member=member,
        due_on=DAY,
        set_by=coordinator,
        set_at=NOON,
    )
    Message.objects.create(
        authority=authority,
        group=group,
        title=SECRET,
        words=SECRET,
        by=coordinator,
        at=NOON,
        file_name=f"{SECRET}.pdf",
        file_kind="application/pdf",
        file=ContentFile(SECRET.encode(), name="z.pdf"),
    )


def fill_milestones(authority: Authority, town: Municipality) -> None:
    """Hidden ones of the town and of all, and a public one that was dropped."""
    for place in (town, None):
        one = RegionMilestone.objects.create(
            authority=authority, municipality=place, text=SECRET, note=SECRET, planned_on=DAY
        )
        MilestoneMove.objects.create(
            milestone=one, from_day=DAY, to_day=DAY, reason=SECRET, at=NOON
        )
        RegionMilestone.objects.create(
            authority=authority,
            municipality=place,
            text=SECRET,
            planned_on=DAY,
            dropped_because=SECRET,
            is_public=True,
        )
