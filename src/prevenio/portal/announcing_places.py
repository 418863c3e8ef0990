"""Problem places and what came of them, told to whoever subscribes to what happens there."""

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.people.models import Authority
from prevenio.portal.announcing import Page, tell
from prevenio.portal.report_place_parts import middle_of, named
from prevenio.reports.models import Outcome, ProblemPlace, Report
from prevenio.reports.operations.problem_places import measure_again
from prevenio.reports.queries.public_places import public_places
from prevenio.subscriptions.models import Announcement, NewsKind
from prevenio.subscriptions.operations.announcing import Where, withdraw


@on("reports.place.made_public")
@on("reports.place.hidden")
@on("reports.place.changed")
@on("reports.place.report_added")
@on("reports.place.report_taken_out")
def look_at_place(entry: Entry) -> None:
    """What residents may see from now on is told of; what they may no longer see is not.

    A report of a class that is not public hides its place, as the staff do. What was told of a
    place says how it is called now, and lies where it lies now.
    """
    _look_at(entry, {int(entry.about_id)})


@on("reports.report.sorted")
def look_at_places_of_report(entry: Entry) -> None:
    """Places of a report that has another class now, of what it was joined with, of its parts."""
    family = Report.objects.filter(Q(pk=entry.about_id) | Q(split_from=entry.about_id))
    rows = family.values_list("place_id", "merged_into__place_id")
    _look_at(entry, {key for row in rows for key in row if key is not None})


@on("reports.report.moved")
@on("reports.report.withdrawn")
@on("reports.report.erased")
def look_at_places_measured_anew(entry: Entry) -> None:
    """Places whose middle is another one now. It is measured once the step with the report stands.

    A report that was taken back hides its place no longer.
    """
    rows = Report.objects.filter(pk=entry.about_id)
    for place_ids in rows.values_list("place_id", "merged_into__place_id"):
        for key in {*place_ids} - {None}:
            transaction.on_commit(partial(_look_at_measured, entry, key))


def _look_at_measured(entry: Entry, place_id: int) -> None:
    measure_again(place_id)
    _look_at(entry, {place_id})


@on("reports.report.closed")
def look_at_places_of_joined(entry: Entry) -> None:
    if entry.details.get("outcome") in (Outcome.MERGED, Outcome.SPLIT):
        look_at_places_of_report(entry)


@on("reports.report.reopened")
def look_at_places_out_of_sight(entry: Entry) -> None:
    """A report that stands alone again does not say which place it belonged to before."""
    told = _told(entry).exclude(withdrawn_at=None).filter(key__startswith="place:")
    hidden = [_place_in(key) for key in told.values_list("key", flat=True)]
    places = ProblemPlace.objects.filter(Q(key__in=hidden) | Q(reports=entry.about_id))
    _look_at(entry, set(places.values_list("pk", flat=True)))


@on("reports.place.result_told")
def tell_of_result(entry: Entry) -> None:
    place = _public(entry)
    if place is not None:
        _tell(entry, place, f"place-result:{entry.number}")


@on("reports.place.solved")
def tell_of_solution(entry: Entry) -> None:
    place = _public(entry)
    if place is not None:
        _tell(entry, place, "place-solved")


@on("reports.place.reopened")
def take_solution_back(entry: Entry) -> None:
    """A place that is open again is not solved; what was told of it before stays."""
    place = _place(entry)
    withdraw(authority=place.authority, key=f"place-solved:{place.key}", at=entry.at)


def _look_at(entry: Entry, place_ids: Collection[int]) -> None:
    """Take back what was told of places that are out of sight; tell of those that are in sight.

    Once a place is back it is told of again, and results that are told from then on.
    """
    if not place_ids:
        return
    authority = Authority.objects.get(pk=entry.authority_id)
    places = ProblemPlace.objects.filter(pk__in=place_ids).values_list("key", flat=True)
    shown = {one.key: one for one in public_places(authority).filter(pk__in=place_ids)}
    for key in places:
        told = _told(entry).filter(withdrawn_at=None, key__endswith=f":{key}")
        if key in shown:
            _renew(entry, shown[key], told)
            continue
        for one in told:
            withdraw(authority=authority, key=one.key, at=entry.at)


def _renew(entry: Entry, place: ProblemPlace, told: Iterable[Announcement]) -> None:
    summaries = {one.key.rpartition(":")[0]: one.summaries for one in told}
    for key, words in summaries.items():
        _tell(entry, place, key, words)
    if _OF_PLACE not in summaries:
        _tell(entry, place, _OF_PLACE)


def _told(entry: Entry) -> QuerySet[Announcement]:
    rows = Announcement.objects.filter(authority=entry.authority_id, kind=NewsKind.PLACE)
    return rows.order_by("pk")


def _place_in(key: str) -> UUID:
    return UUID(key.rpartition(":")[2])


def _title(key: str, place: ProblemPlace) -> str:
    return _(_TITLES[key.partition(":")[0]]) % {"name": place.name}


_OF_PLACE = "place"
_TITLES = {
    _OF_PLACE: gettext_noop("Problem place: %(name)s"),
    "place-result": gettext_noop("News of a problem place: %(name)s"),
    "place-solved": gettext_noop("Solved: %(name)s"),
}


def _place(entry: Entry) -> ProblemPlace:
    return ProblemPlace.objects.select_related("authority").get(pk=entry.about_id)


def _public(entry: Entry) -> ProblemPlace | None:
    place = _place(entry)
    return public_places(place.authority).filter(pk=place.pk).first()


def _tell(
    entry: Entry, place: ProblemPlace, key: str, words: Mapping[str, str] | None = None
) -> None:
    """Tell of a place in the newest words of the staff, else in those that it was told in."""
    if words is None:
        newest = place.events.filter(is_public=True).order_by("-number").first()
        words = dict.fromkeys(place.authority.languages, newest.text if newest else "")
    tell(
        entry,
        f"{key}:{place.key}",
        NewsKind.PLACE,
        partial(_title, key, place),
        summary=lambda: words.get(get_language() or "", ""),
        page=Page("portal:problem-place", (place.key,)),
        where=Where(
            point=middle_of(place),
            municipality=named([place])[0].municipality,
            lineage=place.action.area.lineage if place.action else None,
            body=place.body,
        ),
    )
