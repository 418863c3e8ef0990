"""Whoever left an address is told that the report has arrived, and under which number."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _

from prevenio.notices.letters import Letter
from prevenio.notices.operations import ToWrite, write_notices
from prevenio.people import addresses
from prevenio.people.models import Authority
from prevenio.people.queries import imprint_of
from prevenio.reports.letters import about, genuine
from prevenio.reports.models import UNSEEN_STATES, Nature, Report, ReportReminder
from prevenio.web.templatetags.parts import day

_OCCASION = "receipt"
# What came longer ago needs no receipt any more.
_NEWS = timedelta(days=3)


@transaction.atomic
def acknowledge(*, authority: Authority, at: datetime) -> int:
    """Write to whoever left an address with a report since the last time; how many it were.

    The clock does so, not the page that takes a report: so a form that is sent by a machine writes
    to nobody, as it is held. Nobody hears twice of one report.
    """
    told = ReportReminder.objects.filter(report=OuterRef("pk"), occasion=_OCCASION)
    rows = Report.objects.filter(
        ~Exists(told), authority=authority, split_from=None, received_at__gt=at - _NEWS
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
    phone = imprint.phone if imprint is not None else ""
    letters = [
        ToWrite(one.email, _letter(one, phone), one.language, about=about(one.pk))
        for one in reports
    ]
    write_notices(letters, authority=authority, at=at)
    return len(letters)


def _letter(report: Report, phone: str) -> Letter:
    """In the language of the report; what was reported is not in it: others may read the mail."""
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
                promised % {"day": day(until)},
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
