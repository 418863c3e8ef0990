"""The bodies of a period as the bureau sees them: who answers, and where their links are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body
from prevenio.returns.models import (
    ActionReturn,
    BodyContact,
    ContactKind,
    LockException,
    Purpose,
    ReportingPeriod,
    ReturnLink,
    ReturnState,
)
from prevenio.returns.queries.board import late


class LinkState(StrEnum):
    """How far a link has come."""

    NONE = "NONE"
    SENT = "SENT"
    OPENED = "OPENED"
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for a body in one way, and the newest link to them."""

    purpose: Purpose
    name: str
    office: str
    email: str
    link: ReturnLink | None
    state: LinkState

    @property
    def is_live(self) -> bool:
        return self.state in {LinkState.SENT, LinkState.OPENED}

    @property
    def went_elsewhere(self) -> bool:
        """Whether a link that works went to another address than the one now known."""
        return self.is_live and self.link is not None and self.link.email != self.email


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One body of a period with its figures."""

    body: Body
    expected: int
    accepted: int
    late: int
    reporting: Answering
    certifying: Answering
    leaves: Sequence[LockException]
    head: str = ""

    @property
    def answering(self) -> Sequence[Answering]:
        return (self.reporting, self.certifying)


def bodies_asked(period: ReportingPeriod) -> QuerySet[Body]:
    """The bodies that a period asks something."""
    asked = period.returns.order_by().values("body_id")
    return Body.objects.filter(pk__in=asked).select_related("authority")


def bodies_without_address() -> QuerySet[Body]:
    """Bodies of every authority that an open period asks, and whom no letter can reach."""
    asked = ActionReturn.objects.filter(body=OuterRef("pk"), period__closed_at=None)
    known = BodyContact.objects.filter(body=OuterRef("pk"), purpose=Purpose.REPORT)
    return Body.objects.filter(Exists(asked), ~Exists(known), email="")


def body_rows(period: ReportingPeriod, *, today: date, at: datetime) -> Sequence[BodyRow]:
    """The bodies of a period: those without an address first, then those that are late."""
    links = ReturnLink.objects.filter(period=period).order_by("issued_at", "pk")
    newest = {(link.body_id, link.purpose): link for link in links}
    leaves: dict[int, list[LockException]] = {}
    for leave in period.window.exceptions.order_by("until", "pk"):
        leaves.setdefault(leave.body_id, []).append(leave)
    rows = [_row(body, newest, leaves, at) for body in _counted_bodies(period, today)]
    return sorted(rows, key=_waiting_first)


def _counted_bodies(period: ReportingPeriod, today: date) -> Iterable[Body]:
    own = Q(returns__period=period)
    # Returns are the only rows joined that are many: of each purpose a body has one contact.
    return (
        Body.objects.filter(own)
        .annotate(
            report=FilteredRelation(
                "return_contacts", condition=Q(return_contacts__purpose=Purpose.REPORT)
            ),
            certify=FilteredRelation(
                "return_contacts", condition=Q(return_contacts__purpose=Purpose.CERTIFY)
            ),
            head=FilteredRelation(
                "return_contacts", condition=Q(return_contacts__purpose=ContactKind.HEAD)
            ),
        )
        .annotate(
            head_name=F("head__name"),
            head_email=F("head__email"),
            report_name=F("report__name"),
            report_office=F("report__office"),
            report_email=F("report__email"),
            certify_name=F("certify__name"),
            certify_office=F("certify__office"),
            certify_email=F("certify__email"),
            expected=Count("returns"),
            accepted=Count("returns", filter=Q(returns__state=ReturnState.ACCEPTED)),
            overdue=Count("returns", filter=late(today, prefix="returns__")),
        )
    )


def _row(
    body: Body,
    newest: Mapping[tuple[int, str], ReturnLink],
    leaves: Mapping[int, Sequence[LockException]],
    at: datetime,
) -> BodyRow:
    return BodyRow(
        body=body,
        expected=body.expected,  # type: ignore[attr-defined]
        accepted=body.accepted,  # type: ignore[attr-defined]
        late=body.overdue,  # type: ignore[attr-defined]
        reporting=_answering(body, Purpose.REPORT, newest, at),
        certifying=_answering(body, Purpose.CERTIFY, newest, at),
        leaves=leaves.get(body.pk, ()),
        head=" ".join(filter(None, (body.head_name, body.head_email))),  # type: ignore[attr-defined]
    )


def _answering(
    body: Body, purpose: Purpose, newest: Mapping[tuple[int, str], ReturnLink], at: datetime
) -> Answering:
    said = {
        name: getattr(body, f"{purpose.lower()}_{name}") or ""
        for name in ("name", "office", "email")
    }
    if not said["email"] and purpose == Purpose.REPORT:
        said["email"] = body.email.lower()
    link = newest.get((body.pk, purpose))
    return Answering(purpose=purpose, link=link, state=state_of_link(link, at), **said)


def state_of_link(link: ReturnLink | None, at: datetime) -> LinkState:
    """How far a link has come at a moment."""
    if link is None:
        return LinkState.NONE
    if link.revoked_at is not None:
        return LinkState.REVOKED
    if link.expires_at <= at:
        return LinkState.EXPIRED
    return LinkState.OPENED if link.opened_at else LinkState.SENT


def _waiting_first(row: BodyRow) -> tuple[bool, int, str, int]:
    return bool(row.reporting.email), -row.late, fold(row.body.short_name), row.body.pk


def contact_of(body: Body, purpose: str) -> BodyContact | None:
    """Who was written down for a body."""
    return BodyContact.objects.filter(body=body, purpose=purpose).first()


def links_visible_to(authority: Authority) -> QuerySet[ReturnLink]:
    """Every link of an authority's periods, for its bureau."""
    return ReturnLink.objects.filter(period__authority=authority).select_related(
        "period__authority", "period__window", "body__authority"
    )
