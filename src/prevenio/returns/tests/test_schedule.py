"""The schedule of reporting: planned, changed, opened from its row, read as a calendar."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import Authority, User
from prevenio.returns import operations
from prevenio.returns.models import PeriodKind, PlannedPeriod, ReportingPeriod
from prevenio.returns.tests.answering import address_of, link_of
from prevenio.returns.tests.factories import MORNING, make_period
from prevenio.returns.tests.test_open_period import english, text

SCHEDULE = "/testowo/desk/returns/schedule/"
QUARTER = {"kind": "QUARTER", "year": "2022", "part": "4", "due_on": "20.1.2023"}


@pytest.fixture(autouse=True)
def that_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def period(authority: Authority, coordinator: User) -> ReportingPeriod:
    return make_period(authority, coordinator)


@pytest.fixture
def page(client: Client, coordinator: User) -> Client:
    return english(client, coordinator)


def facts() -> list[str]:
    entries = Entry.objects.filter(fact__startswith="returns.schedule.").order_by("number")
    return [one.fact for one in entries]


def test_a_period_is_planned_changed_and_taken_out_with_its_log(page: Client) -> None:
    page.post(SCHEDULE, QUARTER)
    page.post(SCHEDULE, {**QUARTER, "due_on": "23.1.2023"})

    planned = PlannedPeriod.objects.get()
    assert (planned.first_day, planned.due_on) == (date(2022, 10, 1), date(2023, 1, 23))
    shown = text(page.get(SCHEDULE))
    assert planned.name in shown
    assert "due on 23 January 2023 instead of 20 January 2023" in shown
    page.post(f"{SCHEDULE}{planned.pk}/withdrawal/")
    assert facts() == [
        "returns.schedule.planned",
        "returns.schedule.changed",
        "returns.schedule.withdrawn",
    ]
    assert not PlannedPeriod.objects.exists()


def test_without_a_day_the_usual_one_is_planned(page: Client) -> None:
    page.post(SCHEDULE, {"kind": "SCHOOL_YEAR", "year": "2022", "part": "", "due_on": ""})

    planned = PlannedPeriod.objects.get()
    assert (planned.last_day, planned.due_on) == (date(2023, 8, 31), date(2023, 9, 28))


def test_a_period_is_opened_from_its_row(page: Client, period: ReportingPeriod) -> None:
    page.post(SCHEDULE, QUARTER)
    shown = page.get(SCHEDULE).content.decode().replace("&amp;", "&")
    address = shown.partition('<div class="row__end plan-row">')[2].split('"')[1]

    preview = page.get(address)
    assert "<strong>1</strong> return," in text(preview)
    page.post(address.partition("?")[0], typed_in(preview))

    planned = PlannedPeriod.objects.get()
    assert planned.period is not None
    assert planned.period.kind == PeriodKind.QUARTER
    assert planned.period.window.due_on == date(2023, 1, 20)
    assert "no longer planned" not in text(
        page.post(f"{SCHEDULE}{planned.pk}/withdrawal/", follow=True)
    )


def typed_in(preview: Any) -> dict[str, str]:
    return dict(preview.context["typed"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"part": ""}, "Choose which half or quarter"),
        ({"kind": "HALF_YEAR", "part": "3"}, "Choose which half or quarter"),
        ({"due_on": "21.1.2023"}, "is not a working day"),
        ({"due_on": "30.12.2022"}, "before the period has ended"),
        ({"kind": "REQUEST"}, "Select a valid choice"),
        ({"year": "1"}, "greater than or equal to 2000"),
    ],
)
def test_what_is_wrong_is_said(page: Client, changes: dict[str, str], words: str) -> None:
    assert words in text(page.post(SCHEDULE, {**QUARTER, **changes}))
    assert not PlannedPeriod.objects.exists()


def test_only_the_bureau_plans(
    client: Client, reader: User, stranger: User, authority: Authority
) -> None:
    for person, status in ((reader, 403), (stranger, 404)):
        client.force_login(person)
        assert client.post(SCHEDULE, QUARTER).status_code == status
    with pytest.raises(NotAllowed):
        operations.plan_period(
            authority=authority,
            kind=PeriodKind.YEAR,
            name="rok",
            first_day=date(2022, 1, 1),
            last_day=date(2022, 12, 31),
            due_on=date(2023, 1, 31),
            by=reader,
            at=MORNING,
        )


def test_a_body_reads_the_due_days_in_its_calendar(
    client: Client, page: Client, period: ReportingPeriod
) -> None:
    page.post(SCHEDULE, QUARTER)
    client.logout()
    link = link_of(period)

    answer = client.get(address_of(link, "due-days.ics"))

    assert answer["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    assert isinstance(calendar, Calendar)
    days = [(str(one.uid).partition("-")[0], one.start) for one in calendar.events]
    assert days == [("period", date(2023, 1, 31)), ("planned", date(2023, 1, 20))]
    assert link.email not in answer.content.decode()
    assert client.get("/testowo/returns/x/due-days.ics").status_code == 404
