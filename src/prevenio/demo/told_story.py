"""The story of a problem place of the sample, step by step, with the reviews that reports force."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Any

from dateutil.relativedelta import relativedelta

from prevenio.demo.told_rows import Rows
from prevenio.demo.told_stage import Stage, Words
from prevenio.people.models import User
from prevenio.reports.clustering import Point, cluster_of
from prevenio.reports.models import (
    EventKind,
    PlaceEvent,
    PlaceState,
    ProblemPlace,
    Report,
    ReviewBody,
)
from prevenio.reports.models import PlaceEventKind as K
from prevenio.reports.operations.problem_places.reviewing import PLANNED_COMES_DUE

_DAY, _MORNING = timedelta(days=1), time(6)
_TOLD = frozenset({K.ACTION, K.ACTIVITY, K.RESULT, K.SOLVED})


@dataclass(frozen=True, slots=True)
class Voice:
    """One who says that it is so: when they said it, and when the place heard of it."""

    heard_at: datetime
    at: datetime
    person: str
    is_report: bool


@dataclass(slots=True)
class Story:
    """A place with the events that have happened so far."""

    stage: Stage
    place: ProblemPlace
    heard: list[Voice] = field(default_factory=list)
    events: list[PlaceEvent] = field(default_factory=list)
    took_part: list[ReviewBody] = field(default_factory=list)

    def happens(self, kind: K, at: datetime, by: User | None, **said: Any) -> None:
        self.place.revision += 1
        self.place.changed_at = at
        number = self.place.revision
        self.events.append(
            PlaceEvent(place=self.place, number=number, kind=kind, by=by, at=at, **said)
        )

    def hear(self, voices: Sequence[Voice]) -> None:
        """Reports join at one moment, or somebody confirms one; a review may be due then."""
        at, joined = voices[0].heard_at, sum(one.is_report for one in voices)
        by = None
        if not self.events:
            by = self.stage.acting(self.place.body_id)
            self.happens(K.OPENED, at, by)
        if joined:
            self.happens(K.JOINED, at, by, reports=joined)
        self.heard += voices
        self._force_review(at)

    def tell(self, said: Words, at: datetime) -> None:
        """What the staff did, as the data file says it."""
        kind, place, by = K(said["kind"]), self.place, self.stage.acting(self.place.body_id)
        more: dict[str, Any] = {"is_public": kind in _TOLD or said.get("public", False)}
        match kind:
            case K.ACTION | K.ACTIVITY:
                place.state = PlaceState.IN_ACTION
            case K.SHOWN:
                place.is_public, more["is_public"] = True, False
            case K.REVIEWED:
                more |= self._reviewed(said, at)
            case K.SOLVED:
                place.state, place.ended_at, place.next_review_on = PlaceState.SOLVED, at, None
        self.happens(kind, at, by, text=said.get("text", ""), **more)
        known = self.stage.bodies
        self.took_part += (
            ReviewBody(event=self.events[-1], body=known[name]) for name in said.get("bodies", ())
        )

    def _reviewed(self, said: Words, at: datetime) -> Mapping[str, Any]:
        """The record of a review: the day it was due, held, and is to be held next."""
        place, calendar = self.place, self.stage.calendar
        due, next_on = place.review_due_on, calendar.day_of(self.stage.before(said["next"]))
        place.review_due_on, place.next_review_on, place.reviewed_at = None, next_on, at
        return {"due_on": due, "held_on": calendar.day_of(at), "next_on": next_on}

    def let_plan_come_due(self, until: datetime) -> None:
        """A review that was planned comes due some days before, as the clock has it."""
        planned, calendar = self.place.next_review_on, self.stage.calendar
        if planned is None:
            return
        day = planned
        while calendar.after(day - _DAY, PLANNED_COMES_DUE) >= planned:
            day -= _DAY
        at = datetime.combine(day, _MORNING, tzinfo=calendar.zone)
        if at < until:
            self.place.review_due_on, self.place.next_review_on = planned, None
            self.happens(K.REVIEW_DUE, max(at, self.events[-1].at), None, due_on=planned)

    def _force_review(self, at: datetime) -> None:
        trigger, place = self.stage.words["trigger"], self.place
        since = at - relativedelta(months=trigger["months"])
        if place.reviewed_at is not None:
            since = max(since, place.reviewed_at)
        recent = [one.person for one in self.heard if one.at > since]
        enough = len(recent) >= trigger["reports"] and len(set(recent)) >= trigger["people"]
        if place.review_due_on is not None or not enough:
            return
        calendar = self.stage.calendar
        due, today = calendar.after(calendar.day_of(at), trigger["days"]), calendar.day_of(at)
        if place.next_review_on is not None:
            due = min(due, max(place.next_review_on, today))
        place.review_due_on, place.next_review_on = due, None
        counts: Mapping[str, Any] = {"reports": len(recent), "people": len(set(recent))}
        self.happens(K.REVIEW_DUE, at, None, due_on=place.review_due_on, **counts)


def tell_story(
    stage: Stage, place: ProblemPlace, said: Sequence[Words], reports: Sequence[Report], rows: Rows
) -> Story:
    """Measure a place by its reports; all that happened to it, in order."""
    cluster = cluster_of([Point(0, r.latitude, r.longitude, "", r.received_at) for r in reports])
    place.latitude, place.longitude = cluster.latitude, cluster.longitude
    place.radius = max(cluster.radius, 20)
    story = Story(stage, place)
    voices = groupby(sorted(_voices(place, rows), key=_heard), key=_heard)
    happenings: list[tuple[datetime, Words | list[Voice]]] = [
        *((at, list(some)) for at, some in voices),
        *((stage.before(one["age"]), one) for one in said),
    ]
    for at, one in sorted(happenings, key=lambda pair: pair[0]):
        story.let_plan_come_due(at)
        if isinstance(one, list):
            story.hear(one)
        else:
            story.tell(one, at)
    story.let_plan_come_due(stage.at)
    return story


def _voices(place: ProblemPlace, rows: Rows) -> Iterator[Voice]:
    """Whoever reports is heard when the report joins, whoever confirms at once."""
    for event in rows.events:
        if event.report.place is place and event.kind == EventKind.JOINED:
            report = event.report
            yield Voice(event.at, report.received_at, report.person_key, is_report=True)
    for one in rows.backing:
        if one.report is not None and one.report.place is place:
            yield Voice(max(one.at, place.opened_at), one.at, one.person_key, is_report=False)


def _heard(voice: Voice) -> datetime:
    return voice.heard_at
