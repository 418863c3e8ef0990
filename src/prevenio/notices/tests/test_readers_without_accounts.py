"""Letters to people without accounts: headers of their own, and an address that does not stay."""

from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail

from prevenio.notices import delivery, operations
from prevenio.notices.letters import Item, Letter
from prevenio.notices.models import Notice, NoticeState
from prevenio.notices.operations import ToWrite
from prevenio.notices.tests.test_once import Killed, meanwhile
from prevenio.people.models import Authority
from prevenio.people.tests.factories import NOON, make_authority

LETTER = Letter(
    subject="News",
    heading="Two pieces of news",
    paragraphs=["This has happened."],
    items=[Item("A <b>lamp</b>", "https://example.org/1/", "2 March", "It shines.")],
    links=[("End these letters", "https://example.org/end/")],
)


def write(
    authority: Authority,
    to: str = "a@example.org",
    headers: dict[str, str] | None = None,
    about: str = "thing:1",
) -> Notice:
    one = ToWrite(to, LETTER, "pl", headers or {}, about)
    return operations.write_notices([one], authority=authority, at=NOON)[0]


def test_items_and_links_stand_in_text_and_page(authority: Authority) -> None:
    notice = write(authority)

    for part in (notice.text, notice.html):
        for words in ("https://example.org/1/", "2 March", "It shines.", "End these letters"):
            assert words in part
    assert "A <b>lamp</b>" in notice.text
    assert "A &lt;b&gt;lamp&lt;/b&gt;" in notice.html


def test_headers_go_out_and_the_address_goes_with_the_letter(authority: Authority) -> None:
    long = "<https://example.org/" + "x" * 200 + "/>"
    notice = write(authority, headers={"List-Unsubscribe": long})

    delivery.deliver_notice(notice_id=notice.pk, at=NOON)

    notice.refresh_from_db()
    assert (notice.state, notice.to, notice.headers) == (NoticeState.SENT, "", {})
    assert mail.outbox[0].to == ["a@example.org"]
    sent = mail.outbox[0].message().as_bytes().decode()
    assert "=?utf-8?" not in sent.partition("List-Unsubscribe")[2].partition("\nContent")[0]
    assert long in sent.replace("\n ", " ").replace("\n", " ")


def test_the_address_of_an_account_stays(authority: Authority) -> None:
    notice = operations.write_notice(
        to="a@example.org", letter=LETTER, language="pl", authority=authority, at=NOON
    )

    delivery.deliver_notice(notice_id=notice.pk, at=NOON)

    notice.refresh_from_db()
    assert notice.to == "a@example.org"


def test_a_header_cannot_bring_another(authority: Authority) -> None:
    notice = write(authority, headers={"List-Unsubscribe": "<x>\nBcc: all@example.org"})

    delivery.deliver_notice(notice_id=notice.pk, at=NOON)

    notice.refresh_from_db()
    assert not mail.outbox
    assert notice.state == NoticeState.WAITING


def drop(authority: Authority) -> int:
    return operations.drop_letters(to="a@example.org", authority=authority, about="thing:1")


def test_letters_to_somebody_who_has_left_are_dropped(authority: Authority) -> None:
    write(authority)
    write(authority, "b@example.org")
    write(make_authority(slug="obcowo"))

    assert drop(authority) == 1
    assert Notice.objects.count() == 2


def test_letters_about_something_else_stay(authority: Authority) -> None:
    write(authority)
    kept = [write(authority, about=about) for about in ("thing:2", "thing:11", "")]

    assert drop(authority) == 1
    assert list(Notice.objects.order_by("pk")) == kept


@pytest.mark.parametrize("state", [NoticeState.FAILED, NoticeState.UNCERTAIN])
def test_letters_that_were_given_up_or_may_have_gone_out_are_dropped_too(
    authority: Authority, state: str
) -> None:
    write(authority)
    Notice.objects.update(state=state, handing_at=NOON, next_try_at=None)

    assert drop(authority) == 1
    assert not Notice.objects.exists()


def test_a_letter_that_is_handed_over_meanwhile_forgets_its_reader_at_once(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = write(authority)
    meanwhile(monkeypatch, "send_messages", lambda: drop_and_look(authority, notice))

    delivery.deliver_notice(notice_id=notice.pk, at=NOON)

    notice.refresh_from_db()
    assert (notice.state, notice.to, notice.text) == (NoticeState.SENT, "", "")
    assert mail.outbox[0].to == ["a@example.org"]


@pytest.mark.parametrize("failure", [ConnectionResetError, SMTPRecipientsRefused, Killed])
def test_what_was_dropped_and_fails_after_that_is_gone(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, failure: type[BaseException]
) -> None:
    notice = write(authority)

    def fail() -> None:
        drop_and_look(authority, notice)
        raise failure({})

    meanwhile(monkeypatch, "send_messages", fail)

    with suppress(Killed):
        delivery.deliver_notice(notice_id=notice.pk, at=NOON)
    delivery.set_aside_doubtful(at=NOON + delivery.LONGEST_SENDING + timedelta(minutes=1))

    assert not Notice.objects.exists()
    assert not mail.outbox


def drop_and_look(authority: Authority, notice: Notice) -> None:
    """Nothing of the reader is left, and the letter still counts as being handed over."""
    assert drop(authority) == 1
    notice.refresh_from_db()
    assert (notice.to, notice.text, notice.html) == ("", "", "")
    assert notice.is_leaving


def test_unsent_letters_are_not_kept_for_ever(authority: Authority) -> None:
    write(authority)

    assert operations.erase_readers(authority=authority, before=NOON) == 0
    assert operations.erase_readers(authority=authority, before=NOON + timedelta(days=1)) == 1


@pytest.mark.parametrize("count", [1, 60])
def test_many_letters_take_few_statements(
    authority: Authority, count: int, django_assert_max_num_queries: object
) -> None:
    many = [ToWrite(f"a{number}@example.org", LETTER, "pl") for number in range(count)]

    with django_assert_max_num_queries(4):  # type: ignore[operator]
        operations.write_notices(many, authority=authority, at=NOON)
