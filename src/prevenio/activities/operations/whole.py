"""One form, one transaction: an activity with its findings and files."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from prevenio.activities.models import Activity, ActivityState
from prevenio.activities.operations.events import hold_activity
from prevenio.activities.operations.files import add_file
from prevenio.activities.operations.findings import Found, add_finding
from prevenio.activities.operations.recording import change_activity, record_activity
from prevenio.activities.written import OnlyNumbers, Written
from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority, User

type Upload = tuple[str, bytes]


def record_whole(
    *,
    authority: Authority,
    written: Written,
    found: Sequence[Found] = (),
    files: Sequence[Upload] = (),
    by: User,
    at: datetime,
    today: date,
    form_key: UUID,
) -> Activity:
    """Record an activity with its findings and files, or nothing of it.

    A form that is sent twice makes one activity with one set of findings. Raises what
    `record_activity`, `add_finding` and `add_file` raise.
    """
    if written.kind.is_sensitive and files:
        raise OnlyNumbers
    with transaction.atomic():
        before = Activity.objects.filter(authority=authority, form_key=form_key).exists()
        activity = record_activity(
            authority=authority,
            written=written,
            by=by,
            at=at,
            today=today,
            form_key=form_key,
        )
        # A second request of the same moment finds the first one's row only on saving.
        if not before and activity.recorded_at == at:
            for one in found:
                add_finding(activity=activity, found=one, by=by, at=at)
            add_files(activity=activity, files=files, by=by, at=at)
    return activity


@transaction.atomic
def save_whole(
    *,
    activity: Activity,
    written: Written,
    files: Sequence[Upload] = (),
    revision: int,
    by: User,
    at: datetime,
    today: date,
) -> Activity:
    """Change an activity, or say that a planned one took place; and add files.

    Raises what `change_activity`, `hold_activity` and `add_file` raise.
    """
    is_held = activity.state == ActivityState.PLANNED and not written.is_planned
    save = hold_activity if is_held else change_activity
    activity = save(
        activity=activity, written=written, revision=revision, by=by, at=at, today=today
    )
    add_files(activity=activity, files=files, by=by, at=at)
    return activity


@transaction.atomic
def add_files(*, activity: Activity, files: Sequence[Upload], by: User, at: datetime) -> None:
    """Add several files, or none of them. Raises what `add_file` raises."""
    stored = []
    try:
        for name, content in files:
            stored.append(add_file(activity=activity, name=name, content=content, by=by, at=at))
    except Refused:
        # The rows go with the transaction; their bytes would stay behind.
        for file in stored:
            file.file.delete(save=False)
        raise
