"""Whether a letter may have gone out although sending it broke off."""

from smtplib import SMTP, SMTPRecipientsRefused, SMTPResponseException
from traceback import walk_tb


def may_have_gone_out(failure: Exception) -> bool:
    """Whether the words may have reached the mail server before the failure.

    A server that refuses has not taken the letter. A connection that broke tells nothing once the
    words were on their way: the server may have taken them, and only its answer was lost.
    """
    if isinstance(failure, ValueError) or _is_refusal(failure):
        return False
    return not _broke_before_the_words(failure)


def _is_refusal(failure: Exception) -> bool:
    if isinstance(failure, SMTPRecipientsRefused):
        return True
    # What smtplib cannot read comes as a bare exception, or with a code by which nobody refuses.
    if not isinstance(failure, SMTPResponseException) or type(failure) is SMTPResponseException:
        return False
    return 400 <= failure.smtp_code <= 599


def _broke_before_the_words(failure: Exception) -> bool:
    """Whether smtplib was still introducing the letter: its words leave in `SMTP.data` only."""
    passed = {frame.f_code for frame, _line in walk_tb(failure.__traceback__)}
    return SMTP.sendmail.__code__ in passed and SMTP.data.__code__ not in passed
