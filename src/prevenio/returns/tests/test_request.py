"""Returns that the commission asks for: who asks, in which act, why; of which bodies."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_body
from prevenio.programme.models import ProgrammeVersion
from prevenio.returns import operations
from prevenio.returns.models import Part, PeriodKind, ReportingPeriod
from prevenio.returns.tests.answering import link_of, open_here
from prevenio.returns.tests.factories import DUE, MORNING, make_action, make_version
from prevenio.returns.tests.test_open_period import TYPED, english, text

ASK = "/testowo/desk/returns/requests/"
REQUEST = {
    **{name: TYPED[name] for name in ("opens_on", "due_on", "locks_on", "reminders", "name")},
    "asked_by": "Komisja Bezpieczeństwa i Porządku",
    "asked_in": "posiedzenie 12.1.2023",
    "asked_why": "Trzy pożary w grudniu.",
    "first_day": "1.12.2022",
    "last_day": "15.1.2023",
}


@pytest.fixture(autouse=True)
def that_morning() -> Any:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def version(authority: Authority) -> ProgrammeVersion:
    version = make_version(authority)
    fire = make_body(authority=authority, short_name="PSP", email="psp@example.org")
    roads = make_body(authority=authority, short_name="MZD", email="mzd@example.org")
    make_action(version, fire, code="1.1", with_bodies=[roads])
    make_action(version, fire, code="1.2")
    return version


def test_chosen_bodies_are_asked_and_read_who_asks_and_why(
    client: Client, coordinator: User, version: ProgrammeVersion
) -> None:
    roads = version.programme.authority.bodies.get(short_name="MZD")
    page, typed = english(client, coordinator), {**REQUEST, "bodies": [str(roads.pk)]}

    assert "<strong>1</strong> part of co-responsible bodies," in text(page.get(ASK, typed))
    page.post(ASK, typed)

    period = ReportingPeriod.objects.get()
    assert (period.kind, period.asked_in) == (PeriodKind.REQUEST, "posiedzenie 12.1.2023")
    assert period.returns.get().part == Part.CO_RESPONSIBLE
    assert "Trzy pożary w grudniu." in Notice.objects.order_by("pk")[0].text
    entry = Entry.objects.get(fact="returns.period.opened")
    assert entry.payload is not None
    assert entry.payload["details"]["asked_by"] == REQUEST["asked_by"]
    shown = text(client.get(open_here(client, link_of(period)), follow=True))
    assert "Trzy pożary w grudniu." in shown
    assert "Komisja" in text(page.get(f"/testowo/desk/returns/{period.pk}/"))


def test_the_same_days_can_be_asked_about_twice_for_chosen_actions(
    client: Client, coordinator: User, version: ProgrammeVersion
) -> None:
    action = version.actions.get(code="1.2")
    page, typed = english(client, coordinator), {**REQUEST, "actions": [str(action.pk)]}

    for _time in range(2):
        assert page.post(ASK, typed).status_code == 302

    assert [one.returns.get().action for one in ReportingPeriod.objects.all()] == [action, action]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Choose the actions or the bodies that are asked."),
        ({"actions": ["999999"]}, "Select a valid choice"),
        ({"asked_why": " "}, "This field is required."),
        ({"last_day": "1.1.2022"}, "before the first"),
    ],
)
def test_what_is_missing_is_said(
    client: Client,
    coordinator: User,
    version: ProgrammeVersion,
    changes: dict[str, Any],
    words: str,
) -> None:
    answer = english(client, coordinator).post(ASK, {**REQUEST, **changes})

    assert answer.status_code == 422
    assert words in text(answer)
    assert not ReportingPeriod.objects.exists()


def test_a_request_without_a_reason_is_refused_by_the_operation_too(
    coordinator: User, version: ProgrammeVersion
) -> None:
    with pytest.raises(operations.RequestUnexplained):
        operations.open_period(
            version=version,
            kind=PeriodKind.REQUEST,
            name="wniosek",
            first_day=date(2022, 1, 1),
            last_day=date(2022, 2, 1),
            window=operations.Window(opens_on=MORNING.date(), due_on=DUE),
            by=coordinator,
            at=MORNING,
        )


def test_readers_and_bodies_ask_nobody(client: Client, reader: User, reporter: User) -> None:
    for person in (reader, reporter):
        client.force_login(person)
        assert client.post(ASK, REQUEST).status_code == 403
