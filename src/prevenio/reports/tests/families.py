"""Joining, splitting and closing as tests do it: with the report as it is by now."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from prevenio.people.models import User
from prevenio.reports.models import Outcome, Report
from prevenio.reports.operations import joining, working
from prevenio.reports.tests.factories import MORNING

LATER = MORNING + timedelta(days=1)


def merge(report: Report, into: Report, by: User, at: datetime = MORNING) -> Report:
    report.refresh_from_db()
    return joining.merge(report=report, into=into, seen=report.revision, by=by, at=at)


def split(
    report: Report, by: User, words: Sequence[str] = ("Lampa", "Hałas"), at: datetime = MORNING
) -> Sequence[Report]:
    """A part of the same category for each of the words."""
    report.refresh_from_db()
    parts = [(report.version, one) for one in words]
    return joining.split(report=report, parts=parts, seen=report.revision, by=by, at=at)


def close(report: Report, by: User, outcome: Outcome = Outcome.SOLVED) -> Report:
    """The day after the morning."""
    report.refresh_from_db()
    return working.close(
        report=report, seen=report.revision, outcome=outcome, text="Zrobione.", by=by, at=LATER
    )
