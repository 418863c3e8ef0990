"""One report as the staff read it: its course, its company, its neighbours."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import pgettext

from prevenio.kernel.redacting import BLOCK
from prevenio.reports.models import (
    Confirmation,
    Nature,
    Outcome,
    Report,
    ReportEvent,
    ReportPhoto,
    ReportText,
    TextKind,
    said,
)
from prevenio.reports.queries.families import going_with, parts_of
from prevenio.reports.queries.place_words import place_words_of
from prevenio.reports.queries.similar import metres_between, near_to
from prevenio.reports.queries.voices import said_by_others

_MOST_NEAR = 10


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A report near another one; `metres` between their points."""

    report: Report
    metres: int
    is_apart: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a question; `may_go` if it was written and can be blacked out."""

    key: str
    question: str
    words: str
    may_go: bool


@dataclass(frozen=True, slots=True)
class Route:
    """By which rule a report came where it is: the rule as it was then; none is the bureau."""

    rule: int | None
    name: str
    precinct: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Goes:
    """What an erasure would take of a report, and what would be left; numbers of things.

    Of its parts `ended` go with it, and all but the place is counted with theirs; `going` stay.
    """

    texts: int
    photos: int
    has_contact: bool
    steps: int
    confirmations: int
    place_words: int
    place_id: int | None
    ended: Sequence[Report]
    going: Sequence[Report]


@dataclass(frozen=True, slots=True)
class Voices:
    """How many other people said that it is so, and that it is gone."""

    there: int
    gone: int


def events_of(report: Report) -> Sequence[ReportEvent]:
    """The steps of a report with their words, oldest first."""
    rows = report.events.select_related("text", "by", "body", "person")
    return list(rows.order_by("number"))


def description_of(report: Report) -> str:
    """The words that came with the report; empty without any, and once they were erased."""
    first = report.texts.filter(kind=TextKind.DESCRIPTION).order_by("pk").first()
    return str(first.text) if first else ""


def words_of(report: Report) -> Sequence[ReportText]:
    """Every text of a report that still says something, oldest first."""
    return list(report.texts.filter(erased_at=None).select_related("by").order_by("pk"))


def route_of(report: Report) -> Route:
    kept = report.route
    try:
        as_of = date.fromisoformat(str(kept.get("as_of", "")))
    except ValueError:
        as_of = None
    number = kept.get("rule")
    return Route(
        number if isinstance(number, int) else None,
        str(kept.get("name", "")),
        str(kept.get("precinct", "")),
        as_of,
    )


def answers_of(report: Report) -> Sequence[Answer]:
    """What was asked for the category, with what was answered, in the words of the page."""
    asked, free = {str(one["key"]): one for one in report.version.questions}, report.free_answers
    return [
        Answer(
            key=key,
            question=said(asked[key]["labels"]) if key in asked else key,
            words=_answer(asked.get(key, {}), value),
            may_go=free.get(key, BLOCK) != BLOCK,
        )
        for key, value in report.answers.items()
    ]


def _answer(question: dict[str, object], value: object) -> str:
    if question.get("type") == "yes_no":
        return {"yes": pgettext("answer", "Yes"), "no": pgettext("answer", "No")}.get(
            str(value), str(value)
        )
    choices = question.get("choices") or ()
    labels = {str(one["key"]): said(one["labels"]) for one in choices}  # type: ignore[attr-defined]
    return labels.get(str(value), str(value))


def voices_of(report: Report) -> Voices:
    """Others who reported the same, joined with it, or confirmed it: each person once."""
    said = said_by_others([report.pk])[report.pk]
    return Voices(len(said.there - {report.person_key}), len(said.gone))


def left_of(report: Report) -> Goes:
    parts = parts_of(report)
    ended = going_with(parts)
    whole = [report, *ended]
    return Goes(
        texts=ReportText.objects.filter(report__in=whole, erased_at=None).count(),
        photos=ReportPhoto.objects.filter(report__in=whole).count(),
        has_contact=any(one.has_contact or one.contact_name for one in whole),
        steps=ReportEvent.objects.filter(report__in=whole).count(),
        confirmations=Confirmation.objects.filter(report__in=whole, is_counted=True).count(),
        place_words=place_words_of(report),
        ended=ended,
        going=[one for one in parts if one.is_open],
        place_id=report.place_id or (report.merged_into.place_id if report.merged_into else None),
    )


def neighbours_of(report: Report, seen: QuerySet[Report]) -> Sequence[Neighbour]:
    """Reports of the same category nearby that the person sees, the nearest first."""
    rows = near_to(report).filter(pk__in=seen.values("pk"))
    near = [
        Neighbour(
            one,
            metres_between(report.latitude, report.longitude, one.latitude, one.longitude),
            one.pk in report.apart_from or report.pk in one.apart_from,
        )
        for one in rows.order_by("-received_at", "-pk")[:50]
    ]
    return sorted(near, key=lambda one: (one.is_apart, one.metres))[:_MOST_NEAR]


def company_of(report: Report, seen: QuerySet[Report]) -> Sequence[Report]:
    """Reports that were joined with this one, and the parts it was split into."""
    rows = seen.filter(Q(merged_into=report) | Q(split_from=report))
    return list(rows.select_related("version").order_by("pk"))


def by_post_in(company: Sequence[Report]) -> Sequence[Report]:
    """Requests that were joined with a report and are answered by post, together with it."""
    joined = [one for one in company if one.outcome == Outcome.MERGED]
    return [
        one
        for one in joined
        if one.nature == Nature.REQUEST and one.postal_address and not one.email
    ]


def number_by_post(report: Report) -> int:
    """How many requests are answered by post with a report, its own and those joined with it."""
    rows = Report.objects.filter(Q(pk=report.pk) | Q(merged_into=report), nature=Nature.REQUEST)
    return rows.filter(email="").exclude(postal_address="").count()


def openable(report: Report, seen: QuerySet[Report]) -> Collection[int]:
    """Of what a report was joined with or split from: the ids of those that the person sees."""
    ids = [key for key in (report.merged_into_id, report.split_from_id) if key is not None]
    return set(seen.filter(pk__in=ids).values_list("pk", flat=True)) if ids else ()
