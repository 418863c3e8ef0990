"""The bureau keeps topics, templates and the directory of advice points."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from prevenio.advice import access
from prevenio.advice.models import AdvicePoint, AnswerTemplate, Topic
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed
from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Country, User

_PACKS = Path(__file__).parent.parent / "packs"
_FILES = {Country.POLAND: "pl.json", Country.CZECHIA: "cz.json"}


@transaction.atomic
def load_topics(*, authority: Authority, by: User | None, at: datetime) -> int:
    """Add the topics of the country's pack that the authority does not have; how many it were.

    What is there stays as it is. `by` is None where the installation itself loads.
    Raises NotAllowed.
    """
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    if by is not None and not access.can_keep_advice(by, authority, at):
        raise NotAllowed
    known = set(Topic.objects.filter(authority=authority).values_list("code", flat=True))
    rows = [
        Topic(authority=authority, position=position, **row)
        for position, row in enumerate(_pack(_FILES[Country(authority.country)]), start=1)
        if row["code"] not in known
    ]
    Topic.objects.bulk_create(rows)
    if rows:
        record(
            "advice.topics.loaded",
            about=authority,
            by=by,
            at=at,
            authority_id=authority.pk,
            details={"topics": [row.code for row in rows]},
        )
    return len(rows)


@transaction.atomic
def save_topic(*, topic: Topic, by: User, at: datetime) -> Topic:
    """Add or change a topic. Raises NotAllowed."""
    _allowed(topic.authority, by, at)
    topic.save()
    _record("advice.topic.saved", topic, topic.authority, by, at, {"code": topic.code})
    return topic


@transaction.atomic
def save_template(*, template: AnswerTemplate, by: User, at: datetime) -> AnswerTemplate:
    """Add or change the beginning of an answer. Raises NotAllowed."""
    _allowed(template.authority, by, at)
    template.save()
    _record("advice.template.saved", template, template.authority, by, at)
    return template


@transaction.atomic
def remove_template(*, template: AnswerTemplate, by: User, at: datetime) -> None:
    """Remove the beginning of an answer. Raises NotAllowed."""
    _allowed(template.authority, by, at)
    _record("advice.template.removed", template, template.authority, by, at)
    template.delete()


@transaction.atomic
def save_point(*, point: AdvicePoint, by: User, at: datetime) -> AdvicePoint:
    """Add or change a place where help is found. Raises NotAllowed."""
    _allowed(point.authority, by, at)
    point.search_text = search_text_of(point)
    point.save()
    _record("advice.point.saved", point, point.authority, by, at)
    return point


@transaction.atomic
def remove_point(*, point: AdvicePoint, by: User, at: datetime) -> None:
    """Remove a place that was entered by mistake. Raises NotAllowed."""
    _allowed(point.authority, by, at)
    _record("advice.point.removed", point, point.authority, by, at)
    point.delete()


def search_text_of(point: AdvicePoint) -> str:
    """What a point is found by: small letters without diacritics."""
    place = point.municipality.name if point.municipality else ""
    said = (point.name, point.purpose, point.audience, point.address, place)
    return fold(" ".join(said))


def _allowed(authority: Authority, by: User, at: datetime) -> None:
    if not access.can_keep_advice(by, authority, at):
        raise NotAllowed


def _record(
    fact: str,
    about: Any,
    authority: Authority,
    by: User,
    at: datetime,
    details: Mapping[str, object] | None = None,
) -> None:
    record(fact, about=about, by=by, at=at, authority_id=authority.pk, details=details)


@cache
def _pack(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((_PACKS / name).read_text("utf-8"))
    return rows
