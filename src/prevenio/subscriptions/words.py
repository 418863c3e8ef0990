"""What the journal's facts of this room say."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

FACTS: Mapping[str, object] = {
    "subscriptions.announcement.made": _("Residents were told of something new."),
    "subscriptions.announcement.changed": _("What residents were told was put in other words."),
    "subscriptions.announcement.withdrawn": _("What residents were told was withdrawn."),
    "subscriptions.subscription.asked": _("Somebody asked for letters about news."),
    "subscriptions.subscription.confirmed": _("A subscription was confirmed."),
    "subscriptions.subscription.changed": _("A subscription was changed by its reader."),
    "subscriptions.subscription.left": _("A subscription was ended by its reader."),
    "subscriptions.readers.forgotten": _("Addresses of subscribers were erased in time."),
}
