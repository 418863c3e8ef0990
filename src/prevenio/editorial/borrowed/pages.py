"""Pages in their tree: finding, adding, moving, publishing, taking back, deleting."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

WORDS = (
    # Adding, copying and moving a page.
    _('You do not have permission to publish pages at "%(page_title)s"'),
    _("The new page will be a child of this given parent page."),
    _('You do not have permission to create a page under "%(page_title)s".'),
    _('You cannot create a page of type "%(page_type)s" under "%(page_title)s".'),
    _("Sorry, you cannot create a page at this location."),
    _(
        "The slug '%(page_slug)s' is already in use at the selected parent page. Make sure the "
        "slug is unique and try again."
    ),
    _("Page types usage"),
    # The first page and the lists of pages.
    _("Privacy and access"),
    _("Your pages and snippets in a workflow"),
    _("Task submitted by"),
    _("Convert this alias into an ordinary page"),
    _("Select all pages in listing"),
    _("This page is locked, by you, to further editing"),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s across entire site."),
    _("No results across entire site."),
    _("Search in '<span class=\"w-title-ellipsis\">%(title)s</span>'"),
    _(
        "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s in '<span "
        'class="w-title-ellipsis">%(title)s</span>\'.'
    ),
    _("No results in '<span class=\"w-title-ellipsis\">%(title)s</span>'."),
    _("Search the whole site"),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    _("Item %(index)s of %(total)s"),
    _("Disable custom ordering"),
    _("Enable custom ordering"),
    _("'%(page_title)s' has been moved successfully."),
    _(
        "Focus on the drag button and press up or down arrows to move the item, then press enter "
        "to submit the change."
    ),
    _("Sort item order"),
    _("More options for '%(title)s'"),
    _("New: %(model_name)s"),
    _("Search all pages…"),
    _("Date updated"),
    _("Edited by"),
    _("Has child pages"),
    _("Any"),
    _("Page type"),
    _("Exploring"),
    _("Sort menu order"),
    # Taking back or deleting one page.
    _("Please type <b>%(wagtail_site_name)s</b> to confirm."),
    # What is done with selected pages.
    _("Are you sure you want to delete these pages?"),
    _("Are you sure you want to move these pages?"),
    _("There is no valid destination page for these pages"),
    _("Are you sure you want to publish these pages?"),
    _("Yes, unpublish"),
    _("Delete selected pages"),
    _("%(parent_pages)s and %(child_pages)s have been deleted"),
    _("Select a new parent page"),
    _("Move selected pages"),
    _("%(parent_pages)s and %(child_pages)s have been published"),
    _("Unpublish selected pages"),
    _("%(parent_pages)s and %(child_pages)s have been unpublished"),
)
COUNTED = (
    # The first page and the lists of pages.
    ngettext_lazy(
        '%(total)s Page <span class="w-sr-only">created in %(site_name)s</span>',
        '%(total)s Pages <span class="w-sr-only">created in %(site_name)s</span>',
    ),
    ngettext_lazy("There is one matching page", "There are %(counter)s matching pages"),
    # Taking back or deleting one page.
    ngettext_lazy(
        "Deleting this page will also delete %(descendant_count)s child page.",
        "Deleting this page will also delete %(descendant_count)s more child pages.",
    ),
    ngettext_lazy(
        "This page has one subpage. Unpublish this too",
        "This page has %(live_descendant_count)s subpages. Unpublish these too",
    ),
    ngettext_lazy(
        "This action will delete <b>%(total_pages_formatted)s</b> page in total.",
        "This action will delete <b>%(total_pages_formatted)s</b> pages in total.",
    ),
    # What is done with selected pages.
    ngettext_lazy("Delete 1 page", "Delete %(counter)s pages"),
    ngettext_lazy(
        "This will also delete one more subpage.",
        "This will also delete %(counter)s more subpages.",
    ),
    ngettext_lazy(
        "You don't have permission to delete this page",
        "You don't have permission to delete these pages",
    ),
    ngettext_lazy("Move 1 page", "Move %(counter)s pages"),
    ngettext_lazy("This page has one child page", "This page has %(counter)s child pages"),
    ngettext_lazy(
        "You don't have permission to move this page",
        "You don't have permission to move these pages",
    ),
    ngettext_lazy(
        "The following page cannot be moved to %(dest_title)s",
        "The following pages cannot be moved to %(dest_title)s",
    ),
    ngettext_lazy(
        "The following page cannot be moved due to duplicate slug",
        "The following pages cannot be moved due to duplicate slugs",
    ),
    ngettext_lazy("Publish 1 page", "Publish %(counter)s pages"),
    ngettext_lazy(
        "This page has one unpublished subpage",
        "This page has %(counter)s unpublished subpages",
    ),
    ngettext_lazy(
        "You don't have permission to publish this page",
        "You don't have permission to publish these pages",
    ),
    ngettext_lazy("Unpublish 1 page", "Unpublish %(counter)s pages"),
    ngettext_lazy("This page has one subpage", "This page has %(counter)s subpages"),
    ngettext_lazy(
        "You don't have permission to unpublish this page",
        "You don't have permission to unpublish these pages",
    ),
    ngettext_lazy(
        "%(num_parent_objects)d page has been deleted",
        "%(num_parent_objects)d pages have been deleted",
    ),
    ngettext_lazy("%(num_pages)d page has been moved", "%(num_pages)d pages have been moved"),
    ngettext_lazy("%(num_parent_objects)d page", "%(num_parent_objects)d pages"),
    ngettext_lazy("%(num_child_objects)d child page", "%(num_child_objects)d child pages"),
    ngettext_lazy(
        "%(num_parent_objects)d page has been published",
        "%(num_parent_objects)d pages have been published",
    ),
    ngettext_lazy(
        "%(num_parent_objects)d page has been unpublished",
        "%(num_parent_objects)d pages have been unpublished",
    ),
)
