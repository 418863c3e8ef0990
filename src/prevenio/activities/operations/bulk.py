"""Files of activities: uploaded, their columns said, taken, and if need be withdrawn as a whole."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from prevenio.activities import access
from prevenio.activities.bulk.checking import Known
from prevenio.activities.bulk.heads import FIELDS, LEFT_OUT, MEASURE, guess
from prevenio.activities.bulk.reading import Row, read_table
from prevenio.activities.bulk.writing import field_labels
from prevenio.activities.models import (
    Activity,
    ActivityBatch,
    ActivityState,
    BatchState,
    MeasureValue,
)
from prevenio.activities.operations.events import ReasonMissing
from prevenio.activities.queries.batches import Checked, bodies_of, check_batch
from prevenio.activities.queries.bulk import known_for, names_of_measures
from prevenio.activities.rows import row_of, values_of
from prevenio.activities.written import refuse_personal
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people import access as people
from prevenio.people.models import Authority, Body, Membership, User

KEPT_FOR = timedelta(days=14)


class RowsWrong(Refused):
    message = _("Some rows are wrong. Mend them, or take the right ones alone.")


class NothingToTake(Refused):
    message = _("There is no right row that is not recorded yet.")


class TwiceOneColumn(Refused):
    message = _("Two columns are said to be the same. Leave one of them out.")


@transaction.atomic
def upload_batch(
    *, authority: Authority, name: str, content: bytes, by: User, at: datetime, today: date
) -> ActivityBatch:
    """Read a file and guess its columns; nothing is recorded yet.

    Raises NotAllowed, or a refusal of `read_table` that says what to do about the file.
    """
    standing = people.standing(by, authority, at)
    if not access.may_record(standing):
        raise NotAllowed
    table = read_table(content)
    bodies = bodies_of(authority, standing)
    known = known_for(authority=authority, bodies=bodies, today=today)
    batch = ActivityBatch.objects.create(
        authority=authority,
        uploaded_by=by,
        uploaded_at=at,
        file_name=name[:150],
        sha256=hashlib.sha256(content).hexdigest(),
        table=_kept(table.head, table.rows),
        columns=guess(table.head, names_of_measures(known), _labels()),
        remarks=[str(one) for one in table.remarks],
        body=bodies[0] if len(bodies) == 1 else None,
    )
    _note(batch, "activities.batch.uploaded", by, at, rows=len(table.rows))
    return batch


@transaction.atomic
def map_batch(
    *,
    batch: ActivityBatch,
    columns: Sequence[str],
    kind_key: str,
    body: Body | None,
    by: User,
    at: datetime,
) -> ActivityBatch:
    """Say what each column is, and which kind and body rows have that name none.

    Raises NotAllowed, WrongState or TwiceOneColumn.
    """
    batch = _opened(batch, by, at)
    width = len(batch.table["head"])
    known = [one if _is_target(one) else LEFT_OUT for one in columns]
    given = [one for one in known if one]
    if len(set(given)) < len(given):
        raise TwiceOneColumn
    batch.columns = [*known, *[LEFT_OUT] * width][:width]
    batch.kind_key, batch.body = kind_key[:40], body
    batch.save(update_fields=["columns", "kind_key", "body"])
    _note(batch, "activities.batch.mapped", by, at)
    return batch


@transaction.atomic
def take_batch(
    *, batch: ActivityBatch, only_right: bool, by: User, at: datetime, today: date
) -> ActivityBatch:
    """Record the rows of a file, all or none; with `only_right` those that are right.

    Rows that tell again what is recorded are left out. The wrong ones are kept to be mended.
    Raises NotAllowed, WrongState, RowsWrong or NothingToTake.
    """
    batch = _opened(batch, by, at)
    standing = people.standing(by, batch.authority, at)
    checked, known = check_batch(batch, standing=standing, today=today)
    if checked.wrong and not only_right:
        raise RowsWrong
    if not checked.right:
        raise NothingToTake
    _insert(batch, checked, known, standing, by, at)
    batch.state, batch.taken_at = BatchState.TAKEN, at
    batch.taken = len(checked.right)
    batch.left_out = len(checked.reads) - batch.taken
    batch.table = _kept(batch.table["head"], [one.row for one in checked.wrong])
    batch.save()
    _note(batch, "activities.batch.taken", by, at, rows=batch.taken, left_out=batch.left_out)
    return batch


@transaction.atomic
def withdraw_batch(*, batch: ActivityBatch, reason: str, by: User, at: datetime) -> int:
    """Withdraw everything that came with a file; how many activities that were.

    What was changed or withdrawn since goes too, or stays withdrawn. Raises NotAllowed, WrongState,
    ReasonMissing or NamesAPerson.
    """
    batch = ActivityBatch.objects.select_for_update(of=("self",), no_key=True).get(pk=batch.pk)
    if batch.state != BatchState.TAKEN:
        raise WrongState
    rows = Activity.objects.filter(
        authority=batch.authority_id, source=batch.source, state=ActivityState.DONE
    )
    if not may_withdraw(batch, people.standing(by, batch.authority, at)):
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    refuse_personal([reason])
    count = rows.update(
        state=ActivityState.WITHDRAWN,
        state_reason=reason.strip()[:300],
        changed_at=at,
        revision=F("revision") + 1,
    )
    batch.state, batch.withdrawn_at = BatchState.WITHDRAWN, at
    batch.table = _kept((), ())
    batch.save(update_fields=["state", "withdrawn_at", "table"])
    _note(batch, "activities.batch.withdrawn", by, at, rows=count, reason=reason.strip()[:300])
    return count


@transaction.atomic
def drop_old_batches(*, authority: Authority, at: datetime) -> int:
    """Forget files that nobody has taken, and the wrong rows of those that were; how many.

    What people upload may hold more than it should, so it is not kept for long.
    """
    old = ActivityBatch.objects.filter(authority=authority, uploaded_at__lt=at - KEPT_FOR)
    rows = list(old.exclude(table=_kept((), ())).order_by("pk"))
    for batch in rows:
        batch.table, batch.columns = _kept((), ()), []
        batch.save(update_fields=["table", "columns"])
        _note(batch, "activities.batch.dropped", None, at)
    return len(rows)


def may_withdraw(batch: ActivityBatch, standing: Sequence[Membership]) -> bool:
    """Who may change every activity of a file may withdraw it. One statement."""
    rows = Activity.objects.filter(authority=batch.authority_id, source=batch.source)
    kept = rows.values_list("body_id", "is_by_bureau").distinct()
    own, is_bureau = people.body_ids_of(standing), people.is_bureau(standing)
    found = list(kept)
    return bool(found) and all(
        body in own or (is_by_bureau and is_bureau) for body, is_by_bureau in found
    )


def may_open(batch: ActivityBatch, user: User, standing: Sequence[Membership]) -> bool:
    """Whoever has uploaded a file, and the bureau."""
    is_own = batch.uploaded_by_id == user.pk and access.may_record(standing)
    return is_own or people.is_bureau(standing)


def _insert(
    batch: ActivityBatch,
    checked: Checked,
    known: Known,
    standing: Sequence[Membership],
    by: User,
    at: datetime,
) -> None:
    own = people.body_ids_of(standing)
    written = [one.written for one in checked.right if one.written is not None]
    activities = Activity.objects.bulk_create(
        row_of(
            one,
            authority=batch.authority,
            state=ActivityState.DONE,
            by=by,
            is_by_bureau=one.body.pk not in own,
            at=at,
            source=batch.source,
        )
        for one in written
    )
    MeasureValue.objects.bulk_create(
        value
        for activity, one in zip(activities, written, strict=True)
        for value in values_of(activity, one, known.measures.get(one.kind.pk, ()))
    )


def _opened(batch: ActivityBatch, by: User, at: datetime) -> ActivityBatch:
    rows = ActivityBatch.objects.select_for_update(of=("self",), no_key=True).select_related(
        "authority"
    )
    batch = rows.get(pk=batch.pk)
    if not may_open(batch, by, people.standing(by, batch.authority, at)):
        raise NotAllowed
    if batch.state != BatchState.READ:
        raise WrongState
    return batch


def _labels() -> list[dict[str, str]]:
    """What our own workbooks call the fields in each language."""
    found = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.append(dict(field_labels()))
    return found


def _is_target(name: str) -> bool:
    return name in FIELDS or name.startswith(MEASURE)


def _kept(head: Sequence[str], rows: Sequence[Row]) -> dict[str, object]:
    return {"head": list(head), "rows": [[row.number, list(row.cells)] for row in rows]}


def _note(
    batch: ActivityBatch, fact: str, by: User | None, at: datetime, **details: object
) -> None:
    record(
        fact,
        about=batch,
        by=by,
        at=at,
        authority_id=batch.authority_id,
        details={"sha256": batch.sha256, **details},
    )
