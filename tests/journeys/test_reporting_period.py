"""The coordinator's year: a period is opened, returns come in, residents read the states."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from prevenio.kernel.working_days import working_day_from
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import local_today, make_body
from prevenio.programme.models import ProgrammeVersion
from prevenio.returns.models import ActionReturn, ReportingPeriod, ReturnState
from prevenio.returns.tests.factories import make_action, make_version, open_year, submit
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def version(authority: Authority) -> ProgrammeVersion:
    """Last year's programme: two actions of one body that has an address, one without a lead."""
    year = local_today().year
    version = make_version(authority, years=(year - 1, year + 1))
    body = make_body(
        authority=authority, short_name="PSP", name="Straż Pożarna", email="psp@example.org"
    )
    make_action(version, body, code="8.1")
    make_action(version, body, code="8.2")
    make_action(version, None, code="8.3")
    return version


@pytest.fixture
def sent(version: ProgrammeVersion, coordinator: User) -> ReportingPeriod:
    """A period whose two returns have been sent."""
    now, year = timezone.now(), local_today().year
    period = open_year(
        version,
        coordinator,
        year=year,
        at=now,
        due_on=due_day(),
        needs_certifier=False,
    )
    for one in period.returns.select_related("period__authority", "body"):
        submit(one, at=now)
    return period


def due_day() -> date:
    today = local_today()
    return working_day_from(today + timedelta(days=20), 0, country="PL")


def test_a_period_is_opened_by_keyboard(
    visitor: Visitor, authority: Authority, coordinator: User, version: ProgrammeVersion
) -> None:
    visitor.sign_in(authority, coordinator)
    visitor.go(f"/{authority.slug}/desk/returns/new/")
    due = due_day()
    visitor.page.locator("#id_year").focus()
    visitor.page.keyboard.press("Control+a")
    visitor.page.keyboard.type(str(local_today().year))
    visitor.page.locator("#id_due_on").focus()
    visitor.page.keyboard.press("Control+a")
    visitor.page.keyboard.type(f"{due.day}.{due.month}.{due.year}")
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.look()

    assert "8.3" in visitor.text()
    visitor.press("Open the period")

    period = ReportingPeriod.objects.get()
    assert f"/desk/returns/{period.pk}/" in visitor.page.url
    assert period.returns.count() == 2


def test_returns_are_decided_on_and_residents_read_the_state(
    visitor: Visitor, authority: Authority, coordinator: User, sent: ReportingPeriod
) -> None:
    first, second = sent.returns.order_by("action__position")
    visitor.sign_in(authority, coordinator)
    visitor.go(f"/{authority.slug}/desk/returns/{sent.pk}/")
    visitor.go(f"/{authority.slug}/desk/returns/return/{first.pk}/")
    visitor.page.locator(f"form[action$='/{first.pk}/acceptance/'] button").first.click()
    visitor.page.wait_for_load_state()
    visitor.look()
    assert state_of(first) == ReturnState.ACCEPTED

    visitor.go(f"/{authority.slug}/desk/returns/return/{second.pk}/sending-back/")
    visitor.page.locator("#id_reason").fill("Proszę podać liczby.")
    visitor.page.locator("input[name=sections]").nth(2).check()
    visitor.page.locator("main form button").last.click()
    visitor.page.wait_for_load_state()
    visitor.look()
    assert state_of(second) == ReturnState.SENT_BACK

    visitor.go(f"/{authority.slug}/desk/returns/{sent.pk}/release/")
    visitor.press("Show the states")
    visitor.go(f"/{authority.slug}/actions/8.1/")
    assert "Rozdano 240" in visitor.text()
    visitor.go(f"/{authority.slug}/actions/8.2/")
    assert "Rozdano 240" not in visitor.text()


def state_of(one: ActionReturn) -> str:
    one.refresh_from_db()
    return one.state
