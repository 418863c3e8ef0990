"""The three days of a report as they are drawn: read, verify, act; plain values, no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from prevenio.kernel.working_days import working_days_until
from prevenio.reports.models import Report, ReportState, Step

_ORDER = (Step.READ, Step.VERIFY, Step.ACT)


@dataclass(frozen=True, slots=True)
class Bar:
    """One step: its state by the names of the house, its word, its day; the one due now is bold."""

    state: str
    word: str
    day: date | None = None
    note: str = ""
    is_now: bool = False

    @property
    def shape(self) -> str:
        return "not_started" if self.state == "off" else self.state


def bars_of(report: Report, *, today: date, country: str) -> Sequence[Bar]:
    """The steps of a report in their order, as of a day."""
    done = {
        Step.READ: report.read_on,
        Step.VERIFY: report.verified_on,
        Step.ACT: report.acted_on,
    }
    return [
        _done(step, done[step]) if done[step] else _open(report, step, today, country)
        for step in _ORDER
    ]


def _done(step: Step, day: date | None) -> Bar:
    words = {
        Step.READ: pgettext("step of a report", "read (done)"),
        Step.VERIFY: pgettext("step of a report", "verified"),
        Step.ACT: pgettext("step of a report", "acted on"),
    }
    return Bar("ok", words[step], day)


def _open(report: Report, step: Step, today: date, country: str) -> Bar:
    due = {
        Step.READ: report.read_due_on,
        Step.VERIFY: report.verify_due_on,
        Step.ACT: report.act_due_on,
    }[step]
    word = str(step.label)
    is_paused = report.state == ReportState.WAITING
    if step != report.step or not report.is_open:
        is_late = report.is_open and not is_paused and due < today
        return _late(word, due, today, country) if is_late else Bar("off", word, due)
    if is_paused:
        return Bar("wait", word, note=_("asked back, the clock stands"), is_now=True)
    if report.partner_due_on is not None:
        return _with_partner(report, word, today, country)
    return _due(word, due, today, country)


def _with_partner(report: Report, word: str, today: date, country: str) -> Bar:
    partner = str(report.partner.short_name) if report.partner else ""
    due = report.partner_due_on
    if due is None or due >= today:
        note = _("with %(partner)s") % {"partner": partner}
        return Bar("wait", word, due, note, is_now=True)
    late = ", ".join(filter(None, (partner, _days_late(due, today, country))))
    return Bar("bad", word, due, late, is_now=True)


def _late(word: str, due: date, today: date, country: str, *, is_now: bool = False) -> Bar:
    return Bar("bad", word, due, _days_late(due, today, country), is_now=is_now)


def _days_late(due: date, today: date, country: str) -> str:
    days = max(1, -working_days_until(due, today=today, country=country))
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}


def _due(word: str, due: date, today: date, country: str) -> Bar:
    if due < today:
        return _late(word, due, today, country, is_now=True)
    if due == today:
        return Bar("warn", word, due, _("today"), is_now=True)
    if working_days_until(due, today=today, country=country) <= 1:
        return Bar("warn", word, due, _("next working day"), is_now=True)
    return Bar("go", word, due, is_now=True)
