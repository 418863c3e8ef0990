"""The annual review of Kielce, 110 actions and 13 charts, as PDF/UA-1 and as a Word document."""

from collections.abc import Iterator

from django.core.management import call_command
from django.utils import timezone

from prevenio.demo.loading import load_samples
from prevenio.people.models import Membership, Role
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews import documents, operations
from prevenio.reviews.models import AnnualReview
from prevenio.reviews.queries.actions import waiting_with_return
from prevenio.reviews.queries.board import periods_with_review
from prevenio.reviews.queries.whole import whole_review
from tooling.bench import Measured, timed


def measure() -> Iterator[Measured]:
    period = reviewed_year()
    whole = whole_review(period)
    note = f"{len(whole.content.actions)} actions, {len(whole.content.areas) + 2} charts"
    yield Measured("its content out of the database", timed(lambda: whole_review(period)))
    # The first chart starts the engine that draws; the time after that is measured.
    yield Measured(
        "the annual review as PDF/UA-1", timed(lambda: documents.review_pdf(whole)), 2.0, note
    )
    yield Measured(
        "the annual review as DOCX", timed(lambda: documents.review_docx(whole)), 3.0, note
    )


def reviewed_year() -> ReportingPeriod:
    """The sample year 2022, its proposed degrees taken."""
    call_command("migrate", verbosity=0)
    load_samples(at=timezone.now())
    years = periods_with_review().filter(authority__slug="kielce")
    period = years.get(last_day__year=2022)
    coordinators = Membership.objects.filter(authority=period.authority, role=Role.COORDINATOR)
    coordinator = coordinators.select_related("user")[0].user
    is_open = not AnnualReview.objects.filter(period=period).exclude(state="DRAFT").exists()
    for area in period.version.areas.all():
        if is_open and waiting_with_return(period, area):
            operations.take_proposed_degrees(
                period=period, area=area, by=coordinator, at=timezone.now()
            )
    return years.get(pk=period.pk)
