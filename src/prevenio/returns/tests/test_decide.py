"""One return on the desk: what was sent, accepting it, sending it back, its files."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client

from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_member
from prevenio.returns import operations
from prevenio.returns.content import Content
from prevenio.returns.counts import Count
from prevenio.returns.models import ActionReturn, EventKind, Outcome, ReturnFile, ReturnState
from prevenio.returns.queries.desk import return_page
from prevenio.returns.tests.factories import (
    DONE,
    MORNING,
    make_period,
    reporter_of,
    submit,
)
from prevenio.returns.tests.test_board import address, of, period
from prevenio.returns.tests.test_open_period import english, text

__all__ = ["period"]

SECRET = "Tego biuro nie widzi"
BACK = {"reason": "Podaj liczbę.", "sections": ["COUNTS"], "due_on": "7.2.2023"}


@pytest.fixture(autouse=True)
def that_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def waiting(authority: Authority, coordinator: User) -> ActionReturn:
    """8.3 of PSP, not sent yet; the sender certifies."""
    return make_period(authority, coordinator).returns.select_related("period", "body").get()


@pytest.fixture
def page(client: Client, coordinator: User) -> Client:
    return english(client, coordinator)


def place(one: ActionReturn, rest: str = "") -> str:
    return f"/testowo/desk/returns/return/{one.pk}/{rest}"


def again(one: ActionReturn) -> ActionReturn:
    one.refresh_from_db()
    return one


def test_what_is_typed_is_not_shown_before_it_is_sent(page: Client, waiting: ActionReturn) -> None:
    assert "Not begun" in text(page.get(place(waiting)))
    operations.save_draft(
        action_return=waiting,
        content=Content(Outcome.DONE, SECRET),
        revision=0,
        by=reporter_of(waiting),
        at=MORNING,
    )

    shown = text(page.get(place(waiting)))

    assert "Begun, last saved on 17 January 2023, 10:00" in shown
    assert SECRET not in shown
    assert "Accept" not in shown
    assert page.get(place(waiting, "sending-back/"))["Location"] == place(waiting)


def test_what_was_sent_stands_with_who_sent_it(page: Client, waiting: ActionReturn) -> None:
    submit(waiting, content=Content(Outcome.DONE, "<b>Rozdano</b>", counts=(COUNT,)))

    shown = text(page.get(place(waiting)))

    assert "&lt;b&gt;Rozdano&lt;/b&gt;" in shown
    assert "Czujniki: <strong>240</strong> szt." in shown
    assert "Ewa Kowalska, inspektor" in shown
    assert waiting.sealed.get().seal in shown
    assert 'data-key="a"' in shown


COUNT = Count("Czujniki", "240", "szt.")


def test_accepting_leads_to_the_next_that_waits(page: Client, period: object) -> None:
    first, second = (of(period, *which) for which in (("1.1", "KMP"), ("2.1", "PSP")))  # type: ignore[arg-type]
    for one in (second, first):
        submit(one)

    answer = page.post(place(first, "acceptance/"), follow=True)

    assert again(first).state == ReturnState.ACCEPTED
    assert first.events.latest("number").by_name == "Anna Koordynator"
    assert answer.redirect_chain == [(place(second), 302)]
    assert "1.1 of KMP is accepted. This one waits next." in text(answer)
    answer = page.post(place(second, "acceptance/"), follow=True)
    assert answer.redirect_chain == [(address(first.period), 302)]


def test_accepting_twice_is_refused_in_words(page: Client, waiting: ActionReturn) -> None:
    submit(waiting)
    page.post(place(waiting, "acceptance/"))

    answer = page.post(place(waiting, "acceptance/"), follow=True)

    assert "This has changed in the meantime." in text(answer)
    assert waiting.events.filter(kind=EventKind.ACCEPTED).count() == 1


def test_opening_the_address_of_a_button_changes_nothing(
    page: Client, waiting: ActionReturn
) -> None:
    submit(waiting)

    answer = page.get(place(waiting, "acceptance/"), follow=True)

    assert "Press the button once more" in text(answer)
    assert again(waiting).state == ReturnState.CERTIFIED


def test_sending_back_says_why_what_and_until_when(page: Client, waiting: ActionReturn) -> None:
    submit(waiting)
    # Five working days after Tuesday 17 January.
    assert 'value="24.1.2023"' in text(page.get(place(waiting, "sending-back/")))

    answer = page.post(place(waiting, "sending-back/"), BACK, follow=True)

    assert (again(waiting).state, waiting.due_on) == (ReturnState.SENT_BACK, date(2023, 2, 7))
    shown = text(answer)
    assert "8.3 has been sent back to PSP." in shown
    assert "Podaj liczbę." in shown
    assert "New due day: 7 February 2023" in shown
    assert DONE.narrative in shown


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": " "}, "This field is required."),
        ({"sections": []}, "Choose the sections that have to be changed."),
        ({"sections": ["WAT"]}, "WAT"),
        ({"due_on": "16.1.2023"}, "Choose a working day from today on"),
        ({"due_on": "29.1.2023"}, "Choose a working day from today on"),
        ({"due_on": "x"}, "Enter a day with its month and year"),
        ({"due_on": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_with_sending_back_stands_beside_its_field(
    page: Client, waiting: ActionReturn, changes: dict[str, object], words: str
) -> None:
    submit(waiting)

    answer = page.post(place(waiting, "sending-back/"), {**BACK, **changes})

    assert answer.status_code == 422
    assert words in text(answer)
    assert again(waiting).state == ReturnState.CERTIFIED


def test_a_mended_return_says_what_changed(page: Client, waiting: ActionReturn) -> None:
    submit(waiting)
    page.post(place(waiting, "sending-back/"), BACK)
    operations.save_draft(
        action_return=again(waiting),
        content=Content(Outcome.DONE, SECRET),
        revision=waiting.revision,
        by=reporter_of(waiting),
        at=MORNING,
    )
    assert SECRET not in text(page.get(place(waiting)))
    mended = Content(Outcome.IN_COURSE, DONE.narrative.replace("240", "260"), counts=(COUNT,))
    submit(again(waiting), content=mended, at=MORNING + timedelta(hours=1))

    found = return_page(again(waiting), ActionReturn.objects.all())

    assert found.latest is not None
    assert [change.section for change in found.latest.changes] == ["OUTCOME", "NARRATIVE", "COUNTS"]
    assert [(one.kind, one.text) for one in found.latest.changes[1].pieces][1:3] == [
        ("old", "240"),
        ("new", "260"),
    ]
    assert [one.sealed.number for one in found.earlier] == [1]
    shown = text(page.get(place(waiting)))
    assert "Changed since it was sent before" in shown
    assert "No. 1, sent on 17 January 2023, 10:00" in shown


def test_parts_stand_beside_the_return_of_the_lead(page: Client, period: object) -> None:
    lead, part = (of(period, *which) for which in (("1.1", "KMP"), ("1.1", "PSP")))  # type: ignore[arg-type]
    submit(part, content=Content(Outcome.DONE, "Nasza część."))

    shown = text(page.get(place(lead)))

    assert "Other bodies on the same action" in shown
    assert place(part) in shown
    assert "Nasza część." in shown


def test_several_are_accepted_after_one_question(page: Client, period: object) -> None:
    sent = [of(period, *which) for which in (("1.1", "KMP"), ("2.1", "PSP"))]  # type: ignore[arg-type]
    unsent = of(period, "1.2", "KMP")  # type: ignore[arg-type]
    for one in sent:
        submit(one)
    where = address(unsent.period, "acceptance/")
    picked = {"picked": [str(one.pk) for one in (*sent, unsent)]}

    asked = text(page.post(where, picked))

    assert "Accept 2 returns?" in asked
    assert "1.1 KMP, 2.1 PSP" in asked
    assert again(sent[0]).state == ReturnState.CERTIFIED
    answer = page.post(where, {**picked, "sure": "yes"}, follow=True)
    assert "2 returns have been accepted." in text(answer)
    assert [again(one).state for one in (*sent, unsent)] == ["ACCEPTED", "ACCEPTED", "DRAFT"]


@pytest.mark.parametrize("picked", [[], ["x", "²", "-1"], ["9" * 30], ["0"]])
def test_nothing_ticked_accepts_nothing(
    page: Client, waiting: ActionReturn, picked: list[str]
) -> None:
    submit(waiting)
    where = address(waiting.period, "acceptance/")

    answer = page.post(where, {"picked": picked, "sure": "yes"}, follow=True)

    assert "Tick the returns that you accept." in text(answer)
    assert again(waiting).state == ReturnState.CERTIFIED


def test_returns_of_others_cannot_be_ticked(
    page: Client, waiting: ActionReturn, stranger: User
) -> None:
    theirs = make_period(stranger.memberships.get().authority, stranger, email="x@example.org")
    foreign = submit(theirs.returns.get())

    page.post(address(waiting.period, "acceptance/"), {"picked": [foreign.pk], "sure": "yes"})

    assert again(foreign).state == ReturnState.CERTIFIED


def test_a_file_that_was_sent_is_a_download_and_one_of_a_draft_is_not_there(
    page: Client, waiting: ActionReturn
) -> None:
    file = ReturnFile.objects.create(
        action_return=waiting,
        name="Plan „A”.html",
        kind="text/html",
        size=3,
        sha256="a" * 64,
        file=ContentFile(b"<b>", name="a.html"),
        added_at=MORNING,
    )
    where = f"/testowo/desk/returns/files/{file.pk}/"
    assert page.get(where).status_code == 404
    submit(waiting)

    answer = page.get(where)

    assert answer.content == b"<b>"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert where in text(page.get(place(waiting)))
    file.file.delete(save=False)
    assert page.get(where).status_code == 404


def test_strangers_and_other_bodies_get_no_file_and_no_return(
    client: Client, waiting: ActionReturn, stranger: User, reporter: User
) -> None:
    file = ReturnFile.objects.create(
        action_return=waiting,
        name="a.pdf",
        kind="application/pdf",
        size=1,
        sha256="a" * 64,
        file=ContentFile(b"x", name="a.pdf"),
        added_at=MORNING,
    )
    submit(waiting)

    for person in (stranger, reporter):
        client.force_login(person)
        assert client.get(f"/testowo/desk/returns/files/{file.pk}/").status_code == 404
        assert client.get(place(waiting)).status_code == 404


def test_readers_and_certifiers_decide_nothing(
    client: Client, authority: Authority, waiting: ActionReturn, reader: User
) -> None:
    submit(waiting)
    certifier = make_member(authority=authority, role=Role.CERTIFIER, body=waiting.body)
    for person in (reader, certifier):
        page = english(client, person)
        shown = text(page.get(place(waiting)))
        assert DONE.narrative in shown
        assert "Send back" not in shown
        assert page.post(place(waiting, "acceptance/")).status_code == 403
        assert page.post(place(waiting, "sending-back/"), BACK).status_code == 403
    assert again(waiting).state == ReturnState.CERTIFIED
