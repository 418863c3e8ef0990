"""Keeping the catalogue of kinds: adding one, changing its words, ending it, removing it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from prevenio.activities import access
from prevenio.activities.models import ActivityKind, KindMeasure
from prevenio.activities.operations.kind_checks import (
    KindInUse,
    KindOfPack,
    MeasureInUse,
    is_used,
    refuse_incomplete,
    refuse_loosened,
    refuse_name_taken,
    refuse_still_recorded,
)
from prevenio.activities.operations.kind_choices import KindChoices
from prevenio.activities.queries.catalogue import used_measure_ids
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, User

# Behind every kind of a pack, whatever a later pack adds.
_AFTER_PACK = 10_000


@transaction.atomic
def add_kind(*, authority: Authority, choices: KindChoices, by: User, at: datetime) -> ActivityKind:
    """Add a kind of the authority's own.

    Raises NotAllowed, KindNameTaken, NothingCounted, MeasureTwice or MoreThanTotals.
    """
    # Two at once would both find a name free.
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    if not access.can_manage_kinds(by, authority, at):
        raise NotAllowed
    refuse_name_taken(authority, choices, but=None)
    refuse_incomplete(choices)

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
    refuse_name_taken(kind.authority, choices, but=kind)
    refuse_incomplete(choices)
    refuse_loosened(kind, choices.data_class)

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
        refuse_still_recorded(kind, last_day)
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
    if is_used(kind):
        raise KindInUse
    _record("activities.kind.removed", kind, by, at, {"key": kind.key})
    kind.delete()


def _locked(kind: ActivityKind) -> ActivityKind:
    """The kind, its authority locked before it, in the order in which a pack is loaded."""
    authority = Authority.objects.select_for_update(no_key=True).get(pk=kind.authority_id)
    kind = ActivityKind.objects.select_for_update(no_key=True).get(pk=kind.pk)
    kind.authority = authority
    return kind


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
