"""What stands on the desk's first page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject

from prevenio.journal.models import Entry
from prevenio.notices.models import Notice, NoticeState
from prevenio.people.access import today_in
from prevenio.people.models import Authority, Body, Invitation, Membership, User
from prevenio.programme.models import (
    DraftState,
    ImportDraft,
    ProgrammeVersion,
    Proposal,
    ProposalState,
    VersionState,
)
from prevenio.returns.queries.bodies import bodies_without_address
from prevenio.returns.queries.opening import actions_ended
from prevenio.reviews.models import AnnualReview, ReviewState

# A first failure mends itself within minutes; after the third somebody should know.
FAILING = (
    Q(state=NoticeState.FAILED)
    | Q(state=NoticeState.UNCERTAIN)
    | Q(state=NoticeState.WAITING, tries__gte=3)
)
_OF_ACTION = "version__programme__authority"
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class Step(StrEnum):
    """The steps from a new authority to a published programme, in their order."""

    ACCOUNT = "ACCOUNT"
    LOOK = "LOOK"
    PROGRAMME = "PROGRAMME"
    BODIES = "BODIES"
    MAIL = "MAIL"
    PUBLICATION = "PUBLICATION"


@dataclass(frozen=True, slots=True)
class State:
    """What is known about an authority and the person at the screen, in one read."""

    done: frozenset[Step]
    is_sample: bool
    has_bodies: bool
    new_proposals: int
    failed_notices: int
    expired_invitations: int
    silent_bodies: int
    """Bodies that an open period asks something, and whose address nobody knows."""
    ended_actions: int
    """Actions that have ended without anybody having been asked how they went."""
    planned_review: Mapping[str, Any] | None
    """The review on its way whose days are planned, with these days as JSON."""

    @property
    def next_step(self) -> Step | None:
        """The first step that is not done."""
        return next((step for step in Step if step not in self.done), None)


def state_of(*, authority: Authority, user: User, at: datetime) -> State:
    """How far the authority has come; one statement, because every visit to the desk asks it."""
    versions = ProgrammeVersion.objects.filter(programme__authority=OuterRef("pk"))
    facts = Entry.objects.filter(authority_id=OuterRef("pk"))
    # The host name is set by whoever runs the installation, and is no step of the authority's own.
    own_people = Membership.objects.filter(authority=OuterRef(OuterRef("pk"))).values("user_id")
    tests = Notice.objects.filter(authority_id=OuterRef("pk"), is_test=True)
    factors = Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS)
    row: dict[str, Any] = dict(
        Authority.objects.filter(pk=authority.pk)
        .annotate(
            step_account=Exists(factors),
            step_look=Exists(facts.filter(fact="people.authority.changed", by_id__in=own_people)),
            step_programme=Exists(versions),
            step_bodies=Exists(facts.filter(fact="people.bodies.confirmed")),
            step_mail=Exists(tests.filter(state=NoticeState.SENT)),
            step_publication=Exists(versions.filter(is_public=True)),
            has_bodies=Exists(Body.objects.filter(authority=OuterRef("pk"))),
            new_proposals=number_of(
                Proposal.objects.filter(state=ProposalState.NEW), "programme__authority"
            ),
            failed_notices=number_of(Notice.objects.filter(FAILING), "authority_id"),
            expired_invitations=number_of(
                Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__lte=at),
                "authority",
            ),
            silent_bodies=number_of(bodies_without_address(), "authority"),
            ended_actions=number_of(actions_ended(today=today_in(authority, at)), _OF_ACTION),
            planned_review=_planned_review(),
        )
        .values()
        .get()
    )
    return State(
        done=frozenset(step for step in Step if row[f"step_{step.lower()}"]),
        is_sample=row["is_sample"],
        has_bodies=row["has_bodies"],
        new_proposals=row["new_proposals"],
        failed_notices=row["failed_notices"],
        expired_invitations=row["expired_invitations"],
        silent_bodies=row["silent_bodies"],
        ended_actions=row["ended_actions"],
        planned_review=row["planned_review"],
    )


def _planned_review() -> Subquery:
    """The first review of the outer authority that is on its way and has a planned day, as JSON."""
    planned = AnnualReview.objects.filter(period__authority=OuterRef("pk")).exclude(
        commission_planned_on=None, council_planned_on=None
    )
    said = JSONObject(
        period_id="period_id",
        name="period__name",
        state="state",
        commission_planned_on="commission_planned_on",
        council_planned_on="council_planned_on",
        council_on="council_on",
    )
    on_their_way = planned.exclude(state=ReviewState.PUBLISHED).order_by("period__last_day", "pk")
    return Subquery(on_their_way.values(said=said)[:1])


@dataclass(frozen=True, slots=True)
class Work:
    """A document in review, a version in work, or the version that residents read."""

    kind: str
    pk: int
    title: str
    state: str
    major: int
    minor: int
    since: datetime
    effective_from: date | None

    @property
    def number(self) -> str:
        return f"{self.major}.{self.minor}"


DRAFT, VERSION, PUBLIC = "DRAFT", "VERSION", "PUBLIC"
_MOST_WORK = 60


def work_of(*, authority: Authority) -> Sequence[Work]:
    """What is in work, the oldest first, after the versions that residents read; one statement."""
    drafts = ImportDraft.objects.filter(authority=authority, state=DraftState.OPEN).values_list(
        Value(1, output_field=IntegerField()),
        Value(DRAFT),
        "pk",
        "source__name",
        Value(""),
        Value(0, output_field=IntegerField()),
        Value(0, output_field=IntegerField()),
        "started_at",
        Value(None, output_field=DateField()),
    )
    in_work = Q(state__in=[VersionState.DRAFT, VersionState.HANDED_OVER])
    versions = ProgrammeVersion.objects.filter(
        in_work | Q(is_public=True), programme__authority=authority
    ).values_list(
        Case(When(is_public=True, then=0), default=1, output_field=IntegerField()),
        Case(When(is_public=True, then=Value(PUBLIC)), default=Value(VERSION)),
        "pk",
        "programme__title",
        "state",
        "major",
        "minor",
        "created_at",
        "effective_from",
    )
    # By place: the first column ranks, the eighth is the moment.
    found = versions.order_by().union(drafts.order_by(), all=True)
    rows = sorted(found[:_MOST_WORK], key=lambda row: (row[0], row[7], row[2]))
    return [Work(*row[1:]) for row in rows]


def public_version(work: Sequence[Work]) -> Work | None:
    """The wording that residents read, of the latest programme; None before anything is shown."""
    shown = [one for one in work if one.kind == PUBLIC]
    return max(shown, key=lambda one: (one.effective_from or date.min, one.pk), default=None)


def sample_authority(*, but: Authority) -> Authority | None:
    """A show city to look at, if the installation has one."""
    return Authority.objects.filter(is_sample=True).exclude(pk=but.pk).order_by("pk").first()


def number_of[M: Model](rows: QuerySet[M], field: str) -> Coalesce:
    """How many rows belong to the authority of the outer query."""
    own = rows.filter(**{field: OuterRef("pk")}).order_by().values(owner=F(field))
    counted = own.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
