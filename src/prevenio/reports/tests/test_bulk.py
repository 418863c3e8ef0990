"""One step for many reports, from the ticks in the list to what was done."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client

from prevenio.kernel.errors import NotAllowed
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_member, make_user
from prevenio.reports.models import (
    Outcome,
    ProblemPlace,
    ReplyTemplate,
    Report,
    ReportState,
)
from prevenio.reports.operations import clock, problem_places, resident, working
from prevenio.reports.operations.bulk import MOST
from prevenio.reports.tests.factories import (
    MORNING,
    make_category,
    make_partner,
    make_problem_place,
    make_report,
)

PAGE = "/testowo/desk/reports/"
pytestmark = pytest.mark.usefixtures("morning")


def three(authority: Authority) -> Sequence[Report]:
    version = make_category(authority)
    return [make_report(authority, version=version) for _ in range(3)]


def ticked(reports: Sequence[Report]) -> list[str]:
    return [f"{one.pk}:{one.revision}" for one in reports]


@pytest.mark.parametrize(
    ("act", "sent", "state"),
    [
        ("read", {}, ReportState.VERIFYING),
        ("assign", {"person": "me"}, ReportState.RECEIVED),
        ("hand-over", {"reason": "Wasze"}, ReportState.RECEIVED),
        ("pass", {"reason": "Lampy", "due_on": "3.3.2026"}, ReportState.WITH_PARTNER),
        ("close", {"outcome": "SOLVED", "text": "Dobrze"}, ReportState.CLOSED),
        ("confirm", {"note": "Byłem"}, ReportState.CONFIRMED),
        ("inform", {"text": "Jedziemy"}, ReportState.RECEIVED),
        ("sort", {"version": "other"}, ReportState.RECEIVED),
        ("join", {"name": "Przejście"}, ReportState.RECEIVED),
    ],
)
def test_many_are_asked_first_and_done_then(
    client: Client,
    authority: Authority,
    coordinator: User,
    act: str,
    sent: dict[str, str],
    state: str,
) -> None:
    reports, partner = three(authority), make_partner(authority)
    client.force_login(coordinator)
    here = f"{PAGE}bulk/{act}/"
    asked = client.get(here, {"report": [one.pk for one in reports]}).content.decode()
    assert all(one.reference in asked for one in reports)
    assert set(Report.objects.values_list("revision", flat=True)) == {1}
    data = {**sent, "report": ticked(reports), "body": partner.pk if "reason" in sent else ""}
    if "person" in sent:
        data["person"] = coordinator.pk
    if "version" in sent:
        data["version"] = make_category(authority).pk

    done = client.post(here, data)

    assert done.context["done"].done == reports
    assert set(Report.objects.values_list("state", flat=True)) == {state}
    assert set(Report.objects.values_list("revision", flat=True)) == {2}


def test_what_cannot_be_done_is_told_and_stops_no_other(
    client: Client, authority: Authority, coordinator: User
) -> None:
    first, second, third = three(authority)
    shown = ticked([first, second, third])
    working.note(report=second, text="x", by=coordinator, at=MORNING)
    working.close(
        report=third, seen=1, outcome=Outcome.SOLVED, text="x", by=coordinator, at=MORNING
    )
    client.force_login(coordinator)

    answer = client.post(f"{PAGE}bulk/read/", {"report": shown})

    assert [one.pk for one in answer.context["done"].done] == [first.pk]
    page = answer.content.decode()
    assert second.reference in page
    assert third.reference in page
    assert len(answer.context["reasons"]) == 2


@pytest.mark.parametrize("act", ["hand-over", "pass"])
def test_a_body_gets_one_letter_about_all_that_it_is_given(
    client: Client, authority: Authority, coordinator: User, body: Body, act: str
) -> None:
    reader = make_user(language="en")
    make_member(authority=authority, role=Role.REPORTER, body=body, user=reader)
    reports = three(authority)
    client.force_login(coordinator)
    given = {"body": body.pk, "reason": "Wasze", "due_on": "3.3.2026"}
    client.post(f"{PAGE}bulk/{act}/", {**given, "report": ticked(reports)})

    clock.tell_of_new(authority=authority, at=MORNING)
    letter = Notice.objects.get()
    assert (letter.to, letter.subject) == (reader.email, "3 reports of residents are with you")
    if act == "pass":
        assert "3\N{NO-BREAK SPACE}March 2026" in letter.text


def test_what_was_written_is_kept_and_sent_again_for_those_that_stayed(
    client: Client, authority: Authority, coordinator: User
) -> None:
    first, second, third = three(authority)
    sent = {"outcome": "SOLVED", "text": "Lampa świeci.", "report": ticked([first, second, third])}
    working.note(report=second, text="x", by=coordinator, at=MORNING)
    working.close(
        report=third, seen=1, outcome=Outcome.SOLVED, text="x", by=coordinator, at=MORNING
    )
    client.force_login(coordinator)

    page = client.post(f"{PAGE}bulk/close/", sent).content.decode()

    assert "Lampa świeci.</textarea>" in page
    # The third one is closed: what was written for it can only be copied.
    again = re.findall(r'name="report" value="([^"]+)"', page)
    second.refresh_from_db()
    assert again == ticked([second])
    done = client.post(f"{PAGE}bulk/close/", {**sent, "report": again})
    assert done.context["done"].done == [second]
    assert "<textarea" not in done.content.decode()
    assert second.texts.filter(text="Lampa świeci.").exists()


def test_what_ended_is_not_handed_over_with_others_and_says_why(
    client: Client, authority: Authority, coordinator: User, body: Body
) -> None:
    first, second, third = three(authority)
    ended: dict[str, Any] = {
        "outcome": Outcome.SOLVED,
        "text": "x",
        "by": coordinator,
        "at": MORNING,
    }
    second = working.close(report=second, seen=second.revision, **ended)
    client.force_login(coordinator)
    sent = {"body": body.pk, "reason": "Wasze", "report": ticked([first, second, third])}

    asked = client.post(f"{PAGE}bulk/hand-over/", {"report": sent["report"]})
    done = client.post(f"{PAGE}bulk/hand-over/", sent)

    ((hindered, why),) = ((one, said) for one, said in asked.context["rows"] if said)
    assert hindered == second
    assert done.context["reasons"] == [(second, why, None)]
    assert set(Report.objects.filter(body=body)) == {first, third}


def test_a_place_that_there_is_takes_more(
    client: Client, authority: Authority, coordinator: User
) -> None:
    first, second, third = three(authority)
    place = make_problem_place(authority, [first], by=coordinator)
    client.force_login(coordinator)
    sent = {"report": ticked([second, third]), "place": place.pk}
    assert client.post(f"{PAGE}bulk/join/", sent).status_code == 200
    assert place.reports.count() == 3


def test_a_report_of_another_place_lets_none_be_joined(
    client: Client, authority: Authority, coordinator: User
) -> None:
    first, second, _third = three(authority)
    make_problem_place(authority, [first], by=coordinator)
    client.force_login(coordinator)
    sent = {"report": ticked([first, second]), "name": "Inne"}
    page = client.post(f"{PAGE}bulk/join/", sent).content.decode()
    assert "govuk-error-summary" in page
    assert ProblemPlace.objects.count() == 1
    second.refresh_from_db()
    assert second.place is None


def test_what_is_gone_is_told_beside_the_place_of_the_others(
    client: Client, authority: Authority, coordinator: User
) -> None:
    first, second, third = three(authority)
    shown = ticked([first, second, third])
    resident.withdraw(report=third, at=MORNING)
    client.force_login(coordinator)
    page = client.post(f"{PAGE}bulk/join/", {"report": shown, "name": "Schody"})
    place = ProblemPlace.objects.get()
    assert set(place.reports.all()) == {first, second}
    assert page.context["gone"] == 1
    assert f"/desk/reports/places/{place.pk}/" in page.content.decode()


def test_one_report_from_its_page_leads_back_to_it(
    client: Client, authority: Authority, coordinator: User
) -> None:
    report = make_report(authority)
    client.force_login(coordinator)
    here = f"{PAGE}bulk/join/"
    asked = client.get(here, {"report": report.pk})
    done = client.post(here, {"report": ticked([report]), "name": "Schody"})
    for page in (asked, done):
        assert page.context["report"] == report
        assert f'href="{PAGE}{report.pk}/">{report.reference}</a>' in page.content.decode()


def test_a_partners_day_that_is_over_is_mended_before_anything_is_done(
    client: Client, authority: Authority, coordinator: User
) -> None:
    reports, partner = three(authority), make_partner(authority)
    client.force_login(coordinator)
    given = {"body": partner.pk, "reason": "Lampy", "due_on": "1.3.2026"}
    for here, more in (
        (f"{PAGE}bulk/pass/", {"report": ticked(reports)}),
        (f"{PAGE}{reports[0].pk}/passing/", {"seen": 1}),
    ):
        page = client.post(here, {**given, **more})
        assert "due_on" in page.context["form"].errors
        assert 'href="#id_due_on"' in page.content.decode()
    assert set(Report.objects.values_list("revision", flat=True)) == {1}


def test_others_reports_cannot_be_ticked(
    client: Client, authority: Authority, body: Body, stranger: User
) -> None:
    mine, other, _third = three(authority)
    Report.objects.filter(pk=mine.pk).update(body=body)
    officer = make_member(authority=authority, role=Role.REPORTER, body=body)
    client.force_login(officer)
    client.post(f"{PAGE}bulk/read/", {"report": ticked([mine, other])})
    other.refresh_from_db()
    mine.refresh_from_db()
    assert (mine.revision, other.revision) == (2, 1)
    with pytest.raises(NotAllowed):
        problem_places.open_place(
            authority=authority, name="x", reports=[mine, other], by=officer, at=MORNING
        )
    client.force_login(stranger)
    assert client.get(f"{PAGE}bulk/read/").status_code == 404


def test_a_person_gets_one_letter_about_all_that_was_assigned(
    client: Client, authority: Authority, coordinator: User, body: Body, reporter: User
) -> None:
    *_others, third = three(authority)
    User.objects.filter(pk=reporter.pk).update(language="en")
    Report.objects.update(body=body)
    Report.objects.filter(pk=third.pk).update(person=reporter)
    client.force_login(coordinator)
    for person in (coordinator, reporter):
        reports = list(Report.objects.order_by("pk"))
        client.post(f"{PAGE}bulk/assign/", {"report": ticked(reports), "person": person.pk})

    letter = Notice.objects.get()
    assert (letter.to, letter.subject) == (
        reporter.email,
        "3 reports of residents were assigned to you",
    )


def test_what_has_the_category_already_is_told_and_stops_no_other(
    client: Client, authority: Authority, coordinator: User
) -> None:
    first, second, _third = three(authority)
    other = make_report(authority)
    client.force_login(coordinator)
    sent = {"report": ticked([first, second, other]), "version": other.version_id}

    answer = client.post(f"{PAGE}bulk/sort/", sent)

    assert answer.context["done"].done == [first, second]
    assert [one for one, _why, _revision in answer.context["reasons"]] == [other]
    first.refresh_from_db()
    assert first.category == other.category


def test_words_for_many_begin_with_a_template_that_fits_all(
    client: Client, authority: Authority, coordinator: User
) -> None:
    reports, other = three(authority), make_report(authority)
    common = ReplyTemplate.objects.create(authority=authority, name="Każdy", text="Dziękujemy.")
    own = ReplyTemplate.objects.create(
        authority=authority, name="Własny", text="Lampa świeci.", category=other.category
    )
    client.force_login(coordinator)
    for act in ("close", "inform"):
        asked: dict[str, Any] = {"report": ticked([*reports, other]), "template": common.pk}
        page = client.post(f"{PAGE}bulk/{act}/", asked)
        assert page.context["templates"].fitting == [common]
        assert page.context["templates"].others == [own]
        assert "Dziękujemy.</textarea>" in page.content.decode()
        asked = {"report": ticked([other]), "template": own.pk, "text": "Halo."}
        page = client.post(f"{PAGE}bulk/{act}/", asked)
        assert page.context["templates"].fitting == [own, common]
        assert "Halo.\n\nLampa świeci.</textarea>" in page.content.decode()


@pytest.mark.parametrize(
    "act", ["read", "confirm", "assign", "hand-over", "pass", "sort", "inform", "join", "close"]
)
def test_broken_sendings_change_nothing(
    client: Client, authority: Authority, coordinator: User, act: str
) -> None:
    report = make_report(authority)
    client.force_login(coordinator)
    here = f"{PAGE}bulk/{act}/"
    assert client.get(here).status_code == 302
    assert client.get(here, {"report": ["x", "-1", "9" * 30]}).status_code == 302
    assert client.post(here, {"report": ["1", ":", "x:1", "1:x"]}).status_code == 302
    broken = {
        "report": [f"{report.pk}:99999"],
        "body": "x",
        "person": "9" * 30,
        "outcome": "MERGED",
        "due_on": "31.2.2026",
        "name": "\x00",
        "place": "-1",
        "text": "\x00",
        "note": "x" * 20_000,
        "version": "x",
    }
    assert client.post(here, broken).status_code == 200
    report.refresh_from_db()
    assert (report.revision, report.place) == (1, None)
    assert client.get(f"{PAGE}bulk/else/").status_code == 404


def test_no_more_are_done_than_can_be(authority: Authority, client: Client) -> None:
    coordinator = make_member(authority=authority, role=Role.COORDINATOR)
    client.force_login(coordinator)
    report = make_report(authority)
    keys = [report.pk, *range(10_000_000, 10_000_000 + 3 * MOST)]
    page = client.get(f"{PAGE}bulk/read/", {"report": keys})
    assert len(page.context["rows"]) == 1
