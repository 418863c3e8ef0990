"""Somebody else knows a problem place: counted once, with a receipt, and nobody learns whose."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.kernel.errors import WrongState
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.portal.tests.test_report_confirming import without_what_is_by_chance, words_on
from prevenio.portal.tests.test_report_places import PLACES, make_place, page_of, step
from prevenio.portal.tests.test_report_receipt import NOW, confirming, open_with
from prevenio.reports.models import Confirmation, ProblemPlace
from prevenio.reports.operations import problem_places
from prevenio.reports.operations.confirming import confirm_place
from prevenio.reports.operations.erasing import erase_in_time
from prevenio.reports.person_keys import key_of_contact
from prevenio.reports.queries.place_list import Choice
from prevenio.reports.queries.place_list import page_of as page_of_list
from prevenio.reports.queries.problem_places import facts_of
from prevenio.reports.tests.factories import MORNING, make_category, make_problem_place, make_report
from prevenio.web import guarding

pytestmark = pytest.mark.usefixtures("monday_morning", "in_english")


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL", languages=["en", "pl"])


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


@pytest.fixture
def place(authority: Authority, coordinator: User) -> ProblemPlace:
    return make_place(authority, coordinator, people=4)


def address_of(place: ProblemPlace) -> str:
    return f"{PLACES}{place.key}/"


def say(place: ProblemPlace, who: str, *, is_there: bool = True) -> Confirmation:
    return confirm_place(
        place=place,
        is_there=is_there,
        person_key=who,
        form_key=f"{who}-{is_there}",
        language="en",
        at=NOW,
    )


def facts_told(place: ProblemPlace) -> Sequence[str]:
    rows = Entry.objects.filter(fact__in=("reports.place.backed", "reports.place.denied"))
    return list(rows.order_by("number").values_list("fact", flat=True))


@pytest.mark.parametrize(("act", "is_there"), [("there", True), ("gone", False)])
def test_whoever_knows_the_place_presses_once_and_gets_a_receipt(
    client: Client, place: ProblemPlace, act: str, is_there: bool
) -> None:
    assert 'value="there"' in page_of(client, address_of(place))
    form = confirming(act, email="jan@example.org")
    page = client.post(address_of(place), form).content.decode()

    made = place.confirmations.get()
    assert (made.report, made.is_there, made.is_counted) == (None, is_there, True)
    opened = open_with(client, words_on(page))
    assert place.name in opened
    assert "jan@example.org" not in opened
    assert words_on(client.post(address_of(place), form).content.decode()) == words_on(page)
    assert place.confirmations.count() == 1
    facts = facts_of(place, NOW)
    assert (facts.people, facts.gone) == ((5, 0) if is_there else (4, 1))


def test_the_voice_counts_wherever_people_of_a_place_are_counted(
    authority: Authority, place: ProblemPlace
) -> None:
    say(place, "neighbour")
    say(place, "other", is_there=False)

    assert facts_of(place, NOW).people == 5
    listed = page_of_list(
        ProblemPlace.objects.all(),
        Choice(),
        number=1,
        per_page=10,
        asked=None,
        today=NOW.date(),
        at=NOW,
    )
    assert [row.people for row in listed.rows] == [5]
    assert facts_told(place) == ["reports.place.backed", "reports.place.denied"]


def test_public_numbers_are_those_of_the_day_before_and_not_below_five(
    client: Client, authority: Authority, coordinator: User
) -> None:
    with time_machine.travel(NOW - timedelta(days=1), tick=False):
        version = make_category(authority)
        reports = [
            make_report(authority, version=version, at=NOW - timedelta(days=1)) for _ in range(4)
        ]
        place = make_problem_place(authority, reports, by=coordinator)
    step(problem_places.show, place, coordinator, is_public=True)
    csv = "/testowo/api/problem-places.csv"
    assert "fewer than 5" in page_of(client, address_of(place))

    # Whoever looks again would else learn whether an address was counted before.
    client.post(address_of(place), confirming("there", email="jan@example.org"))
    assert "fewer than 5" in page_of(client, address_of(place))
    assert ",<5," in page_of(client, csv)

    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert "<dd>5 " in page_of(client, address_of(place))
        assert ",5," in page_of(client, csv)


def test_nobody_learns_who_is_one_of_the_people_of_a_place_already(
    client: Client, authority: Authority, place: ProblemPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarding, "CALM", 100)
    place.reports.filter(pk=place.reports.first().pk).update(  # type: ignore[union-attr]
        person_key=key_of_contact(authority, "jan@example.org")
    )
    client.post(address_of(place), confirming("there", email="ewa@example.org"))
    answers, opened, people = set(), set(), []
    for who in ("jan", "ewa", "nobody.yet"):
        page = client.post(
            address_of(place), confirming("there", email=f"{who}@example.org")
        ).content.decode()
        words = words_on(page)
        answers.add(without_what_is_by_chance(page))
        opened.add(without_what_is_by_chance(open_with(client, words)).replace(words, ""))
        people.append(facts_of(place, NOW).people)

    assert len(answers) == len(opened) == 1
    assert people == [5, 5, 6]
    assert len(facts_told(place)) == 2
    told = place.confirmations.exclude(email="").values_list("email", flat=True)
    assert set(told) == {"ewa@example.org", "nobody.yet@example.org"}


def test_a_voice_stops_nobody_who_writes_about_the_place(
    place: ProblemPlace, coordinator: User
) -> None:
    place.refresh_from_db()
    seen = place.revision
    say(place, "neighbour")

    problem_places.rename(place=place, seen=seen, name="Schody", body=None, by=coordinator, at=NOW)


def test_a_place_that_has_ended_is_reported_anew(
    client: Client, place: ProblemPlace, coordinator: User
) -> None:
    step(problem_places.end, place, coordinator, is_solved=True, text="Spokój.")
    page = page_of(client, address_of(place))
    assert 'value="there"' not in page
    found = re.search(r'href="([^"]+/reports/new/where/[^"]+)"', page)
    assert found is not None
    form = client.get(found[1].replace("&amp;", "&")).content.decode()
    assert f'name="category" value="{place.category.code}"' in form
    assert 'name="lat"' in form

    refused = client.post(address_of(place), confirming("there")).content.decode()
    assert "govuk-error-summary" in refused
    with pytest.raises(WrongState):
        say(place, "neighbour")


@pytest.mark.parametrize(
    "fields", [{"guard_token": "forged"}, {"email": "no address"}, {"from_hour": "21"}]
)
def test_what_cannot_be_taken_is_told(
    client: Client, place: ProblemPlace, fields: dict[str, str]
) -> None:
    page = client.post(address_of(place), confirming("there", **fields)).content.decode()

    assert "govuk-error-summary" in page
    assert not place.confirmations.exists()


def test_of_a_hidden_place_nothing_can_be_said_and_its_name_is_read_no_more(
    client: Client, place: ProblemPlace, coordinator: User
) -> None:
    words = words_on(client.post(address_of(place), confirming("there")).content.decode())
    step(problem_places.show, place, coordinator, is_public=False)

    assert client.post(address_of(place), confirming("gone")).status_code == 404
    assert place.name not in open_with(client, words)
    make_authority(slug="inne", languages=["en"])
    elsewhere = client.post("/inne/reports/receipt/", {"code": words}).content.decode()
    assert "There is no report with these words" in elsewhere


def test_whoever_left_an_address_hears_of_results_until_it_is_erased(
    client: Client, authority: Authority, place: ProblemPlace, coordinator: User
) -> None:
    client.post(address_of(place), confirming("there", email="jan@example.org"))
    problem_places.tell_result(place=place, text="Stoi latarnia.", by=coordinator, at=NOW)
    assert [one.to for one in Notice.objects.filter(to="jan@example.org")] == ["jan@example.org"]

    step(problem_places.end, place, coordinator, is_solved=True, text="Spokój.")
    version = place.category.versions.get()
    erase_in_time(authority=authority, at=MORNING + timedelta(days=version.contact_days))
    made = place.confirmations.get()
    assert made.email == "jan@example.org"

    erase_in_time(authority=authority, at=MORNING + timedelta(days=version.contact_days + 2))
    made.refresh_from_db()
    assert made.email == ""
    assert not Notice.objects.filter(to="jan@example.org").exclude(sent_at=None).exists()
    assert made.person_key == key_of_contact(authority, "jan@example.org")

    erase_in_time(authority=authority, at=MORNING + timedelta(days=version.text_days + 2))
    made.refresh_from_db()
    assert made.person_key.startswith("nobody-")


def test_the_page_makes_few_statements(
    client: Client, place: ProblemPlace, django_assert_max_num_queries: Any
) -> None:
    page_of(client, address_of(place))
    with django_assert_max_num_queries(15):
        page_of(client, address_of(place))
