"""Keeping the catalogue of kinds: adding one, changing its words, ending it, removing it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.activities import access
from prevenio.activities.models import (
    Activity,
    ActivityKind,
    ActivityState,
    DataClass,
    KindMeasure,
)
from prevenio.activities.operations.classes import SMALLEST_OF_TOTALS, is_loosened
from prevenio.activities.operations.kind_choices import KindChoices
from prevenio.activities.queries.catalogue import used_measure_ids
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.kernel.text import fold
from prevenio.people.models import Authority, User

# Behind every kind of a pack, whatever a later pack adds.
_AFTER_PACK = 10_000


class KindNameTaken(Refused):
    message = _("There is already a kind called “%(name)s”. Choose another name.")


class NothingCounted(Refused):
    message = _("A kind needs at least one number.")


class MeasureTwice(Refused):
    message = _("The number “%(measure)s” stands here twice. Remove one of the two.")


class MeasureInUse(Refused):
    message = _("The number “%(measure)s” has been recorded and stays. Only its words may change.")


class ClassLoosened(Refused):
    message = _(
        "Activities of this kind were recorded under the class “%(current)s”. From it the class "
        "cannot become “%(following)s”: people were promised that no more would be seen. Add "
        "another kind with that class, and end this one."
    )


class MoreThanTotals(Refused):
    message = _(
        "A kind with totals only has no findings, takes no sign-ups, asks no question that is "
        "answered in free text and shows no number below %(least)s."
    )


class StillRecorded(Refused):
    message = _(
        "Activities of this kind are recorded or planned until %(day)s. End it on that day or "
        "later, or withdraw them first."
    )


class KindInUse(Refused):
    message = _("Activities of this kind were recorded, so it stays. End it instead.")


class KindOfPack(Refused):
    message = _("This kind comes from the catalogue of the country, so it stays. End it instead.")


@transaction.atomic
def add_kind(*, authority: Authority, choices: KindChoices, by: User, at: datetime) -> ActivityKind:
    """Add a kind of the authority's own.

    Raises NotAllowed, KindNameTaken, NothingCounted, MeasureTwice or MoreThanTotals.
    """
    # Two at once would both find a name free.
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    if not access.can_manage_kinds(by, authority, at):
        raise NotAllowed
    _refuse_name_taken(authority, choices, but=None)
    _refuse_incomplete(choices)

    others = set(authority.activity_kinds.values_list("key", flat=True))
    kind = ActivityKind.objects.create(
        authority=authority,
        key=choices.key_apart_from(others, authority.language),
        position=_AFTER_PACK,
        **choices.fields(),
    )
    _write_measures(kind, choices)
    _record("activities.kind.added", kind, by, at, {"key": kind.key, "class": kind.data_class})
    return kind


@transaction.atomic
def change_kind(
    *, kind: ActivityKind, choices: KindChoices, by: User, at: datetime
) -> ActivityKind:
    """Change the words, class, numbers and questions of a kind.

    What was counted keeps its meaning, and the class of a kind in use never becomes looser. Raises
    NotAllowed, KindNameTaken, NothingCounted, MeasureTwice, MoreThanTotals, ClassLoosened or
    MeasureInUse.
    """
    kind = _locked(kind)
    if not access.can_manage_kinds(by, kind.authority, at):
        raise NotAllowed
    _refuse_name_taken(kind.authority, choices, but=kind)
    _refuse_incomplete(choices)
    if is_loosened(kind.data_class, choices.data_class) and _is_used(kind):
        raise ClassLoosened(
            current=DataClass(kind.data_class).label, following=DataClass(choices.data_class).label
        )

    fields = choices.fields(before=kind)
    changed = [name for name, value in fields.items() if getattr(kind, name) != value]
    for name in changed:
        setattr(kind, name, fields[name])
    kind.save(update_fields=changed)
    if _write_measures(kind, choices):
        changed.append("measures")
    if changed:
        _record("activities.kind.changed", kind, by, at, {"changed": sorted(changed)})
    return kind


@transaction.atomic
def end_kind(*, kind: ActivityKind, last_day: date | None, by: User, at: datetime) -> ActivityKind:
    """Let nothing be recorded under a kind after a day, or let it go on where there is no day.

    Raises NotAllowed or StillRecorded.
    """
    kind = _locked(kind)
    if not access.can_manage_kinds(by, kind.authority, at):
        raise NotAllowed
    if last_day is not None:
        _refuse_still_recorded(kind, last_day)
    if kind.last_day == last_day:
        return kind

    kind.last_day = last_day
    kind.save(update_fields=["last_day"])
    if last_day is None:
        _record("activities.kind.continued", kind, by, at, {})
    else:
        _record("activities.kind.ended", kind, by, at, {"last_day": last_day.isoformat()})
    return kind


@transaction.atomic
def remove_kind(*, kind: ActivityKind, by: User, at: datetime) -> None:
    """Take an own kind that was never used out of the catalogue.

    Raises NotAllowed, KindOfPack or KindInUse.
    """
    kind = _locked(kind)
    if not access.can_manage_kinds(by, kind.authority, at):
        raise NotAllowed
    if kind.pack_row:
        raise KindOfPack
    if _is_used(kind):
        raise KindInUse
    _record("activities.kind.removed", kind, by, at, {"key": kind.key})
    kind.delete()


def _locked(kind: ActivityKind) -> ActivityKind:
    kinds = ActivityKind.objects.select_for_update(of=("self",)).select_related("authority")
    return kinds.get(pk=kind.pk)


def _is_used(kind: ActivityKind) -> bool:
    return Activity.objects.filter(kind=kind).exists()


def _refuse_name_taken(
    authority: Authority, choices: KindChoices, *, but: ActivityKind | None
) -> None:
    language = authority.language
    name = choices.names[language]
    others = authority.activity_kinds.all()
    if but is not None:
        others = others.exclude(pk=but.pk)
    taken = {fold(names.get(language, "")) for names in others.values_list("names", flat=True)}
    if fold(name) in taken:
        raise KindNameTaken(name=name)


def _refuse_incomplete(choices: KindChoices) -> None:
    if not choices.measures:
        raise NothingCounted
    keys = [one.key for one in choices.measures if one.key]
    for one in choices.measures:
        if keys.count(one.key) > 1:
            raise MeasureTwice(measure=one.label)
    if choices.data_class == DataClass.AGGREGATE and choices.is_more_than_totals():
        raise MoreThanTotals(least=SMALLEST_OF_TOTALS)


def _refuse_still_recorded(kind: ActivityKind, last_day: date) -> None:
    standing = [ActivityState.PLANNED, ActivityState.DONE]
    after = Activity.objects.filter(kind=kind, state__in=standing, last_day__gt=last_day)
    latest = after.order_by("-last_day").values_list("last_day", flat=True).first()
    if latest is not None:
        raise StillRecorded(day=latest)


def _write_measures(kind: ActivityKind, choices: KindChoices) -> bool:
    """Whether anything about the numbers of a kind has changed. Raises MeasureInUse."""
    present = {one.key: one for one in kind.measures.all()}
    kept = {one.key for one in choices.measures}
    gone = [one for key, one in present.items() if key not in kept]
    used = used_measure_ids(kind.authority) if gone else frozenset()
    for one in gone:
        if one.pk in used:
            raise MeasureInUse(measure=str(one))
    kind.measures.filter(pk__in=[one.pk for one in gone]).delete()
    changed = bool(gone)
    for position, said in enumerate(choices.measures):
        if said.key not in present:
            key = said.key_apart_from(kept | present.keys(), kind.authority.language)
            kept.add(key)
            KindMeasure.objects.create(kind=kind, key=key, position=position, **said.fields())
            changed = True
            continue
        changed = _reword(present[said.key], position, said.words()) or changed
    return changed


def _reword(measure: KindMeasure, position: int, words: dict[str, dict[str, str]]) -> bool:
    fields: dict[str, Any] = {"position": position}
    fields |= {name: {**getattr(measure, name), **new} for name, new in words.items()}
    changed = [name for name, value in fields.items() if getattr(measure, name) != value]
    for name in changed:
        setattr(measure, name, fields[name])
    if changed:
        measure.save(update_fields=changed)
    return bool(changed)


def _record(fact: str, kind: ActivityKind, by: User, at: datetime, details: dict[str, Any]) -> None:
    record(fact, about=kind, by=by, at=at, authority_id=kind.authority_id, details=details)
