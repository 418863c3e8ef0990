"""The register of acts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, User
from prevenio.programme import access
from prevenio.programme.models import Act


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
