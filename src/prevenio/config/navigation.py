"""The links of the two menus: only here is every room known."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.desk import access
from prevenio.reviews.access import can_read_reviews

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
DESK = [
    ("desk", _("Desk"), "desk:home"),
    ("programme", _("Programme"), "programme:overview"),
    ("activities", pgettext_lazy("menu", "Activities"), "activities:list"),
    ("returns", pgettext_lazy("menu", "Returns"), "returns:periods"),
    ("indicators", pgettext_lazy("menu", "Indicators"), "indicators:list"),
    ("places", pgettext_lazy("menu", "Places"), "places:overview"),
    ("advice", pgettext_lazy("menu", "Advice desk"), "advice:questions"),
    ("bodies", _("Bodies"), "people:bodies"),
    ("people", _("People"), "people:people"),
]
REVIEWS = ("reviews", pgettext_lazy("menu", "Assessments"), "reviews:periods")
REGION = ("region", pgettext_lazy("menu", "Region"), "region:overview")
JOURNAL = ("journal", _("Journal"), "desk:journal")


def navigation(request: HttpRequest) -> dict[str, object]:
    """Names, labels and URL names of the menus' links; templates mark the current one by name.

    The desk's menu asks who is there, so it is made only on pages that show it.
    """
    return {
        "public_menu": _public_menu(request),
        "desk_menu": SimpleLazyObject(lambda: _desk_menu(request)),
    }


def _public_menu(request: HttpRequest) -> list[tuple[str, object, str]]:
    if _is_region(request):
        return [STREET, MUNICIPALITIES, PROGRAMME, *PUBLIC]
    return [STREET, PROGRAMME, *PUBLIC]


def _desk_menu(request: HttpRequest) -> list[tuple[str, object, str]]:
    memberships = getattr(request, "memberships", [])
    menu: list[tuple[str, object, str]] = list(DESK)
    if _is_region(request):
        menu.insert(6, REGION)
    if can_read_reviews(memberships):
        menu.insert(4, REVIEWS)
    return [*menu, JOURNAL] if access.can_read_journal(memberships) else menu


def _is_region(request: HttpRequest) -> bool:
    authority = getattr(request, "authority", None)
    return authority is not None and authority.is_region
