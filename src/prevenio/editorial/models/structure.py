from typing import Any

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Page, PagePermissionTester

from prevenio.editorial.kinds import Kind
from prevenio.people.models import Authority


class BuiltIn(PagePermissionTester):
    """What may be done with pages that only hold others together: pages are added below them."""

    def _no(self, *_arguments: Any, **_options: Any) -> bool:
        return False

    can_edit = can_delete = can_unpublish = can_publish = can_submit_for_moderation = _no
    can_set_view_restrictions = can_lock = can_unlock = can_move = can_copy = _no
    can_move_to = can_copy_to = can_unschedule = can_view_revisions = _no


class _Structural(Page):
    """A page that the house makes by itself and nobody reads."""

    promote_panels: list[Any] = []
    settings_panels: list[Any] = []

    class Meta:
        abstract = True

    def is_previewable(self) -> bool:
        return False

    def get_url_parts(self, request: Any = None) -> None:
        return None

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return BuiltIn(user, self)


class AuthorityPages(_Structural):
    """The root of one authority's pages, with its groups of editors and its collection of files."""

    # Wagtail lets no class inherit this.
    is_creatable = False
    authority = models.OneToOneField(Authority, models.PROTECT, related_name="pages_root")
    collection = models.OneToOneField(Collection, models.PROTECT, related_name="+")
    editors = models.OneToOneField(Group, models.PROTECT, related_name="+")
    authors = models.OneToOneField(Group, models.PROTECT, related_name="+")

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["editorial.LanguagePages"]

    class Meta:
        verbose_name = _("pages of an authority")
        verbose_name_plural = _("pages of authorities")


class LanguagePages(_Structural):
    """All pages of an authority in one language."""

    # Wagtail lets no class inherit this.
    is_creatable = False
    parent_page_types = ["editorial.AuthorityPages"]
    subpage_types = ["editorial.Section"]

    class Meta:
        verbose_name = _("pages in one language")
        verbose_name_plural = _("pages in one language")


class Section(_Structural):
    """Pages of one kind: news, articles, publications, campaigns, galleries."""

    # Wagtail lets no class inherit this.
    is_creatable = False
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)

    parent_page_types = ["editorial.LanguagePages"]
    subpage_types = [
        "editorial.News",
        "editorial.Article",
        "editorial.Publication",
        "editorial.Campaign",
        "editorial.Gallery",
    ]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
