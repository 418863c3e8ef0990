"""The mailed link: opened by its code, forwarded in vain, revoked, sent again, run out."""

import re
from datetime import date, timedelta
from functools import partial

import pytest

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, User
from prevenio.returns import operations
from prevenio.returns.models import ActionReturn, Purpose, ReturnFile, ReturnLink
from prevenio.returns.tests.factories import (
    MORNING,
    live,
    make_certifier,
    make_period,
    reporter_of,
    submit,
)
from prevenio.returns.tokens import link_of, token_of


@pytest.fixture
def waiting(authority: Authority, coordinator: User) -> ActionReturn:
    return make_period(authority, coordinator).returns.get()


def code_in_last_letter() -> str:
    """The code as the body reads it."""
    letter = Notice.objects.exclude(subject__contains="http").order_by("-pk")[0]
    found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", letter.text)
    assert found is not None
    return found[0]


def test_link_and_code_travel_in_two_letters(waiting: ActionReturn) -> None:
    link_letter, code_letter = Notice.objects.order_by("pk")

    assert token_of(live(waiting, Purpose.REPORT)) in link_letter.text
    assert code_in_last_letter() in code_letter.text
    assert code_in_last_letter() not in link_letter.text
    assert "/returns/" not in code_letter.text


def test_the_code_opens_the_link_however_it_is_typed(waiting: ActionReturn) -> None:
    link = live(waiting, Purpose.REPORT)

    typed = code_in_last_letter().lower().replace("-", "  ")
    operations.open_link(link=link, code=typed, at=MORNING)

    link.refresh_from_db()
    assert link.opened_at == MORNING


def test_a_forwarded_link_without_the_code_is_locked_after_five_tries(
    waiting: ActionReturn,
) -> None:
    link, code = live(waiting, Purpose.REPORT), code_in_last_letter()
    for _try in range(4):
        with pytest.raises(operations.WrongCode):
            operations.open_link(link=link, code="AAAA-AAAA", at=MORNING)
    with pytest.raises(operations.TooManyCodes):
        operations.open_link(link=link, code="AAAA-AAAA", at=MORNING)

    with pytest.raises(operations.TooManyCodes):
        operations.open_link(link=link, code=code, at=MORNING + timedelta(minutes=14))
    operations.open_link(link=link, code=code, at=MORNING + timedelta(minutes=16))

    assert Entry.objects.filter(fact="returns.link.locked").count() == 1


def test_a_new_code_goes_to_the_address_of_the_link_and_ends_the_old_one(
    waiting: ActionReturn,
) -> None:
    link, old = live(waiting, Purpose.REPORT), code_in_last_letter()
    with pytest.raises(operations.CodeJustSent):
        operations.send_code_again(link=link, at=MORNING + timedelta(seconds=30))

    later = MORNING + timedelta(minutes=2)
    operations.send_code_again(link=link, at=later)

    assert Notice.objects.order_by("-pk")[0].to == link.email
    with pytest.raises(operations.WrongCode):
        operations.open_link(link=link, code=old, at=later)
    operations.open_link(link=link, code=code_in_last_letter(), at=later)


def test_a_revoked_link_opens_and_writes_nothing(waiting: ActionReturn, coordinator: User) -> None:
    link, by = live(waiting, Purpose.REPORT), reporter_of(waiting)
    operations.revoke_link(link=link, by=coordinator, at=MORNING)

    with pytest.raises(operations.LinkClosed):
        operations.open_link(link=link, code=code_in_last_letter(), at=MORNING)
    with pytest.raises(operations.LinkClosed):
        operations.send_code_again(link=link, at=MORNING + timedelta(hours=1))
    with pytest.raises(operations.LinkClosed):
        operations.remove_file(file=_file_of(waiting), by=by, at=MORNING)


def test_sending_again_ends_the_old_link(waiting: ActionReturn, coordinator: User) -> None:
    old = live(waiting, Purpose.REPORT)

    new = operations.renew_link(link=old, by=coordinator, at=MORNING + timedelta(hours=1))

    old.refresh_from_db()
    assert old.revoked_at is not None
    assert new.is_open_at(MORNING + timedelta(hours=2))
    assert token_of(old) != token_of(new)
    assert Notice.objects.count() == 4


def test_a_link_runs_out_with_the_lock(authority: Authority, coordinator: User) -> None:
    one = make_period(authority, coordinator, locks_on=date(2023, 2, 3)).returns.get()
    link = live(one, Purpose.REPORT)

    assert link.is_open_at(MORNING.replace(month=2, day=3, hour=20))
    assert not link.is_open_at(MORNING.replace(month=2, day=4, hour=0))


@pytest.mark.parametrize("token", ["", "x", "WzFd:1:abc", "ĄĘ", "WzEsMTY3Mzk0NjAwMF0:1xXN0n:zly"])
def test_forged_tokens_lead_nowhere(waiting: ActionReturn, token: str) -> None:
    assert link_of(token) is None


def test_a_token_leads_to_its_link(waiting: ActionReturn) -> None:
    link = live(waiting, Purpose.REPORT)

    assert link_of(token_of(link)) == link


def test_only_the_bureau_sends_and_revokes(
    waiting: ActionReturn, reader: User, stranger: User
) -> None:
    link = live(waiting, Purpose.REPORT)

    for person in (reader, stranger):
        with pytest.raises(NotAllowed):
            operations.renew_link(link=link, by=person, at=MORNING)
        with pytest.raises(NotAllowed):
            operations.revoke_link(link=link, by=person, at=MORNING)


def test_who_certifies_needs_an_address_of_their_own(
    waiting: ActionReturn, coordinator: User
) -> None:
    save = partial(
        operations.save_contact,
        body=waiting.body,
        name="Ewa",
        office="",
        by=coordinator,
        at=MORNING,
    )
    save(purpose=Purpose.REPORT, email="a@example.org")

    with pytest.raises(operations.SameAddress):
        save(purpose=Purpose.CERTIFY, email="A@example.org")


def test_the_certifier_is_called_once_for_many_returns(
    authority: Authority, coordinator: User
) -> None:
    one = make_period(authority, coordinator, needs_certifier=True).returns.get()
    make_certifier(one.body, coordinator)
    submit(one)
    letters = Notice.objects.filter(to=f"szef{one.body_id}@example.org")
    assert letters.count() == 2

    call = partial(operations.call_certifier, period=one.period, body_id=one.body_id)
    soon, later = MORNING + timedelta(days=1), MORNING + timedelta(days=3)
    assert not call(today=soon.date(), at=soon)
    assert call(today=later.date(), at=later)

    assert letters.count() == 3
    assert ReturnLink.objects.filter(purpose=Purpose.CERTIFY).count() == 1


def _file_of(one: ActionReturn) -> ReturnFile:
    return one.files.create(
        name="a.pdf", kind="application/pdf", size=1, sha256="0" * 64, added_at=MORNING
    )
