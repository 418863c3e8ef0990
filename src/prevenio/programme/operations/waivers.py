"""Letting a finding stand, and taking that back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import User
from prevenio.programme import access
from prevenio.programme.models import Programme, Waiver


class WaiverReasonMissing(Refused):
    message = _("Give the reason why this finding is let stand. It stays visible beside it.")


@transaction.atomic
def waive_finding(
    *, programme: Programme, code: str, fingerprint: str, reason: str, by: User, at: datetime
) -> Waiver:
    """Let a finding stand, for this and later versions; the reason stays in sight.

    Raises NotAllowed or WaiverReasonMissing.
    """
    if not access.can_edit_programme(by, programme.authority, at):
        raise NotAllowed
    if not reason.strip():
        raise WaiverReasonMissing
    waiver, is_new = Waiver.objects.get_or_create(
        programme=programme,
        fingerprint=fingerprint,
        withdrawn_at=None,
        defaults={"code": code, "reason": reason.strip(), "by": by, "at": at},
    )
    if is_new:
        record(
            "programme.finding.waived",
            about=waiver,
            by=by,
            at=at,
            authority_id=programme.authority_id,
            details={"code": code, "reason": waiver.reason},
        )
    return waiver


@transaction.atomic
def withdraw_waiver(*, waiver: Waiver, by: User, at: datetime) -> Waiver:
    """Count the finding again. Raises NotAllowed."""
    waiver = (
        Waiver.objects.select_for_update(of=("self",), no_key=True)
        .select_related("programme__authority")
        .get(pk=waiver.pk)
    )
    if not access.can_edit_programme(by, waiver.programme.authority, at):
        raise NotAllowed
    if waiver.withdrawn_at is None:
        waiver.withdrawn_at = at
        waiver.save(update_fields=["withdrawn_at"])
        record(
            "programme.waiver.withdrawn",
            about=waiver,
            by=by,
            at=at,
            authority_id=waiver.programme.authority_id,
        )
    return waiver
