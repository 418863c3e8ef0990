"""The links of the two menus: only here is every room known."""

from collections.abc import Collection, Sequence

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.advice.access import has_advice
from prevenio.desk import access
from prevenio.people.models import Membership
from prevenio.reports.access import has_reports
from prevenio.reviews.access import can_read_reviews
from prevenio.subscriptions.access import can_see_counts

STREET = ("street", pgettext_lazy("menu", "My street"), "portal:street")
PROGRAMME = ("programme", _("Programme"), "portal:programme")
MUNICIPALITIES = (
    "municipalities",
    pgettext_lazy("menu", "Towns and villages"),
    "portal:municipalities",
)
PUBLIC = [
    ("calendar", pgettext_lazy("menu", "Calendar"), "portal:calendar"),
    ("news", pgettext_lazy("menu", "News"), "portal:news"),
    ("advice", pgettext_lazy("menu", "Advice desk"), "portal:advice"),
]
ADVICE = ("advice", pgettext_lazy("menu", "Advice desk"), "advice:questions")
# The bar of the desk holds what is opened daily; the page of rooms holds everything.
DESK = [
    ("desk", _("Desk"), "desk:home"),
    ("programme", _("Programme"), "programme:overview"),
    ("activities", pgettext_lazy("menu", "Activities"), "activities:list"),
    ("returns", pgettext_lazy("menu", "Returns"), "returns:periods"),
    ADVICE,
    ("rooms", pgettext_lazy("menu", "More"), "desk:rooms"),
]
REPORTS = ("reports", pgettext_lazy("menu", "Reports of residents"), "reports:reports")
REVIEWS = ("reviews", pgettext_lazy("menu", "Assessments"), "reviews:periods")
REGION = ("region", pgettext_lazy("menu", "Region"), "region:overview")
GROUPS = ("groups", pgettext_lazy("menu", "Working groups"), "region:groups")
JOURNAL = ("journal", _("Journal"), "desk:journal")
SUBSCRIPTIONS = ("subscriptions", _("Messages by e-mail"), "subscriptions:overview")
ROOMS = [
    ("indicators", pgettext_lazy("menu", "Indicators"), "indicators:list"),
    ("places", pgettext_lazy("menu", "Places"), "places:overview"),
    ("editorial", pgettext_lazy("menu", "News and pages"), "editorial:overview"),
    ("bodies", _("Bodies"), "people:bodies"),
    ("people", _("People"), "people:people"),
]
NOTES = {
    "programme": _("Its versions, what is to be done and by whom; reading and checking documents."),
    "activities": _("What was done, where and for whom; the calendar and who signed up."),
    "returns": _("What the bodies say they did, period by period."),
    "reviews": _("How each action went, the annual review, what has to be put right."),
    "region": _("Municipalities on their way into the project, groups, projects, good practice."),
    "groups": _("Who meets, how often, and what was agreed."),
    "advice": _("Questions of residents, answers, topics, places of help."),
    "reports": _("What residents report of places, problem places, categories, rules."),
    "indicators": _("What is measured, with sources and targets."),
    "places": _("Municipalities, precincts, who answers for them, addresses."),
    "editorial": _("News, articles, campaigns, the media log, channels."),
    "subscriptions": _("How many people hear of what happens; never who they are."),
    "bodies": _("Who takes part in the programme."),
    "people": _("Who works here, and in which role."),
    "journal": _("Everything that was done, newest first."),
}
_MOST_LINKS = 7
type Link = tuple[str, object, str]
# A link of a bar with the rooms whose pages mark it.
type Marked = tuple[Collection[str], object, str]


def navigation(request: HttpRequest) -> dict[str, object]:
    """Rooms, labels and URL names of the menus' links; templates mark the one that holds the page.

    The desk's menu asks who is there, so it is made only on pages that show it.
    """
    return {
        "public_menu": [_marked(one) for one in _public_menu(request)],
        "desk_menu": SimpleLazyObject(lambda: _desk_bar(request)),
        "desk_rooms": SimpleLazyObject(lambda: _desk_rooms(request)),
    }


def _public_menu(request: HttpRequest) -> list[Link]:
    if _is_region(request):
        return [STREET, MUNICIPALITIES, PROGRAMME, *PUBLIC]
    return [STREET, PROGRAMME, *PUBLIC]


def _marked(link: Link, *more: str) -> Marked:
    name, label, address = link
    return ((name, *more), label, address)


def _desk_bar(request: HttpRequest) -> list[Marked]:
    """The bar of the desk; what has no link in it is found through the page of rooms."""
    menu = _desk_menu(request)
    elsewhere = NOTES.keys() - {name for name, _label, _address in menu}
    return [_marked(one, *(elsewhere if one[0] == "rooms" else ())) for one in menu]


def _desk_menu(request: HttpRequest) -> list[Link]:
    """Seven links at most: more would not stand on one line beside a name.

    Where the bar is full, the advice desk makes room for reports, which have a day to be read.
    """
    menu: list[Link] = list(DESK)
    if _is_region(request):
        menu.insert(4, REGION)
    elif can_read_reviews(_memberships(request)):
        menu.insert(4, REVIEWS)
    if has_reports(_memberships(request)):
        menu.insert(menu.index(ADVICE), REPORTS)
    if len(menu) > _MOST_LINKS or not _answers(request):
        menu.remove(ADVICE)
    return menu


def _desk_rooms(request: HttpRequest) -> list[tuple[Link, object]]:
    """Every room that the person at the screen may enter, with what it holds."""
    memberships = _memberships(request)
    rooms = [one for one in _desk_menu(request) if one[0] in NOTES and one != REVIEWS]
    if can_read_reviews(memberships):
        rooms.append(REVIEWS)
    if ADVICE not in rooms and _answers(request):
        rooms.append(ADVICE)
    if not _is_region(request):
        rooms.append(GROUPS)
    rooms += ROOMS
    if can_see_counts(memberships):
        rooms.append(SUBSCRIPTIONS)
    if access.can_read_journal(memberships):
        rooms.append(JOURNAL)
    return [(one, NOTES[one[0]]) for one in rooms]


def _memberships(request: HttpRequest) -> Sequence[Membership]:
    return getattr(request, "memberships", [])


def _answers(request: HttpRequest) -> bool:
    """Whether the advice desk has anything for the person at the screen."""
    return has_advice(request.user, _memberships(request), localdate())  # type: ignore[arg-type]


def _is_region(request: HttpRequest) -> bool:
    authority = getattr(request, "authority", None)
    return authority is not None and authority.is_region
