"""The second person behind a link: reads what was sent, certifies, hands back; all at once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from prevenio.people.models import Authority, Body, User
from prevenio.returns import operations
from prevenio.returns.content import Content, Section
from prevenio.returns.models import (
    ActionReturn,
    Purpose,
    ReturnFile,
    ReturnLink,
    ReturnState,
)
from prevenio.returns.tests.answering import form_of, open_here
from prevenio.returns.tests.factories import (
    DUE,
    MORNING,
    make_action,
    make_certifier,
    make_version,
    open_year,
    reporter_of,
    submit,
)

WHO = {"name": "Adam Nowak", "office": "zastępca komendanta"}


@pytest.fixture(autouse=True)
def that_morning() -> Iterator[None]:
    with time_machine.travel(MORNING + timedelta(minutes=2), tick=False):
        yield


@pytest.fixture
def returns(authority: Authority, body: Body, coordinator: User) -> list[ActionReturn]:
    """Three returns of one body with a second person; two were sent."""
    body.email = "sm@example.org"
    body.save()
    version = make_version(authority)
    for code in ("1.1", "1.2", "1.3"):
        make_action(version, body, code=code)
    period = open_year(version, coordinator)
    make_certifier(body, coordinator)
    found = list(period.returns.order_by("action__position"))
    for one in found[:2]:
        submit(one)
    return found


@pytest.fixture
def address(client: Client, returns: list[ActionReturn]) -> str:
    return open_here(client, ReturnLink.objects.get(purpose=Purpose.CERTIFY))


def seal(one: ActionReturn) -> str:
    return str(one.sealed.order_by("-number")[0].seal)


def test_second_person_certifies_what_was_read(
    client: Client, returns: list[ActionReturn], address: str
) -> None:
    one = returns[0]
    page = client.get(f"{address}{one.pk}/").content.decode()
    assert "Rozdano 240 czujników" in page
    assert "Adam Nowak" in page

    asked = {**WHO, "act": "certify", "seal": seal(one)}
    response = client.post(f"{address}{one.pk}/", asked, follow=True)

    one.refresh_from_db()
    assert one.state == ReturnState.CERTIFIED
    assert [group.name for group in response.context["groups"]] == ["waiting", "done", "unsent"]


def test_second_person_hands_back_with_a_remark(
    client: Client, returns: list[ActionReturn], address: str
) -> None:
    one = returns[0]
    empty = client.post(f"{address}{one.pk}/", {**WHO, "act": "decline", "remark": " "})
    assert list(empty.context["form"].errors) == ["remark"]

    client.post(f"{address}{one.pk}/", {**WHO, "act": "decline", "remark": "Brak kosztów."})

    one.refresh_from_db()
    assert one.state == ReturnState.SENT_BACK
    assert one.events.order_by("-number")[0].reason == "Brak kosztów."


@pytest.mark.parametrize("name", ["Ewa Kowalska", "ewa  KOWALSKA"])
def test_sender_is_refused_beside_the_name(
    client: Client, returns: list[ActionReturn], address: str, name: str
) -> None:
    one = returns[0]

    response = client.post(
        f"{address}{one.pk}/", {**WHO, "name": name, "act": "certify", "seal": seal(one)}
    )

    assert list(response.context["form"].errors) == ["name"]
    one.refresh_from_db()
    assert one.state == ReturnState.SUBMITTED


def test_nothing_is_certified_that_was_not_read(
    client: Client, returns: list[ActionReturn], address: str, coordinator: User
) -> None:
    one, before = returns[0], seal(returns[0])
    operations.send_back_return(
        action_return=one,
        reason="Zmień.",
        sections=[Section.COUNTS],
        due_on=DUE,
        by=coordinator,
        at=MORNING,
    )
    one.refresh_from_db()
    submit(one, content=Content("DONE", "Całkiem inny tekst."))

    for said in ("", before, "0" * 64):
        response = client.post(f"{address}{one.pk}/", {**WHO, "act": "certify", "seal": said})
        assert response.context["form"].non_field_errors()
    one.refresh_from_db()
    assert one.state == ReturnState.SUBMITTED


def test_all_are_certified_after_reading(
    client: Client, returns: list[ActionReturn], address: str
) -> None:
    seals = [seal(one) for one in returns[:2]]
    unread = client.post(f"{address}certification/", {**WHO, "seal": seals})
    assert list(unread.context["form"].errors) == ["has_read"]

    client.post(f"{address}certification/", {**WHO, "seal": seals, "has_read": "on"})

    states = [ActionReturn.objects.get(pk=one.pk).state for one in returns]
    assert states == [ReturnState.CERTIFIED, ReturnState.CERTIFIED, ReturnState.DRAFT]


def test_only_the_named_ones_are_certified_together(
    client: Client, returns: list[ActionReturn], address: str
) -> None:
    named = [seal(returns[0]), "f" * 64, "' OR 1=1"]

    client.post(f"{address}certification/", {**WHO, "seal": named, "has_read": "on"})

    states = [ActionReturn.objects.get(pk=one.pk).state for one in returns]
    assert states == [ReturnState.CERTIFIED, ReturnState.SUBMITTED, ReturnState.DRAFT]


def test_drafts_are_hidden_from_the_second_person(
    client: Client, returns: list[ActionReturn], address: str
) -> None:
    draft = returns[2]
    operations.save_draft(
        action_return=draft,
        content=Content("DONE", "Jeszcze niegotowe."),
        revision=0,
        by=reporter_of(draft),
        at=MORNING,
    )

    assert client.get(f"{address}{draft.pk}/").status_code == 404
    assert "Jeszcze niegotowe." not in client.get(address).content.decode()


def test_purpose_of_a_link_cannot_be_changed(
    client: Client, returns: list[ActionReturn], address: str
) -> None:
    """The link for certifying writes nothing; the one for filling in certifies nothing."""
    draft, sent = returns[2], returns[0]
    client.post(f"{address}{draft.pk}/", form_of(draft, act="send"))
    reporting = open_here(client, ReturnLink.objects.get(purpose=Purpose.REPORT))

    asked = {**WHO, "act": "certify", "seal": seal(sent), "has_read": "on"}
    assert client.post(f"{reporting}{sent.pk}/", asked).status_code == 302
    assert client.post(f"{reporting}certification/", asked).status_code == 403

    draft.refresh_from_db()
    sent.refresh_from_db()
    assert (draft.state, draft.revision) == (ReturnState.DRAFT, 0)
    assert sent.state == ReturnState.SUBMITTED


def test_second_person_reads_the_files_that_were_sent_and_no_others(
    client: Client, returns: list[ActionReturn], address: str
) -> None:
    draft = returns[2]
    reporting = open_here(client, ReturnLink.objects.get(purpose=Purpose.REPORT))
    for name in ("jeden.pdf", "dwa.pdf"):
        draft.refresh_from_db()
        file = SimpleUploadedFile(name, f"%PDF-{name}".encode())
        client.post(f"{reporting}{draft.pk}/", form_of(draft, files=file))
    one, two = ReturnFile.objects.order_by("pk")
    assert client.get(f"{address}{draft.pk}/files/{one.pk}/").status_code == 404
    draft.refresh_from_db()
    client.post(f"{reporting}{draft.pk}/", form_of(draft, act=f"remove {two.pk}"))
    draft.refresh_from_db()
    client.post(f"{reporting}{draft.pk}/", form_of(draft, act="send"))

    assert client.get(f"{address}{draft.pk}/files/{one.pk}/").status_code == 200
    assert client.get(f"{address}{returns[0].pk}/files/{one.pk}/").status_code == 404
    assert client.get(f"{address}{draft.pk}/files/{two.pk}/").status_code == 404
