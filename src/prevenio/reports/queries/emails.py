"""The e-mails that wait to be written down."""

from django.db.models import QuerySet

from prevenio.people.models import Authority
from prevenio.reports.models import EmailState, IncomingEmail


def has_had_emails(authority: Authority) -> bool:
    """Whether one ever came: a mail server's pipe stands in no setting."""
    return IncomingEmail.objects.filter(authority=authority).exists()


def waiting_emails(authority: Authority) -> QuerySet[IncomingEmail]:
    """What may tell of danger first, then what has waited longest."""
    rows = IncomingEmail.objects.filter(authority=authority, state=EmailState.WAITING)
    return rows.select_related("authority").order_by("-sounds_like_danger", "arrived_at", "pk")
