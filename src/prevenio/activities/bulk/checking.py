"""Rows of a file as activities, each with what is wrong in it and how to mend it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from prevenio.activities.bulk.heads import MEASURE
from prevenio.activities.bulk.reading import FORMULA, Row
from prevenio.activities.bulk.values import day_in, hour_in, number_in
from prevenio.activities.models import ActivityKind, Delivery, KindMeasure
from prevenio.activities.written import Written, refuse_unsound
from prevenio.kernel.errors import Refused
from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality
from prevenio.programme.models import Action, Initiative

_TEXTS = ("title", "place", "precinct", "audience", "note")
_SHOWN = 60
_WAYS: Mapping[str, str] = {
    "on site": Delivery.ON_SITE,
    "na miejscu": Delivery.ON_SITE,
    "stacjonarnie": Delivery.ON_SITE,
    "na miste": Delivery.ON_SITE,
    "prezencne": Delivery.ON_SITE,
    "online": Delivery.ONLINE,
    "on-line": Delivery.ONLINE,
    "zdalnie": Delivery.ONLINE,
    "on site and online": Delivery.MIXED,
    "na miejscu i online": Delivery.MIXED,
    "hybrydowo": Delivery.MIXED,
    "hybridne": Delivery.MIXED,
    "na miste i online": Delivery.MIXED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything that a row can name, by the folded words it goes by; two of one word are both."""

    authority: Authority
    kinds: Mapping[str, Sequence[ActivityKind]]
    measures: Mapping[int, Sequence[KindMeasure]]
    bodies: Mapping[str, Sequence[Body]]
    municipalities: Mapping[str, Sequence[Municipality]]
    actions: Mapping[str, Sequence[Action]]
    initiatives: Mapping[str, Sequence[Initiative]]
    kind: ActivityKind | None = None
    """The kind of rows that name none."""
    body: Body | None = None
    today: date


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell, or in the row as such, and how to mend it."""

    row: int
    column: str
    value: str
    what: str


@dataclass(frozen=True, slots=True)
class Read:
    """One row as an activity, or its faults."""

    row: Row
    written: Written | None = None
    faults: Sequence[Fault] = field(default_factory=tuple)


def by_words[T](things: Iterable[tuple[T, Iterable[str]]]) -> Mapping[str, Sequence[T]]:
    """Things by the folded words they go by."""
    found: dict[str, list[T]] = defaultdict(list)
    for thing, words in things:
        for word in {_plain(word) for word in words if word}:
            found[word].append(thing)
    return found


def read_row(row: Row, *, head: Sequence[str], columns: Sequence[str], known: Known) -> Read:
    """The row by its columns; every fault of it at once."""
    reading = _Reading(row, head, columns, known)
    written = reading.written()
    if reading.faults or written is None:
        return Read(row, None, tuple(reading.faults))
    try:
        refuse_unsound(
            written,
            authority=known.authority,
            measures=known.measures.get(written.kind.pk, ()),
            today=known.today,
        )
    except Refused as refusal:
        return Read(row, None, (Fault(row.number, "", "", _sentence(refusal)),))
    return Read(row, written)


def signature(written: Written) -> tuple[object, ...]:
    """What makes two rows the same thing told twice."""
    return (
        written.kind.pk,
        written.body.pk,
        written.first_day,
        written.last_day,
        written.begins_at,
        _plain(written.title),
        _plain(written.place),
        written.action.lineage if written.action else None,
        tuple(sorted((key, number.normalize()) for key, number in written.numbers.items())),
    )


class _Reading:
    """Reads one row, and gathers its faults on the way."""

    def __init__(self, row: Row, head: Sequence[str], columns: Sequence[str], known: Known) -> None:
        self.row, self.known = row, known
        self.cells: dict[str, str] = {}
        self.heads: dict[str, str] = {}
        self.faults: list[Fault] = []
        for name, target, cell in zip(head, columns, row.cells, strict=False):
            if not target:
                continue
            self.heads[target] = name
            if cell.startswith(FORMULA):
                said = _("This cell holds a formula. Put its value in its place.")
                self._fault(target, cell.removeprefix(FORMULA), said)
            else:
                self.cells[target] = cell

    def written(self) -> Written | None:
        kind = self._named("kind", self.known.kinds, self.known.kind)
        body = self._named("body", self.known.bodies, self.known.body)
        first = self._value("first_day", day_in, _day_wanted)
        last = self._value("last_day", day_in, _day_wanted) or first
        begins = self._value("begins_at", hour_in, _hour_wanted)
        ends = self._value("ends_at", hour_in, _hour_wanted)
        self._miss("kind", kind)
        self._miss("body", body)
        if first is None and "first_day" not in self._at_fault():
            self._fault("first_day", "", _("The day is missing."))
        rest: dict[str, Any] = {name: self.cells.get(name, "") for name in _TEXTS}
        rest |= {
            "municipality": self._named("municipality", self.known.municipalities),
            "action": self._named("action", self.known.actions),
            "initiative": self._named("initiative", self.known.initiatives),
            "delivery": self._delivery(),
        }
        numbers = self._numbers(kind)
        if self.faults or kind is None or body is None or first is None or last is None:
            return None
        return Written(
            kind=kind,
            body=body,
            first_day=first,
            last_day=last,
            begins_at=begins,
            ends_at=ends,
            numbers=numbers,
            **rest,
        )

    def _numbers(self, kind: ActivityKind | None) -> dict[str, Decimal]:
        own = {one.key for one in self.known.measures.get(kind.pk, ())} if kind else None
        found: dict[str, Decimal] = {}
        for target, cell in self.cells.items():
            if not target.startswith(MEASURE) or not cell:
                continue
            key = target.removeprefix(MEASURE)
            if own is not None and key not in own:
                said = _("“%(kind)s” does not ask for this number. Leave the cell empty.")
                self._fault(target, cell, said % {"kind": kind})
                continue
            number: Decimal | None = self._value(target, number_in, _number_wanted)
            if number is not None and number < 0:
                self._fault(target, cell, _("Enter a number from 0 on."))
            elif number is not None:
                found[key] = number
        return found

    def _value[T](self, target: str, read: Any, wanted: Any) -> T | None:
        cell = self.cells.get(target, "")
        if not cell:
            return None
        try:
            found: T = read(cell)
        except ValueError:
            self._fault(target, cell, wanted())
            return None
        return found

    def _named[T](
        self, target: str, known: Mapping[str, Sequence[T]], given: T | None = None
    ) -> T | None:
        cell = self.cells.get(target, "")
        if not cell:
            return given
        found = known.get(_plain(cell), ())
        if len(found) == 1:
            return found[0]
        self._fault(target, cell, _ambiguous(target) if found else _unknown(target))
        return None

    def _delivery(self) -> str:
        cell = self.cells.get("delivery", "")
        if not cell:
            return ""
        if cell.upper() in Delivery.values:
            return cell.upper()
        if (found := _WAYS.get(_plain(cell))) is not None:
            return found
        self._fault("delivery", cell, _("Write “on site”, “online” or “on site and online”."))
        return ""

    def _miss(self, target: str, thing: object) -> None:
        if thing is None and target not in self._at_fault():
            said = {
                "kind": _("The kind is missing. Name it here, or choose one for all rows."),
                "body": _("The body is missing. Name it here, or choose one for all rows."),
            }
            self._fault(target, "", said[target])

    def _at_fault(self) -> set[str]:
        return {target for target in self.heads if self._has_fault(target)}

    def _has_fault(self, target: str) -> bool:
        return any(one.column == self.heads.get(target) for one in self.faults)

    def _fault(self, target: str, value: str, what: str) -> None:
        self.faults.append(Fault(self.row.number, self.heads.get(target, ""), value[:_SHOWN], what))


def _day_wanted() -> str:
    return _("Write a day as 18.3.2026 or 2026-03-18.")


def _hour_wanted() -> str:
    return _("Write an hour as 17:00.")


def _number_wanted() -> str:
    return _("Write a number as 24 or 1 234,5, without a unit.")


def _unknown(target: str) -> str:
    return {
        "kind": _("No such kind in the catalogue. Write its name or key as it stands there."),
        "body": _("No such body, or you do not record for it. Write its short name."),
        "municipality": _("No such municipality. Write its name or its official code."),
        "action": _("No such action in the programme in force. Write its number, for example 8.3."),
        "initiative": _("No such initiative in the programme in force. Write its name."),
    }[target]


def _ambiguous(target: str) -> str:
    return {
        "kind": _("Several kinds have this name. Write the key instead."),
        "body": _("Several bodies have this name. Write the short name instead."),
        "municipality": _("Several municipalities have this name. Write the code instead."),
        "action": _("Several actions have this name. Write the number instead."),
        "initiative": _("Several initiatives have this name. Write the whole name."),
    }[target]


def _sentence(refusal: Refused) -> str:
    facts = {
        name: fact.isoformat() if isinstance(fact, date) else fact
        for name, fact in refusal.facts.items()
    }
    return str(refusal.message) % facts if facts else str(refusal.message)


def _plain(word: str) -> str:
    return " ".join(fold(word).split())
