"""The other documents of a period: goals, presentation, workbook, 27 extracts in one batch."""

import tempfile
from collections.abc import Iterator

from django.test.utils import override_settings
from django.utils import timezone

from benchmarks.review import reviewed_year
from prevenio.people.models import Membership, Role
from prevenio.places.models import Municipality
from prevenio.programme.models import Milestone
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews import batches, operations
from prevenio.reviews.deck.slides import deck_of
from prevenio.reviews.models import Batch
from prevenio.reviews.papers.making import HALF, goals_review
from prevenio.reviews.papers.municipality import municipalities_of
from prevenio.reviews.queries.whole import whole_review
from prevenio.reviews.workbook import workbook_of
from tooling.bench import Measured, timed, timed_once

TOWNS = 27


def measure() -> Iterator[Measured]:
    period = reviewed_year()
    whole, version, year = whole_review(period), period.version, period.last_day.year
    note = f"{len(whole.content.actions)} actions"
    for ending, limit in (("pdf", 2.0), ("docx", 3.0)):
        seconds = timed(lambda one=ending: goals_review(version, year, HALF, one))  # type: ignore[misc]
        yield Measured(f"the half-year goals review as {ending.upper()}", seconds, limit, note)
    slides = f"{len(whole.content.areas) + 2} native charts"
    yield Measured("the presentation as PPTX", timed(lambda: deck_of(whole)), 3.0, slides)
    yield Measured("everything as XLSX", timed(lambda: workbook_of(period, whole)), 3.0, note)
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        batch = asked_for(period)
        seconds = timed_once(lambda: batches.make_extracts(batch.pk))
        made = batch.items.filter(done_at__isnull=False).count()
    yield Measured("extracts for municipalities in one ZIP", seconds, 30.0, f"{made} of {TOWNS}")


def asked_for(period: ReportingPeriod) -> Batch:
    """A batch for 27 towns that joined on one day; nothing of it is made yet."""
    towns = Municipality.objects.bulk_create(
        Municipality(authority=period.authority, name=f"Town {place}", code=f"T{place}")
        for place in range(TOWNS)
    )
    joined = Milestone.objects.create(version=period.version, position=1, text="They joined.")
    joined.municipalities.set(towns)
    people = Membership.objects.filter(authority=period.authority, role=Role.COORDINATOR)
    return operations.begin_batch(
        period=period,
        municipalities=municipalities_of(period.version),
        by=people.select_related("user")[0].user,
        at=timezone.now(),
    )
