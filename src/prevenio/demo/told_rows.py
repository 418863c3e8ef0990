"""The rows of the sample's reports: each one is what its own events add up to."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from prevenio.demo.told_paths import HELD
from prevenio.demo.told_plans import Plan
from prevenio.demo.told_stage import Stage
from prevenio.demo.told_steps import first_step, steps
from prevenio.reports import receipts, routing, states
from prevenio.reports.blurring import NEVER, Square
from prevenio.reports.models import (
    CategoryVersion,
    Confirmation,
    EventKind,
    Report,
    ReportClass,
    ReportEvent,
    ReportState,
    ReportText,
)
from prevenio.reports.operations.steps import allowed_by, put
from prevenio.reports.person_keys import key_of_contact
from prevenio.reports.queries.ground import Ground
from prevenio.reports.tiles import cell_of


@dataclass(slots=True)
class Rows:
    """What is written, table by table."""

    reports: list[Report] = field(default_factory=list)
    texts: list[ReportText] = field(default_factory=list)
    events: list[ReportEvent] = field(default_factory=list)
    backing: list[Confirmation] = field(default_factory=list)

    def write(self) -> None:
        Report.objects.bulk_create(self.reports)
        ReportText.objects.bulk_create(self.texts)
        ReportEvent.objects.bulk_create(self.events)
        Confirmation.objects.bulk_create(self.backing)


def written(rows: Rows, stage: Stage, plan: Plan) -> Report:
    """Add a report with its texts, events and confirmations."""
    version = stage.versions[plan.code]
    ground = stage.ground.at(plan.latitude, plan.longitude)
    route = _route_of(stage, plan, ground)
    report = _report(stage, plan, version, ground)
    report.route = route.explained
    body_id = route.rule.body_id if route.rule else None
    events = [first_step(stage, report, plan, body_id), *steps(stage, report, plan, body_id)]
    events += _backed(rows, stage, report, plan)
    if plan.joined is not None:
        at, kind = plan.joined
        events.append(ReportEvent(report=report, kind=kind, at=at))
    events.sort(key=lambda one: one.at)
    _project(stage, report, version, events)
    rows.reports.append(report)
    rows.events += events
    rows.texts += [one.text for one in events if one.text is not None]
    return report


def person_key_of(stage: Stage, plan: Plan) -> str:
    if plan.email:
        return key_of_contact(stage.authority, plan.email)
    return _digest(f"{stage.authority.slug}-person-{plan.person}")


def _route_of(stage: Stage, plan: Plan, ground: Ground) -> routing.Route:
    facts = routing.Facts(
        category=plan.code,
        precincts=ground.codes,
        municipality=str(ground.municipality_id or ""),
        weekdays=frozenset(plan.when[0] if plan.when else ()),
        hours=plan.when[1:] if plan.when else None,
        answers=plan.answers,
    )
    return routing.route_of(stage.rules, facts, precinct=ground.precinct_code, as_of=ground.as_of)


def _report(stage: Stage, plan: Plan, version: CategoryVersion, ground: Ground) -> Report:
    square = stage.ground.square(plan.latitude, plan.longitude, version.blur_metres)
    north, east = square.middle
    seen = stage.ground.at(north, east)
    days, begins, ends = plan.when or ((), None, None)
    language = stage.words["language"]
    receipt = plan.receipt or receipts.words_of(plan.key, language)
    return Report(
        authority=stage.authority,
        key=uuid5(NAMESPACE_URL, f"prevenio-sample:{plan.key}"),
        reference=receipts.reference_of(plan.key),
        category_id=version.category_id,
        version=version,
        channel=plan.channel,
        latitude=plan.latitude,
        longitude=plan.longitude,
        blur_metres=square.width,
        public_latitude=north,
        public_longitude=east,
        public_cell=cell_of(north, east),
        public_at=_public_from(plan, version, square),
        place_name=plan.place_name,
        municipality_id=ground.municipality_id,
        precinct_id=ground.precinct_id,
        public_municipality_id=seen.municipality_id,
        public_precinct_id=seen.precinct_id,
        weekdays=sum(1 << day for day in days),
        from_hour=begins,
        to_hour=ends,
        answers=dict(plan.answers),
        language=language,
        email=plan.email,
        person_key=person_key_of(stage, plan),
        code_digest=receipts.digest_of(receipt),
        doubt=HELD.get(plan.path, ""),
        place=plan.place,
        received_at=plan.received_at,
        received_on=stage.calendar.day_of(plan.received_at),
    )


def _public_from(plan: Plan, version: CategoryVersion, square: Square) -> datetime:
    if version.data_class == ReportClass.PUBLIC and not square.hides:
        return NEVER
    return plan.received_at + timedelta(hours=version.delay_hours)


def _backed(rows: Rows, stage: Stage, report: Report, plan: Plan) -> Iterator[ReportEvent]:
    """Others who say the same, one after another."""
    at = plan.received_at
    for number in range(plan.backed):
        at += timedelta(hours=stage.chance.randrange(3, 40))
        if at >= stage.at or plan.path == "withdrawn":
            return
        rows.backing.append(_confirmation(report, plan, number, at))
        yield ReportEvent(report=report, kind=EventKind.BACKED, at=at)


def _confirmation(report: Report, plan: Plan, number: int, at: datetime) -> Confirmation:
    receipt = receipts.words_of(f"{plan.key}-{number}", report.language)
    return Confirmation(
        report=report,
        weekdays=report.weekdays,
        from_hour=report.from_hour,
        to_hour=report.to_hour,
        language=report.language,
        person_key=_digest(f"{plan.key}-{number}"),
        code_digest=receipts.digest_of(receipt),
        at=at,
    )


def _project(
    stage: Stage, report: Report, version: CategoryVersion, events: Sequence[ReportEvent]
) -> None:
    reached = states.projection_of(events, allowed_by(version, report.nature), stage.calendar)
    put(report, reached, len(events), events[-1].at)
    for number, event in enumerate(events, start=1):
        event.number = number
    if report.state == ReportState.WITHDRAWN:
        _erase(report, events)
    elif report.email and report.closed_at is not None:
        _forget_in_time(stage, report, version)


def _erase(report: Report, events: Sequence[ReportEvent]) -> None:
    at = report.changed_at
    for event in events:
        if event.text is not None:
            event.text.text, event.text.erased_at = "", at
    report.email, report.place_name, report.answers = "", "", {}
    report.latitude, report.longitude = report.public_latitude, report.public_longitude
    report.text_erased_at = report.contact_erased_at = at


def _forget_in_time(stage: Stage, report: Report, version: CategoryVersion) -> None:
    """Contacts do not outlive their days in the sample either."""
    assert report.closed_at is not None
    erased_at = report.closed_at + timedelta(days=version.contact_days + 1)
    if erased_at < stage.at:
        report.email, report.contact_erased_at = "", erased_at


def _digest(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()
