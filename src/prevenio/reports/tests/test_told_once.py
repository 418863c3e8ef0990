"""What residents were told is not told again by a page that is sent twice."""

from datetime import timedelta

import pytest
from django.test import Client

from prevenio.notices.models import Notice
from prevenio.people.models import Authority, User
from prevenio.reports.models import ProblemPlace, Report
from prevenio.reports.operations import problem_places, resident, working
from prevenio.reports.operations.taking import Contact
from prevenio.reports.tests.factories import MORNING, make_problem_place, make_report

DESK = "/testowo/desk/reports/"
pytestmark = pytest.mark.usefixtures("morning")


@pytest.fixture
def report(authority: Authority) -> Report:
    return make_report(authority, contact=Contact(email="ala@example.org"))


@pytest.fixture
def place(report: Report, coordinator: User) -> ProblemPlace:
    return make_problem_place(report.authority, [report], by=coordinator)


def letters() -> int:
    return Notice.objects.filter(to="ala@example.org").count()


@pytest.mark.parametrize("of_many", [False, True])
def test_news_that_are_sent_twice_are_one_letter(
    client: Client, report: Report, coordinator: User, of_many: bool
) -> None:
    client.force_login(coordinator)
    page = f"{DESK}bulk/inform/" if of_many else f"{DESK}{report.pk}/news/"
    sent = {"report": [f"{report.pk}:{report.revision}"], "text": "Jedziemy."}
    for _press in range(2):
        client.post(page, sent)
    assert letters() == 1
    assert report.texts.filter(text="Jedziemy.").count() == 1


def test_the_same_news_are_told_anew_to_who_has_written_and_on_another_day(
    report: Report, coordinator: User
) -> None:
    def inform(days: int = 0) -> None:
        at = MORNING + timedelta(days=days)
        working.inform(report=report, text="Jedziemy.", by=coordinator, at=at)

    inform()
    working.note(report=report, text="Radiowóz 3.", by=coordinator, at=MORNING)
    inform()
    assert letters() == 1

    resident.add_message(report=report, text="I co?", at=MORNING)
    inform()
    assert letters() == 2
    inform(days=1)
    assert letters() == 3


def test_a_result_that_is_sent_twice_is_one_letter(
    client: Client, place: ProblemPlace, coordinator: User
) -> None:
    client.force_login(coordinator)
    for _press in range(2):
        client.post(f"{DESK}places/{place.pk}/result/", {"seen": place.revision, "text": "Stoi."})
    assert letters() == 1


def test_the_same_result_is_told_anew_after_something_else_and_on_another_day(
    place: ProblemPlace, coordinator: User
) -> None:
    for days, text in ((0, "Stoi."), (0, "Świeci."), (0, "Stoi."), (1, "Stoi."), (1, "Stoi.")):
        at = MORNING + timedelta(days=days)
        problem_places.tell_result(place=place, text=text, by=coordinator, at=at)
    assert letters() == 4
