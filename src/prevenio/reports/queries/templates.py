"""Which beginnings of answers fit a step with reports; the others stay within reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from prevenio.people.models import Authority
from prevenio.reports.models import EventKind, Purpose, ReplyTemplate, Report

_PURPOSES: Mapping[EventKind, frozenset[str]] = {
    EventKind.ASKED_BACK: frozenset({Purpose.ASKED_BACK}),
    EventKind.INFORMED: frozenset({Purpose.INFORMED}),
    EventKind.CLOSED: frozenset(
        {Purpose.SOLVED, Purpose.PASSED_ON, Purpose.NOT_CONFIRMED, Purpose.NO_MEANS}
    ),
}


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Templates that fit a step, made for it or for its category first, and all others."""

    fitting: Sequence[ReplyTemplate] = field(default_factory=tuple)
    others: Sequence[ReplyTemplate] = field(default_factory=tuple)

    @property
    def every(self) -> Sequence[ReplyTemplate]:
        return [*self.fitting, *self.others]


def beginnings_for(authority: Authority, reports: Sequence[Report], step: EventKind) -> Beginnings:
    """The templates for an answer to these reports. One statement."""
    categories = {one.category_id for one in reports}
    wanted = _PURPOSES.get(step, frozenset())

    def fits(one: ReplyTemplate) -> bool:
        is_for_all = one.category_id is None or categories == {one.category_id}
        return is_for_all and one.purpose in {Purpose.ANY, *wanted}

    rows = list(ReplyTemplate.objects.filter(authority=authority).order_by("name", "pk"))
    fitting = [one for one in rows if fits(one)]
    fitting.sort(key=lambda one: (one.category_id is None, one.purpose == Purpose.ANY))
    return Beginnings(fitting, [one for one in rows if one not in fitting])
