"""A town with as many reports as one likes; all of it made up, and the same at every run."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import batched
from random import Random

from django.db import connection

from benchmarks.region import SMALL, make_region
from prevenio.people.models import Authority, Body, Membership, Role, User
from prevenio.reports.blurring import square_of
from prevenio.reports.models import (
    CategoryVersion,
    EventKind,
    Report,
    ReportEvent,
    ReportText,
    TextKind,
)
from prevenio.reports.operations.categories import load_categories
from prevenio.reports.operations.steps import allowed_by, calendar_of, put
from prevenio.reports.states import projection_of
from prevenio.reports.tiles import cell_of

# The middle of the town, inside of the invented region.
MIDDLE = (49.7384, 13.3736)
_SPREAD = 0.03
_DAYS = 420
_BATCH = 2_000
_ENDINGS = ("SOLVED", "SOLVED", "NOT_CONFIRMED", "PASSED_ON", "NO_MEANS")
_CODES = ("parking", "speeding", "road-damage", "vandalism", "alcohol", "dark-place")


def make_town(slug: str, at: datetime) -> tuple[Authority, User]:
    """An authority with its ground and categories, and somebody of the bureau."""
    authority = make_region(slug, SMALL)
    load_categories(authority=authority, by=None, at=at)
    body = Body.objects.create(authority=authority, short_name="MP", name="Police")
    user = User.objects.create(email=f"bureau@{slug}.example", name="Bureau", is_sample=True)
    Membership.objects.create(user=user, authority=authority, role=Role.COORDINATOR)
    Membership.objects.create(user=user, authority=authority, role=Role.REPORTER, body=body)
    return authority, user


def add_reports(authority: Authority, first: int, behind: int, at: datetime) -> None:
    """Reports of those numbers with their words and steps; most have ended."""
    versions = list(
        CategoryVersion.objects.filter(
            category__authority=authority, category__code__in=_CODES
        ).order_by("pk")
    )
    body = Body.objects.get(authority=authority)
    for numbers in batched(range(first, behind), _BATCH):
        events: list[ReportEvent] = []
        reports = [_report(authority, versions, body, one, at, events) for one in numbers]
        texts = {id(one.report): _text(one) for one in events if one.number == 1}
        for event in events:
            event.text = texts[id(event.report)] if event.number == 1 else None
        Report.objects.bulk_create(reports)
        ReportText.objects.bulk_create(texts.values())
        ReportEvent.objects.bulk_create(events)
    _analyse()


def _report(
    authority: Authority,
    versions: list[CategoryVersion],
    body: Body,
    number: int,
    at: datetime,
    events: list[ReportEvent],
) -> Report:
    chance, version = Random(number), versions[number % len(versions)]
    latitude = round(chance.gauss(MIDDLE[0], _SPREAD), 6)
    longitude = round(chance.gauss(MIDDLE[1], _SPREAD * 1.5), 6)
    north, east = square_of(latitude, longitude, version.blur_metres).middle
    received_at = at - timedelta(days=_DAYS * chance.random() + 3)
    calendar = calendar_of(authority)
    report = Report(
        authority=authority,
        reference=f"R-{number:06}",
        category_id=version.category_id,
        version=version,
        latitude=latitude,
        longitude=longitude,
        public_latitude=north,
        public_longitude=east,
        public_cell=cell_of(north, east),
        public_at=received_at + timedelta(hours=version.delay_hours),
        place_name=f"Lipová {number % 90}",
        language="cs",
        person_key=f"person-{number % 30_000}",
        code_digest=f"digest-{number}",
        received_at=received_at,
        received_on=calendar.day_of(received_at),
    )
    own = list(_events(report, body, number, received_at))
    put(
        report,
        projection_of(own, allowed_by(version, report.nature), calendar),
        len(own),
        own[-1].at,
    )
    events += own
    return report


def _events(report: Report, body: Body, number: int, at: datetime) -> Iterator[ReportEvent]:
    """Four of five reports have ended; the others stand at one of the steps."""
    kinds = [EventKind.RECEIVED, EventKind.READ, EventKind.CONFIRMED, EventKind.CLOSED]
    most = number // 5 % 3 + 1 if number % 5 == 0 else len(kinds)
    for place, kind in enumerate(kinds[:most]):
        yield ReportEvent(
            report=report,
            number=place + 1,
            kind=kind,
            outcome=_ENDINGS[number % len(_ENDINGS)] if kind == EventKind.CLOSED else "",
            body=body if place == 0 else None,
            at=at + timedelta(hours=18 * place),
        )


def _text(event: ReportEvent) -> ReportText:
    words = "Auta stojí na chodníku, s kočárkem musím do silnice."
    return ReportText(report=event.report, kind=TextKind.DESCRIPTION, text=words, at=event.at)


def _analyse() -> None:
    """So that the database knows what came, and that its rows are seen by all."""
    with connection.cursor() as cursor:
        for model in (Report, ReportText, ReportEvent):
            cursor.execute(f"VACUUM ANALYZE {model._meta.db_table}")
