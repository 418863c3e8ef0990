"""Nobody is written to twice, and no letter is lost, wherever a process dies."""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from prevenio.notices import delivery, operations, queries
from prevenio.notices.models import Notice, NoticeState
from prevenio.notices.tasks import send_waiting_notices
from prevenio.notices.tests.test_notices import write
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import NOON

LATER = NOON + delivery.LONGEST_SENDING + timedelta(minutes=1)


class Killed(BaseException):
    """What a test raises where a process would die."""


def die(*_arguments: object, **_known: object) -> None:
    raise Killed


@pytest.fixture
def notice(authority: Authority) -> Notice:
    return write(authority)


def deliver_and_die(notice: Notice) -> None:
    with pytest.raises(Killed):
        delivery.deliver_notice(notice_id=notice.pk, at=NOON)


def clean_up_and_deliver(notice: Notice) -> Notice:
    """What a worker does that is started again after the claim has run out."""
    delivery.set_aside_doubtful(at=LATER)
    for notice_id in queries.due_notices(at=LATER):
        delivery.deliver_notice(notice_id=notice_id, at=LATER)
    notice.refresh_from_db()
    return notice


def test_killed_before_the_server_answers_it_is_sent_by_itself(
    notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "open", die)
        deliver_and_die(notice)

    assert clean_up_and_deliver(notice).state == NoticeState.SENT
    assert len(mail.outbox) == 1


def test_killed_before_handing_over_it_is_sent_by_itself(
    notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(delivery.Watch, "now", die)
        deliver_and_die(notice)

    assert clean_up_and_deliver(notice).state == NoticeState.SENT
    assert len(mail.outbox) == 1


def test_killed_while_handing_over_nobody_sends_it_again(
    notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", die)
        deliver_and_die(notice)

    assert clean_up_and_deliver(notice).state == NoticeState.UNCERTAIN
    assert not mail.outbox


def test_killed_before_success_is_saved_nobody_sends_it_again(
    notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(delivery, "_keep_success", die)
        deliver_and_die(notice)

    assert clean_up_and_deliver(notice).state == NoticeState.UNCERTAIN
    assert len(mail.outbox) == 1
    assert list(queries.troubled_notices(authority=None)) == []
    assert queries.troubled_notices(authority=Authority.objects.get()).get() == notice


def test_a_letter_being_handed_over_is_left_alone(
    notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EmailBackend, "send_messages", die)
    deliver_and_die(notice)

    delivery.set_aside_doubtful(at=NOON + timedelta(minutes=1))
    delivery.deliver_notice(notice_id=notice.pk, at=LATER)

    notice.refresh_from_db()
    assert notice.state == NoticeState.WAITING


@pytest.mark.parametrize("step", ["open", "send_messages"])
def test_two_workers_at_once_send_one_letter(
    notice: Notice, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    meanwhile(monkeypatch, step, lambda: deliver_again(notice))

    delivery.deliver_notice(notice_id=notice.pk, at=NOON)

    notice.refresh_from_db()
    assert notice.state == NoticeState.SENT
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("step", ["open", "send_messages"])
def test_somebody_impatient_does_not_make_two_letters(
    notice: Notice, coordinator: User, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def send_now() -> None:
        authority = Authority.objects.get(pk=notice.authority_id)
        try:
            operations.retry_notice(notice=notice, authority=authority, by=coordinator, at=NOON)
        except operations.BeingSent:
            assert step == "send_messages"
        deliver_again(notice)

    meanwhile(monkeypatch, step, send_now)

    delivery.deliver_notice(notice_id=notice.pk, at=NOON)

    notice.refresh_from_db()
    assert notice.state == NoticeState.SENT
    assert len(mail.outbox) == 1


def test_a_slow_answer_clears_the_doubt(notice: Notice, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(
        monkeypatch,
        "send_messages",
        lambda: delivery.set_aside_doubtful(at=LATER + timedelta(minutes=1)),
    )

    delivery.deliver_notice(notice_id=notice.pk, at=NOON)

    notice.refresh_from_db()
    assert (notice.state, notice.text) == (NoticeState.SENT, "")


def meanwhile(monkeypatch: pytest.MonkeyPatch, step: str, act: Callable[[], None]) -> None:
    """Let something happen once, right before a step of the first worker."""
    original: Callable[..., Any] = getattr(EmailBackend, step)
    begun: list[bool] = []

    def interrupted(self: EmailBackend, *arguments: Any) -> Any:
        if not begun:
            begun.append(True)
            act()
        return original(self, *arguments)

    monkeypatch.setattr(EmailBackend, step, interrupted)


def deliver_again(notice: Notice) -> None:
    for at in (NOON, LATER):
        delivery.deliver_notice(notice_id=notice.pk, at=at)


def test_all_copies_of_a_letter_carry_one_number(authority: Authority, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Program <program@safe.example>"
    first, second = write(authority), write(authority)

    for notice in (first, first, second):
        Notice.objects.filter(pk=notice.pk).update(
            state=NoticeState.WAITING, handing_at=None, next_try_at=NOON
        )
        delivery.deliver_notice(notice_id=notice.pk, at=NOON)

    numbers = [message.message()["Message-ID"] for message in mail.outbox]
    assert numbers[0] == numbers[1] == f"<{first.token}@safe.example>"
    assert numbers[2] != numbers[0]


def test_a_goodbye_that_fails_changes_nothing(
    notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: EmailBackend) -> None:
        raise SMTPServerDisconnected("bye")

    monkeypatch.setattr(EmailBackend, "close", fail)

    delivery.deliver_notice(notice_id=notice.pk, at=NOON)

    notice.refresh_from_db()
    assert notice.state == NoticeState.SENT


def test_the_clock_sets_doubtful_letters_aside(notice: Notice) -> None:
    Notice.objects.update(handing_at=NOON, next_try_at=LATER)

    send_waiting_notices.call()

    notice.refresh_from_db()
    assert (notice.state, notice.next_try_at) == (NoticeState.UNCERTAIN, None)
    assert not mail.outbox


def test_a_person_decides_about_a_doubtful_letter(
    client: Client,
    notice: Notice,
    coordinator: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    Notice.objects.update(state=NoticeState.UNCERTAIN, handing_at=NOON, next_try_at=None, tries=1)
    client.force_login(coordinator)
    client.cookies["django_language"] = "en"

    page = client.get("/testowo/desk/mail/").text
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/testowo/desk/mail/{notice.pk}/sending/")

    assert "May have gone out" in page
    assert "it is not known whether the letter has arrived" in page
    assert "Send again" in page
    notice.refresh_from_db()
    assert notice.state == NoticeState.SENT
    assert len(mail.outbox) == 1


def test_a_letter_that_is_being_sent_cannot_be_sent_again(
    client: Client, notice: Notice, coordinator: User
) -> None:
    Notice.objects.update(handing_at=NOON, next_try_at=LATER)
    client.force_login(coordinator)
    client.cookies["django_language"] = "en"

    response = client.post(f"/testowo/desk/mail/{notice.pk}/sending/", follow=True)

    assert "being sent at this moment" in response.text
    assert not mail.outbox
