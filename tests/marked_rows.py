"""One row of everything that an authority can hold, none of it published, all of it marked."""

from django.core.files.base import ContentFile
from django.utils import timezone

from prevenio.activities.models import (
    ActivityBatch,
    ActivityFile,
    ActivityState,
    DataClass,
    SignUp,
)
from prevenio.activities.tests.factories import make_activity, make_finding, make_kind
from prevenio.indicators.models import (
    Indicator,
    IndicatorValue,
    SeriesBreak,
    StatisticsUpload,
    Target,
)
from prevenio.notices.models import Notice, NoticeState
from prevenio.people.models import (
    Authority,
    Body,
    BodyAlias,
    BodyMember,
    Invitation,
    Role,
    User,
)
from prevenio.people.tests.factories import NOON
from prevenio.programme.models import (
    Abbreviation,
    Act,
    Action,
    AreaOfAction,
    Chapter,
    ChapterComment,
    DraftingMember,
    ImportDraft,
    Initiative,
    Programme,
    ProgrammeVersion,
    Proposal,
    SourceDocument,
    Statement,
    StatementKind,
    Trigger,
    Waiver,
)
from prevenio.returns.models import (
    ActionReturn,
    EventKind,
    PlannedPeriod,
    Purpose,
    ReportingPeriod,
    ReturnEvent,
    ReturnFile,
    ReturnLink,
    ReturnState,
    SealedReturn,
    SubmissionWindow,
)
from prevenio.reviews.models import Batch, CorrectiveAction, ReleasedStatement
from tests.marked import SECRET
from tests.marked.advice import fill_advice
from tests.marked.editorial import fill_editorial
from tests.marked.places import fill_places
from tests.marked.projects import fill_projects
from tests.marked.region import fill_region
from tests.marked.reports import fill_reports
from tests.marked.subscriptions import fill_subscriptions

__all__ = ["SECRET", "fill"]


def fill(authority: Authority, coordinator: User, body: Body) -> None:
    """Whoever reads the marking word anywhere has seen what was not theirs to see."""
    User.objects.filter(pk=coordinator.pk).update(name=f"{SECRET} Anna")
    fill_people(authority, coordinator, body)
    fill_programme(authority, coordinator)
    fill_returns(authority, coordinator, body)
    fill_activities(authority, coordinator, body)
    fill_indicators(authority)
    fill_reviews(authority, coordinator, body)
    fill_places(authority, coordinator, body)
    fill_region(authority, coordinator, body)
    fill_projects(authority, coordinator, body)
    fill_advice(authority, coordinator, body)
    fill_reports(authority, coordinator, body)
    fill_editorial(authority, coordinator)
    fill_subscriptions(authority)


def fill_people(authority: Authority, coordinator: User, body: Body) -> None:
    body.is_group, body.email = True, f"{SECRET}@example.org"
    body.save()
    BodyAlias.objects.create(body=body, name=f"{SECRET} alias")
    member = Body.objects.create(authority=authority, short_name=f"{SECRET} B")
    BodyMember.objects.create(group=body, member=member)
    Invitation.objects.create(
        authority=authority,
        email=f"{SECRET.lower()}@example.org",
        role=Role.READER,
        invited_by=coordinator,
        invited_at=NOON,
        expires_at=timezone.now(),
    )
    Notice.objects.create(
        authority_id=authority.pk,
        to="a@example.org",
        subject=SECRET,
        text=SECRET,
        state=NoticeState.FAILED,
        written_at=NOON,
    )


def fill_programme(authority: Authority, coordinator: User) -> None:
    programme = Programme.objects.create(authority=authority, title=SECRET)
    version = ProgrammeVersion.objects.create(programme=programme, created_at=NOON)
    source = SourceDocument.objects.create(
        authority=authority, name=SECRET, form="text", sha256="1" * 64, stored_at=NOON
    )
    ImportDraft.objects.create(authority=authority, source=source, started_at=NOON)
    area = AreaOfAction.objects.create(version=version, position=1, code="1", title=SECRET)
    action = Action.objects.create(version=version, area=area, position=1, code="1.1", text=SECRET)
    Trigger.objects.create(
        programme=programme, lineage=action.lineage, began_on=NOON.date(), note=SECRET
    )
    Initiative.objects.create(version=version, position=1, number=1, name=SECRET)
    Chapter.objects.create(version=version, position=1, number="1", title=SECRET)
    Statement.objects.create(version=version, kind=StatementKind.GOAL, position=1, text=SECRET)
    Act.objects.create(authority=authority, number=SECRET, subject=SECRET, body_name=SECRET)
    Abbreviation.objects.create(version=version, position=1, short=SECRET, name=SECRET)
    DraftingMember.objects.create(version=version, name=SECRET, office=SECRET)
    ChapterComment.objects.create(
        version=version, chapter_number="1", text=SECRET, by=coordinator, at=NOON
    )
    Proposal.objects.create(programme=programme, text=SECRET, by=coordinator, at=NOON)
    Waiver.objects.create(
        programme=programme, code="K-146", fingerprint="f", reason=SECRET, by=coordinator, at=NOON
    )


def fill_returns(authority: Authority, coordinator: User, body: Body) -> None:
    action = Action.objects.get(text=SECRET)
    period = ReportingPeriod.objects.create(
        authority=authority,
        programme=action.version.programme,
        version=action.version,
        name=SECRET,
        first_day=NOON.date(),
        last_day=NOON.date(),
        opened_at=NOON,
        opened_by=coordinator,
    )
    SubmissionWindow.objects.create(period=period, opens_on=NOON.date(), due_on=NOON.date())
    sent = ActionReturn.objects.create(
        period=period,
        action=action,
        body=body,
        state=ReturnState.CERTIFIED,
        due_on=NOON.date(),
        submitted_at=NOON,
        narrative=SECRET,
    )
    file = {"name": SECRET, "sha256": "1" * 64, "size": 1}
    content = {"outcome": "DONE", "narrative": SECRET, "reason": "", "counts": [], "files": [file]}
    sealed = SealedReturn.objects.create(
        action_return=sent, number=1, content=content, seal="1" * 64, sealed_at=NOON, by_name=SECRET
    )
    ReturnEvent.objects.create(
        action_return=sent, number=1, kind=EventKind.SUBMITTED, at=NOON, sealed=sealed
    )
    kept = ContentFile(SECRET.encode(), name="a.pdf")
    ReturnFile.objects.create(
        action_return=sent, kind="application/pdf", file=kept, added_at=NOON, **file
    )
    ReturnLink.objects.create(
        period=period,
        body=body,
        purpose=Purpose.REPORT,
        email=f"{SECRET}@example.org",
        issued_at=NOON,
        expires_at=timezone.now(),
    )


def fill_activities(authority: Authority, coordinator: User, body: Body) -> None:
    """A plan of a kind that the police manage, on no calendar, and what hangs on it."""
    kind = make_kind(authority, key="secret", name=SECRET, data_class=DataClass.POLICE)
    activity = make_activity(
        kind=kind,
        body=body,
        title=SECRET,
        state=ActivityState.PLANNED,
        numbers={"people.other": 7},
        is_on_calendar=True,
    )
    make_finding(activity, SECRET)
    ActivityFile.objects.create(
        activity=activity,
        name=SECRET,
        kind="application/pdf",
        size=1,
        sha256="1" * 64,
        file=ContentFile(SECRET.encode(), name="b.pdf"),
        added_at=NOON,
    )
    SignUp.objects.create(
        activity=activity,
        name=SECRET,
        email="z@example.org",
        token_digest="1" * 64,
        signed_up_at=NOON,
    )
    ActivityBatch.objects.create(
        authority=authority,
        uploaded_by=coordinator,
        uploaded_at=NOON,
        file_name=SECRET,
        sha256="1" * 64,
        table={"head": ["Rodzaj"], "rows": [[2, [SECRET]]]},
        columns=[""],
    )


def fill_indicators(authority: Authority) -> None:
    day = NOON.date()
    indicator = Indicator.objects.create(
        authority=authority, code="1.1", name=SECRET, created_at=NOON, changed_at=NOON
    )
    IndicatorValue.objects.create(
        indicator=indicator,
        first_day=day.replace(month=1, day=1),
        last_day=day.replace(month=12, day=31),
        number=7,
        as_of=day,
        source=SECRET,
        at=NOON,
    )
    Target.objects.create(
        indicator=indicator, first_year=2026, last_year=2026, number=5, reason=SECRET, at=NOON
    )
    SeriesBreak.objects.create(indicator=indicator, day=day, what=SECRET, at=NOON)
    StatisticsUpload.objects.create(
        authority=authority,
        name=f"{SECRET}.csv",
        source="CSV",
        sha256="1" * 64,
        size=1,
        file=ContentFile(f"id,name,year,{SECRET}\n1,{SECRET},2013,5\n".encode(), name="c.csv"),
        at=NOON,
    )


def fill_reviews(authority: Authority, coordinator: User, body: Body) -> None:
    period = ReportingPeriod.objects.get(name=SECRET)
    PlannedPeriod.objects.create(
        authority=authority,
        kind="YEAR",
        name=SECRET,
        first_day=NOON.date(),
        last_day=NOON.date(),
        due_on=NOON.date(),
    )
    CorrectiveAction.objects.create(
        authority=authority,
        number=1,
        wrong=SECRET,
        to_do=SECRET,
        due_on=NOON.date(),
        opened_at=NOON,
        changed_at=NOON,
    )
    Batch.objects.create(period=period, asked_by=coordinator, asked_at=NOON)
    ReleasedStatement.objects.create(
        period=period,
        body=body,
        content={"body": SECRET},
        content_digest="1" * 64,
        released_by=coordinator,
        released_at=NOON,
    )
