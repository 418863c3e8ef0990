"""New and solved problem places, told to whoever subscribes to what happens there."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.portal.announcing import Page, tell
from prevenio.portal.report_place_parts import middle_of, public_places
from prevenio.reports.models import ProblemPlace
from prevenio.subscriptions.models import NewsKind
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
    """What residents may no longer see is told of no longer."""
    place = ProblemPlace.objects.select_related("authority").get(pk=entry.about_id)
    for key in ("place", "place-solved"):
        withdraw(authority=place.authority, key=f"{key}:{place.key}", at=entry.at)


def _public(entry: Entry) -> ProblemPlace | None:
    place = ProblemPlace.objects.select_related("authority").get(pk=entry.about_id)
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
            municipality=place.municipality,
            lineage=place.action.area.lineage if place.action else None,
            body=place.body,
        ),
    )
