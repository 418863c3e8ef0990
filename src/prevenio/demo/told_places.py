"""Problem places of the sample and the reports of which they are made."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from prevenio.activities.models import Activity, ActivityState
from prevenio.demo.told_plans import Plan, answers_of, near
from prevenio.demo.told_stage import Stage, Words
from prevenio.places.models import Address
from prevenio.programme.models import Action, ProgrammeVersion
from prevenio.reports.models import EventKind, PlaceEventKind, ProblemPlace

# Degrees around an address: some twenty metres.
_CLOSE = 0.00018
# The clock joins what comes to a place that is open.
_SOON = timedelta(minutes=70)
# How reports of a place end, in turns; those of a solved one are solved.
_ENDINGS = ("solved", "praised", "no_means", "solved", "asked", "slow")
_PEOPLE = 11


def opened_place(stage: Stage, row: Words, number: int, version: ProgrammeVersion) -> ProblemPlace:
    """A place of the data file, without its reports and events yet."""
    address = _address(stage, row)
    ground = stage.ground.at(address.latitude, address.longitude)
    opened_at = stage.before(row["opened"])
    place = ProblemPlace(
        authority=stage.authority,
        key=uuid5(NAMESPACE_URL, f"prevenio-sample:{stage.authority.slug}-place-{number}"),
        name=row["name"],
        category_id=stage.versions[row["category"]].category_id,
        municipality_id=ground.municipality_id,
        precinct_id=ground.precinct_id,
        body=stage.bodies[row["body"]],
        opened_at=opened_at,
        changed_at=opened_at,
    )
    _take_up(place, stage, row, version)
    return place


def place_plans(stage: Stage, row: Words, number: int, place: ProblemPlace) -> Iterator[Plan]:
    """The reports of a place, the oldest first; one of the first place has the known receipt."""
    address = _address(stage, row)
    is_solved = any(one["kind"] == PlaceEventKind.SOLVED for one in row["events"])
    for turn, age in enumerate(row["ages"]):
        received_at = stage.before(age)
        latitude, longitude = near(stage, address, _CLOSE)
        yield Plan(
            key=f"{stage.authority.slug}-told-place-{number}-{turn}",
            code=row["category"],
            latitude=latitude,
            longitude=longitude,
            received_at=received_at,
            path="solved" if is_solved else _ENDINGS[turn % len(_ENDINGS)],
            person=f"place-{number}-{turn % _PEOPLE}",
            place_name=f"{address.street}, {row['where']}",
            words=row["words"][turn % len(row["words"])],
            when=row["when"][turn % len(row["when"])],
            answers=answers_of(stage, stage.words["kinds"][row["category"]]),
            backed=row["backed"].get(str(turn), 0),
            receipt=stage.words["receipt"] if (number, turn) == (0, row["told"]) else "",
            place=place,
            joined=(max(received_at + _SOON, place.opened_at), EventKind.JOINED),
        )


def _take_up(place: ProblemPlace, stage: Stage, row: Words, version: ProgrammeVersion) -> None:
    for said in row["events"]:
        if said["kind"] == PlaceEventKind.ACTION:
            place.action = Action.objects.get(version=version, parent=None, code=said["action"])
        elif said["kind"] == PlaceEventKind.ACTIVITY:
            activities = Activity.objects.filter(
                authority=stage.authority, kind__key=said["activity"], state=ActivityState.PLANNED
            )
            place.activity = activities.filter(municipality__name=row["town"]).first()


def _address(stage: Stage, row: Words) -> Address:
    said = row["street"], row["number"], row.get("town")
    return next(
        one
        for one in stage.ground.addresses
        if (one.street, one.number) == said[:2] and said[2] in (None, str(one.municipality))
    )
