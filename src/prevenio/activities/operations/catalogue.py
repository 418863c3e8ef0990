"""Filling and refreshing an authority's catalogue of kinds from its country's pack."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from prevenio.activities import access
from prevenio.activities.models import ActivityKind, KindMeasure
from prevenio.activities.operations.classes import is_loosened, keep_totals_only
from prevenio.activities.packs.reading import Pack, PackKind, pack_of
from prevenio.activities.queries.catalogue import used_kind_ids, used_measure_ids
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, User

_MEASURE_FIELDS = ("role", "group", "labels", "units", "is_whole")
_WORDS = ("labels", "units")
_KIND_FIELDS = (
    "family",
    "position",
    "names",
    "hints",
    "data_class",
    "smallest_shown",
    "questions",
    "has_findings",
    "remedy_days",
    "takes_sign_up",
    "season_first",
    "season_last",
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The keys of the kinds that a pack added to a catalogue, and of those it refreshed."""

    added: Sequence[str]
    refreshed: Sequence[str]


@dataclass(slots=True)
class _Writing:
    """What one loading has to write."""

    added: list[PackKind] = field(default_factory=list)
    refreshed: list[ActivityKind] = field(default_factory=list)
    new_measures: list[KindMeasure] = field(default_factory=list)
    reworded_measures: list[KindMeasure] = field(default_factory=list)
    touched: dict[str, None] = field(default_factory=dict)


@transaction.atomic
def load_pack(*, authority: Authority, by: User | None, at: datetime) -> Loaded:
    """Fill the catalogue from the country's pack, or bring it up to date.

    What the authority has changed stays as it is, and nothing is removed: a kind that the pack has
    given up stays until the authority ends it. The class of a kind in use is never loosened. A
    second run changes nothing and records nothing. `by` is None where the installation itself
    loads. Raises NotAllowed, or PackFault where the pack itself is wrong.
    """
    # Whoever comes second waits here, and then finds every kind in its place.
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    if by is not None and not access.can_manage_kinds(by, authority, at):
        raise NotAllowed
    writing = _compared(authority, pack_of(authority.country))
    _write(authority, writing)
    loaded = Loaded([one.key for one in writing.added], list(writing.touched))
    if loaded.added or loaded.refreshed:
        record(
            "activities.catalogue.loaded",
            about=authority,
            by=by,
            at=at,
            authority_id=authority.pk,
            details={"added": loaded.added, "refreshed": loaded.refreshed},
        )
    return loaded


def merged(current: Any, old: Any, new: Any) -> Any:
    """The new value, but where the authority's differs from what the pack said before.

    Words are compared one language at a time.
    """
    if isinstance(current, dict) and isinstance(old, dict):
        languages = [*new, *(one for one in current if one not in new)]
        pairs = ((one, merged(current.get(one), old.get(one), new.get(one))) for one in languages)
        return {language: word for language, word in pairs if word is not None}
    return new if current == old else current


def _compared(authority: Authority, pack: Pack) -> _Writing:
    kinds = ActivityKind.objects.filter(authority=authority).prefetch_related("measures")
    present = {kind.key: kind for kind in kinds}
    used_kinds, used_measures = used_kind_ids(authority), used_measure_ids(authority)
    writing = _Writing()
    for said in pack.kinds:
        kind = present.get(said.key)
        if kind is None:
            writing.added.append(said)
        elif kind.pack_row and kind.pack_row != said.row():
            _refresh_measures(kind, said, used_measures, writing)
            _refresh(kind, said, writing, is_used=kind.pk in used_kinds)
    return writing


def _refresh(kind: ActivityKind, said: PackKind, writing: _Writing, *, is_used: bool) -> None:
    for name in _KIND_FIELDS:
        current, new = getattr(kind, name), said.fields[name]
        if name == "data_class" and is_used and is_loosened(current, new):
            continue
        setattr(kind, name, merged(current, kind.pack_row.get(name), new))
    # One side may have made it a kind with totals only, and the other added a free question.
    keep_totals_only(kind)
    kind.pack_row = said.row()
    writing.refreshed.append(kind)
    writing.touched[kind.key] = None


def _refresh_measures(
    kind: ActivityKind, said: PackKind, used: frozenset[int], writing: _Writing
) -> None:
    before: Mapping[str, Any] = kind.pack_row.get("measures", {})
    present = {one.key: one for one in kind.measures.all()}
    for position, measure in enumerate(said.measures):
        row = measure.row()
        if measure.key not in present:
            # One that was there and is gone was taken out by the authority.
            if measure.key not in before:
                new = KindMeasure(kind=kind, key=measure.key, position=position, **row)
                writing.new_measures.append(new)
            continue
        one = present[measure.key]
        # What has been counted keeps its meaning; its words may get better.
        names = _WORDS if one.pk in used else _MEASURE_FIELDS
        for name in names:
            old = before.get(measure.key, {}).get(name)
            setattr(one, name, merged(getattr(one, name), old, row[name]))
        writing.reworded_measures.append(one)


def _write(authority: Authority, writing: _Writing) -> None:
    kinds = [_new_kind(authority, said) for said in writing.added]
    ActivityKind.objects.bulk_create(kinds)
    measures = _new_measures(zip(kinds, writing.added, strict=True))
    KindMeasure.objects.bulk_create([*measures, *writing.new_measures], batch_size=500)
    if writing.refreshed:
        ActivityKind.objects.bulk_update(writing.refreshed, [*_KIND_FIELDS, "pack_row"])
    if writing.reworded_measures:
        KindMeasure.objects.bulk_update(writing.reworded_measures, _MEASURE_FIELDS, batch_size=200)


def _new_kind(authority: Authority, said: PackKind) -> ActivityKind:
    return ActivityKind(authority=authority, key=said.key, pack_row=said.row(), **said.fields)


def _new_measures(pairs: Iterable[tuple[ActivityKind, PackKind]]) -> list[KindMeasure]:
    return [
        KindMeasure(kind=kind, key=measure.key, position=position, **measure.row())
        for kind, said in pairs
        for position, measure in enumerate(said.measures)
    ]
