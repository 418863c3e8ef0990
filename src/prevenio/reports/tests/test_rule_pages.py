"""The bureau's pages of rules, templates and the trigger of reviews."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from prevenio.people.models import Authority, Body, Membership, Role, User
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


def confirmed(staff: Client, path: str, sent: dict[str, Any]) -> Any:
    """The second press, with what the page of the first one holds."""
    page: Any = staff.post(f"{HERE}{path}", sent)
    context = page.context
    again = {"act": "save", "seen": context["seen"], "rehearsed": context.get("rehearsed", "")}
    return staff.post(f"{HERE}{path}", {**sent, **again})


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
    # Without a rehearsal nothing is saved, whatever button a browser says was pressed.
    for act in ("rehearse", "save", ""):
        page = staff.post(f"{HERE}rules/new/", {**sent, "act": act}).content.decode()
        assert "1 of the last 2 reports would move" in page
        assert "Straż Miejska" in page
        assert not RoutingRule.objects.exists()

    assert confirmed(staff, "rules/new/", sent).status_code == 302
    rule = RoutingRule.objects.get()
    assert rule.conditions == {"categories": ["alcohol"], "answers": {"dog": ["yes"]}}
    page = staff.get(f"{HERE}rules/").content.decode()
    assert "1. Picie" in page
    assert "dog: yes" in page


def test_a_rule_altered_after_its_rehearsal_is_rehearsed_again(
    staff: Client, authority: Authority, body: Body
) -> None:
    sent = {"name": "Picie", "body": body.pk, "from_hour": "", "to_hour": ""}
    context = staff.post(f"{HERE}rules/new/", sent).context
    altered = {**sent, "name": "Inna", "act": "save", "rehearsed": context["rehearsed"]}

    page = staff.post(f"{HERE}rules/new/", altered).content.decode()

    assert "altered after it was rehearsed" in page
    assert 'value="Inna"' in page
    assert not RoutingRule.objects.exists()


def test_who_rehearsed_with_other_rules_is_told_and_keeps_what_was_typed(
    staff: Client, authority: Authority, coordinator: User, body: Body
) -> None:
    make_report(authority)
    sent = {"name": "Picie", "body": body.pk, "from_hour": "", "to_hour": ""}
    old = staff.post(f"{HERE}rules/new/", sent).context
    assert len(old["moved"]) == 1
    make_rule(authority, body, by=coordinator)
    again = {**sent, "act": "save", "seen": old["seen"], "rehearsed": old["rehearsed"]}

    page = staff.post(f"{HERE}rules/new/", again)

    shown = page.content.decode()
    assert "Somebody changed the rules in the meantime" in shown
    assert "Nothing would change" in shown
    assert 'value="Picie"' in shown
    assert RoutingRule.objects.count() == 1
    staff.post(f"{HERE}rules/new/", {**again, "seen": page.context["seen"]})
    assert RoutingRule.objects.count() == 2


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
    confirmed(staff, "rules/1/", sent)
    rule = RoutingRule.objects.get(ends_at=None)
    assert (rule.number, rule.name, rule.conditions) == (1, "Inna", {"weekdays": [4]})

    page = staff.post(f"{HERE}rules/1/end/").content.decode()
    assert "Somebody changed the rules" in page
    asked = staff.get(f"{HERE}rules/1/end/")
    assert "would move" in asked.content.decode()
    staff.post(f"{HERE}rules/1/end/", {"seen": asked.context["seen"]})
    assert not RoutingRule.objects.filter(ends_at=None).exists()
    assert staff.get(f"{HERE}rules/1/").status_code == 404


def test_a_rule_names_a_person_of_its_body(
    staff: Client, authority: Authority, coordinator: User, body: Body
) -> None:
    other = make_body(authority=authority)
    officer = make_member(authority=authority, role=Role.REPORTER, body=body, name="Ewa Strażnik")
    make_report(authority)
    sent = {"name": "Picie", "body": other.pk, "person": f"{body.pk}-{officer.pk}"}
    page = staff.post(f"{HERE}rules/new/", {**sent, "from_hour": "", "to_hour": ""})
    assert "Choose somebody who works for this body." in page.content.decode()

    confirmed(staff, "rules/new/", {**sent, "body": body.pk, "from_hour": "", "to_hour": ""})

    assert RoutingRule.objects.get().person == officer
    assert "Straż Miejska, Ewa Strażnik" in staff.get(f"{HERE}rules/").content.decode()
    held = boxes(staff.get(f"{HERE}rules/1/").context["form"])
    Membership.objects.filter(user=officer).delete()
    assert "Ewa Strażnik (ended)" in staff.get(f"{HERE}rules/").content.decode()
    page = staff.post(f"{HERE}rules/1/", held)
    assert "Ewa Strażnik (ended)" in page.content.decode()
    assert "Choose somebody who works for this body." in page.content.decode()


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

    confirmed(staff, "rules/1/", {**boxes(page.context["form"]), "name": "Inna"})
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
    assert confirmed(staff, "rules/1/", new).status_code == 302
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


def test_a_rule_sends_to_no_group_of_bodies(
    staff: Client, authority: Authority, coordinator: User, body: Body
) -> None:
    group = make_body(authority=authority, is_group=True)
    offered = staff.get(f"{HERE}rules/new/").context["form"].fields["body"].queryset
    assert list(offered) == [body]
    # One that does so since long is shown as it is.
    make_rule(authority, group, by=coordinator)
    offered = staff.get(f"{HERE}rules/1/").context["form"].fields["body"].queryset
    assert set(offered) == {body, group}


def test_rules_change_their_order_once_it_was_rehearsed(
    staff: Client, authority: Authority, coordinator: User, body: Body
) -> None:
    other = make_body(authority=authority, short_name="Policja")
    for one in (body, body, other):
        make_rule(authority, one, by=coordinator)
    make_report(authority)
    ours = RoutingRule.objects.order_by("position").values_list("number", flat=True)

    asked = staff.get(f"{HERE}rules/2/order/")
    assert "Nothing would change" in asked.content.decode()
    staff.post(f"{HERE}rules/3/order/", {"seen": asked.context["seen"]})
    assert list(ours.all()) == [1, 3, 2]
    page = staff.get(f"{HERE}rules/3/order/")
    assert page.context["ways"] == [("Straż Miejska", "Policja", 1)]

    # The rules are not as they were when this page was shown.
    told = staff.post(f"{HERE}rules/3/order/", {"seen": asked.context["seen"]})
    assert "Somebody changed the rules" in told.content.decode()
    assert list(ours.all()) == [1, 3, 2]
    assert staff.post(f"{HERE}rules/1/order/").status_code == 302
    for hostile in ("99", "3" * 40):
        assert staff.post(f"{HERE}rules/{hostile}/order/").status_code == 404
    assert list(ours.all()) == [1, 3, 2]


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
    sent = {
        "name": "Zamknięcie",
        "purpose": "SOLVED",
        "category": version.category_id,
        "text": "Dziękujemy.",
    }
    staff.post(f"{HERE}templates/new/", sent)
    template = ReplyTemplate.objects.get()
    assert (template.category, template.purpose) == (version.category, "SOLVED")
    assert "Closing: solved" in staff.get(f"{HERE}templates/").content.decode()
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
