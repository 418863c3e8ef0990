"""Which kinds an authority has, and which of them are in use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, QuerySet

from prevenio.activities.models import Activity, ActivityKind, KindMeasure, MeasureValue, word_in
from prevenio.activities.packs.reading import PackMeasure, pack_of
from prevenio.kernel.text import fold
from prevenio.people.models import Authority


@dataclass(frozen=True, slots=True)
class ListedKind:
    """A kind in the list of the catalogue: how often it is in use, and whether it goes on."""

    kind: ActivityKind
    measures: int
    uses: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds that belong together, under one heading."""

    key: str
    name: str
    kinds: Sequence[ListedKind]


def used_kind_ids(authority: Authority) -> frozenset[int]:
    """The kinds under which something was ever recorded or planned."""
    used = Activity.objects.filter(authority=authority).order_by()
    return frozenset(used.values_list("kind", flat=True).distinct())


def used_measure_ids(authority: Authority) -> frozenset[int]:
    """The measures for which a number was ever recorded."""
    used = MeasureValue.objects.filter(activity__authority=authority).order_by()
    return frozenset(used.values_list("measure", flat=True).distinct())


def family_names(authority: Authority) -> Mapping[str, str]:
    """The headings under which kinds stand, in their order, in the reader's language."""
    families = pack_of(authority.country).families
    return {key: word_in(names) for key, names in families.items()}


def kinds_found(authority: Authority, *, words: str, family: str) -> Sequence[ActivityKind]:
    """The authority's kinds in the order of their families, by words and by family.

    A catalogue is short, so it is searched as it is shown: in the languages of its words.
    """
    order = {key: number for number, key in enumerate(family_names(authority))}
    sought = fold(words).split()
    kinds = ActivityKind.objects.filter(authority=authority).defer("pack_row")
    if family:
        kinds = kinds.filter(family=family)
    found = [one for one in kinds if all(word in _searched(one) for word in sought)]
    return sorted(found, key=lambda one: (order.get(one.family, len(order)), *_place(one)))


def families_of(
    kinds: Sequence[ActivityKind], *, authority: Authority, seen: QuerySet[Activity], today: date
) -> Sequence[Family]:
    """One page of kinds under their headings, with how often each is in use; two statements.

    Only activities that the reader may see are counted.
    """
    ids = [kind.pk for kind in kinds]
    uses = _counted(seen.filter(kind__in=ids).values_list("kind"))
    measures = _counted(KindMeasure.objects.filter(kind__in=ids).values_list("kind"))
    names = family_names(authority)
    rows = [
        ListedKind(one, measures.get(one.pk, 0), uses.get(one.pk, 0), one.is_current(today))
        for one in kinds
    ]
    by_family = groupby(rows, key=lambda row: row.kind.family)
    return [Family(key, names.get(key, key), list(group)) for key, group in by_family]


def worded_questions(kind: ActivityKind) -> Sequence[tuple[str, str, Sequence[str]]]:
    """The questions of a kind in the reader's language: words, type, answers to choose from."""
    return [
        (
            word_in(one["labels"]),
            one["type"],
            [word_in(choice["labels"]) for choice in one.get("choices", [])],
        )
        for one in kind.questions
    ]


def season_of(kind: ActivityKind) -> tuple[str, str] | None:
    """First and last day of a kind's season as `1.11`, or None where it has none."""
    if not kind.season_first or not kind.season_last:
        return None
    return _season_day(kind.season_first), _season_day(kind.season_last)


def shared_measures(authority: Authority) -> Mapping[str, PackMeasure]:
    """The numbers that kinds share: those of the country, and those of the authority's own."""
    known = dict(pack_of(authority.country).measures)
    own = KindMeasure.objects.filter(kind__authority=authority).exclude(key__in=known)
    for one in own.order_by("pk"):
        said = PackMeasure(one.key, one.role, one.group, one.labels, one.units, one.is_whole)
        known.setdefault(one.key, said)
    return known


def _counted(values: QuerySet[Any, Any]) -> Mapping[int, int]:
    return dict(values.order_by().annotate(Count("pk")))


def _season_day(stored: str) -> str:
    month, day = stored.split("-")
    return f"{int(day)}.{int(month)}"


def _searched(kind: ActivityKind) -> str:
    return fold(" ".join(str(name) for name in kind.names.values()))


def _place(kind: ActivityKind) -> tuple[int, str, int]:
    return kind.position, fold(str(kind)), kind.pk
