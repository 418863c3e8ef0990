"""What the working groups of the sample write to each other; invented, and no mail goes out."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from prevenio.demo.samples import FOLDER
from prevenio.people.models import Authority, Membership, Role, User
from prevenio.places.models import WorkingGroup
from prevenio.region.models import Message

_BUREAU = "bureau"


def exchange_sample(authority: Authority, *, at: datetime) -> None:
    """Messages with their replies, around the day of loading; a sample may have none."""
    file = FOLDER / f"{authority.slug}-messages.json"
    if not file.exists():
        return
    rows = json.loads(file.read_text(encoding="utf-8"))
    groups = {
        one.municipality.name: one
        for one in WorkingGroup.objects.filter(authority=authority).select_related("municipality")
        if one.municipality is not None
    }
    people = _people(authority)
    first = [_message(authority, row, None, groups, people, at) for row in rows]
    Message.objects.bulk_create(first)
    Message.objects.bulk_create(
        _message(authority, reply, above, groups, people, at)
        for above, row in zip(first, rows, strict=True)
        for reply in row["replies"]
    )


def _people(authority: Authority) -> Mapping[str, User]:
    """The bureau's coordinator, and the people of town offices by the name of their town."""
    acting = Membership.objects.filter(authority=authority).select_related("user")
    clerks = acting.filter(body__municipalities__isnull=False)
    towns = clerks.annotate(town=F("body__municipalities__name"))
    found = {vars(one)["town"]: one.user for one in towns}
    return found | {_BUREAU: acting.get(role=Role.COORDINATOR).user}


def _message(
    authority: Authority,
    row: Mapping[str, Any],
    above: Message | None,
    groups: Mapping[str, WorkingGroup],
    people: Mapping[str, User],
    at: datetime,
) -> Message:
    group = above.group if above else groups.get(row["group"] or "")
    return Message(
        authority=authority,
        group=group,
        answers=above,
        title="" if above else row["title"],
        words=row["words"],
        by=people[row["by"]],
        at=at - timedelta(days=row["days_ago"], hours=2),
    )
