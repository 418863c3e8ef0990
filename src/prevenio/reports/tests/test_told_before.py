"""What cannot be done is told before it is tried, with its reason and the way out."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_body
from prevenio.reports.deadlines import bars_of
from prevenio.reports.models import ProblemPlace, Report, ReportState
from prevenio.reports.operations import working
from prevenio.reports.queries.alike import alike_of
from prevenio.reports.tests.factories import (
    MORNING,
    make_category,
    make_partner,
    make_problem_place,
    make_report,
)

PAGE = "/testowo/desk/reports/"
pytestmark = pytest.mark.usefixtures("morning")


@pytest.fixture
def staff(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


def ticked(*reports: Report) -> list[str]:
    return [f"{one.pk}:{Report.objects.get(pk=one.pk).revision}" for one in reports]


def test_a_report_is_led_to_the_place_of_similar_ones(
    staff: Client, authority: Authority, coordinator: User
) -> None:
    version = make_category(authority)
    held, free, new = (make_report(authority, version=version) for _ in range(3))
    place = make_problem_place(authority, [held], by=coordinator)

    alike = alike_of([new], Report.objects.all())[new.pk]
    assert (alike.free, alike.places) == ([free.pk], [place])
    way = f"{PAGE}bulk/join/?place={place.pk}&amp;report={free.pk}&amp;report={new.pk}"
    assert way in staff.get(PAGE).text

    asked = staff.get(way.replace("&amp;", "&"))
    assert f'<option value="{place.pk}" selected>' in asked.text
    assert [one for one, _hindrance in asked.context["rows"]] == [free, new]


def test_reports_of_a_place_bring_others_only_there(
    staff: Client, authority: Authority, coordinator: User
) -> None:
    version = make_category(authority)
    held, free, other = (make_report(authority, version=version) for _ in range(3))
    place = make_problem_place(authority, [held], by=coordinator)
    make_problem_place(authority, [other], by=coordinator)

    asked = staff.get(f"{PAGE}bulk/join/", {"report": [held.pk, free.pk]})
    assert list(asked.context["form"].fields) == ["place"]
    sent = {"report": ticked(held, free), "place": place.pk}
    assert staff.post(f"{PAGE}bulk/join/", sent).context["done"].place == place

    apart = staff.get(f"{PAGE}bulk/join/", {"report": [free.pk, other.pk]})
    assert set(apart.context["apart"]) == set(ProblemPlace.objects.all())
    assert 'name="name"' not in apart.text
    staff.post(f"{PAGE}bulk/join/", {"report": ticked(free, other), "name": "Inne"})
    assert ProblemPlace.objects.count() == 2


def test_what_has_to_be_let_through_first_says_so(staff: Client, authority: Authority) -> None:
    held, other = make_report(authority, doubt="links"), make_report(authority)
    assert held.state == ReportState.HELD
    here = f"{PAGE}bulk/confirm/"
    with translation.override("pl"):
        why = gettext("It must be let through first.")

    asked = staff.get(here, {"report": [held.pk, other.pk]})
    assert dict(asked.context["rows"]) == {held: why, other: ""}
    done = staff.post(here, {"report": ticked(held, other), "note": ""})

    assert done.context["reasons"] == [(held, why, None)]
    assert 'name="note"' not in done.text


def test_where_no_body_would_hear_of_it_nothing_can_be_passed(
    staff: Client, authority: Authority, body: Body
) -> None:
    report = make_report(authority)
    pages = f"{PAGE}{report.pk}/passing/", f"{PAGE}bulk/pass/?report={report.pk}"

    for page in pages:
        shown = staff.get(page).text
        assert "/desk/bodies/" in shown
        assert 'name="due_on"' not in shown

    make_partner(authority)
    for page in pages:
        assert 'name="due_on"' in staff.get(page).text


def test_bodies_stand_in_the_order_of_what_is_shown(staff: Client, authority: Authority) -> None:
    report = make_report(authority)
    for short, name in (("A", "Żłobki"), ("B", "Łąki"), ("C", "Zieleń"), ("D", "Ludzie")):
        make_body(authority=authority, short_name=short, name=name)

    field = staff.get(f"{PAGE}{report.pk}/hand-over/").context["form"].fields["body"]

    names = [name for key, name in field.choices if key]
    assert [one for one in names if one[0] in "ŻŁZL"] == ["Łąki", "Ludzie", "Zieleń", "Żłobki"]


def test_every_step_past_its_day_is_late(
    authority: Authority, coordinator: User, body: Body
) -> None:
    report = make_report(authority)
    later = report.verify_due_on + timedelta(days=1)

    bars = bars_of(report, today=later, country="PL")
    assert [(one.state, one.is_now) for one in bars[:2]] == [("bad", True), ("bad", False)]
    assert "late" in bars[1].note

    partner, due = make_partner(authority), MORNING.date() + timedelta(days=1)
    given: dict[str, Any] = {
        "body": partner,
        "due_on": due,
        "reason": "Lampy",
        "by": coordinator,
        "at": MORNING,
    }
    report = working.pass_to_partner(report=report, seen=1, **given)
    bars = bars_of(report, today=due + timedelta(days=7), country="PL")
    assert "5 days late" in bars[1].note


def test_a_list_that_is_narrowed_to_nothing_says_of_how_many(
    staff: Client, authority: Authority
) -> None:
    make_report(authority)

    assert staff.get(f"{PAGE}?q=nowhere").context["unfit"] == 1
    assert staff.get(PAGE).context["unfit"] == 0


def test_words_of_the_staff_are_not_shown_as_those_of_the_resident(
    staff: Client, authority: Authority, coordinator: User
) -> None:
    report = make_report(authority, words="Lampa nie świeci")
    working.note(report=report, text="Dzwoniła Anna", by=coordinator, at=MORNING)
    note = report.texts.get(text="Dzwoniła Anna")

    page = staff.post(f"{PAGE}{report.pk}/texts/{note.pk}/redaction/", {"marked": "Co innego"})

    said = page.text.partition('id="said"')[2]
    assert "Lampa nie świeci" in said
    assert "Dzwoniła Anna" not in said
