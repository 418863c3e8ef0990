"""The staff's list of reports and the page of one."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from prevenio.journal.models import Sighting
from prevenio.people.models import Authority, Body, Membership, Role, User
from prevenio.people.tests.factories import make_body, make_member
from prevenio.places.models import Municipality
from prevenio.reports import access
from prevenio.reports.deadlines import bars_of
from prevenio.reports.models import Channel, Nature, Outcome, Report, ReportState, Step
from prevenio.reports.operations import joining, resident, working
from prevenio.reports.operations.taking import Contact, When
from prevenio.reports.queries.alike import alike_of
from prevenio.reports.tests.factories import (
    HERE,
    MORNING,
    make_category,
    make_problem_place,
    make_report,
    make_rule,
)

PAGE = "/testowo/desk/reports/"
pytestmark = pytest.mark.usefixtures("morning")


def many(report: Report, count: int) -> None:
    """So many reports like one, some 5 metres apart."""
    copies = []
    for number in range(count):
        copy = Report.objects.get(pk=report.pk)
        copy.pk, copy.key = None, f"00000000-0000-4000-8000-{number:012d}"
        copy.reference, copy.code_digest = f"R-{number:06d}", f"digest-{number}"
        copy.person_key = f"person-{number}"
        copy.latitude += number * 0.00005
        copy.due_on = MORNING.date() + timedelta(days=number % 9 - 2)
        copies.append(copy)
    Report.objects.bulk_create(copies)


@pytest.mark.parametrize("count", [0, 49, 110])
def test_the_list_makes_few_statements_however_many_rows(
    client: Client,
    authority: Authority,
    coordinator: User,
    body: Body,
    count: int,
    django_assert_max_num_queries: Any,
) -> None:
    report = make_report(authority)
    many(report, count)
    Report.objects.update(body=body)
    officer = make_member(authority=authority, role=Role.REPORTER, body=body)
    for user in (coordinator, officer):
        client.force_login(user)
        for asked in ("", "?per=100", "?kind=late", "?kind=closed", "?q=R-&category=1"):
            with django_assert_max_num_queries(8):
                assert client.get(PAGE + asked).status_code == 200
    shown = client.get(f"{PAGE}?per=100").content.decode()
    assert shown.count("data-longitude=") == min(count + 1, 100)


def test_the_list_says_what_is_open_late_and_due_first(
    client: Client, authority: Authority, coordinator: User
) -> None:
    version = make_category(authority)
    late, other = make_report(authority, version=version), make_report(authority)
    day = MORNING.date() - timedelta(days=3)
    Report.objects.filter(pk=late.pk).update(due_on=day, read_due_on=day)
    client.force_login(coordinator)

    page = client.get(PAGE)

    assert (page.context["open"], page.context["late"]) == (2, 1)
    assert [row.report for row in page.context["rows"]] == [late, other]
    assert page.context["rows"][0].bars[0].state == "bad"


@pytest.mark.parametrize(
    "asked",
    [
        "?kind=%00&category=999999999999999999999&precinct=-1&body=x&municipality=٣&q=%00%27--",
        "?page=99999999999999999999&per=100000",
        "?kind=all&page=-1&q=" + "x" * 5000,
        "?category=1&category=2&kind[]=x",
    ],
)
def test_hostile_addresses_get_a_page(
    client: Client, authority: Authority, coordinator: User, asked: str
) -> None:
    make_report(authority)
    client.force_login(coordinator)
    assert client.get(PAGE + asked).status_code == 200


def test_the_list_is_narrowed_by_everything_it_offers(
    client: Client, authority: Authority, coordinator: User, body: Body
) -> None:
    first = make_report(authority, place_name="Ogrodowa 3")
    make_report(authority, place_name="Wesoła 1")
    Report.objects.filter(pk=first.pk).update(body=body)
    first.refresh_from_db()
    client.force_login(coordinator)
    for asked in (
        f"category={first.category_id}",
        f"body={body.pk}",
        "q=ogrod",
        f"q={first.reference.lower()}",
    ):
        rows = client.get(f"{PAGE}?{asked}").context["rows"]
        assert [row.report for row in rows] == [first], asked
    for asked in (f"precinct={first.precinct_id}", f"municipality={first.municipality_id}"):
        assert len(client.get(f"{PAGE}?{asked}").context["rows"]) == 2


def test_what_is_with_a_partner_is_its_own_and_requests_stand_apart(
    client: Client, authority: Authority
) -> None:
    partner = make_body(authority=authority)
    officer = make_member(authority=authority, role=Role.REPORTER, body=partner)
    request = make_report(
        authority, nature=Nature.REQUEST, contact=Contact("Ewa Nowak", "ewa@example.org")
    )
    Report.objects.update(
        partner=partner, state=ReportState.WITH_PARTNER, partner_due_on=MORNING.date()
    )
    make_report(authority)
    client.force_login(officer)
    for kind in ("mine", "requests"):
        page = client.get(f"{PAGE}?kind={kind}")
        assert [row.report for row in page.context["rows"]] == [request]
    assert ("requests", 1) in [(kind, number) for kind, _label, number in page.context["pills"]]
    assert "otrzymuje odpowiedź na podstawie ustawy" in page.content.decode()
    desk = " ".join(client.get("/testowo/desk/").content.decode().replace("&nbsp;", " ").split())
    assert "Zrób następny krok w 1 zgłoszeniu" in desk, desk[desk.index("Czeka na Ciebie") :][:600]


def test_closed_reports_are_counted_only_where_they_are_listed(
    client: Client, authority: Authority, coordinator: User
) -> None:
    many(make_report(authority), 3)
    ended = Report.objects.filter(reference__startswith="R-00000")
    ended.update(state=ReportState.CLOSED, outcome=Outcome.SOLVED, closed_at=MORNING)
    client.force_login(coordinator)

    numbers = {
        asked: {kind: number for kind, _label, number in client.get(PAGE + asked).context["pills"]}
        for asked in ("", "?kind=closed")
    }

    assert (numbers[""]["open"], numbers[""]["closed"]) == (1, None)
    assert (numbers["?kind=closed"]["open"], numbers["?kind=closed"]["closed"]) == (1, 3)


def test_similar_ones_are_told_together_once_for_all_rows(
    authority: Authority, coordinator: User, django_assert_num_queries: Any
) -> None:
    version = make_category(authority)
    when = When(weekdays=1, from_hour=22, to_hour=1)
    one, two = (make_report(authority, version=version, when=when) for _ in range(2))
    far = make_report(authority, version=version, latitude=HERE[0] + 0.01)
    elsewhere = make_report(authority)

    with django_assert_num_queries(1):
        found = alike_of([one, two, far, elsewhere], Report.objects.all())

    assert found[one.pk].ids == [two.pk]
    assert found[one.pk].hours == (22, 1)
    assert found.keys() == {one.pk, two.pk}
    joining.tell_apart(report=one, others=[two], by=coordinator, at=MORNING)
    one.refresh_from_db()
    assert alike_of([one, two], Report.objects.all()) == {}


def test_the_page_of_a_report_makes_few_statements_and_says_how_it_came(
    client: Client,
    authority: Authority,
    coordinator: User,
    body: Body,
    django_assert_max_num_queries: Any,
) -> None:
    make_report(authority)
    make_rule(authority, body, by=coordinator)
    version = make_category(
        authority,
        questions=[{"key": "noise", "labels": {"pl": "Głośno?"}, "type": "yes_no"}],
    )
    report = make_report(
        authority,
        version=version,
        words="Krzyki pod oknem",
        place_name="Ogrodowa 3",
        when=When(weekdays=0b1100000, from_hour=22, to_hour=3),
        contact=Contact("Ewa", "ewa@example.org", ""),
        answers={"noise": "yes"},
    )
    make_problem_place(authority, [report], by=coordinator)
    for _ in range(3):
        make_report(authority, version=version)
    client.force_login(coordinator)

    with django_assert_max_num_queries(15):
        page = client.get(f"{PAGE}{report.pk}/").content.decode()

    for words in ("Krzyki pod oknem", "ewa@example.org", "Głośno?", "Ogrodowa 3", "22:00"):
        assert words in page
    assert Sighting.objects.get().about_id == str(report.pk)


def test_a_report_without_contact_leaves_no_sighting(
    client: Client, authority: Authority, coordinator: User
) -> None:
    report = make_report(authority)
    client.force_login(coordinator)
    assert client.get(f"{PAGE}{report.pk}/").status_code == 200
    assert not Sighting.objects.exists()


def test_who_sees_which_report(
    client: Client, authority: Authority, coordinator: User, body: Body, stranger: User
) -> None:
    mine, passed, town, other = (make_report(authority) for _ in range(4))
    partner, office = make_body(authority=authority), make_body(authority=authority)
    Report.objects.filter(pk=mine.pk).update(body=body)
    Report.objects.filter(pk=passed.pk).update(
        partner=partner, state=ReportState.WITH_PARTNER, partner_due_on=MORNING.date()
    )
    village = Municipality.objects.create(
        authority=authority, name="Wieś", search_text="wies", office=office
    )
    Report.objects.filter(pk=town.pk).update(municipality=village)
    seen = {
        coordinator: {mine, passed, town, other},
        make_member(authority=authority, role=Role.REPORTER, body=body): {mine},
        make_member(authority=authority, role=Role.REPORTER, body=partner): {passed},
        make_member(authority=authority, role=Role.CERTIFIER, body=office): {town},
        make_member(authority=authority, role=Role.READER): set(),
        stranger: set(),
    }
    for user, own in seen.items():
        client.force_login(user)
        for report in (mine, passed, town, other):
            wanted = 200 if report in own else 404
            for page in ("", "note/", "closing/", "merging/", "apart/"):
                got = client.get(f"{PAGE}{report.pk}/{page}").status_code
                assert got == wanted, (user, page)
        listed = client.get(PAGE)
        if own:
            assert {row.report for row in listed.context["rows"]} == own
        else:
            assert listed.status_code == 404


def test_who_went_to_another_body_sees_no_more_of_what_was_given_to_them(
    client: Client, authority: Authority, coordinator: User, body: Body
) -> None:
    officer = make_member(authority=authority, role=Role.REPORTER, body=body)
    report = make_report(authority)
    Report.objects.filter(pk=report.pk).update(body=body, person=officer)
    client.force_login(officer)
    assert client.get(f"{PAGE}{report.pk}/").status_code == 200

    Membership.objects.filter(user=officer).update(body=make_body(authority=authority))

    assert client.get(f"{PAGE}{report.pk}/").status_code == 404
    assert not client.get(PAGE).context["rows"]
    assert not access.can_work_on(officer, report, MORNING)


def test_numbers_out_of_range_are_not_found(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    for key in (2**63, 2**70, 0):
        assert client.get(f"{PAGE}{key}/").status_code == 404


def test_of_a_withdrawn_report_its_readers_learn_that_and_strangers_nothing(
    client: Client, authority: Authority, coordinator: User, reporter: User
) -> None:
    report = make_report(authority)
    resident.withdraw(report=report, at=MORNING)
    for page in ("", "closing/"):
        client.force_login(coordinator)
        answer = client.get(f"{PAGE}{report.pk}/{page}")
        assert answer.status_code == 410
        assert answer.context["event"].at == MORNING
        assert report.reference in answer.content.decode()
        client.force_login(reporter)
        assert client.get(f"{PAGE}{report.pk}/{page}").status_code == 404


def test_the_bars_say_what_is_due(authority: Authority, coordinator: User, body: Body) -> None:
    report = make_report(authority)

    def bars(**days: int) -> list[tuple[str, bool]]:
        day = MORNING.date() + timedelta(**days)
        report.refresh_from_db()
        return [(one.state, one.is_now) for one in bars_of(report, today=day, country="PL")]

    # To be read by Wednesday.
    assert bars() == [("go", True), ("off", False), ("off", False)]
    assert bars(days=1)[0] == bars(days=2)[0] == ("warn", True)
    assert bars(days=3)[0] == ("bad", True)
    working.read(report=report, seen=1, by=coordinator, at=MORNING)
    assert bars() == [("ok", False), ("go", True), ("off", False)]
    working.ask_back(report=report, seen=2, text="Kiedy?", by=coordinator, at=MORNING)
    assert bars(days=99) == [("ok", False), ("wait", True), ("off", False)]


@pytest.mark.usefixtures("reporter")
def test_the_bars_of_a_partner_and_of_a_closed_one(
    authority: Authority, coordinator: User, body: Body
) -> None:
    report = make_report(authority)
    report = working.pass_to_partner(
        report=report,
        seen=1,
        body=body,
        due_on=MORNING.date() + timedelta(days=2),
        reason="Lampy",
        by=coordinator,
        at=MORNING,
    )
    first, second, _third = bars_of(report, today=MORNING.date(), country="PL")
    assert (first.state, second.state, second.is_now) == ("ok", "wait", True)
    assert "SM" in second.note
    late = bars_of(report, today=MORNING.date() + timedelta(days=3), country="PL")
    assert late[1].state == "bad"
    report = working.take_back(report=report, seen=2, by=coordinator, at=MORNING)
    report = working.close(
        report=report, seen=3, outcome=Outcome.SOLVED, text="Naprawione", by=coordinator, at=MORNING
    )
    closed = bars_of(report, today=MORNING.date(), country="PL")
    assert {one.state for one in closed} == {"ok"}
    assert (report.step, report.channel) == (Step.NONE, Channel.WEB)
