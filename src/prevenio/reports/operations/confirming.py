"""Somebody else says that a report is right, or that what it says is gone."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused
from prevenio.reports import receipts
from prevenio.reports.models import Confirmation, EventKind, Report
from prevenio.reports.operations.steps import locked, require, take_step
from prevenio.reports.operations.taking import When


class OwnReport(Refused):
    message = _("This is your own report. With its receipt you can add to it.")


def confirm(
    *,
    report: Report,
    is_there: bool,
    person_key: str,
    form_key: str,
    when: When | None = None,
    email: str = "",
    language: str,
    at: datetime,
) -> Confirmation:
    """Confirm a report, or say that it is gone; who says the same twice has said it once.

    The receipt is `receipts.words_of(form_key, language)`; of a second time it is the first one
    that counts. Raises OwnReport or WrongState.
    """
    digest = receipts.digest_of(receipts.words_of(form_key, language))
    try:
        with transaction.atomic():
            report = locked(report)
            kind = EventKind.BACKED if is_there else EventKind.DENIED
            require(report, kind)
            # Without an address only the network is known, and neighbours may share one: such a
            # confirmation stands, and counts as nobody new.
            if email and report.person_key == person_key:
                raise OwnReport
            when = when or When()
            made = Confirmation.objects.create(
                report=report,
                is_there=is_there,
                weekdays=when.weekdays & 127,
                from_hour=when.from_hour,
                to_hour=when.to_hour,
                language=language,
                email=email.strip().lower(),
                person_key=person_key,
                code_digest=digest,
                at=at,
            )
            take_step(report, kind, by=None, at=at)
            return made
    except IntegrityError:
        known = Confirmation.objects.filter(
            report=report, person_key=person_key, is_there=is_there
        ).first()
        if known is None:
            raise
        return known
