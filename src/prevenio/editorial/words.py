"""What the journal's facts of this room say."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

FACTS: Mapping[str, object] = {
    "editorial.page.published": _("A page was published."),
    "editorial.page.unpublished": _("A page was taken back."),
    "editorial.page.deleted": _("A page was deleted."),
    "editorial.page.submitted": _("A page was handed in for approval."),
    "editorial.page.sent_back": _("A page was sent back to its author."),
    "editorial.translation.begun": _("A translation of a page was begun."),
    "editorial.mention.added": _("An entry was added to the media log."),
    "editorial.mention.changed": _("An entry of the media log was changed."),
    "editorial.mention.removed": _("An entry was removed from the media log."),
    "editorial.channel.added": _("A channel was added."),
    "editorial.channel.changed": _("A channel was changed."),
    "editorial.channel.removed": _("A channel was removed."),
}
