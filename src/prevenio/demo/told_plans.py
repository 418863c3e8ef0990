"""What residents of the sample report: which, where, when; the steps follow in `told_rows`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from prevenio.demo.told_paths import NOW, USUAL
from prevenio.demo.told_stage import Stage, Words
from prevenio.places.models import Address
from prevenio.reports.models import Channel, EventKind, ProblemPlace

type Span = tuple[Sequence[int], int, int]
# Of a hundred reports so many came otherwise than by the page.
_OTHERWISE = {0: Channel.DESK, 1: Channel.PHONE, 2: Channel.PHONE, 3: Channel.PHONE}
_OLDEST, _LEAN = 424, 1.35
# What is private is kept for a year after it ended, so that there is none so old.
_YOUNGER, _PRIVATE_OLDEST = frozenset({"youth", "homeless", "needle", "drugs", "begging"}), 330
# Degrees around an address: about 60 metres in a city, where streets are near; farther in a town.
_NEAR, _FAR = 0.0006, 0.004
# No divisor of the number of ways, so that neighbours go different ones and all occur.
_TURN = 37
# Some reports many others confirm: new ones so few that the clock opens no place of them.
_MANY = {17: 3, 40: 2, 88: 3, 150: 5, 165: 6, 180: 8}


@dataclass(frozen=True, slots=True)
class Plan:
    """One report before it has steps. `backed` is how many others confirm it."""

    key: str
    code: str
    latitude: float
    longitude: float
    received_at: datetime
    path: str
    person: str
    place_name: str = ""
    words: str = ""
    when: Span | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    email: str = ""
    channel: Channel = Channel.WEB
    backed: int = 0
    receipt: str = ""
    place: ProblemPlace | None = None
    joined: tuple[datetime, EventKind] | None = None


def free_plans(stage: Stage) -> Iterator[Plan]:
    """Reports all over the ground, each of a kind as often as the data file says."""
    codes = [code for code, kind in stage.words["kinds"].items() for _each in range(kind["count"])]
    stage.chance.shuffle(codes)
    now, weights = dict(enumerate(NOW)), _weights(stage)
    for number, code in enumerate(codes):
        age, path = _usual(stage, number, len(codes), code)
        if number in now:
            age, path = now[number]
        yield _plan(stage, number, code, age, path, _address(stage, weights))


def _usual(stage: Stage, number: int, most: int, code: str) -> tuple[float, str]:
    age = _OLDEST * ((number + 0.5) / most) ** _LEAN
    if code in _YOUNGER:
        age = min(age, _PRIVATE_OLDEST)
    return age, USUAL[number * _TURN % len(USUAL)]


def _plan(stage: Stage, number: int, code: str, age: float, path: str, address: Address) -> Plan:
    kind, chance = stage.words["kinds"][code], stage.chance
    latitude, longitude = near(stage, address, _FAR if stage.authority.is_region else _NEAR)
    where = chance.choice(kind["where"])
    return Plan(
        key=f"{stage.authority.slug}-told-{number}",
        code=code,
        latitude=latitude,
        longitude=longitude,
        received_at=stage.before(age),
        path=path,
        person=f"{number % 170}",
        place_name=", ".join(filter(None, (address.street, where))),
        words=chance.choice(kind["words"]) if chance.random() < 0.8 or code == "other" else "",
        when=chance.choice(kind["when"]) if "when" in kind and chance.random() < 0.7 else None,
        answers=answers_of(stage, kind),
        email=chance.choice(stage.words["emails"]) if chance.random() < 0.25 else "",
        channel=_OTHERWISE.get(chance.randrange(30), Channel.WEB),
        backed=_MANY.get(number, chance.randrange(3) if chance.random() < 0.15 else 0),
    )


def answers_of(stage: Stage, kind: Words) -> Mapping[str, str]:
    said: Mapping[str, Sequence[Any]] = kind.get("answers", {})
    return {key: stage.chance.choice(values) for key, values in said.items()}


def near(stage: Stage, address: Address, spread: float) -> tuple[float, float]:
    """A point around an address, on ground that somebody looks after."""
    while True:
        north = address.latitude + stage.chance.uniform(-spread, spread)
        east = address.longitude + stage.chance.uniform(-spread, spread) * 1.5
        point = round(north, 6), round(east, 6)
        if not stage.ground.at(*point).is_outside:
            return point


def _weights(stage: Stage) -> Sequence[int]:
    """How often an address is chosen: in a region more often in the towns of the data file."""
    weights: Mapping[str, int] = stage.words.get("towns", {})
    return [weights.get(str(one.municipality), 1) for one in stage.ground.addresses]


def _address(stage: Stage, weights: Sequence[int]) -> Address:
    return stage.chance.choices(stage.ground.addresses, weights)[0]
