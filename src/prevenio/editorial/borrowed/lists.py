"""What lists, filters, choosers and the frame of every page say."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

WORDS = (
    # Where a thing is used, and what its deleting would do.
    _("the %(model_name)s will also be deleted"),
    _("prevents deletion"),
    _("will be set to the default %(model_name)s"),
    _("will do nothing"),
    _("may prevent deletion"),
    _("will be set to a %(model_name)s specified by the system"),
    _("will unset the reference"),
    _("One or more references to this %(model_name)s prevent it from being deleted."),
    _("%(classname)s object (%(id)s)"),
    _("%(related_model_name)s %(field_label)s"),
    _("If you confirm deletion"),
    _("Field"),
    _("(Private %(object)s)"),
    # Searching, filtering, sorting.
    _("any"),
    _("%(range_start)s - %(range_end)s"),
    _("Minimum"),
    _("Maximum"),
    _("Usage count"),
    _("Tag"),
    _("Filter by up to ten most popular tags."),
    _("Search…"),
    _('Sorry, there are no matches for "<em>%(search_query)s</em>"'),
    _("There are no results."),
    _('There are no %(model_name)s to display. Why not <a href="%(add_url)s">add one</a>?'),
    _("%(field_label)s:"),
    _("Show filters"),
    _("Filter by"),
    _("Sort by '%(label)s' in ascending order."),
    _("Sort by '%(label)s' in descending order."),
    _("No %(model_name)s match your query."),
    _("There are no %(model_name)s to display."),
    # Selecting.
    _("All pages in listing selected"),
    _("All documents in listing selected"),
    _("All images in listing selected"),
    _("1 item selected"),
    _("%(objects)s items selected"),
    _("All %(objects)s items on this screen selected"),
    _("All items in listing selected"),
    _("item"),
    _("items"),
    _("Select"),
    _("More bulk actions"),
    # Choosing a page or a link.
    _("Confirm selection"),
    _("Convert to internal link"),
    _(
        'The URL you entered, <a target="_blank" rel="noreferrer" '
        'href="%(submitted_url)s">%(submitted_url)s</a>, looks like it matches the internal page '
        '%(page)s, which has the URL <a target="_blank" rel="noreferrer" '
        'href="%(internal_url)s">%(internal_url)s</a>.'
    ),
    _(
        "Converting this to an internal link to %(page)s would make the link automatically "
        "update if the underlying page changes its URL. Would you like to do this?"
    ),
    _("Choose another"),
    # Tags.
    _("Tag(s) %(value_too_long)s are over %(max_tag_length)d characters."),
    _('Multi-word tags with spaces will automatically be enclosed in double quotes (").'),
    _("Please provide a comma-separated list of tags."),
    _("A comma-separated list of tags."),
    # The frame.
    _("Sidebar"),
    _("Go to the first error"),
    _("Actions (footer)"),
    _("Wagtail %(current_version)s editor guide"),
    _("Edit account avatar"),
    _("Toggle breadcrumbs"),
    _("Close dialog"),
    _(
        "JavaScript is required to use Wagtail, but it is currently disabled.<br /> Here are the "
        '<a href="https://www.enable-javascript.com/" target="_blank" '
        'rel="noreferrer">instructions how to enable JavaScript in your web browser</a>.'
    ),
    _("Shortcuts"),
    _("Breadcrumb"),
    _("Error 404"),
)
COUNTED = (
    # Where a thing is used, and what its deleting would do.
    ngettext_lazy(
        "This %(model_name)s is referenced %(usage_count)s time.",
        "This %(model_name)s is referenced %(usage_count)s times.",
    ),
    ngettext_lazy("Referenced %(count)s time", "Referenced %(count)s times"),
    # Choosing a page or a link.
    ngettext_lazy("There is %(counter)s match", "There are %(counter)s matches"),
    ngettext_lazy(
        'Only pages of type "%(type)s" may be chosen for this field. Search results will exclude '
        "pages of other types.",
        "Only the following page types may be chosen for this field: %(type)s. Search results "
        "will exclude pages of other types.",
    ),
)
