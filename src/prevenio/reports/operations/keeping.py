"""The bureau keeps beginnings of answers."""

from datetime import datetime

from django.db import transaction

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import User
from prevenio.reports import access
from prevenio.reports.models import ReplyTemplate


@transaction.atomic
def save_template(*, template: ReplyTemplate, by: User, at: datetime) -> ReplyTemplate:
    """Add or change a template. Raises NotAllowed."""
    if not access.can_keep_reports(by, template.authority, at):
        raise NotAllowed
    template.save()
    _record("reports.template.saved", template, by, at)
    return template


@transaction.atomic
def remove_template(*, template: ReplyTemplate, by: User, at: datetime) -> None:
    """Remove a template. Raises NotAllowed."""
    if not access.can_keep_reports(by, template.authority, at):
        raise NotAllowed
    _record("reports.template.removed", template, by, at)
    template.delete()


def _record(fact: str, template: ReplyTemplate, by: User, at: datetime) -> None:
    record(fact, about=template, by=by, at=at, authority_id=template.authority_id)
