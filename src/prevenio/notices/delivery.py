"""Getting one notice out of the house."""

from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from prevenio.notices.models import Notice, NoticeState
from prevenio.people.models import Authority

# After each failure the next try waits longer; together they span two days.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 480, 960, 1440))
LONGEST_SENDING = timedelta(minutes=5)


def deliver_notice(*, notice_id: int, at: datetime) -> None:
    """Try to deliver a notice that is due; a failure is kept and tried again later.

    The notice is claimed first and sent outside of any transaction: a slow mail server must not
    hold a lock. If the process dies meanwhile, the claim runs out and the notice is tried again,
    so a letter may come twice but is never lost.
    """
    claimed = Notice.objects.filter(
        pk=notice_id, state=NoticeState.WAITING, next_try_at__lte=at
    ).update(next_try_at=at + LONGEST_SENDING)
    if not claimed:
        return
    notice = Notice.objects.get(pk=notice_id)
    try:
        _message(notice).send()
    except (OSError, ValueError) as failure:
        # smtplib's exceptions are OSErrors; an address that no mail can have is a ValueError.
        _keep_failure(notice, failure, at)
    else:
        # The words may hold a secret link and are of no use once they have been sent.
        Notice.objects.filter(pk=notice.pk).update(
            state=NoticeState.SENT,
            sent_at=at,
            tries=notice.tries + 1,
            next_try_at=None,
            last_error="",
            text="",
            html="",
        )


def _message(notice: Notice) -> EmailMultiAlternatives:
    authority = Authority.objects.filter(pk=notice.authority_id).first()
    name = " ".join(authority.name.split()) if authority else "Prevenio"
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    message = EmailMultiAlternatives(
        notice.subject,
        notice.text,
        formataddr((name, address)),
        [notice.to],
        # RFC 3834: no holiday replies, please.
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(notice.html, "text/html")
    return message


def _keep_failure(notice: Notice, failure: Exception, at: datetime) -> None:
    is_last = notice.tries >= len(WAITS)
    Notice.objects.filter(pk=notice.pk).update(
        state=NoticeState.FAILED if is_last else NoticeState.WAITING,
        tries=notice.tries + 1,
        next_try_at=None if is_last else at + WAITS[notice.tries],
        last_error=f"{type(failure).__name__}: {failure}"[:300],
    )
