"""The bureau's pages of rules, templates and the trigger of reviews."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member
from prevenio.places.models import Boundary
from prevenio.reports.models import ReplyTemplate, ReviewTrigger, RoutingRule
from prevenio.reports.tests.factories import make_category, make_ground, make_report, make_rule

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
    old = make_rule(authority, body, by=coordinator, categories=["alcohol"], hours=[20, 5])
    page = staff.get(f"{HERE}rules/1/").content.decode()
    assert 'value="20" selected' in page
    other = make_body(authority=authority)
    sent = {
        "wording": old.pk,
        "name": "Inna",
        "body": other.pk,
        "weekdays": ["4"],
        "from_hour": "",
        "to_hour": "",
    }
    staff.post(f"{HERE}rules/1/", sent)
    rule = RoutingRule.objects.get(ends_at=None)
    assert (rule.number, rule.name, rule.conditions) == (1, "Inna", {"weekdays": [4]})
    assert "would move" in staff.get(f"{HERE}rules/1/end/").content.decode()
    staff.post(f"{HERE}rules/1/end/")
    assert not RoutingRule.objects.filter(ends_at=None).exists()
    assert staff.get(f"{HERE}rules/1/").status_code == 404


def boxes(form: Any) -> dict[str, object]:
    """What a browser would send back of a form as it was shown, nothing touched."""
    sent: dict[str, object] = {}
    for field in form:
        value = field.value()
        choices = dict(getattr(field.field, "choices", ()))
        if isinstance(value, list):
            value = [one for one in value if one in choices]
        if value not in (None, "", []):
            sent[field.name] = value
    return sent


def test_a_rule_keeps_what_has_ended_when_only_its_name_changes(
    staff: Client, authority: Authority, coordinator: User, body: Body
) -> None:
    question = {"key": "dog", "labels": {"en": "Is there a dog?"}, "type": "yes_no"}
    ended = make_category(authority, code="old", questions=[question], last_day=date(2020, 1, 1))
    make_category(
        authority, code="next", first_day=date(2090, 1, 1), names={"en": "Scooters left about"}
    )
    make_category(authority, code="gone", last_day=date(2020, 1, 1), names={"en": "Snow"})
    precinct = make_ground(authority)
    Boundary.objects.filter(precinct=precinct).update(last_day=date(2020, 1, 1))
    kept: dict[str, Any] = {
        "categories": ["old"],
        "precincts": [[precinct.kind.code, precinct.code], ["police", "77"]],
        "municipalities": ["987654"],
        "answers": {"dog": ["yes"], "colour": ["red"]},
    }
    make_rule(authority, body, by=coordinator, **kept)

    page = staff.get(f"{HERE}rules/1/")
    words = page.content.decode()
    assert f"{ended} (ended)" in words
    assert "Is there a dog? yes (ended)" in words
    assert "colour: red (ended)" in words
    assert f"{precinct.name} (ended)" in words
    assert "Scooters left about (planned)" in words
    assert "Snow" not in words
    assert f"{ended} (ended)" in staff.get(f"{HERE}rules/").content.decode()

    staff.post(f"{HERE}rules/1/", {**boxes(page.context["form"]), "name": "Inna"})
    rule = RoutingRule.objects.get(ends_at=None)
    assert (rule.name, rule.conditions) == ("Inna", kept)


def test_no_condition_is_lost_that_nobody_took_away(
    staff: Client, authority: Authority, coordinator: User, body: Body
) -> None:
    """Neither on a page from before another change, nor where a page cannot show it."""
    make_category(authority, code="alcohol")
    make_rule(authority, body, by=coordinator, categories=["alcohol"])
    old = boxes(staff.get(f"{HERE}rules/1/").context["form"])
    new = {**old, "from_hour": "20", "to_hour": "5"}
    assert staff.post(f"{HERE}rules/1/", new).status_code == 302
    page = staff.post(f"{HERE}rules/1/", old).content.decode()
    assert "changed or ended in the meantime" in page
    del old["wording"]
    assert staff.post(f"{HERE}rules/1/", old).status_code == 200
    assert "hours" in RoutingRule.objects.get(ends_at=None).conditions

    strange = {"a=b": ["c"]}
    make_rule(authority, body, by=coordinator, answers=strange)
    sent = boxes(staff.get(f"{HERE}rules/2/").context["form"])
    page = staff.post(f"{HERE}rules/2/", sent).content.decode()
    assert "a condition that this page cannot show" in page
    assert RoutingRule.objects.get(number=2).conditions == {"answers": strange}


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


def test_a_template_stays_with_a_category_that_has_ended(
    staff: Client, authority: Authority
) -> None:
    version = make_category(authority, last_day=date(2020, 1, 1))
    template = ReplyTemplate.objects.create(
        authority=authority, category=version.category, name="Stare", text="a"
    )
    page = staff.get(f"{HERE}templates/{template.pk}/")
    assert f"{version} (ended)" in page.content.decode()

    staff.post(f"{HERE}templates/{template.pk}/", {**boxes(page.context["form"]), "text": "b"})
    template.refresh_from_db()
    assert (template.text, template.category) == ("b", version.category)
    assert f"{version} (ended)" in staff.get(f"{HERE}templates/").content.decode()
    assert "(ended)" not in staff.get(f"{HERE}templates/new/").content.decode()


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
