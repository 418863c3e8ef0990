"""The commission's material: what was accepted and sealed, with the finding on it, and no more."""

import io

import pdfplumber
import pytest
from django.test import Client

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_body
from prevenio.programme.models import ActionRole, ActionRoleKind
from prevenio.returns import operations as returns
from prevenio.returns.content import Content, Count
from prevenio.returns.models import Outcome, ReportingPeriod
from prevenio.returns.tests.factories import MORNING, make_action, make_version, open_year, submit
from prevenio.reviews import operations
from prevenio.reviews.models import Degree, Verdict
from prevenio.reviews.operations import Judgement
from prevenio.reviews.pack import pack_pdf
from prevenio.reviews.queries.board import periods_with_review


@pytest.fixture
def period(authority: Authority, coordinator: User) -> ReportingPeriod:
    """Two actions: of 1.1 the lead's return and a part are accepted, of 1.2 nothing is."""
    version = make_version(authority)
    lead = make_body(authority=authority, short_name="PSP", email="psp@example.org")
    other = make_body(authority=authority, short_name="OSP", email="sm@example.org")
    action = make_action(version, lead, code="1.1")
    make_action(version, lead, code="1.2")
    ActionRole.objects.create(action=action, body=other, role=ActionRoleKind.CO_RESPONSIBLE)
    period = open_year(version, coordinator, needs_certifier=False)
    told = Content(Outcome.DONE, "Rozdano czujniki.", counts=(Count("Czujniki", "1240", "szt."),))
    part = Content(Outcome.IN_COURSE, "Pomagano przy akcji.")
    for body, content in ((lead, told), (other, part)):
        one = period.returns.get(action=action, body=body)
        submit(one, content=content)
        returns.accept_return(action_return=one, by=coordinator, at=MORNING)
    unaccepted = period.returns.get(action__code="1.2")
    submit(unaccepted, content=Content(Outcome.DONE, "Jeszcze nie przyjęte."))
    operations.assess_action(
        period=period,
        action=action,
        judgement=Judgement(Degree.LARGELY, (), Verdict.CHANGE, "Objąć też Czarnów."),
        by=coordinator,
        at=MORNING,
    )
    return periods_with_review().get(pk=period.pk)


def text_of(document: bytes) -> str:
    with pdfplumber.open(io.BytesIO(document)) as pdf:
        words = " ".join(page.extract_text() for page in pdf.pages)
    return " ".join(words.replace("\N{NO-BREAK SPACE}", " ").split())


def test_each_accepted_return_stands_with_its_finding(period: ReportingPeriod) -> None:
    text = text_of(pack_pdf(period))

    assert "Rozdano czujniki." in text
    assert "1 240 szt." in text
    assert "Pomagano przy akcji." in text
    assert "Objąć też Czarnów." in text
    assert text.index("Rozdano") < text.index("Pomagano") < text.index("Objąć")


def test_what_was_not_accepted_is_not_in_it(period: ReportingPeriod) -> None:
    assert "Jeszcze nie przyjęte." not in text_of(pack_pdf(period))


def test_the_same_data_give_the_same_bytes(period: ReportingPeriod) -> None:
    assert pack_pdf(period) == pack_pdf(period)
    assert b"pdfuaid:part" in pack_pdf(period) or b"pdfuaid" in pack_pdf(period)


def test_only_the_bureau_and_readers_have_it(
    client: Client, period: ReportingPeriod, coordinator: User, reporter: User, stranger: User
) -> None:
    address = f"/testowo/desk/reviews/{period.pk}/material.pdf"
    for user, status in ((coordinator, 200), (reporter, 404), (stranger, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
