"""The ledger of targets and baselines: entries are added, never edited."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from prevenio.indicators import access
from prevenio.indicators.models import Indicator, Target, TargetKind, plain
from prevenio.indicators.operations import refusals
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import User
from prevenio.programme.models import Act


@transaction.atomic
def set_target(
    *,
    indicator: Indicator,
    first_year: int,
    last_year: int,
    number: Decimal | None,
    reason: str,
    by: User,
    at: datetime,
    kind: str = TargetKind.TARGET,
    act: Act | None = None,
    act_text: str = "",
) -> Target:
    """Add an entry to the ledger; without a number it says that these years have no target.

    Raises NotAllowed, TargetReasonMissing or YearsInDisorder.
    """
    indicator = (
        Indicator.objects.select_for_update(of=("self",), no_key=True)
        .select_related("authority")
        .get(pk=indicator.pk)
    )
    if not access.can_edit_indicators(by, indicator.authority, at):
        raise NotAllowed
    if not reason.strip():
        raise refusals.TargetReasonMissing
    if last_year < first_year:
        raise refusals.YearsInDisorder
    target = Target.objects.create(
        indicator=indicator,
        kind=kind,
        first_year=first_year,
        last_year=last_year,
        number=number,
        act=act,
        act_text=act_text.strip(),
        reason=reason.strip(),
        by=by,
        at=at,
    )
    record(
        "indicators.target.set",
        about=indicator,
        by=by,
        at=at,
        authority_id=indicator.authority_id,
        details={
            "kind": kind,
            "years": f"{first_year}-{last_year}",
            "number": plain(number) if number is not None else "",
            "reason": target.reason,
        },
    )
    return target
