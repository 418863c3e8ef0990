"""What stands on the desk's first page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, F, IntegerField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from prevenio.journal.models import Entry
from prevenio.notices.models import Notice, NoticeState
from prevenio.people.models import Authority, Body, Invitation, Membership, User
from prevenio.programme.models import (
    DraftState,
    ImportDraft,
    ProgrammeVersion,
    Proposal,
    ProposalState,
    VersionState,
)

# A first failure mends itself within minutes; after the third somebody should know.
FAILING = Q(state=NoticeState.FAILED) | Q(state=NoticeState.WAITING, tries__gte=3)
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
            new_proposals=_number(
                Proposal.objects.filter(state=ProposalState.NEW), "programme__authority"
            ),
            failed_notices=_number(Notice.objects.filter(FAILING), "authority_id"),
            expired_invitations=_number(
                Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__lte=at),
                "authority",
            ),
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
    )


def open_drafts(*, authority: Authority) -> Sequence[ImportDraft]:
    """Documents that were read and wait for their review, the oldest first."""
    drafts = ImportDraft.objects.filter(authority=authority, state=DraftState.OPEN)
    return list(
        drafts.defer("reading", "source__lines")
        .select_related("source")
        .order_by("started_at", "pk")[:10]
    )


def versions_in_work(*, authority: Authority) -> Sequence[ProgrammeVersion]:
    """Versions that are being written or wait for approval, the oldest first."""
    in_work = ProgrammeVersion.objects.filter(
        programme__authority=authority, state__in=[VersionState.DRAFT, VersionState.HANDED_OVER]
    )
    return list(in_work.select_related("programme").order_by("created_at", "pk")[:10])


def public_version(*, authority: Authority) -> ProgrammeVersion | None:
    """The wording that residents read, of the latest programme; None before anything is shown."""
    shown = ProgrammeVersion.objects.filter(programme__authority=authority, is_public=True)
    return shown.select_related("programme").order_by("-effective_from", "-pk").first()


def sample_authority(*, but: Authority) -> Authority | None:
    """A show city to look at, if the installation has one."""
    return Authority.objects.filter(is_sample=True).exclude(pk=but.pk).order_by("pk").first()


def _number[M: Model](rows: QuerySet[M], field: str) -> Coalesce:
    """How many rows belong to the authority of the outer query."""
    own = rows.filter(**{field: OuterRef("pk")}).order_by().values(owner=F(field))
    counted = own.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
