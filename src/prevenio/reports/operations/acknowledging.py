"""Whoever left an address is told that the report has arrived, and under which number."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _

from prevenio.notices.letters import Letter
from prevenio.notices.operations import ToWrite, write_notices
from prevenio.people import addresses
from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.people.queries import imprint_of
from prevenio.reports.letters import about, genuine
from prevenio.reports.models import (
    UNSEEN_STATES,
    EventKind,
    Nature,
    Outcome,
    Report,
    ReportEvent,
    ReportReminder,
)
from prevenio.web.templatetags.parts import day

_OCCASION = "receipt"
# What came longer ago needs no receipt any more.
_NEWS = timedelta(days=3)
# Of these nobody has heard yet what came of it.
_GOES_ON = (Outcome.OPEN, Outcome.MERGED, Outcome.SPLIT)


@transaction.atomic
def acknowledge(*, authority: Authority, at: datetime) -> int:
    """Write to whoever left an address with a report since the last time; how many it were.

    The clock does so, not the page that takes a report: so a form that is sent by a machine writes
    to nobody, as it is held. Once it is let through, whoever sent it hears of it. Nobody hears of
    one report twice, nor once it has ended, itself or the one that it was joined with: with a
    result came a letter that says more, and who was taken for spam may never have sent it.
    """
    told = ReportReminder.objects.filter(report=OuterRef("pk"), occasion=_OCCASION)
    released = ReportEvent.objects.filter(
        report=OuterRef("pk"), kind=EventKind.RELEASED, at__gt=at - _NEWS
    )
    rows = Report.objects.filter(
        Q(received_at__gt=at - _NEWS) | Exists(released),
        Q(merged_into=None) | Q(merged_into__outcome__in=_GOES_ON),
        ~Exists(told),
        authority=authority,
        split_from=None,
        outcome__in=_GOES_ON,
    )
    rows = rows.exclude(email="").exclude(state__in=UNSEEN_STATES)
    reports = list(rows.select_related("authority").order_by("pk"))
    if not reports:
        return 0
    ReportReminder.objects.bulk_create(
        ReportReminder(report=one, occasion=_OCCASION, due_on=one.read_due_on, at=at)
        for one in reports
    )
    imprint = imprint_of(authority)
    phone, today = imprint.phone if imprint is not None else "", today_in(authority, at)
    letters = [
        ToWrite(one.email, _letter(one, phone, today), one.language, about=about(one.pk))
        for one in reports
    ]
    write_notices(letters, authority=authority, at=at)
    return len(letters)


def _letter(report: Report, phone: str, today: date) -> Letter:
    """In the language of the report; what was reported is not in it: others may read the mail.

    What was held for long is let through after the day by which it was to be read.
    """
    with translation.override(report.language):
        number = {"reference": report.reference}
        promised = (
            _("It is a request: you get our answer by %(day)s at the latest.")
            if report.nature == Nature.REQUEST
            else _("We read it by %(day)s at the latest.")
        )
        until = report.act_due_on if report.nature == Nature.REQUEST else report.read_due_on
        lost = _("If you have lost them, call us and name the number: %(phone)s.")
        return Letter(
            subject=_("We have received your report %(reference)s") % number,
            heading=_("We have received your report"),
            paragraphs=[
                _("Its number is %(reference)s.") % number,
                *([promised % {"day": day(until)}] if until >= today else []),
                _(
                    "The five words that you were shown open it: how it stands, what we ask, what "
                    "came of it. Nobody else has them."
                ),
                *([lost % {"phone": phone}] if phone else []),
            ],
            button=_("See how it stands, with the words of your receipt"),
            address=addresses.address("portal:report-receipt", authority=report.authority),
            signed=report.authority.name,
            genuine=genuine(),
        )
