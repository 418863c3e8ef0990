"""Who said of a problem place that it is so is forgotten in time, as who reported it is."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from prevenio.notices.operations import drop_letters
from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.reports.letters import about_place
from prevenio.reports.models import CategoryVersion, Confirmation, ProblemPlace
from prevenio.reports.operations.problem_places.events import locked_place, record_fact

# A key that was made from nothing.
_NOBODY = "nobody-"
_KNOWS_SOMEBODY = ~Q(email="") | ~Q(person_key__startswith=_NOBODY)


def forget_voices(*, authority: Authority, at: datetime) -> int:
    """Erase addresses left with places that ended long ago; in how many places it were.

    After as many days as contacts of the category are kept. What tells people apart goes as late as
    the words of reports do: two voices of one person then count as of two.
    """
    return sum(_forgotten(place, at) for place in _ended(authority))


def _ended(authority: Authority) -> Iterator[ProblemPlace]:
    left = Confirmation.objects.filter(_KNOWS_SOMEBODY, place=OuterRef("pk"))
    rows = ProblemPlace.objects.filter(Exists(left), authority=authority, ended_at__isnull=False)
    return rows.select_related("authority", "category").order_by("pk").iterator(chunk_size=500)


@transaction.atomic
def _forgotten(place: ProblemPlace, at: datetime) -> int:
    place = locked_place(place, None)
    version = _version_of(place, at)
    if place.ended_at is None or version is None:
        return 0
    days = today_in(place.authority, at) - today_in(place.authority, place.ended_at)
    if days > timedelta(days=version.text_days):
        _tell_apart_no_more(place)
    if days <= timedelta(days=version.contact_days):
        return 0
    return _erase_contacts(place, at)


def _version_of(place: ProblemPlace, at: datetime) -> CategoryVersion | None:
    """As the category is kept today; as it was last, if it has ended."""
    versions = CategoryVersion.objects.filter(category=place.category_id)
    today = versions.on(today_in(place.authority, at)).first()
    return today or versions.order_by("-last_day", "-pk").first()


def _erase_contacts(place: ProblemPlace, at: datetime) -> int:
    left = place.confirmations.exclude(email="")
    emails = set(left.values_list("email", flat=True))
    if not emails:
        return 0
    for email in emails:
        drop_letters(to=email, authority=place.authority, about=about_place(place.pk))
    details = {"contacts_erased": left.update(email="")}
    record_fact("reports.place.contacts_erased", place, None, at, details)
    return 1


def _tell_apart_no_more(place: ProblemPlace) -> None:
    """Replace the keys made from addresses, so that nobody can try an address on them."""
    said = list(place.confirmations.exclude(person_key__startswith=_NOBODY))
    for one in said:
        one.person_key = f"{_NOBODY}{uuid4().hex}"
    Confirmation.objects.bulk_update(said, ["person_key"])
