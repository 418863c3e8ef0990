"""The steps of whoever works on a report, one by one and with many at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.kernel.written import LONGEST, ReasonMissing, TooLong, WordsMissing
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_body, make_member
from prevenio.reports.models import (
    EventKind,
    Outcome,
    ReplyTemplate,
    Report,
    ReportEvent,
    ReportState,
)
from prevenio.reports.operations import working
from prevenio.reports.operations.steps import ChangedMeanwhile
from prevenio.reports.operations.taking import Contact
from prevenio.reports.tests.factories import MORNING, make_category, make_partner, make_report

PAGE = "/testowo/desk/reports/"
DAY = MORNING.date()
pytestmark = pytest.mark.usefixtures("morning")


def in_state(authority: Authority, by: User, state: str, body: Body) -> Report:
    """A report that has come so far."""
    report = make_report(authority, doubt="links" if state == ReportState.HELD else "")
    common: dict[str, Any] = {"report": report, "seen": 1, "by": by, "at": MORNING}
    match state:
        case ReportState.VERIFYING:
            return working.read(**common)
        case ReportState.CONFIRMED:
            return working.confirm(**common)
        case ReportState.WAITING:
            return working.ask_back(text="Kiedy?", **common)
        case ReportState.WITH_PARTNER:
            partner = make_partner(authority)
            return working.pass_to_partner(body=partner, due_on=DAY, reason="Lampy", **common)
        case ReportState.CLOSED:
            return working.close(outcome=Outcome.SOLVED, text="Jest dobrze", **common)
    return report


# Each step: the state it begins in, its page, what is sent, the state it leads to.
STEPS = [
    (ReportState.HELD, "release", {}, ReportState.RECEIVED),
    (ReportState.RECEIVED, "reading", {}, ReportState.VERIFYING),
    (ReportState.VERIFYING, "confirmation", {"note": "Byłem"}, ReportState.CONFIRMED),
    (ReportState.RECEIVED, "confirmation", {}, ReportState.CONFIRMED),
    (ReportState.VERIFYING, "asking-back", {"text": "Kiedy?"}, ReportState.WAITING),
    (ReportState.WAITING, "news", {"text": "Czekamy"}, ReportState.WAITING),
    (ReportState.WAITING, "note", {"text": "Dzwoniłem"}, ReportState.WAITING),
    (ReportState.CONFIRMED, "assignment", {}, ReportState.CONFIRMED),
    (ReportState.CONFIRMED, "hand-over", {"reason": "Wasze"}, ReportState.CONFIRMED),
    (
        ReportState.CONFIRMED,
        "passing",
        {"reason": "Lampy", "due_on": "3.3.2026"},
        ReportState.WITH_PARTNER,
    ),
    (ReportState.WITH_PARTNER, "taking-back", {"text": "Zrobione"}, ReportState.VERIFYING),
    (ReportState.RECEIVED, "sorting", {}, ReportState.RECEIVED),
    (
        ReportState.CONFIRMED,
        "closing",
        {"outcome": Outcome.SOLVED, "text": "Naprawione"},
        ReportState.CLOSED,
    ),
    (ReportState.RECEIVED, "closing", {"outcome": Outcome.SPAM}, ReportState.CLOSED),
    (ReportState.RECEIVED, "closing", {"outcome": Outcome.MISTAKE}, ReportState.CLOSED),
    (ReportState.CLOSED, "reopening", {"reason": "Wróciło"}, ReportState.VERIFYING),
]


@pytest.mark.parametrize(("begun", "page", "sent", "reached"), STEPS)
def test_a_step_is_taken_from_its_page(
    client: Client,
    authority: Authority,
    coordinator: User,
    body: Body,
    begun: str,
    page: str,
    sent: dict[str, str],
    reached: str,
) -> None:
    report = in_state(authority, coordinator, begun, body)
    version = make_category(authority)
    client.force_login(coordinator)
    here = f"{PAGE}{report.pk}/{page}/"
    assert client.get(here).status_code == 200
    data = {
        "seen": report.revision,
        "body": make_partner(authority).pk if page in ("hand-over", "passing") else "",
        "person": coordinator.pk,
        "version": version.pk,
        **sent,
    }

    answer = client.post(here, data)

    assert answer.status_code == 302, answer.context["form"].errors
    before = report.revision
    report.refresh_from_db()
    assert (report.state, report.revision) == (reached, before + 1)
    event = report.events.get(number=report.revision)
    assert event.by == coordinator
    fact = Entry.objects.filter(about_kind="reports.report", by_id=coordinator.pk).last()
    assert fact is not None
    assert fact.about_id == str(report.pk)


@pytest.mark.parametrize(("begun", "page", "sent", "reached"), STEPS)
def test_the_page_of_a_report_offers_the_step_only_where_it_can_follow(
    client: Client,
    authority: Authority,
    coordinator: User,
    body: Body,
    begun: str,
    page: str,
    sent: dict[str, str],
    reached: str,
) -> None:
    report = in_state(authority, coordinator, begun, body)
    client.force_login(coordinator)
    shown = client.get(f"{PAGE}{report.pk}/").content.decode()
    assert f"/{report.pk}/{page}/" in shown
    if begun == ReportState.CLOSED:
        for other in ("reading", "closing", "passing", "merging", "hand-over"):
            assert f"/{report.pk}/{other}/" not in shown


BROKEN: list[dict[str, str]] = [
    {},
    {"seen": "x", "text": "\x00"},
    {"seen": "-1", "outcome": "MERGED", "body": "0", "version": "x", "person": "9" * 30},
    {"seen": "9" * 40, "text": "x" * 20_000, "reason": "\x00 ", "due_on": "31.2.2026"},
    {"seen": "1", "into": "R-KAPUTT", "reference": "\x00", "words_1": "x", "version_1": "1"},
    {"seen": "1", "outcome": "SOLVED", "body": "'; --", "due_on": "1.1.0001", "rows": "٣"},
]


@pytest.mark.parametrize(
    "page",
    [
        *("asking-back", "hand-over", "passing", "sorting", "closing", "reopening"),
        *("merging", "splitting", "note", "news"),
    ],
)
def test_broken_forms_are_shown_again_and_change_nothing(
    client: Client, authority: Authority, coordinator: User, page: str
) -> None:
    report = make_report(authority)
    client.force_login(coordinator)
    for broken in BROKEN:
        if page == "note" and "x" * 20_000 not in broken.values():
            continue
        answer = client.post(f"{PAGE}{report.pk}/{page}/", broken)
        assert answer.status_code == 200
    if page not in ("note", "news"):
        assert ReportEvent.objects.filter(report=report).count() == 1


def test_who_comes_second_keeps_what_they_wrote_sees_what_came_and_can_send_again(
    client: Client, authority: Authority, coordinator: User, head_of_bureau: User
) -> None:
    report = make_report(authority)
    working.ask_back(report=report, seen=1, text="Kiedy?", by=head_of_bureau, at=MORNING)
    client.force_login(coordinator)
    here = f"{PAGE}{report.pk}/closing/"
    sent = {"seen": 1, "outcome": Outcome.SOLVED, "text": "Moje długie słowa"}

    page = client.post(here, sent)

    shown = page.content.decode()
    assert "Moje długie słowa" in shown
    assert "govuk-error-summary" in shown
    assert [one.kind for one in page.context["since"]] == [EventKind.ASKED_BACK]
    assert 'name="seen" value="2"' in shown
    client.post(here, {**sent, "seen": 2})
    report.refresh_from_db()
    assert report.state == ReportState.CLOSED


Step = Callable[..., object]
OPERATIONS: list[tuple[Step, dict[str, object]]] = [
    (working.release, {}),
    (working.read, {}),
    (working.confirm, {}),
    (working.ask_back, {"text": "Kiedy?"}),
    (working.assign, {"person": None}),
    (working.hand_over, {"reason": "Wasze"}),
    (working.pass_to_partner, {"reason": "Lampy", "due_on": DAY}),
    (working.take_back, {}),
    (working.close, {"outcome": Outcome.SOLVED, "text": "Dobrze"}),
    (working.reopen, {"reason": "Wróciło"}),
]


@pytest.mark.parametrize(("operation", "given"), OPERATIONS)
def test_no_stranger_and_nobody_with_an_old_page_takes_a_step(
    authority: Authority,
    coordinator: User,
    stranger: User,
    reporter: User,
    body: Body,
    operation: Step,
    given: dict[str, object],
) -> None:
    report = make_report(authority)
    if operation in (working.hand_over, working.pass_to_partner):
        given = {**given, "body": body}
    for nobody in (stranger, reporter):
        with pytest.raises(NotAllowed):
            operation(report=report, seen=1, by=nobody, at=MORNING, **given)
    with pytest.raises(ChangedMeanwhile):
        operation(report=report, seen=7, by=coordinator, at=MORNING, **given)
    assert report.events.count() == 1


@pytest.mark.parametrize(
    ("state", "operation", "given"),
    [
        (ReportState.RECEIVED, working.release, {}),
        (ReportState.CONFIRMED, working.read, {}),
        (ReportState.WAITING, working.confirm, {}),
        (ReportState.CLOSED, working.ask_back, {"text": "Kiedy?"}),
        (ReportState.RECEIVED, working.take_back, {}),
        (ReportState.CLOSED, working.close, {"outcome": Outcome.SOLVED, "text": "x"}),
        (ReportState.RECEIVED, working.reopen, {"reason": "x"}),
        # What ended stays where it was.
        (ReportState.CLOSED, working.assign, {"person": None}),
        (ReportState.CLOSED, working.hand_over, {"body": None, "reason": "x"}),
        (ReportState.CLOSED, working.sort, {"version": None}),
    ],
)
def test_a_step_that_cannot_follow_is_refused(
    authority: Authority,
    coordinator: User,
    body: Body,
    state: str,
    operation: Step,
    given: dict[str, object],
) -> None:
    report = in_state(authority, coordinator, state, body)
    with pytest.raises(WrongState):
        operation(report=report, seen=report.revision, by=coordinator, at=MORNING, **given)


def test_what_is_refused_says_why(authority: Authority, coordinator: User, body: Body) -> None:
    report = make_report(authority)
    elsewhere = make_body()
    common: dict[str, Any] = {"report": report, "seen": 1, "by": coordinator, "at": MORNING}

    def refuses(why: type[Refused], step: Step, **given: object) -> None:
        with pytest.raises(why):
            step(**common, **given)

    refuses(WordsMissing, working.ask_back, text=" \x00 ")
    refuses(TooLong, working.ask_back, text="x" * (LONGEST + 1))
    refuses(ReasonMissing, working.hand_over, body=body, reason=" ")
    refuses(working.BodyElsewhere, working.hand_over, body=elsewhere, reason="x")
    refuses(
        working.DueInThePast,
        working.pass_to_partner,
        body=make_partner(authority),
        due_on=DAY - timedelta(days=1),
        reason="x",
    )
    passed: dict[str, Any] = {"due_on": DAY, "reason": "x"}
    group = make_body(authority=authority, is_group=True, email="all@example.org")
    refuses(working.BodyUnreachable, working.pass_to_partner, body=body, **passed)
    refuses(working.GroupOfBodies, working.pass_to_partner, body=group, **passed)
    refuses(working.GroupOfBodies, working.hand_over, body=group, reason="x")
    refuses(working.OutcomeUnknown, working.close, outcome=Outcome.MERGED, text="x")
    refuses(WordsMissing, working.close, outcome=Outcome.SOLVED, text="")
    refuses(working.PersonElsewhere, working.assign, person=make_member(role=Role.COORDINATOR))
    refuses(working.SameCategory, working.sort, version=report.version)
    refuses(working.CategoryElsewhere, working.sort, version=make_category(elsewhere.authority))
    Report.objects.filter(pk=report.pk).update(body=body)
    refuses(working.SameBody, working.hand_over, body=body, reason="x")
    assert report.events.count() == 1


def test_letters_go_to_who_left_an_address_and_to_the_body(
    authority: Authority, coordinator: User, body: Body, reporter: User
) -> None:
    report = make_report(authority, contact=Contact("Ewa", "ewa@example.org", ""))
    working.hand_over(report=report, seen=1, body=body, reason="Wasze", by=coordinator, at=MORNING)
    working.inform(report=report, text="Jedziemy", by=reporter, at=MORNING)
    to = list(Notice.objects.order_by("pk").values_list("to", flat=True))
    assert to == [reporter.email, "ewa@example.org"]


def test_who_gets_a_report_is_told_once_and_not_who_takes_it_oneself(
    authority: Authority, coordinator: User, body: Body, reporter: User
) -> None:
    report = make_report(authority)
    Report.objects.filter(pk=report.pk).update(body=body)
    reporter.language = "en"
    for seen, person in enumerate((coordinator, reporter, reporter, None), start=1):
        working.assign(report=report, seen=seen, person=person, by=coordinator, at=MORNING)
    letter = Notice.objects.get()
    assert (letter.to, letter.subject) == (
        reporter.email,
        "1 report of residents was assigned to you",
    )


def test_the_body_that_gets_a_report_is_its_partner_no_more(
    authority: Authority, coordinator: User
) -> None:
    report, partner = make_report(authority), make_partner(authority)
    common: dict[str, Any] = {"body": partner, "reason": "x", "by": coordinator, "at": MORNING}
    report = working.pass_to_partner(report=report, seen=1, due_on=DAY, **common)

    report = working.hand_over(report=report, seen=2, **common)

    assert (report.body, report.partner, report.partner_due_on) == (partner, None, None)
    assert (report.state, report.due_on) == (ReportState.VERIFYING, report.verify_due_on)
    kinds = report.events.order_by("number").values_list("kind", flat=True)
    assert list(kinds)[2:] == [EventKind.RETURNED, EventKind.HANDED_OVER]


def test_partners_that_are_offered_can_be_reached(
    client: Client, authority: Authority, coordinator: User, body: Body, reporter: User
) -> None:
    report, partner = make_report(authority), make_partner(authority)
    silent, left = make_body(authority=authority), make_body(authority=authority)
    group = make_body(authority=authority, is_group=True, email="all@example.org")
    ended = DAY - timedelta(days=1)
    make_member(authority=authority, role=Role.REPORTER, body=left, last_day=ended)
    client.force_login(coordinator)
    for path, query in ((f"{report.pk}/passing/", {}), ("bulk/pass/", {"report": report.pk})):
        form = client.get(f"{PAGE}{path}", query).context["form"]
        assert set(form.fields["body"].queryset) == {body, partner}
    form = client.get(f"{PAGE}{report.pk}/hand-over/").context["form"]
    assert {silent, left} <= set(form.fields["body"].queryset)
    assert group not in form.fields["body"].queryset


@pytest.mark.parametrize("outcome", working.OUTCOMES)
def test_an_answer_is_asked_for_where_something_came_of_it(
    client: Client, authority: Authority, coordinator: User, outcome: str
) -> None:
    report = make_report(authority)
    client.force_login(coordinator)
    here = f"{PAGE}{report.pk}/closing/"
    assert client.get(here).context["form"].fields["text"].required

    answer = client.post(here, {"seen": 1, "outcome": outcome, "text": ""})

    is_asked = outcome not in working.WORDLESS
    assert answer.status_code == (200 if is_asked else 302)
    assert not is_asked or "text" in answer.context["form"].errors


def test_an_answer_can_begin_with_a_template(
    client: Client, authority: Authority, coordinator: User
) -> None:
    report = make_report(authority)
    template = ReplyTemplate.objects.create(
        authority=authority, name="Dziękujemy", text="Dzień dobry, byliśmy tam."
    )
    client.force_login(coordinator)
    here = f"{PAGE}{report.pk}/closing/"
    typed = {"seen": 1, "outcome": "SOLVED", "text": "Moje słowa.", "template": template.pk}
    page = client.post(here, typed)
    assert "Moje słowa.\n\nDzień dobry, byliśmy tam.</textarea>" in page.content.decode()
    assert page.context["form"]["outcome"].value() == "SOLVED"
    assert client.post(f"{PAGE}{report.pk}/news/", {**typed, "template": "x"}).status_code == 200
    report.refresh_from_db()
    assert report.revision == 1
