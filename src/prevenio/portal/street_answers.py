"""What a page says of one place: who answers first, who else, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import pgettext

from prevenio.places.queries.answering import Answer, Lead
from prevenio.places.queries.cards import PersonCard

NOW, DAY, NIGHT = "now", "day", "night"
# From this many of one kind on, the first stands for all until they are asked for.
MANY_ALIKE = 3
# Some ten metres: near enough for every boundary, and no more is told than has to be.
DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Tab:
    """A choice of when: its word, its address, whether it is the one shown."""

    word: str
    query: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class People:
    """Those of one kind: the first, and the others where there are many."""

    first: PersonCard
    others: Sequence[PersonCard]


def point_in(asked: Mapping[str, str]) -> tuple[float, float] | None:
    """Latitude and longitude of an address, rounded; None where they are no point on Earth."""
    try:
        latitude, longitude = float(asked.get("lat", "")), float(asked.get("lon", ""))
    except ValueError:
        return None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return round(latitude, DECIMALS), round(longitude, DECIMALS)


def when_in(asked: Mapping[str, str]) -> str:
    """Which moment is asked for: now, by day or by night."""
    when = asked.get("when", NOW)
    return when if when in {DAY, NIGHT} else NOW


def lead_of(answer: Answer, when: str) -> Lead:
    """Who answers first at the moment that is asked for."""
    return {DAY: answer.by_day, NIGHT: answer.by_night}.get(when, answer.now)


def tabs(answer: Answer, when: str, asked: Mapping[str, str]) -> Sequence[Tab]:
    """Now, by day, by night: as links that keep the rest of the address."""
    now = pgettext("who answers", "Now, %(time)s") % {"time": f"{answer.moment:%-H:%M}"}
    words = {
        NOW: now,
        DAY: pgettext("who answers", "By day"),
        NIGHT: pgettext("who answers", "By night"),
    }
    return [Tab(word, _query(asked, key), key == when) for key, word in words.items()]


def _query(asked: Mapping[str, str], when: str) -> str:
    kept = {name: asked[name] for name in ("lat", "lon") if name in asked}
    return f"?{urlencode({**kept, 'when': when} if when != NOW else kept)}"


def people_of(cards: Sequence[PersonCard]) -> Sequence[People]:
    """The people by their kind, in the order of the answer; many alike are folded."""
    found = []
    for _key, group in groupby(cards, key=lambda card: (card.kind, card.area)):
        alike = list(group)
        if len(alike) >= MANY_ALIKE:
            found.append(People(alike[0], alike[1:]))
        else:
            found += [People(card, ()) for card in alike]
    return found


def as_data(answer: Answer, *, title: str) -> dict[str, Any]:
    """The answer as a small file, which a phone keeps for when it has no network."""
    return {
        "title": title,
        "at": answer.moment.isoformat(timespec="minutes"),
        "emergency": answer.emergency_number,
        "now": _lead_data(answer.now),
        "by_day": _lead_data(answer.by_day),
        "by_night": _lead_data(answer.by_night),
        "people": [
            {
                "role": card.role,
                "who": card.who,
                "phone": card.first_phone,
                "hours": card.hours,
                "area": card.area,
            }
            for card in (*answer.people, *answer.nights)
        ],
    }


def _lead_data(lead: Lead) -> dict[str, str]:
    return {"who": lead.who, "role": lead.role, "phone": lead.phone}
