"""Who opened a report that holds a name, an address or a number of somebody is kept in mind."""

from datetime import datetime

from django.db import transaction

from prevenio.journal.models import Sighting
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import User
from prevenio.reports import access
from prevenio.reports.models import Report


@transaction.atomic(savepoint=False)
def look_at_contact(*, report: Report, by: User, at: datetime) -> bool:
    """Whether there is a contact to look at; then who looked, and when, is kept.

    Raises NotAllowed.
    """
    if not (report.has_contact or report.contact_name):
        return False
    if not access.can_work_on(by, report, at):
        raise NotAllowed
    Sighting.objects.create(
        authority_id=report.authority_id,
        about_kind=Report._meta.label_lower,
        about_id=str(report.pk),
        by_id=by.pk,
        by_name=str(by),
        at=at,
    )
    return True
