"""The links of the two menus: only here is every room known."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

PUBLIC = [
    ("programme", _("Programme"), "portal:programme"),
    ("initiatives", _("Initiatives"), "portal:initiatives"),
    ("bodies", _("Who takes part"), "portal:bodies"),
    ("matrix", _("Who works with whom"), "portal:matrix"),
]
DESK = [
    ("desk", _("Desk"), "desk:home"),
    ("programme", _("Programme"), "programme:overview"),
    ("bodies", _("Bodies"), "people:bodies"),
    ("people", _("People"), "people:people"),
    ("journal", _("Journal"), "desk:journal"),
]


def navigation(request: HttpRequest) -> dict[str, object]:
    """Names, labels and URL names of the menus' links; templates mark the current one by name."""
    return {"public_menu": PUBLIC, "desk_menu": DESK}
