"""The letters about late returns: to the people above the one who fills in."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.kernel.working_days import working_days_until
from prevenio.notices.letters import Letter
from prevenio.notices.models import Notice
from prevenio.notices.operations import write_notice
from prevenio.people import addresses
from prevenio.returns.letters import shortened, signature, time_left
from prevenio.returns.models import ContactKind, ReportingPeriod
from prevenio.returns.queries.late import LateBody
from prevenio.web.templatetags.parts import day

_MOST_BODIES = 40


def write_late(
    period: ReportingPeriod, late: LateBody, *, to: str, today: date, at: datetime
) -> Notice:
    """To the certifier or the head of a body: its returns are late."""
    authority = period.authority
    with translation.override(authority.language):
        letter = _late(period, late, today)
    return write_notice(
        to=to, letter=letter, language=authority.language, authority=authority, at=at
    )


def write_late_bodies(
    period: ReportingPeriod,
    bodies: Sequence[LateBody],
    *,
    to: str,
    today: date,
    at: datetime,
) -> Notice:
    """To the head of the bureau: these bodies are late, though their own people were told."""
    authority = period.authority
    with translation.override(authority.language):
        letter = _late_bodies(period, bodies, today)
    return write_notice(
        to=to, letter=letter, language=authority.language, authority=authority, at=at
    )


def _late(period: ReportingPeriod, late: LateBody, today: date) -> Letter:
    reporter = late.contact(ContactKind.REPORT)
    asked = reporter.email if reporter else late.body.email
    return Letter(
        subject=f"{period.name}: {_days_late(period, late, today)}",
        heading=ngettext(
            "%(body)s has not sent %(count)s return",
            "%(body)s has not sent %(count)s returns",
            len(late.codes),
        )
        % {"body": late.body.shown_name, "count": len(late.codes)},
        paragraphs=[
            _(
                "The one who fills them in was reminded. Please see to it that they are sent, or "
                "tell the bureau what stands in the way."
            ),
        ],
        facts=[
            (_("Actions"), shortened(late.codes)),
            (_("Due on"), day(late.late_from)),
            *([(_("Fills in"), asked)] if asked else []),
        ],
        after=[_("Have they been sent in the meantime? Then nothing needs to be done.")],
        signed=signature(period.opened_by),
    )


def _late_bodies(period: ReportingPeriod, bodies: Sequence[LateBody], today: date) -> Letter:
    named = [
        (one.body.shown_name, f"{_days_late(period, one, today)}: {shortened(one.codes)}")
        for one in bodies
    ]
    more = len(named) - _MOST_BODIES
    after = [ngettext("%(count)s more body.", "%(count)s more bodies.", more) % {"count": more}]
    return Letter(
        subject=ngettext(
            "%(period)s: %(count)s body is late",
            "%(period)s: %(count)s bodies are late",
            len(named),
        )
        % {"period": period.name, "count": len(named)},
        heading=_("Returns are late that nobody has sent in spite of reminders"),
        paragraphs=[_("Their own people were told first. The bureau decides what follows.")],
        facts=named[:_MOST_BODIES],
        button=_("Open the period"),
        address=addresses.address("returns:board", authority=period.authority, args=[period.pk]),
        after=after if more > 0 else [],
        signed=signature(period.opened_by),
    )


def _days_late(period: ReportingPeriod, late: LateBody, today: date) -> str:
    country = period.authority.country
    return time_left(working_days_until(late.late_from, today=today, country=country))
