"""Recording what was done, and changing what was recorded."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from prevenio.activities import access
from prevenio.activities.models import (
    Activity,
    ActivityState,
    KindMeasure,
    MeasureValue,
)
from prevenio.activities.written import Written, refuse_unsound
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.kernel.text import fold
from prevenio.people.models import Authority, User


class ChangedMeanwhile(Refused):
    message = _(
        "Somebody else has changed this activity in the meantime. What you wrote still stands "
        "below; look at theirs beside it, and save again if yours is right."
    )


class SentBefore(Refused):
    message = _(
        "This form has been saved before, with other content: look for it in the list. Save once "
        "more to record this as another activity."
    )


class BodyFixed(Refused):
    message = _("The body cannot be changed. Withdraw this activity and record it for the other.")


class KindFixed(Refused):
    message = _("The kind cannot be changed. Withdraw this activity and record it as the other.")


def record_activity(
    *,
    authority: Authority,
    written: Written,
    by: User,
    at: datetime,
    today: date,
    form_key: UUID | None = None,
    source: str = "",
) -> Activity:
    """Record what a body did, or what it plans. A form that is sent twice makes one activity.

    `form_key` is the form's own; what was recorded with it before is handed back as it stands.
    What the bureau records for a body is marked so. Raises NotAllowed, SentBefore or what
    `refuse_unsound` raises.
    """
    try:
        with transaction.atomic():
            return _recorded(authority, written, by, at, today, form_key, source)
    except IntegrityError:
        # Two requests with one form at the same moment: the other one has won.
        known = _known(authority, form_key, written, by)
        if known is None:
            raise
        return known


@transaction.atomic
def change_activity(
    *, activity: Activity, written: Written, revision: int, by: User, at: datetime, today: date
) -> Activity:
    """Change what was recorded, if nobody else has since `revision`.

    Raises NotAllowed, WrongState, ChangedMeanwhile, BodyFixed, KindFixed or what `refuse_unsound`
    raises.
    """
    activity = opened(activity, by, at)
    if activity.state not in {ActivityState.PLANNED, ActivityState.DONE}:
        raise WrongState
    if written.is_planned != (activity.state == ActivityState.PLANNED):
        raise WrongState
    changed = rewrite(activity, written, revision, at, today)
    note(activity, "activities.activity.changed", by, at, {"changed": changed, **_numbers(written)})
    return activity


def rewrite(
    activity: Activity, written: Written, revision: int, at: datetime, today: date
) -> list[str]:
    """Write over what stands, if it is still as it was at `revision`; what is another than before.

    Raises ChangedMeanwhile, BodyFixed, KindFixed or what `refuse_unsound` raises.
    """
    if activity.revision != revision:
        raise ChangedMeanwhile
    if written.body.pk != activity.body_id:
        raise BodyFixed
    if written.kind.pk != activity.kind_id:
        raise KindFixed
    measures = list(activity.kind.measures.all())
    refuse_unsound(written, authority=activity.authority, measures=measures, today=today)
    activity.revision += 1
    return fill(activity, written, measures, at)


def opened(activity: Activity, by: User, at: datetime) -> Activity:
    """The activity locked, for whoever may change it. Raises NotAllowed."""
    rows = Activity.objects.select_for_update(of=("self",), no_key=True).select_related(
        "authority", "body", "kind"
    )
    activity = rows.get(pk=activity.pk)
    if not access.can_change(by, activity, at):
        raise NotAllowed
    return activity


def note(
    activity: Activity,
    fact: str,
    by: User,
    at: datetime,
    details: dict[str, object] | None = None,
) -> None:
    """Write a fact about an activity into the journal."""
    record(
        fact,
        about=activity,
        by=by,
        at=at,
        authority_id=activity.authority_id,
        details=details,
    )


def write_numbers(activity: Activity, written: Written, measures: list[KindMeasure]) -> bool:
    """Keep the numbers that were written and no others; whether any is another than before."""
    by_key = {one.key: one for one in measures}
    asked = {by_key[key].pk: number for key, number in written.numbers.items()}
    known = dict(activity.values.values_list("measure_id", "number"))
    if known == asked:
        return False
    activity.values.all().delete()
    MeasureValue.objects.bulk_create(
        MeasureValue(activity=activity, measure_id=measure_id, number=number)
        for measure_id, number in asked.items()
    )
    return True


def _recorded(
    authority: Authority,
    written: Written,
    by: User,
    at: datetime,
    today: date,
    form_key: UUID | None,
    source: str,
) -> Activity:
    if not access.can_record_for(by, written.body, at):
        raise NotAllowed
    if (known := _known(authority, form_key, written, by)) is not None:
        return known
    measures = list(written.kind.measures.all())
    refuse_unsound(written, authority=authority, measures=measures, today=today)
    activity = Activity(
        authority=authority,
        state=ActivityState.PLANNED if written.is_planned else ActivityState.DONE,
        is_by_bureau=access.records_as_bureau(by, written.body, at),
        source=source[:200],
        form_key=form_key,
        recorded_by=by,
        recorded_at=at,
    )
    fill(activity, written, measures, at)
    details: dict[str, object] = {
        "kind": written.kind.key,
        "body": written.body.short_name,
        "last_day": written.last_day.isoformat(),
        **_numbers(written),
    }
    planned, recorded = "activities.activity.planned", "activities.activity.recorded"
    note(activity, planned if written.is_planned else recorded, by, at, details)
    return activity


def _known(
    authority: Authority, form_key: UUID | None, written: Written, by: User
) -> Activity | None:
    """What this form has recorded before; a form of somebody else is none of theirs."""
    if form_key is None:
        return None
    mine = Activity.objects.filter(authority=authority, form_key=form_key, recorded_by=by)
    known = mine.first()
    if known is not None and not _says_the_same(known, written):
        raise SentBefore
    return known


def _says_the_same(known: Activity, written: Written) -> bool:
    numbers = dict(known.values.values_list("measure__key", "number"))
    kept = (known.kind_id, known.body_id, known.first_day, known.last_day, known.place)
    typed = (written.kind.pk, written.body.pk, written.first_day, written.last_day, written.place)
    return kept == typed and numbers == dict(written.numbers)


def fill(
    activity: Activity, written: Written, measures: list[KindMeasure], at: datetime
) -> list[str]:
    """Write what was written into the row, and give the names of what is another than before."""
    changed = [name for name, value in written.columns.items() if _differs(activity, name, value)]
    for name in changed:
        setattr(activity, name, written.columns[name])
    activity.changed_at = at
    texts = (written.title, written.place, written.precinct, written.note, written.audience)
    activity.search_text = fold(" ".join(filter(None, texts)))
    activity.save()
    if {one.pk for one in activity.partners.all()} != {one.pk for one in written.partners}:
        activity.partners.set(written.partners)
        changed.append("partners")
    if write_numbers(activity, written, measures):
        changed.append("numbers")
    return sorted(set(changed) - {"lineage"})


def _differs(activity: Activity, name: str, value: object) -> bool:
    field = f"{name}_id" if f"{name}_id" in activity.__dict__ else name
    known = getattr(activity, field, None)
    return bool(known != (getattr(value, "pk", value) if field.endswith("_id") else value))


def _numbers(written: Written) -> dict[str, object]:
    return {"numbers": {key: str(number) for key, number in sorted(written.numbers.items())}}
