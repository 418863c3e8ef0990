"""Opening a period on the desk: seen first, opened then; what stands against it stays beside it."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_body
from prevenio.programme.models import Programme, ProgrammeVersion
from prevenio.returns import operations
from prevenio.returns.models import PeriodKind, ReportingPeriod
from prevenio.returns.period_forms import PeriodForm
from prevenio.returns.queries import opening
from prevenio.returns.tests.factories import DUE, MORNING, make_action, make_version, open_year

LIST = "/testowo/desk/returns/"
NEW = "/testowo/desk/returns/new/"
END = "/testowo/desk/returns/completions/"
TYPED = {
    "kind": "YEAR",
    "year": "2022",
    "first_day": "",
    "last_day": "",
    "opens_on": "17.1.2023",
    "due_on": "31.1.2023",
    "locks_on": "",
    "needs_certifier": "on",
    "reminders": "-10, −3, 0, 2, 5",
    "name": "",
}


@pytest.fixture(autouse=True)
def that_morning() -> Any:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def version(authority: Authority) -> ProgrammeVersion:
    """Two actions: one led and joined, one that nobody leads."""
    version = make_version(authority)
    police = make_body(authority=authority, short_name="KMP", email="kmp@example.org")
    roads = make_body(authority=authority, short_name="MZD")
    make_action(version, police, code="1.1", with_bodies=[roads])
    make_action(version, None, code="1.2")
    return version


@pytest.fixture
def page(client: Client, coordinator: User) -> Client:
    return english(client, coordinator)


def english(client: Client, person: User) -> Client:
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client


def text(response: Any) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def test_what_will_be_asked_is_seen_before_anything_is_written(
    page: Client, version: ProgrammeVersion
) -> None:
    shown = text(page.get(NEW, TYPED))

    assert "<strong>1</strong> return," in shown
    assert "<strong>1</strong> part of co-responsible bodies," in shown
    assert "1 action has no lead body" in shown
    assert "<p>1.2</p>" in shown
    assert "1 body has no e-mail address" in shown
    assert "<p>MZD</p>" in shown
    assert not ReportingPeriod.objects.exists()
    assert not Notice.objects.exists()


def test_the_button_opens_the_period_as_it_was_seen(
    page: Client, version: ProgrammeVersion
) -> None:
    answer = page.post(NEW, TYPED)

    period = ReportingPeriod.objects.get()
    assert answer["Location"] == f"/testowo/desk/returns/{period.pk}/"
    assert "2022" in period.name
    assert (period.first_day, period.last_day) == (date(2022, 1, 1), date(2022, 12, 31))
    assert period.window.due_on == DUE
    assert period.window.reminder_days == [-10, -3, 0, 2, 5]
    assert period.window.needs_certifier
    assert period.returns.count() == 2
    assert "2 returns are expected" in text(page.get(answer["Location"]))


def test_other_days_bear_the_name_that_was_typed(page: Client, version: ProgrammeVersion) -> None:
    typed = {
        **TYPED,
        "kind": "SPAN",
        "first_day": "1.7.2022",
        "last_day": "31.12.2022",
        "name": "II półrocze",
        "needs_certifier": "",
    }

    page.post(NEW, typed)

    period = ReportingPeriod.objects.get()
    assert (period.kind, period.name) == (PeriodKind.SPAN, "II półrocze")
    assert not period.window.needs_certifier


def test_a_due_day_that_has_passed_is_told_before(page: Client, version: ProgrammeVersion) -> None:
    words = "every return would be late at once"

    assert words not in text(page.get(NEW, TYPED))
    assert words in text(page.get(NEW, {**TYPED, "opens_on": "2.1.2023", "due_on": "16.1.2023"}))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"due_on": "29.1.2023"}, "Choose 27 January 2023 or 30 January 2023"),
        ({"year": "2019"}, "No adopted version of the programme is in force in these days."),
        ({"year": ""}, "This field is required."),
        ({"year": "9999"}, "2100"),
        ({"kind": "COMPLETION"}, "COMPLETION"),
        ({"due_on": "31.1.9999"}, "Enter a day of this century."),
        ({"due_on": "1.1.2023"}, "before they may be sent"),
        ({"locks_on": "20.1.2023"}, "cannot lie before the due day"),
        ({"kind": "SPAN", "first_day": "2.1.2022", "last_day": "1.1.2022"}, "before the first"),
        ({"reminders": "-10, x"}, "“x” is no whole number"),
        ({"reminders": "61"}, "“61” is no whole number"),
        ({"reminders": "-"}, "“-” is no whole number"),
        ({"reminders": "²"}, "“²” is no whole number"),
        ({"reminders": "1,2,3,4,5,6,7,8,9,10,11,12,13"}, "At most 12 reminders"),
        ({"reminders": "<script>"}, "“&lt;script&gt;” is no whole number"),
        ({"name": "x" * 121}, "at most 120 characters"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_opened(
    page: Client, version: ProgrammeVersion, changes: dict[str, str], words: str
) -> None:
    typed = {**TYPED, **changes}

    for answer in (page.get(NEW, typed), page.post(NEW, typed)):
        assert answer.status_code == 422
        assert words in text(answer)
        if "reminders" not in changes:
            assert 'value="-10, −3, 0, 2, 5"' in text(answer)
    assert not ReportingPeriod.objects.exists()


def test_the_sign_nul_in_a_form_is_refused(page: Client, version: ProgrammeVersion) -> None:
    answer = page.post(NEW, {**TYPED, "name": "a\x00b"})

    assert answer.status_code == 422
    assert "Null characters are not allowed." in text(answer)
    assert not ReportingPeriod.objects.exists()


def test_a_second_period_for_the_same_days_is_refused(
    page: Client, version: ProgrammeVersion, coordinator: User
) -> None:
    open_year(version, coordinator)

    for answer in (page.get(NEW, TYPED), page.post(NEW, TYPED)):
        assert "is there already: rok 2022" in text(answer)
    assert ReportingPeriod.objects.count() == 1


def test_where_nothing_is_due_nothing_is_opened(
    page: Client, authority: Authority, body: Body
) -> None:
    make_action(make_version(authority), None)

    assert "there is nothing to report" in text(page.get(NEW, TYPED))
    answer = page.post(NEW, TYPED)

    assert answer.status_code == 422
    assert "there is nothing to report" in text(answer)


def test_a_span_is_reported_on_in_the_wording_then_in_force(
    authority: Authority, version: ProgrammeVersion
) -> None:
    amended = make_later(version, date(2022, 6, 1), minor=1)
    make_later(version, date(2023, 1, 1), minor=2)
    after = make_version(authority, years=(2023, 2025))

    def of_year(year: int) -> ProgrammeVersion | None:
        return opening.version_in_force(
            authority, first_day=date(year, 1, 1), last_day=date(year, 12, 31)
        )

    assert of_year(2021) == version
    assert of_year(2022) == amended
    assert of_year(2024) == after
    assert of_year(2026) is None


def make_later(version: ProgrammeVersion, day: date, *, minor: int) -> ProgrammeVersion:
    return ProgrammeVersion.objects.create(
        programme=version.programme,
        minor=minor,
        state=version.state,
        effective_from=day,
        digest="0" * 64,
        created_at=MORNING,
        adopted_at=MORNING,
    )


def test_an_empty_name_is_made_in_the_language_of_the_authority(db: None) -> None:
    form = PeriodForm({**TYPED, "kind": "SPAN", "first_day": "1.7.2022", "last_day": "31.12.2022"})

    assert form.is_valid(), form.errors
    assert form.name_in("pl").replace("\xa0", " ") == "1 lipca 2022 – 31 grudnia 2022"


def test_the_first_period_is_offered_to_the_bureau_alone(
    client: Client, coordinator: User, reader: User, version: ProgrammeVersion
) -> None:
    assert f'href="{NEW}"' in text(english(client, coordinator).get(LIST))

    shown = text(english(client, reader).get(LIST))

    assert "There is no reporting period yet" in shown
    assert NEW not in shown


def test_without_an_adopted_version_the_page_says_what_comes_first(
    page: Client, authority: Authority
) -> None:
    Programme.objects.create(authority=authority, title="Program")

    assert "First a version of the programme has to be adopted" in text(page.get(LIST))
    assert page.get(NEW)["Location"] == LIST
    assert page.get(END)["Location"] == LIST


def test_ended_actions_are_offered_first_and_once(page: Client, authority: Authority) -> None:
    version = make_version(authority)
    lead = make_body(authority=authority, short_name="PSP", email="psp@example.org")
    ended = make_action(version, lead, code="2.1", ends_on=date(2022, 12, 31))
    make_action(version, lead, code="2.2", ends_on=date(2023, 12, 31))

    assert "1 action has ended and nobody was asked how it went." in text(page.get(LIST))
    offered = text(page.get(END))
    assert "Ended, and not asked about so far" in offered
    assert "1 other action" in offered
    typed = {**TYPED, "actions": [str(ended.pk)], "first_day": "1.1.2021", "last_day": "31.12.2022"}
    assert "<strong>1</strong> return," in text(page.get(END, typed))
    page.post(END, typed)

    period = ReportingPeriod.objects.get()
    assert period.kind == PeriodKind.COMPLETION
    assert period.returns.get().action == ended
    assert "2.1" in period.name
    assert "nobody was asked how it went" not in text(page.get(LIST))


def test_only_actions_that_are_offered_can_be_chosen(
    page: Client, version: ProgrammeVersion, stranger: User
) -> None:
    theirs = make_version(stranger.memberships.get().authority)
    foreign = make_action(theirs, make_body(authority=theirs.programme.authority))
    typed = {**TYPED, "first_day": "1.1.2022", "last_day": "31.12.2022"}

    for actions in ([str(foreign.pk)], ["x"], []):
        assert page.post(END, {**typed, "actions": actions}).status_code == 422
    assert not ReportingPeriod.objects.exists()


def test_readers_open_nothing(
    client: Client, reader: User, reporter: User, version: ProgrammeVersion
) -> None:
    for person in (reader, reporter):
        client.force_login(person)
        assert client.get(NEW).status_code == 403
        assert client.post(NEW, TYPED).status_code == 403
        assert client.post(END, TYPED).status_code == 403
    with pytest.raises(NotAllowed):
        open_year(version, reader)
    assert not ReportingPeriod.objects.exists()


def test_a_period_is_closed_and_its_states_released_after_one_question(
    page: Client, version: ProgrammeVersion, coordinator: User
) -> None:
    period = open_year(version, coordinator)
    for name in ("closing", "release"):
        assert "Back without change" in text(page.get(f"{LIST}{period.pk}/{name}/"))
    period.refresh_from_db()
    assert period.is_open

    refused = page.post(f"{LIST}{period.pk}/release/", follow=True)
    closed = page.post(f"{LIST}{period.pk}/closing/", follow=True)

    period.refresh_from_db()
    assert "No accepted return waits" in text(refused)
    assert "The period was closed on 17 January 2023." in text(closed)
    assert not period.is_open
    with pytest.raises(WrongState):
        operations.close_period(period=period, by=coordinator, at=MORNING + timedelta(days=1))


def test_the_list_makes_few_statements(
    page: Client, version: ProgrammeVersion, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    for year in (2021, 2022, 2023):
        open_year(version, coordinator, year=year)

    with django_assert_max_num_queries(8):
        shown = text(page.get(LIST))

    assert shown.index("rok 2023") < shown.index("rok 2022") < shown.index("rok 2021")
    assert "0 of 2 returns accepted" in shown
