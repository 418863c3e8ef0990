"""A lead body takes numbers and text from the parts of others; the parts never change by it."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_body
from prevenio.returns import operations
from prevenio.returns.answer_rows import row_of
from prevenio.returns.content import Content, content_of, seal_of
from prevenio.returns.counts import Count
from prevenio.returns.models import ActionReturn, Outcome, Part, Purpose, ReturnLink, SealedReturn
from prevenio.returns.queries.merging import beside
from prevenio.returns.receipts import receipt_pdf
from prevenio.returns.tests.answering import form_of, open_here
from prevenio.returns.tests.factories import (
    MORNING,
    make_action,
    make_version,
    open_year,
    reporter_of,
    submit,
)
from prevenio.returns.tests.test_open_period import english, text

SAID = Content(
    Outcome.DONE,
    "Odśnieżono dachy.",
    counts=(Count("Kontrole", "12", "szt."), Count("Mandaty", "3", "")),
)


@pytest.fixture(autouse=True)
def that_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def lead(authority: Authority, coordinator: User) -> ActionReturn:
    """The return of a lead body; of three co-responsible bodies, A and B have sent their parts."""
    version = make_version(authority)
    bodies = [
        make_body(authority=authority, short_name=name, email=f"{name.lower()}@example.org")
        for name in ("PSP", "A", "B", "C")
    ]
    make_action(version, bodies[0], with_bodies=bodies[1:])
    period = open_year(version, coordinator, needs_certifier=False)
    for name, number in (("A", "12"), ("B", "30.5")):
        part = period.returns.select_related("period__authority", "body").get(body__short_name=name)
        counts = (Count("Kontrole", number, "szt."), *SAID.counts[1:])
        submit(part, content=Content(SAID.outcome, SAID.narrative, counts=counts))
    return period.returns.select_related("period__authority", "body").get(part=Part.LEAD)


@pytest.fixture
def address(client: Client, lead: ActionReturn) -> str:
    client.cookies["django_language"] = "en"
    link = ReturnLink.objects.get(body=lead.body, purpose=Purpose.REPORT, revoked_at=None)
    return f"{open_here(client, link)}{lead.pk}/"


def part_of(name: str) -> SealedReturn:
    return SealedReturn.objects.get(action_return__body__short_name=name)


def own(lead: ActionReturn, **changes: Any) -> dict[str, Any]:
    lead.refresh_from_db()
    return form_of(lead, what=[], number=[], unit=[], **changes)


def test_the_lead_sees_what_was_sent_and_sums_by_measure(
    client: Client, lead: ActionReturn, address: str
) -> None:
    shown = text(client.get(address))

    assert "2 of 3 answered." in shown
    assert "Odśnieżono dachy." in shown
    assert '<strong class="number">42.5</strong> szt.' in shown
    assert "1 part has not been sent: C." in shown
    assert [(one.what, one.text, one.parts) for one in beside(lead).measures] == [
        ("Kontrole", "42.5", 2),
        ("Mandaty", "6", 2),
    ]


def test_numbers_text_and_sums_are_taken_with_one_click_each(
    client: Client, lead: ActionReturn, address: str
) -> None:
    before = list(SealedReturn.objects.order_by("pk").values())
    first = part_of("A")
    mark = beside(lead).measures[1].mark

    for act in (f"take text {first.pk}", f"take number {first.pk} 0", f"take total {mark}"):
        lead.refresh_from_db()
        narrative = content_of(lead).narrative or "Własny tekst."
        client.post(address, own(lead, act=act, narrative=narrative) | posted_rows(lead))

    lead.refresh_from_db()
    content = content_of(lead)
    assert content.narrative.endswith("A: Odśnieżono dachy.")
    assert [(one.what, one.number) for one in content.counts] == [
        ("Kontrole", "12"),
        ("Mandaty", "6"),
    ]
    assert [one.origin is not None for one in content.counts] == [True, True]
    assert list(SealedReturn.objects.order_by("pk").values()) == before


def posted_rows(lead: ActionReturn) -> dict[str, list[str]]:
    """The rows of the form as the page would post them again."""
    rows = [row_of(one, lead) for one in content_of(lead).counts]
    return {
        "what": [row.what for row in rows],
        "number": [row.number for row in rows],
        "unit": [row.unit for row in rows],
        "origin": [row.token for row in rows],
        "why": [row.reason for row in rows],
    }


def test_taking_twice_changes_nothing_more(lead: ActionReturn) -> None:
    sealed, by = part_of("A"), reporter_of(lead)
    for _time in range(2):
        lead.refresh_from_db()
        operations.take_text(
            action_return=lead, sealed_id=sealed.pk, revision=lead.revision, by=by, at=MORNING
        )
        lead.refresh_from_db()
        operations.take_number(
            action_return=lead,
            sealed_id=sealed.pk,
            row=1,
            revision=lead.revision,
            by=by,
            at=MORNING,
        )

    lead.refresh_from_db()
    assert content_of(lead).narrative == "A: Odśnieżono dachy."
    assert [one.number for one in content_of(lead).counts] == ["3"]


def test_the_lead_sends_without_all_parts_and_the_receipt_says_so(
    client: Client, lead: ActionReturn, address: str, coordinator: User
) -> None:
    client.post(address, own(lead, act="send"))

    sealed = SealedReturn.objects.get(action_return=lead)
    assert sealed.content["parts"]["asked"] == 3
    assert sealed.content["parts"]["missing"] == ["C"]
    assert [one["seal"] for one in sealed.content["parts"]["sent"]] == [
        part_of("A").seal,
        part_of("B").seal,
    ]
    assert seal_of(sealed.content) == sealed.seal
    words = "2 of 3 parts were there. Missing: C."
    assert words in text(client.get(f"{address}receipt/"))
    assert words in text(
        english(client, coordinator).get(f"/testowo/desk/returns/return/{lead.pk}/")
    )
    assert receipt_pdf(sealed).startswith(b"%PDF")


@pytest.mark.parametrize(
    "act",
    ["take text 999999", "take number x 0", "take total <b>", "take", "take text", "take x 1"],
)
def test_what_is_not_beside_the_form_cannot_be_taken(
    client: Client, lead: ActionReturn, address: str, act: str
) -> None:
    client.post(address, own(lead, act=act))

    lead.refresh_from_db()
    assert content_of(lead).counts == ()
    assert lead.state == "DRAFT"


def test_a_part_sees_nothing_of_the_others_and_takes_nothing(lead: ActionReturn) -> None:
    part = ActionReturn.objects.select_related("period__authority", "body").get(
        body__short_name="C"
    )
    assert beside(part).asked == 0
    with pytest.raises(operations.PartGone):
        operations.take_text(
            action_return=part,
            sealed_id=part_of("A").pk,
            revision=0,
            by=reporter_of(part),
            at=MORNING,
        )
    with pytest.raises(NotAllowed):
        operations.take_text(
            action_return=lead,
            sealed_id=part_of("A").pk,
            revision=0,
            by=reporter_of(part),
            at=MORNING,
        )


def test_a_part_that_was_sent_back_counts_as_missing(lead: ActionReturn, coordinator: User) -> None:
    part = part_of("A").action_return
    operations.send_back_return(
        action_return=part,
        reason="Uzupełnij",
        sections=["COUNTS"],
        due_on=MORNING.date(),
        by=coordinator,
        at=MORNING,
    )

    assert [body.short_name for body in beside(lead).missing] == ["A", "C"]
