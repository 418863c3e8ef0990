"""What stands beside a return: the parts of co-responsible bodies, the returns of members."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from prevenio.kernel.text import fold
from prevenio.people.models import Body
from prevenio.returns.counts import Count, counts_sent, number_in
from prevenio.returns.models import ActionReturn, Part, SealedReturn
from prevenio.returns.queries.periods import UNSENT


@dataclass(frozen=True, slots=True)
class PartBeside:
    """What another body has sent about the same action; it never changes by being merged."""

    action_return: ActionReturn
    sealed: SealedReturn

    @property
    def body(self) -> Body:
        return self.action_return.body

    @property
    def narrative(self) -> str:
        return str(self.sealed.content["narrative"])

    @property
    def counts(self) -> Sequence[Count]:
        return counts_sent(self.sealed.content)


@dataclass(frozen=True, slots=True)
class Measure:
    """One number that several parts give, with its sum over them."""

    mark: str
    what: str
    unit: str
    number: Decimal
    parts: int

    @property
    def text(self) -> str:
        return f"{self.number:f}"


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything beside a return: what was sent, who has still to send, sums by measure."""

    sent: Sequence[PartBeside] = ()
    missing: Sequence[Body] = ()

    @property
    def asked(self) -> int:
        return len(self.sent) + len(self.missing)

    @property
    def measures(self) -> Sequence[Measure]:
        found: dict[str, Measure] = {}
        for part in self.sent:
            for count in part.counts:
                if (number := number_in(count.number)) is not None:
                    mark = mark_of(count)
                    known = found.get(mark) or Measure(mark, count.what, count.unit, Decimal(0), 0)
                    found[mark] = Measure(
                        mark,
                        known.what,
                        known.unit,
                        known.number + Decimal(number),
                        known.parts + 1,
                    )
        return list(found.values())

    @property
    def sealable(self) -> Mapping[str, Any] | None:
        """What a seal says of it: how many were asked, whose parts were there, whose were not."""
        if not self.asked:
            return None
        return {
            "asked": self.asked,
            "sent": [{"body": one.body.shown_name, "seal": one.sealed.seal} for one in self.sent],
            "missing": [body.shown_name for body in self.missing],
        }


def beside(action_return: ActionReturn) -> Beside:
    """The parts that a lead body or a group merges; nothing beside others. Two statements."""
    within = Q(within=action_return.pk)
    if action_return.part == Part.LEAD:
        within |= Q(
            period=action_return.period_id,
            action=action_return.action_id,
            part=Part.CO_RESPONSIBLE,
        )
    if action_return.part == Part.MEMBER:
        return Beside()
    others = list(
        ActionReturn.objects.filter(within)
        .select_related("body")
        .order_by("body__short_name", "pk")
    )
    sealed = _latest(one for one in others if one.state not in UNSENT)
    return Beside(
        sent=[PartBeside(one, sealed[one.pk]) for one in others if one.pk in sealed],
        missing=[one.body for one in others if one.pk not in sealed],
    )


def mark_of(count: Count) -> str:
    """What makes numbers of two parts the same measure: their name and unit, however written."""
    words = "|".join(" ".join(fold(text).split()) for text in (count.what, count.unit))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _latest(returns: Iterable[ActionReturn]) -> Mapping[int, SealedReturn]:
    keys = [one.pk for one in returns]
    if not keys:
        return {}
    sealed = SealedReturn.objects.filter(action_return__in=keys).order_by("number")
    return {one.action_return_id: one for one in sealed}
