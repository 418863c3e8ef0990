"""Reports of residents: what nobody but those who work on them may read."""

from uuid import uuid4

from django.core.files.base import ContentFile

from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import NOON
from prevenio.reports.models import (
    Confirmation,
    EventKind,
    IncomingEmail,
    PlaceEvent,
    PlaceEventKind,
    PlaceReminder,
    ProblemPlace,
    ReplyTemplate,
    Report,
    ReportEvent,
    ReportPhoto,
    ReportReminder,
    ReportState,
    ReportText,
    ReviewBody,
    RoutingRule,
    TextKind,
)
from prevenio.reports.tests.factories import make_category, make_row
from tests.marked import SECRET


def fill_reports(authority: Authority, coordinator: User, body: Body) -> None:
    """A report that waits to be looked at, a place that is not shown, and how both are kept.

    The category itself is public: residents choose among them.
    """
    version = make_category(authority, code="category")
    RoutingRule.objects.create(
        authority=authority, number=1, position=1, name=SECRET, body=body, begins_at=NOON
    )
    ReplyTemplate.objects.create(authority=authority, name=SECRET, text=SECRET)
    place = _place(authority, version.category_id, coordinator, name=SECRET)
    report = make_row(authority, version=version, state=ReportState.HELD, place=place, **_PRIVATE)
    _fill(report, coordinator)
    ReportReminder.objects.create(report=report, occasion=SECRET, due_on=NOON.date(), at=NOON)
    IncomingEmail.objects.create(
        authority=authority,
        arrived_at=NOON,
        size=1,
        digest="1" * 64,
        file=ContentFile(f"From: {SECRET}@example.org\n\n{SECRET}".encode(), name="email.eml"),
        sender=SECRET,
        subject=SECRET,
    )
    PlaceReminder.objects.create(place=place, occasion=SECRET, due_on=NOON.date(), at=NOON)
    review = PlaceEvent(
        place=place,
        number=2,
        kind=PlaceEventKind.REVIEWED,
        text=SECRET,
        held_on=NOON.date(),
        by=coordinator,
        at=NOON,
    )
    review.save()
    ReviewBody(event=review, body=body).save()


def release_reports(authority: Authority, coordinator: User) -> None:
    """A public report and a public place, with all that stays inside."""
    version = make_category(authority, code="released")
    place = _place(authority, version.category_id, coordinator, name="Schody", is_public=True)
    report = make_row(authority, version=version, place=place, **_PRIVATE)
    _fill(report, coordinator)
    Confirmation.objects.create(
        report=report,
        language="pl",
        email=f"{SECRET.lower()}@confirmed.example.org",
        person_key=SECRET,
        code_digest=uuid4().hex,
        at=NOON,
    )


_PRIVATE = {
    "place_name": SECRET,
    "contact_name": SECRET,
    "postal_address": SECRET,
    "email": f"{SECRET.lower()}@reported.example.org",
    "phone": SECRET,
    "answers": {"note": SECRET},
    "doubt": SECRET,
    "route": {"rule": 1, "name": SECRET},
}


def _place(
    authority: Authority, category_id: int, by: User, *, name: str, is_public: bool = False
) -> ProblemPlace:
    place = ProblemPlace.objects.create(
        authority=authority,
        key=uuid4(),
        name=name,
        category_id=category_id,
        latitude=50.0,
        longitude=15.0,
        is_public=is_public,
        opened_at=NOON,
        changed_at=NOON,
    )
    PlaceEvent(place=place, number=1, kind=PlaceEventKind.TRIED, text=SECRET, by=by, at=NOON).save()
    return place


def _fill(report: Report, by: User) -> None:
    for number, kind in enumerate((TextKind.DESCRIPTION, TextKind.NOTE), start=1):
        text = ReportText(report=report, kind=kind, text=SECRET, at=NOON)
        text.save()
        ReportEvent(
            report=report, number=number, kind=EventKind.NOTED, text=text, by=by, at=NOON
        ).save()
    ReportPhoto.objects.create(
        report=report,
        number=1,
        file=ContentFile(SECRET.encode(), name="photo.jpg"),
        kind="image/jpeg",
        size=1,
        sha256=uuid4().hex,
        added_at=NOON,
    )
