"""What the tests of recording write, and who writes it."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from prevenio.activities import operations
from prevenio.activities.models import Activity, ActivityKind
from prevenio.activities.tests.factories import NOON, TODAY
from prevenio.activities.written import Written
from prevenio.people.models import Body, User


def write(kind: ActivityKind, body: Body, **fields: Any) -> Written:
    """What a person writes of today; numbers may be plain whole ones."""
    fields.setdefault("first_day", TODAY)
    fields.setdefault("last_day", fields["first_day"])
    numbers = {key: Decimal(number) for key, number in fields.pop("numbers", {}).items()}
    return Written(kind=kind, body=body, numbers=numbers, **fields)


def record(
    by: User,
    written: Written,
    *,
    form_key: UUID | None = None,
    today: date = TODAY,
) -> Activity:
    return operations.record_activity(
        authority=written.body.authority,
        written=written,
        by=by,
        at=NOON,
        today=today,
        form_key=form_key,
    )
