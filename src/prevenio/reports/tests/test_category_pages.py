"""The pages on which the bureau keeps categories."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member
from prevenio.reports.models import Category, CategoryVersion
from prevenio.reports.operations.categories import load_categories
from prevenio.reports.tests.factories import MORNING, make_category

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]

PAGE = "/testowo/desk/reports/categories/"
TYPED = {
    "name_pl": "Hałas nad rzeką",
    "hint_pl": "W nocy.",
    "icon": "moon",
    "position": "7",
    "kmzb": "",
    "data_class": "COUNTS",
    "blur_metres": "250",
    "delay_hours": "24",
    "read_days": "2",
    "verify_days": "5",
    "act_days": "15",
    "contact_days": "90",
    "text_days": "730",
    "first_day": "1.4.2026",
    "questions-TOTAL_FORMS": "2",
    "questions-INITIAL_FORMS": "0",
    "questions-0-key": "",
    "questions-0-label_pl": "",
    "questions-0-type": "yes_no",
    "questions-0-choices_pl": "",
    "questions-1-key": "",
    "questions-1-label_pl": "",
    "questions-1-type": "yes_no",
    "questions-1-choices_pl": "",
}


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL")


@pytest.fixture
def coordinator(authority: Authority, client: Client) -> User:
    person = make_member(authority=authority, role=Role.COORDINATOR)
    client.force_login(person)
    return person


def page_of(category: Category) -> str:
    return f"{PAGE}{category.pk}/"


def test_the_list_makes_few_statements_with_hundreds_of_categories(
    client: Client, authority: Authority, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    load_categories(authority=authority, by=None, at=MORNING)
    for _number in range(300):
        make_category(authority)
    with django_assert_max_num_queries(8):
        page = client.get(PAGE, headers={"accept-language": "pl"}).content.decode()
    assert "Nieprawidłowe parkowanie" in page
    assert "2 · 5 · 15" in page


def test_a_list_with_nothing_in_it_says_what_to_do(client: Client, coordinator: User) -> None:
    assert 'class="empty"' in client.get(PAGE).content.decode()


def test_a_category_is_added_by_filling_in_the_form(client: Client, coordinator: User) -> None:
    assert "questions-1-label_pl" in client.get(f"{PAGE}new/").content.decode()
    sent = client.post(f"{PAGE}new/", {**TYPED, "first_day": "2.3.2026"})

    assert sent.status_code == 302
    version = CategoryVersion.objects.get()
    assert version.names == {"pl": "Hałas nad rzeką"}
    assert (version.first_day, version.questions) == (date(2026, 3, 2), [])


@pytest.mark.parametrize("code", ["parking", "road-sign", "homeless", "stray-dogs"])
def test_what_the_page_shows_can_be_sent_back(
    client: Client, authority: Authority, coordinator: User, code: str
) -> None:
    load_categories(authority=authority, by=None, at=MORNING)
    category = Category.objects.get(code=code)
    before = category.versions.get()
    sheet = client.get(page_of(category)).context["form"]
    fields = [*sheet.main, *sheet.rows.management_form, *(one for row in sheet.rows for one in row)]
    shown = {one.html_name: one.value() for one in fields}
    typed = {name: value for name, value in shown.items() if value not in (None, False)}

    sent = client.post(page_of(category), {**typed, "first_day": "1.4.2026", "act_days": "40"})
    assert sent.status_code == 302, sent.context["form"].main.errors
    after = category.versions.get(first_day=date(2026, 4, 1))
    assert after.act_days == 40
    same = ("names", "hints", "questions", "data_class", "kmzb", "blur_metres", "is_first")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]


def test_questions_are_added_and_removed(
    client: Client, authority: Authority, coordinator: User
) -> None:
    category = make_category(authority).category
    asked = {
        **TYPED,
        "questions-0-label_pl": "Kto hałasuje?",
        "questions-0-type": "choice",
        "questions-0-choices_pl": "Ludzie\nAuta\n",
    }
    assert client.post(page_of(category), asked).status_code == 302
    (question,) = category.versions.get(first_day=date(2026, 4, 1)).questions
    assert [one["labels"]["pl"] for one in question["choices"]] == ["Ludzie", "Auta"]

    page = client.get(page_of(category)).content.decode()
    assert "Kto hałasuje?" in page
    removed = {
        **TYPED,
        "questions-TOTAL_FORMS": "3",
        "questions-INITIAL_FORMS": "1",
        "questions-0-key": question["key"],
        "questions-0-is_removed": "on",
        "questions-2-type": "yes_no",
    }
    assert client.post(page_of(category), removed).status_code == 302
    assert category.versions.get(first_day=date(2026, 4, 1)).questions == []


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name_pl": ""}, "id_name_pl"),
        ({"name_pl": "a" * 81}, "id_name_pl"),
        ({"icon": "<script>"}, "id_icon"),
        ({"blur_metres": "7"}, "id_blur_metres"),
        ({"blur_metres": "NaN"}, "id_blur_metres"),
        ({"delay_hours": "1e9"}, "id_delay_hours"),
        ({"act_days": "1"}, "id_act_days"),
        ({"text_days": "99999"}, "id_text_days"),
        ({"data_class": "OPEN"}, "id_data_class_0"),
        ({"first_day": "31.2.2026"}, "id_first_day"),
        ({"questions-0-type": "choice", "questions-0-label_pl": "Co?"}, "id_questions-0-choices"),
        ({"questions-0-key": "stolen", "questions-0-label_pl": "Co?"}, "id_questions-0-key"),
        ({"questions-0-choices_pl": "Tylko odpowiedzi"}, "id_questions-0-label_pl"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(
    client: Client, coordinator: User, changes: dict[str, str], wrong: str
) -> None:
    page = client.post(f"{PAGE}new/", {**TYPED, **changes}).content.decode()

    assert f'href="#{wrong}' in page
    assert "W nocy." in page
    assert "<script>" not in page.split("</head>")[1].split("<footer")[0]
    assert not Category.objects.exists()


@pytest.mark.parametrize("total", ["", "-1", "9999999", "x"])
def test_a_form_without_sound_rows_is_refused(
    client: Client, coordinator: User, total: str
) -> None:
    sent = client.post(f"{PAGE}new/", {**TYPED, "questions-TOTAL_FORMS": total})
    assert sent.status_code in (200, 302)


def test_a_refusal_stands_in_the_form(
    client: Client, authority: Authority, coordinator: User
) -> None:
    category = make_category(authority).category
    page = client.post(page_of(category), {**TYPED, "first_day": "1.3.2026"}).content.decode()
    assert "Hałas nad rzeką" in page
    assert "govuk-error-summary" in page
    assert category.versions.count() == 1


def test_a_planned_version_is_withdrawn_by_its_button(
    client: Client, authority: Authority, coordinator: User
) -> None:
    category = make_category(authority).category
    client.post(page_of(category), TYPED)
    planned = category.versions.get(first_day=date(2026, 4, 1))
    address = f"{page_of(category)}{planned.pk}/withdrawal/"

    assert address in client.get(page_of(category)).content.decode()
    assert client.get(address).status_code == 302
    assert client.post(address).status_code == 302
    assert category.versions.get().last_day is None
    assert client.post(address).status_code == 404


def test_a_category_is_ended_on_its_own_page(
    client: Client, authority: Authority, coordinator: User
) -> None:
    category = make_category(authority).category
    address = f"{page_of(category)}end/"

    assert client.get(address).status_code == 200
    assert "govuk-error" in client.post(address, {"last_day": "1.3.2026"}).content.decode()
    assert client.post(address, {"last_day": "31.3.2026"}).status_code == 302
    assert category.versions.get().last_day == date(2026, 3, 31)


def test_czech_forms_do_not_ask_for_the_polish_threat_map(client: Client) -> None:
    czech = make_authority(slug="testov", country="CZ")
    client.force_login(make_member(authority=czech, role=Role.COORDINATOR))
    page = client.get("/testov/desk/reports/categories/new/").content.decode()
    assert 'name="name_cs"' in page
    assert 'name="kmzb"' not in page


def test_strangers_find_nothing_and_reporters_are_refused(
    client: Client, authority: Authority
) -> None:
    category = make_category(authority).category
    other = make_authority(slug="obce")
    address = f"/obce/desk/reports/categories/{category.pk}/"
    body = make_body(authority=authority)
    pages = (PAGE, f"{PAGE}new/", page_of(category), f"{page_of(category)}end/")

    client.force_login(make_member(authority=other, role=Role.COORDINATOR))
    assert [client.get(one).status_code for one in (address, f"{address}end/", *pages)] == [404] * 6
    client.force_login(make_member(authority=authority, role=Role.REPORTER, body=body))
    assert [client.get(one).status_code for one in pages] == [403] * 4
