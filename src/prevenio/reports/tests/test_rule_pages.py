"""The bureau's pages of rules, templates and the trigger of reviews."""

import re
from typing import Any

import pytest
from django.test import Client

from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member
from prevenio.reports.models import ReplyTemplate, ReviewTrigger, RoutingRule
from prevenio.reports.tests.factories import make_category, make_report, make_rule

pytestmark = pytest.mark.django_db
HERE = "/testowo/desk/reports/"


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL", languages=["en", "pl"])


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


@pytest.fixture
def body(authority: Authority) -> Body:
    return make_body(authority=authority, short_name="Straż Miejska")


@pytest.fixture
def staff(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


def test_a_rule_is_rehearsed_and_then_saved(
    staff: Client, authority: Authority, body: Body
) -> None:
    question = {"key": "dog", "labels": {"en": "Is there a dog?"}, "type": "yes_no"}
    version = make_category(authority, code="alcohol", questions=[question])
    make_report(authority, version=version, answers={"dog": "yes"})
    make_report(authority)
    sent = {
        "name": "Picie",
        "body": body.pk,
        "categories": ["alcohol"],
        "weekdays": [],
        "from_hour": "",
        "to_hour": "",
        "answers": ["dog=yes"],
    }
    page = staff.post(f"{HERE}rules/new/", {**sent, "rehearse": "yes"}).content.decode()
    assert "1 of the last 2 reports would move" in page
    assert "Straż Miejska" in page
    assert not RoutingRule.objects.exists()

    assert staff.post(f"{HERE}rules/new/", sent).status_code == 302
    rule = RoutingRule.objects.get()
    assert rule.conditions == {"categories": ["alcohol"], "answers": {"dog": ["yes"]}}
    page = staff.get(f"{HERE}rules/").content.decode()
    assert "1. Picie" in page
    assert "dog: yes" in page


def test_a_rule_is_changed_and_ended(
    staff: Client, authority: Authority, coordinator: User, body: Body
) -> None:
    make_category(authority, code="alcohol")
    make_rule(authority, body, by=coordinator, categories=["alcohol"], hours=[20, 5])
    page = staff.get(f"{HERE}rules/1/").content.decode()
    assert 'value="20" selected' in page
    other = make_body(authority=authority)
    sent = {"name": "Inna", "body": other.pk, "weekdays": ["4"], "from_hour": "", "to_hour": ""}
    staff.post(f"{HERE}rules/1/", sent)
    rule = RoutingRule.objects.get(ends_at=None)
    assert (rule.number, rule.name, rule.conditions) == (1, "Inna", {"weekdays": [4]})
    assert "would move" in staff.get(f"{HERE}rules/1/end/").content.decode()
    staff.post(f"{HERE}rules/1/end/")
    assert not RoutingRule.objects.filter(ends_at=None).exists()
    assert staff.get(f"{HERE}rules/1/").status_code == 404


def test_rules_change_their_order(
    staff: Client, authority: Authority, coordinator: User, body: Body
) -> None:
    for _ in range(3):
        make_rule(authority, body, by=coordinator)
    staff.post(f"{HERE}rules/order/", {"up": "3"})
    numbers = RoutingRule.objects.order_by("position").values_list("number", flat=True)
    assert list(numbers) == [1, 3, 2]
    for hostile in ("1", "99", "x", "3" * 40, "\x00"):
        staff.post(f"{HERE}rules/order/", {"up": hostile})
    assert list(numbers.all()) == [1, 3, 2]


def test_half_a_span_of_hours_is_refused_and_what_was_typed_stays(
    staff: Client, body: Body
) -> None:
    sent = {"name": "Nocą", "body": body.pk, "weekdays": ["9"], "from_hour": "20", "to_hour": ""}
    page = staff.post(f"{HERE}rules/new/", sent).content.decode()
    assert "Give both hours, or neither." in page
    assert 'value="Nocą"' in page
    open_parts = re.findall(r"rule-part\" open>\s*<summary[^>]*>([^<]+)", page)
    assert [one.strip() for one in open_parts] == ["When it happens"]
    assert not RoutingRule.objects.exists()


def test_the_list_of_rules_makes_few_statements(
    staff: Client,
    authority: Authority,
    coordinator: User,
    body: Body,
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(12):
        make_rule(authority, body, by=coordinator)
    staff.get(f"{HERE}rules/")
    with django_assert_max_num_queries(8):
        staff.get(f"{HERE}rules/")


def test_the_trigger_is_set(staff: Client, authority: Authority) -> None:
    sent = {"reports": 3, "people": 4, "months": 6, "days": 10}
    page = staff.post(f"{HERE}reviews/trigger/", sent).content.decode()
    assert "There cannot be more people than reports." in page
    staff.post(f"{HERE}reviews/trigger/", {**sent, "people": 2})
    trigger = ReviewTrigger.objects.get(authority=authority)
    assert (trigger.reports, trigger.people, trigger.months, trigger.days) == (3, 2, 6, 10)
    assert "3 reports of 2 people" in staff.get(f"{HERE}rules/").content.decode()


def test_templates_are_kept(staff: Client, authority: Authority) -> None:
    version = make_category(authority)
    sent = {"name": "Zamknięcie", "category": version.category_id, "text": "Dziękujemy."}
    staff.post(f"{HERE}templates/new/", sent)
    template = ReplyTemplate.objects.get()
    assert template.category == version.category
    page = staff.post(f"{HERE}templates/new/", sent).content.decode()
    assert "There is a template with this name already." in page
    staff.post(f"{HERE}templates/{template.pk}/", {**sent, "text": "Inne.", "category": ""})
    template.refresh_from_db()
    assert template.text == "Inne."
    assert template.category is None
    assert "Zamknięcie" in staff.get(f"{HERE}templates/").content.decode()
    staff.post(f"{HERE}templates/{template.pk}/removal/")
    assert not ReplyTemplate.objects.exists()


@pytest.mark.parametrize(
    "path", ["rules/", "rules/new/", "reviews/trigger/", "templates/", "templates/new/"]
)
def test_only_the_bureau_keeps_them(client: Client, authority: Authority, path: str) -> None:
    body = make_body(authority=authority)
    client.force_login(make_member(authority=authority, role=Role.REPORTER, body=body))
    assert client.get(f"{HERE}{path}").status_code == 403
    client.force_login(make_member(role=Role.COORDINATOR))
    assert client.get(f"{HERE}{path}").status_code == 404
    make_rule(authority, body, by=make_member(authority=authority, role=Role.COORDINATOR))
    assert client.get(f"{HERE}rules/1/").status_code == 404


def test_a_template_of_another_authority_is_not_there(staff: Client) -> None:
    foreign = ReplyTemplate.objects.create(authority=make_authority(), name="x", text="y")
    for path in (f"templates/{foreign.pk}/", "templates/99999999999999999999/"):
        assert staff.get(f"{HERE}{path}").status_code == 404
