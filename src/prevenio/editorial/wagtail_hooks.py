"""What Wagtail asks: lists narrowed to one authority, menus without what nobody needs here."""

from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from prevenio.editorial.models import AuthorityPages, Item
from prevenio.editorial.tenancy import now_editing
from prevenio.editorial.views.translating import translate

_MENU = frozenset({"explorer", "images", "documents"})


@hooks.register("construct_explorer_page_queryset")
@hooks.register("construct_page_chooser_queryset")
def only_own_pages(*given: Any) -> Any:
    """Pages of the authority whose side is open; none outside of it."""
    pages = next(one for one in given if hasattr(one, "filter"))
    editing = now_editing()
    if editing is None:
        return pages.none()
    root = AuthorityPages.objects.only("path").get(authority=editing.authority)
    return pages.descendant_of(root, inclusive=True)


@hooks.register("before_edit_page")
def saving_by_itself_decides_nothing(request: Any, _page: Page) -> None:
    """Take the order to approve or send back out of what a page saves by itself.

    Pressing the button writes the order into the form before the form is sent. A page that saves
    itself in that moment would carry it out too: a decision taken twice, of which one fails.
    """
    if request.method == "POST" and not request.accepts("text/html"):
        sent = request.POST.copy()
        sent.pop("action-workflow-action", None)
        request.POST = sent


@hooks.register("construct_main_menu")
def short_menu(_request: Any, items: list[Any]) -> None:
    items[:] = [one for one in items if one.name in _MENU or one.name == "desk"]


@hooks.register("register_admin_menu_item")
def back_to_the_desk() -> MenuItem:
    return DeskItem(_("Back to the desk"), "", icon_name="home", name="desk", order=10_000)


class DeskItem(MenuItem):
    """The address depends on the authority, so it is made when the menu is shown."""

    def render_component(self, request: Any) -> Any:
        self.url = reverse("editorial:overview")
        return super().render_component(request)


# After Wagtail's own, which add what is cleared here.
@hooks.register("construct_homepage_summary_items", order=1000)
def no_summary(_request: Any, items: list[Any]) -> None:
    items.clear()


@hooks.register("register_admin_urls")
def own_addresses() -> list[Any]:
    return [
        path(
            "pages/<int:page_id>/translation/<str:language>/",
            translate,
            name="editorial_translate",
        )
    ]


@hooks.register("register_page_header_buttons")
def translations(page: Page, user: Any, view_name: str, next_url: str = "") -> Iterator[Button]:
    editing = now_editing()
    item = page.specific
    if editing is None or not isinstance(item, Item) or not item.pk:
        return
    present = item.get_translations(inclusive=True)
    languages = set(present.values_list("locale__language_code", flat=True))
    for place, language in enumerate(editing.authority.languages):
        if language not in languages:
            yield Button(
                _("Translate into: %(language)s") % {"language": language},
                reverse("editorial_translate", args=[item.pk, language]),
                icon_name="globe",
                priority=60 + place,
            )


@hooks.register("insert_global_admin_js")
def own_scripts() -> Any:
    return format_html_join(
        "",
        '<script type="module" src="{}"></script>',
        ((static(f"editorial/{name}.js"),) for name in ("choosers", "saving")),
    )
