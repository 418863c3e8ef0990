"""Which failures leave a doubt, and which say that the letter has not gone out."""

from smtplib import (
    SMTP,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)

import pytest
from django.core.mail.backends.locmem import EmailBackend

from prevenio.notices import delivery
from prevenio.notices.doubts import may_have_gone_out
from prevenio.notices.models import NoticeState
from prevenio.notices.tests.test_notices import write
from prevenio.people.models import Authority
from prevenio.people.tests.factories import NOON


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        (SMTPServerDisconnected("Connection unexpectedly closed"), NoticeState.UNCERTAIN),
        (TimeoutError("timed out"), NoticeState.UNCERTAIN),
        (SMTPDataError(-1, b"?"), NoticeState.UNCERTAIN),
        (SMTPResponseException(500, "Line too long."), NoticeState.UNCERTAIN),
        (SMTPDataError(451, b"try later"), NoticeState.WAITING),
        (SMTPDataError(554, b"no"), NoticeState.WAITING),
        (SMTPRecipientsRefused({"a@example.org": (550, b"nobody")}), NoticeState.WAITING),
        (ValueError("Invalid address"), NoticeState.WAITING),
    ],
)
def test_what_a_failure_after_handing_over_means(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, failure: Exception, state: str
) -> None:
    def fail(self: EmailBackend, messages: object) -> int:
        raise failure

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    notice = write(authority)

    delivery.deliver_notice(notice_id=notice.pk, at=NOON)

    notice.refresh_from_db()
    assert notice.state == state
    assert type(failure).__name__ in notice.last_error
    assert bool(notice.next_try_at) is (state == NoticeState.WAITING)
    assert bool(notice.handing_at) is (state == NoticeState.UNCERTAIN)
    assert notice.text


@pytest.mark.parametrize(
    ("step", "is_doubtful"), [("mail", False), ("rcpt", False), ("data", True)]
)
def test_a_connection_that_breaks_before_the_words_leave_is_no_doubt(
    monkeypatch: pytest.MonkeyPatch, step: str, is_doubtful: bool
) -> None:
    def answer(self: SMTP, command: str, arguments: str = "") -> tuple[int, bytes]:
        if command == step:
            raise SMTPServerDisconnected("Connection unexpectedly closed")
        return 250, b"ok"

    monkeypatch.setattr(SMTP, "docmd", answer)
    monkeypatch.setattr(SMTP, "putcmd", lambda self, command, arguments="": answer(self, command))
    monkeypatch.setattr(SMTP, "getreply", lambda self: (250, b"ok"))

    with pytest.raises(SMTPServerDisconnected) as broken:
        SMTP().sendmail("a@example.org", ["b@example.org"], "words")

    assert may_have_gone_out(broken.value) is is_doubtful
