"""Getting one notice out of the house, at most once by itself."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.policy import EmailPolicy
from email.utils import formataddr, parseaddr
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import QuerySet

from prevenio.notices.doubts import may_have_gone_out
from prevenio.notices.models import Notice, NoticeState
from prevenio.people.models import Authority

# After each failure the next try waits longer; together they span two days.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 480, 960, 1440))
LONGEST_SENDING = timedelta(minutes=5)
_ADDRESSES = frozenset({"List-Unsubscribe"})
_UNSENT = (NoticeState.WAITING, NoticeState.FAILED, NoticeState.UNCERTAIN)
# smtplib's exceptions are OSErrors; an address that no mail can have is a ValueError.
SENDING_FAILS = (OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Watch:
    """What time it is while something goes on that began at `at`."""

    at: datetime
    started: float = field(default_factory=monotonic)

    def now(self) -> datetime:
        return self.at + timedelta(seconds=monotonic() - self.started)


def deliver_notice(*, notice_id: int, at: datetime) -> None:
    """Try to deliver a notice that is due; a failure is kept and tried again later.

    The notice is claimed and the mail server called outside of any transaction: a slow server must
    not hold a lock. A claim whose process has died runs out, and the notice is tried again. From
    `handing_at` on nobody else takes it: whether it went out is not known before the answer is.
    """
    waiting = Notice.objects.filter(pk=notice_id, state=NoticeState.WAITING, handing_at=None)
    until = at + LONGEST_SENDING
    if waiting.filter(next_try_at__lte=at).update(next_try_at=until):
        notice = Notice.objects.get(pk=notice_id)
        _send(notice, waiting.filter(next_try_at=until), Watch(at))


def set_aside_doubtful(*, at: datetime) -> None:
    """Nobody has said what became of these letters: their processes died while handing over."""
    left = Notice.objects.filter(
        state=NoticeState.WAITING, handing_at__isnull=False, next_try_at__lte=at
    )
    left.update(state=NoticeState.UNCERTAIN, next_try_at=None)
    _dropped().delete()


def _send(notice: Notice, claimed: QuerySet[Notice], watch: Watch) -> None:
    server = mailers.default
    try:
        message = _message(notice)
        server.open()
    except SENDING_FAILS as failure:
        _keep_failure(claimed, notice, failure, watch.at)
    else:
        moment = watch.now()
        if claimed.update(handing_at=moment, next_try_at=moment + LONGEST_SENDING):
            notice.handing_at = moment
            _hand_over(notice, message, server, watch)
    # Saying goodbye may fail too, and changes nothing.
    with suppress(OSError):
        server.close()


def _hand_over(
    notice: Notice, message: EmailMultiAlternatives, server: BaseEmailBackend, watch: Watch
) -> None:
    # Somebody who was asked to send a doubtful letter again has begun a handing over of their own.
    handed = Notice.objects.filter(pk=notice.pk, handing_at=notice.handing_at)
    try:
        server.send_messages([message])
    except SENDING_FAILS as failure:
        if may_have_gone_out(failure):
            _keep_doubt(handed, notice, failure)
        else:
            _keep_failure(handed, notice, failure, watch.at)
        _dropped().filter(pk=notice.pk).delete()
    else:
        _keep_success(handed, notice, watch.now())


def _dropped() -> QuerySet[Notice]:
    """What was dropped while it was being handed over, once that has failed or is in doubt."""
    unsent = Notice.objects.filter(state__in=_UNSENT, forgets_reader=True, to="")
    return unsent.exclude(state=NoticeState.WAITING, handing_at__isnull=False)


class _WholeAddresses(EmailPolicy):
    """Writes addresses in headers on one line, however long, as RFC 5322 allows up to 998 letters.

    Python would write a long one as an encoded word, which no mail program takes for an address.
    Line breaks within a header were refused when it was set.
    """

    def fold(self, name: str, value: str) -> str:
        if name in _ADDRESSES:
            return f"{name}: {value}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: str) -> bytes:
        if name in _ADDRESSES:
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


class _Message(EmailMultiAlternatives):
    def message(self, **options: Any) -> Any:
        made = super().message(**options)
        made.policy = _WholeAddresses(linesep=made.policy.linesep)
        return made


def _message(notice: Notice) -> EmailMultiAlternatives:
    authority = Authority.objects.filter(pk=notice.authority_id).first()
    name = " ".join(authority.name.split()) if authority else "Prevenio"
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    message = _Message(
        notice.subject,
        notice.text,
        formataddr((name, address)),
        [notice.to],
        headers={
            # RFC 3834: no holiday replies, please.
            "Auto-Submitted": "auto-generated",
            # The same in every try: two copies can be told to be one letter.
            "Message-ID": f"<{notice.token}@{address.rpartition('@')[2]}>",
            **notice.headers,
        },
    )
    message.attach_alternative(notice.html, "text/html")
    return message


def _keep_success(handed: QuerySet[Notice], notice: Notice, at: datetime) -> None:
    handed.update(
        state=NoticeState.SENT,
        sent_at=at,
        tries=notice.tries + 1,
        next_try_at=None,
        last_error="",
        # The words may hold a secret link and are of no use once they have been sent.
        text="",
        html="",
        headers={},
        to="" if notice.forgets_reader else notice.to,
        about="",
    )


def _keep_doubt(handed: QuerySet[Notice], notice: Notice, failure: Exception) -> None:
    handed.update(
        state=NoticeState.UNCERTAIN,
        tries=notice.tries + 1,
        next_try_at=None,
        last_error=_in_words(failure),
    )


def _keep_failure(
    tried: QuerySet[Notice], notice: Notice, failure: Exception, at: datetime
) -> None:
    is_last = notice.tries >= len(WAITS)
    tried.update(
        state=NoticeState.FAILED if is_last else NoticeState.WAITING,
        tries=notice.tries + 1,
        next_try_at=None if is_last else at + WAITS[notice.tries],
        handing_at=None,
        last_error=_in_words(failure),
    )


def _in_words(failure: Exception) -> str:
    return f"{type(failure).__name__}: {failure}"[:300]
