"""The steps of a report as its receipt shows them: done with a day, or due by a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import pgettext

from prevenio.reports.models import Report, ReportState, Step


@dataclass(frozen=True, slots=True)
class Shown:
    """One step: its word, when it was done or until when it is due; `is_now` for the one due.

    `is_moment` where it was done at a moment that the reader may know.
    """

    word: str
    done_on: date | datetime | None
    due_on: date | None
    is_now: bool = False
    is_moment: bool = False


def steps_of(report: Report, *, exactly: bool = False) -> Sequence[Shown]:
    """Received, read, checked, result; without days for what a report that ended left out.

    The minute of the receipt is for whoever sent it alone.
    """
    waits = report.state == ReportState.WAITING
    rows = [
        (Step.READ, pgettext("step of a receipt", "Read"), report.read_on, report.read_due_on),
        (
            Step.VERIFY,
            pgettext("step of a receipt", "Checked on the spot"),
            report.verified_on,
            report.verify_due_on,
        ),
        (Step.ACT, pgettext("step of a receipt", "Result"), report.acted_on, report.act_due_on),
    ]
    moment = report.received_at if exactly else timezone.localdate(report.received_at)
    word = pgettext("step of a receipt", "Received")
    received = Shown(word, moment, None, is_moment=exactly)
    return [
        received,
        *(
            Shown(word, done, None if done or waits else due, report.step == step)
            for step, word, done, due in rows
        ),
    ]
