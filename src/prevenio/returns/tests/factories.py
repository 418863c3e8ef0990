"""Periods and returns for tests: say only what the test is about."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_body, make_member
from prevenio.programme.models import (
    Action,
    ActionRole,
    ActionRoleKind,
    AreaOfAction,
    Programme,
    ProgrammeVersion,
    VersionState,
)
from prevenio.returns import operations
from prevenio.returns.actors import Answerer
from prevenio.returns.content import Content
from prevenio.returns.models import (
    ActionReturn,
    Outcome,
    PeriodKind,
    Purpose,
    ReportingPeriod,
    ReturnLink,
)

# A Tuesday; the returns for 2022 are due on Tuesday 31 January 2023, ten working days later.
MORNING = datetime(2023, 1, 17, 9, 0, tzinfo=UTC)
DUE = date(2023, 1, 31)
DONE = Content(Outcome.DONE, "Rozdano 240 czujników w trzech dzielnicach.")


def make_version(
    authority: Authority, *, years: tuple[int, int] = (2021, 2023)
) -> ProgrammeVersion:
    """An adopted version of a programme, without content."""
    programme = Programme.objects.create(
        authority=authority, title="Program", first_year=years[0], last_year=years[1]
    )
    return ProgrammeVersion.objects.create(
        programme=programme,
        state=VersionState.ADOPTED,
        effective_from=date(years[0], 4, 1),
        digest="0" * 64,
        is_public=True,
        created_at=MORNING,
        adopted_at=MORNING,
    )


def make_action(
    version: ProgrammeVersion,
    lead: Body | None,
    *,
    code: str = "1.1",
    with_bodies: Sequence[Body] = (),
    **fields: object,
) -> Action:
    """An action of the area its code begins with, led by a body."""
    area_code, _dot, place = code.partition(".")
    area, _is_new = AreaOfAction.objects.get_or_create(
        version=version,
        code=area_code,
        defaults={"position": int(area_code), "title": f"Obszar {area_code}"},
    )
    action = Action.objects.create(
        version=version,
        area=area,
        code=code,
        position=int(place),
        **{"title": f"Działanie {code}", "text": "Opis.", **fields},
    )
    if lead is not None:
        ActionRole.objects.create(action=action, body=lead, role=ActionRoleKind.LEAD)
    for body in with_bodies:
        ActionRole.objects.create(action=action, body=body, role=ActionRoleKind.CO_RESPONSIBLE)
    return action


def open_year(
    version: ProgrammeVersion,
    by: User,
    *,
    year: int = 2022,
    at: datetime = MORNING,
    actions: Sequence[Action] | None = None,
    **window: object,
) -> ReportingPeriod:
    """The period of one year, open from the day it is opened, due on 31 January 2023."""
    asked = {"opens_on": at.date(), "due_on": DUE, **window}
    return operations.open_period(
        version=version,
        kind=PeriodKind.YEAR,
        name=f"rok {year}",
        first_day=date(year, 1, 1),
        last_day=date(year, 12, 31),
        window=operations.Window(**asked),  # type: ignore[arg-type]
        by=by,
        at=at,
        actions=actions,
    )


def make_period(
    authority: Authority, coordinator: User, *, email: str = "sm@example.org", **window: object
) -> ReportingPeriod:
    """A period with one action, 8.3, led by a body with an address; nobody certifies."""
    body = make_body(authority=authority, short_name="PSP", name="Straż Pożarna", email=email)
    version = make_version(authority)
    make_action(version, body, code="8.3", title="Czujniki czadu")
    return open_year(version, coordinator, **{"needs_certifier": False, **window})  # type: ignore[arg-type]


def reporter_of(action_return: ActionReturn, *, name: str = "Ewa Kowalska") -> Answerer:
    """Somebody who fills in for the body of a return, by the link that was sent."""
    return Answerer(live(action_return, Purpose.REPORT), name, "inspektor")


def certifier_of(action_return: ActionReturn, *, name: str = "Adam Nowak") -> Answerer:
    """Somebody else of the body, by the link for certifying."""
    return Answerer(live(action_return, Purpose.CERTIFY), name, "zastępca komendanta")


def live(action_return: ActionReturn, purpose: Purpose) -> ReturnLink:
    return ReturnLink.objects.select_related("period__authority", "body").get(
        period=action_return.period, body=action_return.body, purpose=purpose, revoked_at=None
    )


def submit(
    action_return: ActionReturn, *, content: Content = DONE, at: datetime = MORNING
) -> ActionReturn:
    """Send a return as its body would."""
    operations.submit_return(
        action_return=action_return,
        content=content,
        revision=action_return.revision,
        by=reporter_of(action_return),
        at=at,
    )
    action_return.refresh_from_db()
    return action_return


def make_certifier(body: Body, by: User, *, at: datetime = MORNING) -> None:
    """Name somebody who certifies for a body."""
    operations.save_contact(
        body=body,
        purpose=Purpose.CERTIFY,
        name="Adam Nowak",
        office="zastępca komendanta",
        email=f"szef{body.pk}@example.org",
        by=by,
        at=at,
    )


def make_coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR, name="Anna Koordynator")
