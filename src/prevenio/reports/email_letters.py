"""The letter about e-mails that wait to be written down: to the bureau, without their words."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.notices.letters import Letter
from prevenio.notices.operations import write_notice
from prevenio.people import addresses
from prevenio.people.models import Authority
from prevenio.reports.letters import people_of
from prevenio.reports.models import IncomingEmail


def write_of_emails(authority: Authority, emails: Sequence[IncomingEmail], *, at: datetime) -> None:
    """One letter to each coordinator; that one may tell of danger stands first."""
    in_danger = sum(one.sounds_like_danger for one in emails)
    for email, own in people_of(authority, None, at):
        language = own or authority.language
        with translation.override(language):
            letter = _letter(authority, len(emails), in_danger)
        write_notice(to=email, letter=letter, language=language, authority=authority, at=at)


def _letter(authority: Authority, number: int, in_danger: int) -> Letter:
    waiting = ngettext(
        "%(count)s e-mail waits to be written down",
        "%(count)s e-mails wait to be written down",
        number,
    ) % {"count": number}
    heading = waiting
    if in_danger:
        heading = ngettext(
            "%(count)s e-mail may tell of danger: read it now",
            "%(count)s e-mails may tell of danger: read them now",
            in_danger,
        ) % {"count": in_danger}
    return Letter(
        subject=heading,
        heading=heading,
        paragraphs=[
            *([waiting] if in_danger else []),
            _("What residents wrote stands on the desk only, not in this letter."),
        ],
        button=_("Open the e-mails"),
        address=addresses.address("reports:emails", authority=authority),
        genuine=_("You get this letter because you work on reports of residents."),
    )
