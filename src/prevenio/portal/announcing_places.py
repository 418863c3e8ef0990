"""Problem places and what came of them, told to whoever subscribes to what happens there."""

from collections.abc import Callable, Collection
from functools import partial
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.people.models import Authority
from prevenio.portal.announcing import Page, tell
from prevenio.portal.report_place_parts import middle_of, named, public_places
from prevenio.reports.models import Outcome, ProblemPlace, Report
from prevenio.subscriptions.models import Announcement, NewsKind
from prevenio.subscriptions.operations.announcing import Where, withdraw


@on("reports.place.made_public")
@on("reports.place.hidden")
@on("reports.place.report_added")
@on("reports.place.report_taken_out")
def look_at_place(entry: Entry) -> None:
    """What residents may see from now on is told of; what they may no longer see is not.

    A report of a class that is not public hides its place, as the staff do.
    """
    _look_at(entry, {int(entry.about_id)})


@on("reports.report.sorted")
def look_at_places_of_report(entry: Entry) -> None:
    """Places of a report that has another class now, of what it was joined with, of its parts."""
    family = Report.objects.filter(Q(pk=entry.about_id) | Q(split_from=entry.about_id))
    rows = family.values_list("place_id", "merged_into__place_id")
    _look_at(entry, {key for row in rows for key in row if key is not None})


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
        _tell(
            entry,
            place,
            f"place-result:{entry.number}",
            lambda: _("News of a problem place: %(name)s") % {"name": place.name},
        )


@on("reports.place.solved")
def tell_of_solution(entry: Entry) -> None:
    place = _public(entry)
    if place is not None:
        _tell(entry, place, "place-solved", lambda: _("Solved: %(name)s") % {"name": place.name})


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
    hidden = set(places) - shown.keys()
    told = list(_told(entry).filter(withdrawn_at=None).values_list("key", flat=True))
    for key in told:
        if _place_in(key) in hidden:
            withdraw(authority=authority, key=key, at=entry.at)
    for one in shown.values():
        if f"place:{one.key}" not in told:
            _tell(entry, one, "place", partial(_title, one))


def _told(entry: Entry) -> QuerySet[Announcement]:
    rows = Announcement.objects.filter(authority=entry.authority_id, kind=NewsKind.PLACE)
    return rows.order_by("pk")


def _place_in(key: str) -> UUID:
    return UUID(key.rpartition(":")[2])


def _title(place: ProblemPlace) -> str:
    return _("Problem place: %(name)s") % {"name": place.name}


def _place(entry: Entry) -> ProblemPlace:
    return ProblemPlace.objects.select_related("authority").get(pk=entry.about_id)


def _public(entry: Entry) -> ProblemPlace | None:
    place = _place(entry)
    return public_places(place.authority).filter(pk=place.pk).first()


def _tell(entry: Entry, place: ProblemPlace, key: str, title: Callable[[], str]) -> None:
    newest = place.events.filter(is_public=True).order_by("-number").first()
    tell(
        entry,
        f"{key}:{place.key}",
        NewsKind.PLACE,
        title,
        summary=lambda: newest.text if newest else "",
        page=Page("portal:problem-place", (place.key,)),
        where=Where(
            point=middle_of(place),
            municipality=named([place])[0].municipality,
            lineage=place.action.area.lineage if place.action else None,
            body=place.body,
        ),
    )
