"""Beginnings of answers: those that fit the step and the category stand first, all can be had."""

import pytest
from django.test import Client

from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.reports.models import EventKind, Purpose, ReplyTemplate, Report
from prevenio.reports.queries.templates import beginnings_for
from prevenio.reports.tests.factories import make_category, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL", languages=["en", "pl"])


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


@pytest.fixture
def report(authority: Authority) -> Report:
    return make_report(authority)


@pytest.fixture
def templates(authority: Authority, report: Report) -> None:
    own, other = report.category, make_category(authority).category
    for name, purpose, category in (
        ("Any", Purpose.ANY, None),
        ("Ask", Purpose.ASKED_BACK, None),
        ("Elsewhere", Purpose.ANY, other),
        ("Lamp is lit", Purpose.SOLVED, own),
        ("Not found", Purpose.NOT_CONFIRMED, None),
        ("Own", Purpose.ANY, own),
    ):
        ReplyTemplate.objects.create(
            authority=authority, name=name, purpose=purpose, category=category, text=f"{name}."
        )


@pytest.mark.usefixtures("templates")
@pytest.mark.parametrize(
    ("step", "fitting", "others"),
    [
        (EventKind.ASKED_BACK, "Own, Ask, Any", "Elsewhere, Lamp is lit, Not found"),
        (EventKind.INFORMED, "Own, Any", "Ask, Elsewhere, Lamp is lit, Not found"),
        (EventKind.CLOSED, "Lamp is lit, Own, Not found, Any", "Ask, Elsewhere"),
    ],
)
def test_what_fits_a_step_stands_first_and_nothing_is_lost(
    authority: Authority, report: Report, step: EventKind, fitting: str, others: str
) -> None:
    found = beginnings_for(authority, [report], step)

    assert ", ".join(map(str, found.fitting)) == fitting
    assert ", ".join(map(str, found.others)) == others


@pytest.mark.usefixtures("templates")
def test_of_several_categories_only_what_is_for_all_fits(
    authority: Authority, report: Report
) -> None:
    found = beginnings_for(authority, [report, make_report(authority)], EventKind.INFORMED)

    assert list(map(str, found.fitting)) == ["Any"]


@pytest.mark.usefixtures("templates")
def test_others_stand_folded_below_and_are_taken_as_well(
    client: Client, coordinator: User, report: Report
) -> None:
    client.force_login(coordinator)
    here = f"/testowo/desk/reports/{report.pk}/asking-back/"
    page = client.get(here).content.decode()
    folded = page[page.index("<details>", page.index('id="begin"')) :]
    assert "Lamp is lit" in folded
    assert ">Ask<" not in folded
    assert "asking back" in page

    other = ReplyTemplate.objects.get(name="Lamp is lit")
    page = client.post(here, {"seen": 1, "text": "", "template": other.pk}).content.decode()
    assert "Lamp is lit.</textarea>" in page
    report.refresh_from_db()
    assert report.revision == 1


@pytest.mark.usefixtures("templates")
def test_a_template_says_what_came_of_it_unless_it_was_said(
    client: Client, coordinator: User, report: Report
) -> None:
    client.force_login(coordinator)
    here, wanted = f"/testowo/desk/reports/{report.pk}/closing/", ReplyTemplate.objects.get
    pressed = {"seen": 1, "template": wanted(name="Not found").pk}
    page = client.post(here, pressed)
    assert page.context["form"]["outcome"].value() == "NOT_CONFIRMED"

    page = client.post(here, {**pressed, "outcome": "SOLVED"})
    assert page.context["form"]["outcome"].value() == "SOLVED"
