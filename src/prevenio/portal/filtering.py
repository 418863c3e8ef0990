"""Filters of public lists: links with real addresses, each with the number of rows behind it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from prevenio.people.models import Body
from prevenio.programme.models import InitiativeKind
from prevenio.programme.queries.initiatives import InitiativeRow
from prevenio.programme.queries.public import KINDS, ActionRow, AreaPage, is_of_kind


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter: its label, how many rows it leaves, and the query it adds to the address."""

    label: str
    count: int
    query: str
    is_current: bool
    is_content: bool = False


@dataclass(frozen=True, slots=True)
class Filtered[T]:
    """The rows that are left, and the two lists of filters above them."""

    rows: Sequence[T]
    total: int
    kinds: Sequence[Choice]
    bodies: Sequence[Choice]
    query: str

    @property
    def has_body(self) -> bool:
        """Whether one body is chosen."""
        return any(choice.is_current for choice in self.bodies[1:])

    @property
    def is_narrowed(self) -> bool:
        return len(self.rows) < self.total


def area_filters(page: AreaPage, asked: Mapping[str, str]) -> Filtered[ActionRow]:
    """The actions of an area by kind and by lead body."""
    kinds = {
        "conditional": _("Only when needed"),
        "seasonal": _("Seasonal"),
        "continuous": _("Continuous"),
    }
    return _filtered(
        page.rows,
        asked,
        kinds={kind: kinds[kind] for kind in KINDS},
        has_kind=lambda row, kind: is_of_kind(row.action, kind),
        bodies_of=lambda row: [row.lead] if row.lead else [],
        name="lead",
    )


def initiative_filters(
    rows: Sequence[InitiativeRow], asked: Mapping[str, str]
) -> Filtered[InitiativeRow]:
    """The initiatives by kind and by the body that carries them out."""
    return _filtered(
        rows,
        asked,
        kinds={kind.value: str(kind.label).capitalize() for kind in InitiativeKind},
        has_kind=lambda row, kind: row.initiative.kind == kind,
        bodies_of=lambda row: row.bodies,
        name="body",
    )


def _filtered[T](
    rows: Sequence[T],
    asked: Mapping[str, str],
    *,
    kinds: Mapping[str, str],
    has_kind: Callable[[T, str], bool],
    bodies_of: Callable[[T], Sequence[Body]],
    name: str,
) -> Filtered[T]:
    by_body = Counter(body for row in rows for body in bodies_of(row))
    of_kind = {kind: sum(has_kind(row, kind) for row in rows) for kind in kinds}
    kind = asked.get("kind", "") if of_kind.get(asked.get("kind", "")) else ""
    body = next((body for body in by_body if str(body.pk) == asked.get(name, "")), None)
    left = [
        row
        for row in rows
        if (not kind or has_kind(row, kind)) and (body is None or body in bodies_of(row))
    ]
    here = {"kind": kind, name: str(body.pk) if body else ""}
    return Filtered(
        rows=left,
        total=len(rows),
        kinds=_kind_choices(kinds, of_kind, len(rows), here),
        bodies=_body_choices(by_body, len(rows), here, name),
        query=_query(here),
    )


def _kind_choices(
    kinds: Mapping[str, str], counts: Mapping[str, int], total: int, here: Mapping[str, str]
) -> list[Choice]:
    given = [kind for kind in kinds if counts[kind]]
    # One kind that holds every row tells nobody anything.
    if not given or (len(given) == 1 and counts[given[0]] == total):
        return []
    everything = Choice(_("All"), total, _query({**here, "kind": ""}), not here["kind"])
    return [
        everything,
        *(
            Choice(kinds[kind], counts[kind], _query({**here, "kind": kind}), kind == here["kind"])
            for kind in given
        ),
    ]


def _body_choices(
    counts: Counter[Body], total: int, here: Mapping[str, str], name: str
) -> list[Choice]:
    if len(counts) < 2:
        return []
    everybody = Choice(_("All bodies"), total, _query({**here, name: ""}), not here[name])
    return [
        everybody,
        *(
            Choice(
                body.shown_name,
                count,
                _query({**here, name: str(body.pk)}),
                str(body.pk) == here[name],
                is_content=True,
            )
            for body, count in counts.most_common()
        ),
    ]


def _query(parts: Mapping[str, str]) -> str:
    given: Iterable[tuple[str, str]] = ((name, value) for name, value in parts.items() if value)
    return f"?{urlencode(list(given))}"
