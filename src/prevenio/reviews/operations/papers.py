"""Statements that bodies may see, and batches of extracts that the worker makes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.models import Body, User
from prevenio.places.models import Municipality
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews import access
from prevenio.reviews.models import Batch, BatchItem, BatchState, ReleasedStatement
from prevenio.reviews.papers.body import content_of_body, plain

# A worker that has been at one extract for so long has died.
PATIENCE = timedelta(minutes=2)
MOST_EXTRACTS = 500


class NothingAboutBody(Refused):
    message = _("No return of this period was asked of this body.")


class NobodyChosen(Refused):
    message = _("Tick the municipalities or bodies whose extracts are to be made.")


class BatchRunning(Refused):
    message = _("The extracts of this period are being made already. Wait, or cancel that first.")


class TooManyChosen(Refused):
    message = _("Choose at most %(most)s at once.")


@transaction.atomic
def release_statement(
    *, period: ReportingPeriod, body: Body, by: User, at: datetime
) -> ReleasedStatement:
    """Let a body see the statement on its work, frozen as it is now.

    Raises NotAllowed or NothingAboutBody.
    """
    ReportingPeriod.objects.select_for_update(of=("self",), no_key=True).get(pk=period.pk)
    _allowed(period, by, at)
    if not period.returns.filter(body=body).exists():
        raise NothingAboutBody
    content = content_of_body(period, body)
    released, _is_new = ReleasedStatement.objects.update_or_create(
        period=period,
        body=body,
        defaults={
            "content": plain(content),
            "content_digest": content.digest,
            "released_by": by,
            "released_at": at,
        },
    )
    record(
        "reviews.statement.released",
        about=released,
        by=by,
        at=at,
        authority_id=period.authority_id,
        details={"digest": content.digest},
    )
    return released


@transaction.atomic
def begin_batch(
    *,
    period: ReportingPeriod,
    municipalities: Sequence[Municipality] = (),
    bodies: Sequence[Body] = (),
    by: User,
    at: datetime,
) -> Batch:
    """Have the worker make an extract for each of those chosen.

    Raises NotAllowed, NobodyChosen, TooManyChosen or BatchRunning.
    """
    _allowed(period, by, at)
    chosen = [BatchItem(municipality=one) for one in municipalities]
    chosen += [BatchItem(body=one) for one in bodies]
    if not chosen:
        raise NobodyChosen
    if len(chosen) > MOST_EXTRACTS:
        raise TooManyChosen(most=MOST_EXTRACTS)
    try:
        with transaction.atomic():
            batch = Batch.objects.create(period=period, asked_by=by, asked_at=at)
    except IntegrityError:
        raise BatchRunning from None
    for place, one in enumerate(chosen, start=1):
        one.batch, one.position = batch, place
    BatchItem.objects.bulk_create(chosen)
    _recorded("reviews.batch.begun", batch, by, at, extracts=len(chosen))
    return batch


@transaction.atomic
def cancel_batch(*, batch: Batch, by: User, at: datetime) -> Batch:
    """Stop a batch; what was made of it is thrown away. Raises NotAllowed or WrongState."""
    found = Batch.objects.select_for_update(of=("self",), no_key=True).get(pk=batch.pk)
    _allowed(found.period, by, at)
    if not found.is_running:
        raise WrongState
    found.state, found.finished_at = BatchState.CANCELLED, at
    found.save(update_fields=["state", "finished_at"])
    _recorded("reviews.batch.cancelled", found, by, at)
    return found


def take_next(*, batch_id: int, at: datetime) -> BatchItem | None:
    """Take the next extract that nobody makes, or that its worker left; None where there is none.

    Taking is one statement, so two workers never take the same one.
    """
    waiting = BatchItem.objects.filter(
        batch=batch_id, batch__state=BatchState.RUNNING, done_at__isnull=True
    )
    free = waiting.filter(Q(taken_at__isnull=True) | Q(taken_at__lt=at - PATIENCE))
    for pk, taken_at in list(free.order_by("position").values_list("pk", "taken_at")):
        mine = BatchItem.objects.filter(pk=pk, taken_at=taken_at, done_at__isnull=True)
        if mine.update(taken_at=at):
            return BatchItem.objects.select_related("municipality", "body").get(pk=pk)
    return None


def finish_item(*, item: BatchItem, file: str, at: datetime) -> bool:
    """Write down that an extract is made; False where the batch was cancelled meanwhile."""
    running = BatchItem.objects.filter(pk=item.pk, batch__state=BatchState.RUNNING)
    return bool(running.filter(done_at__isnull=True).update(done_at=at, file=file))


@transaction.atomic
def finish_batch(*, batch_id: int, file: str, at: datetime) -> bool:
    """Write down that the ZIP is there, once; False where it was finished or cancelled before."""
    batch = Batch.objects.select_for_update(of=("self",), no_key=True).get(pk=batch_id)
    if not batch.is_running or batch.items.filter(done_at__isnull=True).exists():
        return False
    batch.state, batch.finished_at, batch.file = BatchState.DONE, at, file
    batch.save(update_fields=["state", "finished_at", "file"])
    _recorded("reviews.batch.finished", batch, None, at)
    return True


def _allowed(period: ReportingPeriod, by: User, at: datetime) -> None:
    if not access.can_assess(by, period.authority, at):
        raise NotAllowed


def _recorded(fact: str, batch: Batch, by: User | None, at: datetime, **details: int) -> None:
    record(
        fact,
        about=batch,
        by=by,
        at=at,
        authority_id=batch.period.authority_id,
        details=details,
    )
