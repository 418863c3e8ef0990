"""A year of a project: written by the body that carries it out, released by the bureau."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.access import today_in
from prevenio.people.models import User
from prevenio.region import project_access
from prevenio.region.models import Project, ProjectYear, YearState
from prevenio.region.operations.checking import only_bureau
from prevenio.region.operations.teams import locked
from prevenio.region.queries.numbers import numbers_of

FIRST_YEAR = 2000


class YearAhead(Refused):
    message = _("The year %(year)s cannot be written about yet.")


class NothingSaid(Refused):
    message = _("Write what was done before you hand it in.")


class WhySentBackMissing(Refused):
    message = _("Write what is to be mended.")


@dataclass(frozen=True, slots=True)
class Said:
    """What was done in a year, what came of it, what comes next."""

    done: str
    outcome: str = ""
    next_steps: str = ""


@transaction.atomic
def write_year(*, project: Project, year: int, said: Said, by: User, at: datetime) -> ProjectYear:
    """Save what is being written of a year. Raises NotAllowed, YearAhead or WrongState."""
    project = locked(project)
    _may_write(project, by, at)
    if not FIRST_YEAR <= year <= today_in(project.authority, at).year:
        raise YearAhead(year=str(year))
    row, _is_new = ProjectYear.objects.get_or_create(project=project, year=year)
    if not row.is_open:
        raise WrongState
    row.done, row.outcome = said.done.strip(), said.outcome.strip()
    row.next_steps = said.next_steps.strip()
    row.save(update_fields=["done", "outcome", "next_steps"])
    _record("region.project_year.written", row, by, at)
    return row


@transaction.atomic
def submit_year(*, row: ProjectYear, by: User, at: datetime) -> ProjectYear:
    """Hand a year in with the numbers of its activities as they are now.

    Raises NotAllowed, WrongState or NothingSaid.
    """
    project = locked(row.project)
    _may_write(project, by, at)
    row = _fresh(row)
    if not row.is_open:
        raise WrongState
    if not row.done:
        raise NothingSaid
    row.state, row.submitted_by, row.submitted_at = YearState.SUBMITTED, by, at
    row.reason = ""
    row.numbers = _as_json(project, row.year)
    row.is_by_bureau = project_access.can_keep(by, project.authority, at)
    row.save()
    _record("region.project_year.submitted", row, by, at)
    return row


@transaction.atomic
def send_back_year(*, row: ProjectYear, reason: str, by: User, at: datetime) -> ProjectYear:
    """Give a year back to be mended; residents no longer read it.

    Raises NotAllowed, WrongState or WhySentBackMissing.
    """
    row = _handed_in(row, by, at, states=(YearState.SUBMITTED, YearState.RELEASED))
    if not reason.strip():
        raise WhySentBackMissing
    row.state, row.reason, row.released_at = YearState.SENT_BACK, reason.strip(), None
    row.save()
    _record("region.project_year.sent_back", row, by, at)
    return row


@transaction.atomic
def release_year(*, row: ProjectYear, by: User, at: datetime) -> ProjectYear:
    """Show a year to residents. Raises NotAllowed or WrongState."""
    row = _handed_in(row, by, at, states=(YearState.SUBMITTED,))
    row.state, row.released_at = YearState.RELEASED, at
    row.save()
    _record("region.project_year.released", row, by, at)
    return row


def _may_write(project: Project, by: User, at: datetime) -> None:
    if not project_access.can_write_year(by, project, at):
        raise NotAllowed


def _fresh(row: ProjectYear) -> ProjectYear:
    return ProjectYear.objects.select_for_update(of=("self",), no_key=True).get(pk=row.pk)


def _handed_in(
    row: ProjectYear, by: User, at: datetime, *, states: Sequence[YearState]
) -> ProjectYear:
    project = locked(row.project)
    only_bureau(by, project.authority, at)
    row = _fresh(row)
    if row.state not in states:
        raise WrongState
    return row


def _as_json(project: Project, year: int) -> list[dict[str, str]]:
    return [
        {"key": one.measure_key, "kind": one.kind, "label": one.label, "unit": one.unit}
        | {"number": str(one.number)}
        for one in numbers_of(project, year)
    ]


def _record(fact: str, row: ProjectYear, by: User, at: datetime) -> None:
    record(
        fact,
        about=row,
        by=by,
        at=at,
        authority_id=row.project.authority_id,
        details={"year": row.year},
    )
