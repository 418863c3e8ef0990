"""Problem places and what came of them, told to whoever subscribes to what happens there."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.portal.announcing import Page, tell
from prevenio.portal.report_place_parts import middle_of, named, public_places
from prevenio.reports.models import ProblemPlace
from prevenio.subscriptions.models import Announcement, NewsKind
from prevenio.subscriptions.operations.announcing import Where, withdraw


@on("reports.place.made_public")
def tell_of_place(entry: Entry) -> None:
    """A place that residents may see from now on."""
    place = _public(entry)
    if place is not None:
        _tell(entry, place, "place", lambda: _("Problem place: %(name)s") % {"name": place.name})


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


@on("reports.place.hidden")
def take_place_back(entry: Entry) -> None:
    """What residents may no longer see is told of no longer: neither itself nor its results.

    Shown again, the place is told of again, and results that are told from then on.
    """
    place = _place(entry)
    told = Announcement.objects.filter(
        authority=place.authority,
        kind=NewsKind.PLACE,
        key__endswith=f":{place.key}",
        withdrawn_at=None,
    )
    for key in told.order_by("pk").values_list("key", flat=True):
        withdraw(authority=place.authority, key=key, at=entry.at)


@on("reports.place.reopened")
def take_solution_back(entry: Entry) -> None:
    """A place that is open again is not solved; what was told of it before stays."""
    place = _place(entry)
    withdraw(authority=place.authority, key=f"place-solved:{place.key}", at=entry.at)


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
