"""The letters about reviews of problem places: to the bureau and the body that must hold them."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.notices.letters import Item, Letter
from prevenio.notices.operations import write_notice
from prevenio.people import addresses
from prevenio.people.models import Authority
from prevenio.reports.letters import heads_of, people_of
from prevenio.reports.models import ProblemPlace
from prevenio.web.templatetags.parts import day


class ReviewOccasion(StrEnum):
    """Why the staff are written to."""

    SET = "set"
    SOON = "soon"
    LATE = "late"
    ESCALATED = "escalated"


def write_of_reviews(
    authority: Authority, places: Sequence[ProblemPlace], occasion: ReviewOccasion, *, at: datetime
) -> None:
    """One letter to each reader about the places whose review that reader must see to."""
    for (email, own), some in _readers(authority, places, occasion, at).items():
        language = own or authority.language
        with translation.override(language):
            letter = _letter(authority, some, occasion)
        write_notice(to=email, letter=letter, language=language, authority=authority, at=at)


def _readers(
    authority: Authority, places: Sequence[ProblemPlace], occasion: ReviewOccasion, at: datetime
) -> dict[tuple[str, str], list[ProblemPlace]]:
    """The bureau and the body of each place; what stays late goes to whoever leads the bureau."""
    above = occasion == ReviewOccasion.ESCALATED
    bureau = heads_of(authority, at) if above else people_of(authority, None, at)
    bodies = {one.body_id: one.body for one in places if one.body is not None and not above}
    people = {key: people_of(authority, body, at) for key, body in bodies.items()}
    found: dict[tuple[str, str], list[ProblemPlace]] = {}
    for place in places:
        for reader in dict.fromkeys([*bureau, *people.get(place.body_id, ())]):
            found.setdefault(reader, []).append(place)
    return found


def _letter(
    authority: Authority, places: Sequence[ProblemPlace], occasion: ReviewOccasion
) -> Letter:
    heading = _heading(occasion, len(places))
    one = places[0] if len(places) == 1 else None
    days = [place.review_due_on for place in places if place.review_due_on is not None]
    return Letter(
        subject=heading,
        heading=heading,
        paragraphs=[
            _(
                "The bodies concerned meet, decide what follows, and record it. What residents "
                "wrote stands on the desk only, not in this letter."
            )
        ],
        facts=_facts(one, min(days)),
        items=() if one else [_item(authority, place) for place in places],
        button=_("Open the place") if one else _("Open the places"),
        address=_address(authority, one)
        if one
        else addresses.address("reports:places", authority=authority) + "?state=review",
        genuine=_("You get this letter because you work on reports of residents."),
    )


def _facts(one: ProblemPlace | None, first: date) -> Sequence[tuple[str, str]]:
    if one is None:
        return [(_("First day to keep"), day(first))]
    return [
        (_("Problem place"), one.name),
        (_("Review by"), day(first)),
        (_("Body"), str(one.body or _("the bureau"))),
    ]


def _item(authority: Authority, place: ProblemPlace) -> Item:
    assert place.review_due_on is not None
    line = _("Review by %(day)s") % {"day": day(place.review_due_on)}
    return Item(place.name, _address(authority, place), line)


def _address(authority: Authority, place: ProblemPlace) -> str:
    return addresses.address("reports:place", authority=authority, args=[place.pk])


def _heading(occasion: ReviewOccasion, count: int) -> str:
    match occasion:
        case ReviewOccasion.SET:
            words = ngettext(
                "A review of %(count)s problem place is due",
                "Reviews of %(count)s problem places are due",
                count,
            )
        case ReviewOccasion.SOON:
            words = ngettext(
                "The day of a review of %(count)s problem place is near",
                "The days of reviews of %(count)s problem places are near",
                count,
            )
        case ReviewOccasion.LATE:
            words = ngettext(
                "A review of %(count)s problem place is late",
                "Reviews of %(count)s problem places are late",
                count,
            )
        case ReviewOccasion.ESCALATED:
            words = ngettext(
                "A review of %(count)s problem place stays late",
                "Reviews of %(count)s problem places stay late",
                count,
            )
    return words % {"count": count}
