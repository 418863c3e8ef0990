"""The register of acts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import Authority, User
from prevenio.programme import access
from prevenio.programme.models import Act, Signatory


class NumberTaken(Refused):
    message = _("There is another act of this kind with the number %(number)s.")


@transaction.atomic
def record_act(*, authority: Authority, values: Mapping[str, Any], by: User, at: datetime) -> Act:
    """Enter an act in the register, or complete the one with the same kind and number.

    Raises NotAllowed.
    """
    if not access.can_adopt_programme(by, authority, at):
        raise NotAllowed
    act, is_new = Act.objects.update_or_create(
        authority=authority,
        kind=values["kind"],
        number=values["number"],
        defaults={k: v for k, v in values.items() if k not in {"kind", "number"}},
    )
    fact = "programme.act.recorded" if is_new else "programme.act.completed"
    record(fact, about=act, by=by, at=at, authority_id=authority.pk)
    return act


@transaction.atomic
def complete_act(
    *,
    act: Act,
    values: Mapping[str, Any],
    signatories: Sequence[tuple[str, str]],
    by: User,
    at: datetime,
) -> Act:
    """Mend what the register says of an act, and who signed it.

    Versions already adopted keep the day they took effect. Raises NotAllowed or NumberTaken.
    """
    act = (
        Act.objects.select_for_update(of=("self",), no_key=True)
        .select_related("authority")
        .get(pk=act.pk)
    )
    if not access.can_adopt_programme(by, act.authority, at):
        raise NotAllowed
    same = Act.objects.filter(
        authority=act.authority, kind=values["kind"], number=values["number"]
    ).exclude(pk=act.pk)
    if same.exists():
        raise NumberTaken(number=values["number"])
    for name, value in values.items():
        setattr(act, name, value)
    act.save()
    act.signatories.all().delete()
    Signatory.objects.bulk_create(
        Signatory(act=act, name=name, office=office) for name, office in signatories
    )
    record("programme.act.completed", about=act, by=by, at=at, authority_id=act.authority_id)
    return act
