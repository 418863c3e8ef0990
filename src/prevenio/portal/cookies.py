"""The cookies that the site may set, in the words of the privacy page."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie: its name, what it is for, how long it is kept."""

    name: str
    purpose: str
    kept: str


def cookies() -> list[Cookie]:
    """Every cookie of the house; readers get the language one alone, and only if they choose."""
    hours = settings.SESSION_COOKIE_AGE // 3600
    for_hours = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    return [
        Cookie(
            settings.LANGUAGE_COOKIE_NAME,
            _("Keeps the language, if you choose one."),
            _("a year"),
        ),
        Cookie(
            settings.SESSION_COOKIE_NAME,
            _("Keeps staff signed in. Readers do not get it."),
            for_hours,
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            _("Protects forms against being sent by another site."),
            _("a year"),
        ),
    ]
