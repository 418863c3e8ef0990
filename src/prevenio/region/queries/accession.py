"""The ledger of one municipality or partner, and of the whole authority for a table."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality
from prevenio.region.chains import holding, standing_on
from prevenio.region.models import OF_PARTNERS, AccessionStep, Declaration, DeclarationParty


@dataclass(frozen=True, slots=True)
class Ledger:
    """The steps that hold, the newest last, and those that were superseded."""

    steps: Sequence[AccessionStep]
    superseded: Sequence[AccessionStep]
    now: AccessionStep | None


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner body and the step that says how far it has come."""

    body: Body
    step: AccessionStep


def ledger_of(subject: Municipality | Body, day: date) -> Ledger:
    """The ledger of a municipality or a partner body, as of a day; one statement."""
    mine = Q(municipality=subject) if isinstance(subject, Municipality) else Q(body=subject)
    rows = list(ledger_rows(subject.authority_id).filter(mine))
    steps = holding(rows)
    held = {one.pk for one in steps}
    return Ledger(steps, [one for one in rows if one.pk not in held], standing_on(rows, day))


def ledger_rows(authority_id: int) -> QuerySet[AccessionStep]:
    """Every step of an authority, superseded ones too, with what a row shows."""
    rows = AccessionStep.objects.filter(authority=authority_id)
    related = rows.select_related("municipality", "body", "wave", "by", "superseded_by")
    return related.order_by("pk")


def partners_on(authority: Authority, day: date) -> list[Partner]:
    """The partner bodies with their standing as of a day, by name; one statement."""
    by_body: dict[Body, list[AccessionStep]] = defaultdict(list)
    for row in ledger_rows(authority.pk).filter(body__isnull=False):
        if row.body is not None:
            by_body[row.body].append(row)
    found = [(body, standing_on(rows, day)) for body, rows in by_body.items()]
    partners = [Partner(body, step) for body, step in found if step is not None]
    order = [one.value for one in OF_PARTNERS]
    return sorted(partners, key=lambda one: (order.index(one.step.standing), str(one.body)))


def with_parties(declarations: QuerySet[Declaration]) -> QuerySet[Declaration]:
    """Declarations with their parties, the newest first; two statements."""
    parties = DeclarationParty.objects.select_related("body").order_by("position", "pk")
    return (
        declarations.select_related("municipality")
        .prefetch_related(Prefetch("parties", parties))
        .order_by("-signed_on", "-pk")
    )
