"""Reports that are one are joined; one that is several is split."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.kernel.written import words_of
from prevenio.people.models import User
from prevenio.reports import access, receipts, states
from prevenio.reports.models import (
    CategoryVersion,
    EventKind,
    Nature,
    Outcome,
    ProblemPlace,
    Report,
    ReportEvent,
    ReportText,
    TextKind,
)
from prevenio.reports.operations.photos import copy_photos
from prevenio.reports.operations.problem_places import measure_again
from prevenio.reports.operations.showing import show_blurred
from prevenio.reports.operations.steps import (
    FACTS,
    Taken,
    calendar_of,
    for_staff,
    locked,
    now_of,
    put,
    require,
    say,
    take_step,
)

MOST_PARTS = 10


class SameReport(Refused):
    message = _("A report cannot be joined with itself.")


class TargetEnded(Refused):
    message = _("Join it with a report that is still open.")


class ReportElsewhere(Refused):
    message = _("Choose a report of the same programme.")


class PartsMissing(Refused):
    message = _("Name at least two parts, each with its category, and at most %(most)s.")


@transaction.atomic
def merge(*, report: Report, into: Report, seen: int, by: User, at: datetime) -> Report:
    """Join a report with another one that says the same; whoever sent it follows the other.

    What was joined counts as one more who says so. A request keeps its day: the other one is acted
    on by then. Raises NotAllowed, ChangedMeanwhile, WrongState, SameReport, ReportElsewhere or
    TargetEnded.
    """
    if into.pk == report.pk:
        raise SameReport
    if into.authority_id != report.authority_id:
        raise ReportElsewhere
    # Two people who join the same two reports the other way round lock them in one order, and so
    # does whoever follows one of them.
    for one in sorted((report, into, *report.merged.all()), key=lambda one: one.pk):
        locked(one)
    if not access.can_work_on(by, into, at):
        raise NotAllowed
    report = for_staff(report, seen, by, at)
    target = locked(into)
    require(report, EventKind.CLOSED)
    if not target.is_open or target.merged_into_id is not None:
        raise TargetEnded
    report.merged_into = target
    # Those that were joined with this one before come along: a chain has one link.
    Report.objects.filter(merged_into=report).update(merged_into=target)
    details = {"into": target.reference}
    taken = Taken(outcome=Outcome.MERGED)
    report = take_step(report, EventKind.CLOSED, taken, by=by, at=at, details=details)
    details = {"joined": report.reference}
    taken = Taken(due_on=_answered_by(report))
    take_step(target, EventKind.BACKED, taken, by=by, at=at, details=details)
    return report


def _answered_by(report: Report) -> date | None:
    """The day by which those get an answer who sent a request, or joined theirs with the report."""
    own = report.act_due_on if report.nature == Nature.REQUEST else None
    return min((day for day in (own, report.law_due_on) if day is not None), default=None)


@transaction.atomic
def split(
    *,
    report: Report,
    parts: Sequence[tuple[CategoryVersion, str]],
    seen: int,
    by: User,
    at: datetime,
) -> Sequence[Report]:
    """Split a report that says several things; each part goes its own way with its own words.

    The parts keep the place, the photos, the moment and who sent it, its days and what was done of
    them; the receipt shows all of them.
    Raises NotAllowed, ChangedMeanwhile, WrongState, PartsMissing, WordsMissing or TooLong.
    """
    report = for_staff(report, seen, by, at)
    require(report, EventKind.CLOSED)
    own = all(version.category.authority_id == report.authority_id for version, _words in parts)
    if not 2 <= len(parts) <= MOST_PARTS or not own:
        raise PartsMissing(most=MOST_PARTS)
    versions, texts = zip(*((version, words_of(words)) for version, words in parts), strict=True)
    made = [
        _part(report, version, text, place, by, at)
        for version, text, place in zip(versions, texts, _speaking(report, versions), strict=True)
    ]
    said = say(report, TextKind.NOTE, ", ".join(one.reference for one in made), by=by, at=at)
    taken = Taken(said, outcome=Outcome.SPLIT)
    take_step(report, EventKind.CLOSED, taken, by=by, at=at)
    # Last of all: what is refused leaves no file behind.
    copy_photos(report, made)
    if report.place_id is not None:
        transaction.on_commit(partial(measure_again, report.place_id))
    return made


@transaction.atomic
def tell_apart(*, report: Report, others: Sequence[Report], by: User, at: datetime) -> Report:
    """Say that near reports are another matter, so that nobody is asked again to join them.

    It takes no step: whoever writes about the report is not disturbed. Raises NotAllowed,
    SameReport or ReportElsewhere.
    """
    report = for_staff(report, None, by, at)
    ids = {one.pk for one in others}
    if report.pk in ids:
        raise SameReport
    if any(one.authority_id != report.authority_id for one in others):
        raise ReportElsewhere
    new = ids - set(report.apart_from)
    if not new:
        return report
    report.apart_from = sorted({*report.apart_from, *new})
    report.save(update_fields=["apart_from"])
    record(
        "reports.report.told_apart",
        about=report,
        by=by,
        at=at,
        authority_id=report.authority_id,
        details={"from": sorted(one.reference for one in others if one.pk in new)},
    )
    return report


def _speaking(report: Report, versions: Sequence[CategoryVersion]) -> Sequence[ProblemPlace | None]:
    """The place of the report for one of its parts: several would be more voices than one.

    It is the first one in the category of the place, else in that of the report.
    """
    place = report.place
    codes = [one.category_id for one in versions]
    wanted = [place.category_id, report.category_id] if place is not None else []
    first = next((codes.index(one) for one in wanted if one in codes), None)
    return [place if number == first else None for number in range(len(codes))]


def _part(
    report: Report,
    version: CategoryVersion,
    words: str,
    place: ProblemPlace | None,
    by: User,
    at: datetime,
) -> Report:
    key = uuid4().hex
    part = Report.objects.get(pk=report.pk)
    part.pk, part.key = None, uuid4()
    part._state.adding = True
    part.reference = receipts.reference_of(key)
    part.code_digest = receipts.digest_of(receipts.words_of(key, "en"))
    part.category_id, part.version = version.category_id, version
    part.split_from = report
    if part.place_id is not None and place is None:
        part.apart_from_places = [*part.apart_from_places, part.place_id]
    part.place = place
    show_blurred(part)
    calendar = calendar_of(report.authority)
    begun = states.part_of(now_of(report), calendar.day_of(at), calendar)
    put(part, begun, 1, at)
    part.save(force_insert=True)
    said = ReportText(report=part, kind=TextKind.DESCRIPTION, text=words, by=by, at=at)
    said.save()
    ReportEvent(
        report=part,
        number=1,
        kind=EventKind.RECEIVED,
        text=said,
        body_id=part.body_id,
        person_id=part.person_id,
        by=by,
        at=part.received_at,
    ).save()
    record(
        FACTS[EventKind.RECEIVED],
        about=part,
        by=by,
        at=at,
        authority_id=part.authority_id,
        details={"category": version.category.code, "split_from": report.reference},
    )
    # Whoever splits a report has read it.
    return part if part.read_on else take_step(part, EventKind.READ, by=by, at=at)
