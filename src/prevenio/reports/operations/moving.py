"""The place of a report is corrected: all that follows from its point is made anew."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused, WrongState
from prevenio.kernel.written import ReasonMissing, words_of
from prevenio.people.models import Body, User
from prevenio.reports import letters, routing
from prevenio.reports.blurring import NEVER, square_of
from prevenio.reports.letters import Occasion
from prevenio.reports.models import EventKind, Report, TextKind
from prevenio.reports.operations.problem_places import measure_again
from prevenio.reports.operations.showing import show_blurred
from prevenio.reports.operations.steps import Taken, calendar_of, for_staff, require, say, take_step
from prevenio.reports.operations.taking import PlaceOutside
from prevenio.reports.operations.working import SameBody, give_to
from prevenio.reports.queries.ground import Ground, ground_at
from prevenio.reports.queries.rules import route_at

LONGEST_NAME = 200
# So many digits of a degree tell points apart: a tenth of a metre.
_DIGITS = 6


class SamePoint(Refused):
    message = _("The report lies there already. Choose the place where it is.")


class RulesSendElsewhere(Refused):
    message = _(
        "Somebody changed the rules in the meantime. Look where they would send the report now."
    )


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What lies at another point, and where the rules would send the report from there."""

    ground: Ground
    route: routing.Route

    @property
    def body_id(self) -> int | None:
        return self.route.rule.body_id if self.route.rule else None


@dataclass(frozen=True, slots=True)
class Onward:
    """The body that a report is handed over to as the rules say; none is the bureau."""

    body_id: int | None


def look_elsewhere(*, report: Report, latitude: float, longitude: float, at: datetime) -> Elsewhere:
    """What a point (WGS84 degrees) would make of a report: the ground of the day of its receipt.

    The rules are those of now. Raises SamePoint or PlaceOutside.
    """
    if _is_same(report, latitude, longitude):
        raise SamePoint
    ground = ground_at(
        authority=report.authority, latitude=latitude, longitude=longitude, day=report.received_on
    )
    if ground.is_outside:
        raise PlaceOutside
    today = calendar_of(report.authority).day_of(at)
    return Elsewhere(ground, route_at(report, ground, today))


@transaction.atomic
def move(
    *,
    report: Report,
    seen: int,
    latitude: float,
    longitude: float,
    place_name: str,
    reason: str,
    onward: Onward | None = None,
    by: User,
    at: datetime,
) -> Report:
    """Correct the point of an open report. `onward` is where the person saw that the rules send it.

    Without it the report stays with its body. Raises NotAllowed, ChangedMeanwhile, WrongState,
    ReasonMissing, TooLong, SamePoint, PlaceOutside, RulesSendElsewhere or SameBody.
    """
    report = for_staff(report, seen, by, at)
    require(report, EventKind.MOVED)
    if not report.is_open or report.text_erased_at is not None:
        raise WrongState
    reason = words_of(reason, missing=ReasonMissing)
    there = look_elsewhere(report=report, latitude=latitude, longitude=longitude, at=at)
    _check_onward(report, there, onward)
    said = say(report, TextKind.REASON, reason, by=by, at=at)
    _lay(report, latitude, longitude, there.ground)
    report.place_name = place_name.replace("\x00", "").strip()[:LONGEST_NAME]
    report = take_step(report, EventKind.MOVED, Taken(said), by=by, at=at)
    if report.place_id is not None:
        transaction.on_commit(partial(measure_again, report.place_id))
    return report if onward is None else _handed_on(report, there.route, by, at)


def _is_same(report: Report, latitude: float, longitude: float) -> bool:
    return (round(latitude, _DIGITS), round(longitude, _DIGITS)) == (
        round(report.latitude, _DIGITS),
        round(report.longitude, _DIGITS),
    )


def _check_onward(report: Report, there: Elsewhere, onward: Onward | None) -> None:
    if onward is None:
        return
    if onward.body_id != there.body_id:
        raise RulesSendElsewhere
    if onward.body_id == report.body_id:
        raise SameBody


def _lay(report: Report, latitude: float, longitude: float, ground: Ground) -> None:
    """Lay a report at a point. Residents see it as any other that lies there.

    Within the square that they saw before it is shown no finer: who knows that a place was put
    right by some metres would learn from a finer one where it lay before.
    """
    seen = square_of(report.latitude, report.longitude, report.blur_metres)
    stays = seen.south <= latitude < seen.north and seen.west <= longitude < seen.east
    report.latitude, report.longitude = latitude, longitude
    report.municipality_id, report.precinct_id = ground.municipality_id, ground.precinct_id
    if not stays:
        report.blur_metres = report.version.blur_metres
    if report.public_at == NEVER:
        # No square hid the old point; whether one hides this one is seen now.
        report.public_at = report.received_at
    show_blurred(report, ground.index)


def _handed_on(report: Report, route: routing.Route, by: User, at: datetime) -> Report:
    """Give it to whom the rules send it, as if it had been received there."""
    rule = route.rule
    body = Body.objects.get(pk=rule.body_id) if rule else None
    person = User.objects.get(pk=rule.person_id) if rule and rule.person_id else None
    report.route = route.explained
    report = give_to(report, Taken(body=body, person=person), by=by, at=at)
    letters.write_about(report.authority, body, [report], Occasion.NEW, at=at)
    return report
