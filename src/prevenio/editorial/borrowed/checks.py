"""What helps to write well: keyboard shortcuts, checks of accessibility, measures of a text."""

from django.utils.translation import gettext_lazy as _

WORDS = (
    # Keyboard shortcuts.
    _("Keyboard shortcuts are currently disabled; manage your %(account_link)s to enable them."),
    _("All keyboard shortcuts"),
    _("Section"),
    _("Keyboard shortcut"),
    _("Keyboard shortcuts are currently enabled; manage your %(account_link)s to disable them."),
    _("Application"),
    _("Show keyboard shortcuts"),
    _("Toggle sidebar"),
    _("Toggle minimap"),
    _("Close modal dialogs (like this one)"),
    _("Text editing"),
    _("Paste and match style"),
    _("Paste without formatting"),
    _("Text formatting"),
    _("Insert or edit a link"),
    _("Monospace (code)"),
    _("Strike-through"),
    _("Superscript"),
    _("Subscript"),
    # Measures of a text.
    _("Content metrics"),
    _("Reading time"),
    _("Readability"),
    _("This data explained"),
    _("How we calculate our metrics"),
    _(
        "We extract the main content from the page preview, remove all formatting, and calculate "
        "the number of words."
    ),
    _(
        "We calculate reading time from word count, using different reading speeds for different "
        "languages."
    ),
    _(
        "We use a readability formula based on length of words and sentences. Long sentences and "
        "words result in a worse readability score."
    ),
    _(
        'See our <a href="%(guide_link)s" target="_blank">content checks guide</a> for more '
        "information on how content metrics are calculated."
    ),
    # What the check of accessibility finds.
    _("Show issue"),
    _("Issues found"),
    _("Checks"),
    _("Button text is empty"),
    _("Use meaningful text for screen reader users"),
    _("Empty heading found"),
    _("Table header text is empty"),
    _("Empty frame title found"),
    _("Use a meaningful title for screen reader users"),
    _("Incorrect heading hierarchy"),
    _("Avoid skipping levels"),
    _("Input button text is empty"),
    _("Link text is empty"),
    _("Misusing paragraphs as headings"),
    _("Use proper heading tags"),
    _("Image alt text has inappropriate pattern"),
    _("Use meaningful text"),
    _("Meta description is empty"),
    _("Add a concise description for search engines"),
)
