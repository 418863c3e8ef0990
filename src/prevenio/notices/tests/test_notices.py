from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.notices import delivery, operations, queries
from prevenio.notices.letters import Letter
from prevenio.notices.models import Notice, NoticeState
from prevenio.notices.tasks import send_waiting_notices
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import NOON, make_authority, make_user

LETTER = Letter(
    subject="Please answer\nBcc: all@example.org",
    heading="An <b>answer</b> & more",
    paragraphs=["First paragraph."],
    facts=[("Deadline", "2 March")],
    button="Open",
    address="https://example.org/x?a=1&b=2",
    genuine="It is from us.",
)


def write(authority: Authority | None = None) -> Notice:
    return operations.write_notice(
        to="a@example.org", letter=LETTER, language="pl", authority=authority, at=NOON
    )


def administrator() -> User:
    user = make_user()
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def broken_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: EmailBackend, messages: object) -> int:
        raise SMTPRecipientsRefused({"a@example.org": (550, b"no such mailbox")})

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def test_a_letter_is_sent_once_the_transaction_is_through(
    authority: Authority, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks() as waiting:  # type: ignore[operator]
        notice = write(authority)
    assert not mail.outbox
    Notice.objects.update(next_try_at=NOON)

    for callback in waiting:
        callback()

    notice.refresh_from_db()
    assert notice.state == NoticeState.SENT
    assert len(mail.outbox) == 1


def test_text_and_page_say_the_same_and_nothing_is_run(authority: Authority) -> None:
    delivery.deliver_notice(notice_id=write(authority).pk, at=NOON)

    message = mail.outbox[0]
    assert isinstance(message, EmailMultiAlternatives)
    page = str(message.alternatives[0][0])
    assert message.subject == "Please answer Bcc: all@example.org"
    assert message.recipients() == ["a@example.org"]
    for part in (message.body, page):
        assert "First paragraph." in part
        assert "Deadline" in part
        assert "Testowo" in part
        assert "It is from us." in part
    assert "https://example.org/x?a=1&b=2" in message.body
    assert "An <b>answer</b> & more" in message.body
    assert "An &lt;b&gt;answer&lt;/b&gt; &amp; more" in page
    assert "<img" not in page
    assert str(message.from_email).startswith("Testowo <")


def test_words_are_not_kept_once_sent(authority: Authority) -> None:
    notice = write(authority)

    delivery.deliver_notice(notice_id=notice.pk, at=NOON)

    notice.refresh_from_db()
    assert (notice.text, notice.html) == ("", "")


def test_a_letter_is_never_sent_twice(authority: Authority) -> None:
    notice = write(authority)

    for _try in range(3):
        delivery.deliver_notice(notice_id=notice.pk, at=NOON)

    assert len(mail.outbox) == 1


def test_failures_wait_longer_each_time_then_stay_seen(
    authority: Authority, broken_mail: None
) -> None:
    notice = write(authority)
    moment, waits = NOON, []

    while notice.state == NoticeState.WAITING:
        delivery.deliver_notice(notice_id=notice.pk, at=moment)
        notice.refresh_from_db()
        if notice.next_try_at:
            waits.append(notice.next_try_at - moment)
            moment = notice.next_try_at

    assert waits == list(delivery.WAITS)
    assert notice.state == NoticeState.FAILED
    assert "550" in notice.last_error
    assert list(queries.troubled_notices(authority=authority)) == [notice]


def test_a_process_that_dies_while_sending_loses_nothing(authority: Authority) -> None:
    notice = write(authority)
    Notice.objects.update(next_try_at=NOON + delivery.LONGEST_SENDING)

    assert list(queries.due_notices(at=NOON)) == []
    assert list(queries.due_notices(at=NOON + timedelta(minutes=5))) == [notice.pk]


def test_the_clock_sends_what_is_due(authority: Authority) -> None:
    write(authority)
    write(authority)

    send_waiting_notices.call()

    assert len(mail.outbox) == 2
    assert not Notice.objects.filter(state=NoticeState.WAITING).exists()


def test_a_failed_letter_is_tried_again(
    authority: Authority, coordinator: User, reader: User, stranger: User
) -> None:
    notice = write(authority)
    Notice.objects.update(state=NoticeState.FAILED, tries=9, next_try_at=None)
    for person in (reader, stranger):
        with pytest.raises(NotAllowed):
            operations.retry_notice(notice=notice, authority=authority, by=person, at=NOON)

    operations.retry_notice(notice=notice, authority=authority, by=coordinator, at=NOON)
    delivery.deliver_notice(notice_id=notice.pk, at=NOON)

    assert Entry.objects.get().fact == "notices.notice.retried"
    with pytest.raises(operations.NotFailed):
        operations.retry_notice(notice=notice, authority=authority, by=coordinator, at=NOON)


def test_page_shows_trouble_and_sends_a_test(
    client: Client,
    authority: Authority,
    coordinator: User,
    django_capture_on_commit_callbacks: object,
    django_assert_max_num_queries: object,
) -> None:
    for _number in range(60):
        write(authority)
    Notice.objects.update(state=NoticeState.FAILED, last_error="Refused <b>", tries=9)
    client.force_login(coordinator)

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page = client.get("/testowo/desk/mail/")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        client.post("/testowo/desk/mail/test/")
        client.post(f"/testowo/desk/mail/{Notice.objects.earliest('pk').pk}/sending/")

    assert b"Refused &lt;b&gt;" in page.content
    assert mail.outbox[0].to == [coordinator.email]
    assert queries.latest_test(authority=authority).state == NoticeState.SENT  # type: ignore[union-attr]
    assert len(mail.outbox) == 2


def test_others_find_no_mail(
    client: Client, authority: Authority, reader: User, stranger: User
) -> None:
    notice = write(make_authority())
    client.force_login(reader)
    assert client.get("/testowo/desk/mail/").status_code == 404
    client.post("/testowo/desk/mail/test/")
    assert not mail.outbox

    client.force_login(stranger)

    assert client.post(f"/obcowo/desk/mail/{notice.pk}/sending/").status_code == 404


def test_a_name_with_line_breaks_cannot_add_headers(authority: Authority) -> None:
    authority.name = "Testowo\nBcc: all@example.org"
    authority.save()

    delivery.deliver_notice(notice_id=write(authority).pk, at=NOON)

    assert mail.outbox[0].message()["Bcc"] is None


def test_letters_of_no_authority_are_looked_after_by_the_administrator(
    client: Client, coordinator: User
) -> None:
    notice = write()
    Notice.objects.update(state=NoticeState.FAILED, tries=9, next_try_at=None)
    sending = f"/authorities/mail/{notice.pk}/sending/"
    client.force_login(coordinator)
    assert client.get("/authorities/mail/").status_code == 404
    assert client.post(sending).status_code == 404
    with pytest.raises(NotAllowed):
        operations.retry_notice(notice=notice, authority=None, by=coordinator, at=NOON)

    client.force_login(administrator())
    page = client.get("/authorities/mail/").content.decode()
    client.post(sending)

    assert sending in page
    notice.refresh_from_db()
    assert notice.state == NoticeState.WAITING
    assert Entry.objects.get().fact == "notices.notice.retried"


def test_the_installation_shows_no_letter_of_an_authority(
    client: Client, authority: Authority
) -> None:
    notice = write(authority)
    Notice.objects.update(state=NoticeState.FAILED, tries=9, next_try_at=None)
    client.force_login(administrator())

    assert "a@example.org" not in client.get("/authorities/mail/").content.decode()
    assert client.post(f"/authorities/mail/{notice.pk}/sending/").status_code == 404


def test_a_letter_sent_again_stays_in_sight_until_it_is_gone(
    authority: Authority, coordinator: User, broken_mail: None
) -> None:
    notice = write(authority)
    delivery.deliver_notice(notice_id=notice.pk, at=NOON)

    operations.retry_notice(notice=notice, authority=authority, by=coordinator, at=NOON)

    assert list(queries.troubled_notices(authority=authority)) == [notice]


def test_nobody_is_told_that_mail_works_where_it_goes_nowhere(
    client: Client, settings: Any, authority: Authority, coordinator: User
) -> None:
    operations.send_test_notice(authority=authority, by=coordinator, at=NOON)
    Notice.objects.update(state=NoticeState.SENT, sent_at=NOON)
    client.force_login(coordinator)
    client.cookies["django_language"] = "en"

    for host, works in (("", False), ("mail.example.org", True)):
        settings.MAIL_HOST = host
        page = client.get("/testowo/desk/mail/").content.decode()
        assert ("Mail works" in page) is works
        assert ("PREVENIO_MAIL_HOST" in page) is not works
