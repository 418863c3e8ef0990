"""What Wagtail's scripts say. They are served by the view of `views/script_words.py`."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

WORDS = (
    _("(%(number)s new items in this menu)"),
    _("(1 new item in this menu)"),
    _("(New)"),
    _("A network error occurred."),
    _("A server error occurred."),
    _("Autosave in progress…"),
    _("Blocks"),
    _("Changes have been autosaved."),
    _("Character count:"),
    _("Collapse all"),
    _("Complex"),
    _("Deleting"),
    _("Error while sending preview data."),
    _("Expand all"),
    _("Fair"),
    _("Good"),
    _("Insert a block"),
    _("Main menu"),
    _("Pin toolbar"),
    _("Report this error to your website administrator with the following information:"),
    _("Search options…"),
    _("Split block"),
    _("Toggle sidebar"),
    _("Unpin toolbar"),
    _("Write something or type ‘/’ to insert a block"),
    _("Dashboard"),
)
COUNTED = (
    ngettext_lazy("%(num)s error", "%(num)s errors"),
    ngettext_lazy("%(num)s min", "%(num)s mins"),
    ngettext_lazy("%(num)s pixel", "%(num)s pixels"),
)
