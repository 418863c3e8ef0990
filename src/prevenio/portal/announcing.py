"""What the rooms say has happened, told to whoever subscribes to it or reads the feed."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.activities.letters import When
from prevenio.activities.models import Activity, ActivitySeries, ActivityState
from prevenio.activities.queries.calendar import public_events
from prevenio.advice.models import PublishedAnswer
from prevenio.editorial.models import Item
from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.programme.models import ProgrammeVersion
from prevenio.reviews.models import AnnualReview
from prevenio.subscriptions.models import NewsKind
from prevenio.subscriptions.operations.announcing import Where, announce, withdraw
from prevenio.subscriptions.pages import path_of


@on("activities.activity.planned")
@on("activities.activity.changed")
@on("activities.activity.moved")
@on("activities.activity.called_off")
@on("activities.activity.withdrawn")
def tell_of_event(entry: Entry) -> None:
    """An event of the public calendar that is still to come; what no longer is goes away."""
    activity = Activity.objects.select_related("authority").get(pk=entry.about_id)
    authority = activity.authority
    key = f"event:{activity.public_key}"
    rows = public_events(authority).filter(
        state=ActivityState.PLANNED, last_day__gte=today_in(authority, entry.at)
    )
    event = rows.filter(pk=activity.pk).select_related(*_OF_EVENT).first()
    if event is None:
        withdraw(authority=authority, key=key, at=entry.at)
        return
    _announce_event(entry, event, key, lambda: _place_and_time(event))


@on("activities.series.planned")
def tell_of_series(entry: Entry) -> None:
    """Events that come back are told of once, by the first of them."""
    series = ActivitySeries.objects.select_related("authority").get(pk=entry.about_id)
    rows = public_events(series.authority).filter(series=series, state=ActivityState.PLANNED)
    coming = rows.filter(last_day__gte=today_in(series.authority, entry.at))
    first = coming.select_related(*_OF_EVENT).order_by("first_day", "pk").first()
    if first is None:
        return
    count = coming.count()

    def summary() -> str:
        times = ngettext("%(count)s date", "%(count)s dates", count) % {"count": count}
        return f"{_place_and_time(first)}; {times}"

    _announce_event(entry, first, f"series:{series.pk}", summary)


@on("programme.version.published")
def tell_of_programme(entry: Entry) -> None:
    version = ProgrammeVersion.objects.select_related("programme").get(pk=entry.about_id)
    title = version.programme.title
    tell(
        entry,
        f"programme:{version.pk}",
        NewsKind.PROGRAMME,
        lambda: _("The programme has a new wording: %(title)s") % {"title": title},
        page=Page("portal:programme"),
    )


@on("reviews.review.published")
def tell_of_review(entry: Entry) -> None:
    review = AnnualReview.objects.select_related("period").get(pk=entry.about_id)
    name = review.period.name
    tell(
        entry,
        f"review:{review.pk}",
        NewsKind.PROGRAMME,
        lambda: _("How far the programme is: review of %(period)s") % {"period": name},
        page=Page("portal:review", (review.period_id,)),
    )


@on("editorial.page.published")
def tell_of_page(entry: Entry) -> None:
    """A page in one language; its translations are told of in their own."""
    item = Item.objects.select_related("authority", "municipality", "area").get(pk=entry.about_id)
    language = str(entry.details.get("language") or item.authority.language)
    announce(
        authority=item.authority,
        key=_key_of_page(entry),
        kind=NewsKind.NEWS,
        titles={language: item.title},
        summaries={language: item.intro},
        path=str(entry.details.get("address", "")),
        where=Where(
            municipality=item.municipality, lineage=item.area.lineage if item.area else None
        ),
        at=entry.at,
    )


@on("editorial.page.unpublished")
@on("editorial.page.deleted")
def take_page_back(entry: Entry) -> None:
    authority = Authority.objects.get(pk=entry.authority_id)
    withdraw(authority=authority, key=_key_of_page(entry), at=entry.at)


@on("advice.answer.published")
def tell_of_answer(entry: Entry) -> None:
    answer = PublishedAnswer.objects.select_related("authority", "municipality", "body").get(
        question_id=int(entry.about_id)
    )
    announce(
        authority=answer.authority,
        key=f"answer:{entry.about_id}",
        kind=NewsKind.ANSWER,
        titles={answer.language: answer.title},
        path=path_of("portal:advice-answer", authority=answer.authority, args=[answer.key]),
        where=Where(municipality=answer.municipality, body=answer.body),
        at=entry.at,
    )


@on("advice.answer.taken_off")
def take_answer_back(entry: Entry) -> None:
    authority = Authority.objects.get(pk=entry.authority_id)
    withdraw(authority=authority, key=f"answer:{entry.about_id}", at=entry.at)


_OF_EVENT = ("kind", "body", "municipality", "authority", "action__area")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the portal by the name of its address."""

    name: str
    args: tuple[int | UUID, ...] = ()


def _announce_event(entry: Entry, event: Activity, key: str, summary: Callable[[], str]) -> None:
    point = None
    if event.latitude is not None and event.longitude is not None:
        point = (float(event.latitude), float(event.longitude))
    tell(
        entry,
        key,
        NewsKind.EVENT,
        lambda: str(event),
        summary=summary,
        page=Page("portal:event", (event.public_key,)),
        where=Where(
            point=point,
            municipality=event.municipality,
            lineage=event.action.area.lineage if event.action else None,
            body=event.body,
        ),
    )


def tell(
    entry: Entry,
    key: str,
    kind: NewsKind,
    title: Callable[[], str],
    *,
    page: Page,
    summary: Callable[[], str] = str,
    where: Where | None = None,
) -> None:
    """Tell of something in each of the authority's languages."""
    authority = Authority.objects.get(pk=entry.authority_id)
    titles, summaries = {}, {}
    for language in authority.languages:
        with translation.override(language):
            titles[language], summaries[language] = title(), summary()
    announce(
        authority=authority,
        key=key,
        kind=kind,
        titles=titles,
        summaries=summaries,
        path=path_of(page.name, authority=authority, args=page.args),
        where=where,
        at=entry.at,
    )


def _place_and_time(event: Activity) -> str:
    return ", ".join(part for part in (When.of(event).in_words(), event.place) if part)


def _key_of_page(entry: Entry) -> str:
    return f"page:{entry.details.get('page', entry.about_id)}"
