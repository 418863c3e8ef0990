"""The links of the two menus: only here is every room known."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.desk import access
from prevenio.reviews.access import can_read_reviews

PUBLIC = [
    ("programme", _("Programme"), "portal:programme"),
    ("initiatives", _("Initiatives"), "portal:initiatives"),
    ("bodies", _("Who takes part"), "portal:bodies"),
    ("calendar", pgettext_lazy("menu", "Calendar"), "portal:calendar"),
    ("indicators", pgettext_lazy("menu", "In numbers"), "portal:indicators"),
]
DESK = [
    ("desk", _("Desk"), "desk:home"),
    ("programme", _("Programme"), "programme:overview"),
    ("activities", pgettext_lazy("menu", "Activities"), "activities:list"),
    ("returns", pgettext_lazy("menu", "Returns"), "returns:periods"),
    ("indicators", pgettext_lazy("menu", "Indicators"), "indicators:list"),
    ("bodies", _("Bodies"), "people:bodies"),
    ("people", _("People"), "people:people"),
]
REVIEWS = ("reviews", pgettext_lazy("menu", "Assessments"), "reviews:periods")
JOURNAL = ("journal", _("Journal"), "desk:journal")


def navigation(request: HttpRequest) -> dict[str, object]:
    """Names, labels and URL names of the menus' links; templates mark the current one by name.

    The desk's menu asks who is there, so it is made only on pages that show it.
    """
    return {"public_menu": PUBLIC, "desk_menu": SimpleLazyObject(lambda: _desk_menu(request))}


def _desk_menu(request: HttpRequest) -> list[tuple[str, object, str]]:
    memberships = getattr(request, "memberships", [])
    menu: list[tuple[str, object, str]] = list(DESK)
    if can_read_reviews(memberships):
        menu.insert(4, REVIEWS)
    return [*menu, JOURNAL] if access.can_read_journal(memberships) else menu
