"""The commission's material: every accepted return of a period with the finding on it."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from prevenio.journal.operations import canonical
from prevenio.kernel.typography import bind_short_words
from prevenio.people.access import today_in
from prevenio.programme.models import Action
from prevenio.returns.models import (
    ActionReturn,
    Outcome,
    Part,
    ReportingPeriod,
    ReturnState,
    SealedReturn,
)
from prevenio.reviews import queries, wording
from prevenio.reviews.contents import as_of
from prevenio.reviews.models import Assessment
from prevenio.reviews.printed import authority_of
from prevenio.web.templatetags.parts import day, figure
from prevenio.web.typesetting import compile_pdf

TEMPLATE = Path(__file__).parent / "templates" / "reviews" / "pack.typ"


def pack_pdf(period: ReportingPeriod) -> bytes:
    """The material as PDF/UA-1, in the authority's language; equal data, equal bytes."""
    assessments = {one.action_id: one for one in period.assessments.all()}
    moment = datetime.fromisoformat(as_of(period, assessments.values()))
    with translation.override(period.authority.language):
        content = _content(period, assessments, moment)
    content["digest"] = hashlib.sha256(canonical(content).encode()).hexdigest()
    return compile_pdf(TEMPLATE, _bound(content), timestamp=int(moment.timestamp()))


def _content(
    period: ReportingPeriod, assessments: Mapping[int, Assessment], moment: datetime
) -> dict[str, Any]:
    said = _said(period)
    actions = queries.actions_of(period)
    lines = [(one, _line(one, said.get(one.pk, []), assessments.get(one.pk))) for one in actions]
    return {
        "language": period.authority.language,
        "authority": authority_of(period.authority),
        "title": _("Material for the commission"),
        "period": period.name,
        "programme": period.programme.title,
        "mark": _("Sample data") if period.authority.is_sample else "",
        "lead": _("What the bodies reported and the bureau accepted, with the finding on each."),
        "checksum": _("Checksum of the data (SHA-256)"),
        "as_of": _("State of the data: %(day)s") % {"day": day(today_in(period.authority, moment))},
        "areas": _by_area(lines),
        "page_of_pages": _("%(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    }


def _by_area(lines: Sequence[tuple[Action, dict[str, Any]]]) -> list[dict[str, Any]]:
    areas: dict[str, dict[str, Any]] = {}
    for action, line in lines:
        empty: dict[str, Any] = {"code": action.area.code, "title": action.area.title, "lines": []}
        areas.setdefault(action.area.code, empty)["lines"].append(line)
    return list(areas.values())


def _line(
    action: Action, sealed: Sequence[SealedReturn], assessment: Assessment | None
) -> dict[str, Any]:
    return {
        "code": action.code,
        "title": action.shown_title,
        "lead": queries.lead_name(action),
        "returns": [_reported(one) for one in sealed],
        "nothing": "" if sealed else _("No return has been accepted."),
        "finding": _finding(assessment),
    }


def _reported(sealed: SealedReturn) -> dict[str, Any]:
    one, content = sealed.action_return, sealed.content
    return {
        "body": one.body.shown_name,
        "part": str(one.get_part_display()) if one.part != Part.LEAD else "",
        "outcome": str(Outcome(content["outcome"]).label),
        "text": content["narrative"] or content["reason"],
        "counts": [_count(*row) for row in content["counts"]],
        "who": _who(sealed, one),
    }


def _count(what: str, number: str, unit: str) -> str:
    return f"{what}: {figure(number)} {unit}".strip()


def _who(sealed: SealedReturn, one: ActionReturn) -> str:
    """Who answers for the words: the body's own people, by name and office."""
    words = _("Sent by %(name)s, %(office)s, on %(day)s; accepted on %(accepted)s.")
    sent_on = day(sealed.sealed_at)
    facts = {"name": sealed.by_name, "office": sealed.by_office, "day": sent_on}
    return words % {**facts, "accepted": day(one.accepted_at)}


def _finding(assessment: Assessment | None) -> list[str]:
    if assessment is None:
        return [_("not assessed yet")]
    judged = f"{wording.degree(assessment.degree)}; {wording.verdict(assessment.verdict)}"
    follow_up = assessment.follow_up
    if follow_up and assessment.follow_up_by:
        follow_up = f"{follow_up} ({day(assessment.follow_up_by)})"
    reasons = wording.reasons(assessment.reason_codes)
    return [part for part in (judged, reasons, assessment.finding, follow_up) if part]


def _said(period: ReportingPeriod) -> Mapping[int, list[SealedReturn]]:
    """The newest sealed content of each accepted return, the lead body's first, by action."""
    rows = SealedReturn.objects.filter(
        action_return__period=period, action_return__state=ReturnState.ACCEPTED
    ).select_related("action_return__body")
    newest = {one.action_return_id: one for one in rows.order_by("number")}
    by_action: dict[int, list[SealedReturn]] = {}
    for one in sorted(newest.values(), key=_place):
        by_action.setdefault(one.action_return.action_id, []).append(one)
    return by_action


def _place(sealed: SealedReturn) -> tuple[bool, str]:
    one = sealed.action_return
    return one.part != Part.LEAD, one.body.short_name


def _bound(value: Any) -> Any:
    if isinstance(value, str):
        return bind_short_words(value)
    if isinstance(value, dict):
        return {key: _bound(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_bound(one) for one in value]
    return value
