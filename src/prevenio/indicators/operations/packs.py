"""Loading the passports that a country's authorities begin with."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from prevenio.indicators import access
from prevenio.indicators.models import Indicator
from prevenio.indicators.operations.passports import searched
from prevenio.indicators.packs import passports_of
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed
from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body, User


@transaction.atomic
def load_pack(*, authority: Authority, by: User | None, at: datetime) -> list[Indicator]:
    """Add what the authority does not have yet; what stands there is left as it is.

    Without `by` the operator of the installation loads it. Raises NotAllowed.
    """
    if by is not None and not access.can_edit_indicators(by, authority, at):
        raise NotAllowed
    added = fill_from_pack(authority, at, with_requested=True)
    if added:
        record(
            "indicators.pack.loaded",
            about=authority,
            by=by,
            at=at,
            authority_id=authority.pk,
            details={"codes": [one.code for one in added]},
        )
    return added


def fill_from_pack(
    authority: Authority, at: datetime, *, with_requested: bool = False
) -> list[Indicator]:
    """The rows alone; a new authority gets them with the fact of its creation.

    What is counted from activities and reports waits until it is asked for: there may be none.
    """
    present = Indicator.objects.filter(authority=authority)
    codes = {one.code for one in present}
    series = {(one.series_source, one.series_key) for one in present}
    rows = [
        row
        for row in passports_of(authority.country)
        if (with_requested or not row.get("on_request"))
        and row["code"] not in codes
        and _series(row) not in series - {("", "")}
    ]
    return Indicator.objects.bulk_create(_indicator(authority, row, at) for row in rows)


def _indicator(authority: Authority, row: Mapping[str, Any], at: datetime) -> Indicator:
    apart = {"series", "owner", "on_request"}
    source, key = _series(row)
    indicator = Indicator(
        authority=authority,
        owner=_owner(authority, row.get("owner", ())),
        series_source=source,
        series_key=key,
        created_at=at,
        changed_at=at,
        **{name: value for name, value in row.items() if name not in apart},
    )
    indicator.search_text = searched(indicator)
    return indicator


def _series(row: Mapping[str, Any]) -> tuple[str, str]:
    named = row.get("series", {})
    return named.get("source", ""), named.get("key", "")


def _owner(authority: Authority, words: list[str] | tuple[()]) -> Body | None:
    """The one body whose name holds the words of the pack, if it is there already."""
    if not words:
        return None
    fitting = [
        body
        for body in Body.objects.filter(authority=authority)
        if any(word in fold(f"{body.name} {body.public_name}") for word in words)
    ]
    return fitting[0] if len(fitting) == 1 else None
