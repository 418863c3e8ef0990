"""Nobody but an authority's own people learns anything from it that is not public.

Every address of `config.authority_urls` is asked for: a new one is covered by being there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter
from django.urls.resolvers import RoutePattern
from django.utils import timezone

from prevenio.activities.models import (
    Activity,
    ActivityBatch,
    ActivityFile,
    ActivityKind,
    ActivityState,
    DataClass,
    Finding,
    SignUp,
)
from prevenio.activities.tests.factories import make_activity, make_finding, make_kind
from prevenio.indicators.models import (
    Indicator,
    IndicatorValue,
    SeriesBreak,
    StatisticsUpload,
    Target,
)
from prevenio.notices.models import Notice, NoticeState
from prevenio.people.models import (
    Authority,
    Body,
    BodyAlias,
    BodyMember,
    Invitation,
    Membership,
    Role,
    User,
)
from prevenio.people.tests.factories import NOON
from prevenio.programme.models import (
    Action,
    AreaOfAction,
    Chapter,
    ImportDraft,
    Initiative,
    Programme,
    ProgrammeVersion,
    Proposal,
    SourceDocument,
    Statement,
    StatementKind,
    Waiver,
)
from prevenio.returns.models import (
    ActionReturn,
    EventKind,
    PlannedPeriod,
    Purpose,
    ReportingPeriod,
    ReturnEvent,
    ReturnFile,
    ReturnLink,
    ReturnState,
    SealedReturn,
    SubmissionWindow,
)
from prevenio.reviews.models import Batch, CorrectiveAction, ReleasedStatement

pytestmark = pytest.mark.slow

SECRET = "Tajemnica"
BASE = "/testowo/"
# Whoever is nobody may open these, and sees what is public or a form to sign in.
OPEN_ROOMS = ("portal",)
OPEN_NAMES = frozenset(
    {
        "set_language",
        "invitation",
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_login_webauthn",
    }
)
# Signed in, one sees the own account inside every authority, and nothing of the authority.
OWN_PREFIX = "accounts/"


@dataclass(frozen=True, slots=True)
class Address:
    """One address of an authority: its route, its name with the room's, and a path to ask for."""

    route: str
    name: str
    path: str

    @property
    def is_open(self) -> bool:
        room, _colon, _name = self.name.rpartition(":")
        return room.startswith(OPEN_ROOMS) or self.name in OPEN_NAMES


ARGUMENTS: Mapping[str, type[models.Model]] = {
    "notice_id": Notice,
    "body_id": Body,
    "alias_id": BodyAlias,
    "belonging_id": BodyMember,
    "invitation_id": Invitation,
    "membership_id": Membership,
    "draft_id": ImportDraft,
    "version_id": ProgrammeVersion,
    "programme_id": Programme,
    "proposal_id": Proposal,
    "waiver_id": Waiver,
    "initiative_id": Initiative,
    "chapter_id": Chapter,
    "statement_id": Statement,
    "period_id": ReportingPeriod,
    "return_id": ActionReturn,
    "link_id": ReturnLink,
    "file_id": ReturnFile,
    "area_id": AreaOfAction,
    "action_id": Action,
    "activity_id": Activity,
    "kind_id": ActivityKind,
    "finding_id": Finding,
    "indicator_id": Indicator,
    "value_id": IndicatorValue,
    "break_id": SeriesBreak,
    "upload_id": StatisticsUpload,
    "planned_id": PlannedPeriod,
    "correction_id": CorrectiveAction,
}
# The same word means another thing in another room.
OF_A_ROOM: Mapping[tuple[str, str], type[models.Model]] = {
    ("activities", "file_id"): ActivityFile,
    ("activities", "batch_id"): ActivityBatch,
    ("reviews", "batch_id"): Batch,
    ("reviews", "statement_id"): ReleasedStatement,
}


@pytest.fixture
def filled(authority: Authority, coordinator: User, body: Body) -> Authority:
    """An authority with one row of everything, none of it published, all of it marked."""
    User.objects.filter(pk=coordinator.pk).update(name=f"{SECRET} Anna")
    fill_people(authority, coordinator, body)
    fill_programme(authority, coordinator)
    fill_returns(authority, coordinator, body)
    fill_activities(authority, coordinator, body)
    fill_indicators(authority)
    fill_reviews(authority, coordinator, body)
    return authority


def fill_people(authority: Authority, coordinator: User, body: Body) -> None:
    body.is_group, body.email = True, f"{SECRET}@example.org"
    body.save()
    BodyAlias.objects.create(body=body, name=f"{SECRET} alias")
    member = Body.objects.create(authority=authority, short_name=f"{SECRET} B")
    BodyMember.objects.create(group=body, member=member)
    Invitation.objects.create(
        authority=authority,
        email=f"{SECRET.lower()}@example.org",
        role=Role.READER,
        invited_by=coordinator,
        invited_at=NOON,
        expires_at=timezone.now(),
    )
    Notice.objects.create(
        authority_id=authority.pk,
        to="a@example.org",
        subject=SECRET,
        text=SECRET,
        state=NoticeState.FAILED,
        written_at=NOON,
    )


def fill_programme(authority: Authority, coordinator: User) -> None:
    programme = Programme.objects.create(authority=authority, title=SECRET)
    version = ProgrammeVersion.objects.create(programme=programme, created_at=NOON)
    source = SourceDocument.objects.create(
        authority=authority, name=SECRET, form="text", sha256="1" * 64, stored_at=NOON
    )
    ImportDraft.objects.create(authority=authority, source=source, started_at=NOON)
    area = AreaOfAction.objects.create(version=version, position=1, code="1", title=SECRET)
    Action.objects.create(version=version, area=area, position=1, code="1.1", text=SECRET)
    Initiative.objects.create(version=version, position=1, number=1, name=SECRET)
    Chapter.objects.create(version=version, position=1, number="1", title=SECRET)
    Statement.objects.create(version=version, kind=StatementKind.GOAL, position=1, text=SECRET)
    Proposal.objects.create(programme=programme, text=SECRET, by=coordinator, at=NOON)
    Waiver.objects.create(
        programme=programme, code="K-146", fingerprint="f", reason=SECRET, by=coordinator, at=NOON
    )


def fill_returns(authority: Authority, coordinator: User, body: Body) -> None:
    action = Action.objects.get(text=SECRET)
    period = ReportingPeriod.objects.create(
        authority=authority,
        programme=action.version.programme,
        version=action.version,
        name=SECRET,
        first_day=NOON.date(),
        last_day=NOON.date(),
        opened_at=NOON,
        opened_by=coordinator,
    )
    SubmissionWindow.objects.create(period=period, opens_on=NOON.date(), due_on=NOON.date())
    sent = ActionReturn.objects.create(
        period=period,
        action=action,
        body=body,
        state=ReturnState.CERTIFIED,
        due_on=NOON.date(),
        submitted_at=NOON,
        narrative=SECRET,
    )
    file = {"name": SECRET, "sha256": "1" * 64, "size": 1}
    content = {"outcome": "DONE", "narrative": SECRET, "reason": "", "counts": [], "files": [file]}
    sealed = SealedReturn.objects.create(
        action_return=sent, number=1, content=content, seal="1" * 64, sealed_at=NOON, by_name=SECRET
    )
    ReturnEvent.objects.create(
        action_return=sent, number=1, kind=EventKind.SUBMITTED, at=NOON, sealed=sealed
    )
    kept = ContentFile(SECRET.encode(), name="a.pdf")
    ReturnFile.objects.create(
        action_return=sent, kind="application/pdf", file=kept, added_at=NOON, **file
    )
    ReturnLink.objects.create(
        period=period,
        body=body,
        purpose=Purpose.REPORT,
        email=f"{SECRET}@example.org",
        issued_at=NOON,
        expires_at=timezone.now(),
    )


def fill_activities(authority: Authority, coordinator: User, body: Body) -> None:
    """A plan of a kind that the police manage, on no calendar, and what hangs on it."""
    kind = make_kind(authority, key="secret", name=SECRET, data_class=DataClass.POLICE)
    activity = make_activity(
        kind=kind,
        body=body,
        title=SECRET,
        state=ActivityState.PLANNED,
        numbers={"people.other": 7},
        is_on_calendar=True,
    )
    make_finding(activity, SECRET)
    ActivityFile.objects.create(
        activity=activity,
        name=SECRET,
        kind="application/pdf",
        size=1,
        sha256="1" * 64,
        file=ContentFile(SECRET.encode(), name="b.pdf"),
        added_at=NOON,
    )
    SignUp.objects.create(
        activity=activity,
        name=SECRET,
        email="z@example.org",
        token_digest="1" * 64,
        signed_up_at=NOON,
    )
    ActivityBatch.objects.create(
        authority=authority,
        uploaded_by=coordinator,
        uploaded_at=NOON,
        file_name=SECRET,
        sha256="1" * 64,
        table={"head": ["Rodzaj"], "rows": [[2, [SECRET]]]},
        columns=[""],
    )


def fill_indicators(authority: Authority) -> None:
    day = NOON.date()
    indicator = Indicator.objects.create(
        authority=authority, code="1.1", name=SECRET, created_at=NOON, changed_at=NOON
    )
    IndicatorValue.objects.create(
        indicator=indicator,
        first_day=day.replace(month=1, day=1),
        last_day=day.replace(month=12, day=31),
        number=7,
        as_of=day,
        source=SECRET,
        at=NOON,
    )
    Target.objects.create(
        indicator=indicator, first_year=2026, last_year=2026, number=5, reason=SECRET, at=NOON
    )
    SeriesBreak.objects.create(indicator=indicator, day=day, what=SECRET, at=NOON)
    StatisticsUpload.objects.create(
        authority=authority,
        name=f"{SECRET}.csv",
        source="CSV",
        sha256="1" * 64,
        size=1,
        file=ContentFile(f"id,name,year,{SECRET}\n1,{SECRET},2013,5\n".encode(), name="c.csv"),
        at=NOON,
    )


def fill_reviews(authority: Authority, coordinator: User, body: Body) -> None:
    period = ReportingPeriod.objects.get(name=SECRET)
    PlannedPeriod.objects.create(
        authority=authority,
        kind="YEAR",
        name=SECRET,
        first_day=NOON.date(),
        last_day=NOON.date(),
        due_on=NOON.date(),
    )
    CorrectiveAction.objects.create(
        authority=authority,
        number=1,
        wrong=SECRET,
        to_do=SECRET,
        due_on=NOON.date(),
        opened_at=NOON,
        changed_at=NOON,
    )
    Batch.objects.create(period=period, asked_by=coordinator, asked_at=NOON)
    ReleasedStatement.objects.create(
        period=period,
        body=body,
        content={"body": SECRET},
        content_digest="1" * 64,
        released_by=coordinator,
        released_at=NOON,
    )


def addresses() -> Iterator[Address]:
    """Every address of an authority, with arguments that are there."""
    resolver = get_resolver(settings.AUTHORITY_URLCONF)
    yield from _below(resolver, route="", rooms="", arguments={})


def _below(
    resolver: URLResolver, *, route: str, rooms: str, arguments: dict[str, Any]
) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        known = arguments | getattr(pattern.pattern, "converters", {})
        if isinstance(pattern, URLResolver):
            room = f"{rooms}{pattern.namespace}:" if pattern.namespace else rooms
            yield from _below(pattern, route=here, rooms=room, arguments=known)
        elif isinstance(pattern, URLPattern):
            yield Address(here, f"{rooms}{pattern.name}", _path(here, pattern, known, rooms))


def _path(route: str, pattern: URLPattern, arguments: Mapping[str, Any], rooms: str) -> str:
    if not isinstance(pattern.pattern, RoutePattern):
        return BASE + "accounts/password/reset/key/1-forged/"
    for name, converter in arguments.items():
        if name == "code":
            route = route.replace("areas/<str:code>", "areas/1")
        value = _value(name, rooms.rstrip(":"))
        kind = "int" if isinstance(converter, IntConverter) else "str"
        if isinstance(converter, UUIDConverter):
            kind, value = "uuid", str(Activity.objects.get().public_key)
        route = route.replace(f"<{kind}:{name}>", value)
    return BASE + route


def _value(name: str, room: str) -> str:
    if name == "person_id":
        return str(User.objects.get(name__startswith=SECRET).pk)
    model = OF_A_ROOM.get((room, name)) or ARGUMENTS.get(name)
    if model is not None:
        found = model._default_manager.order_by("pk").first()
        return str(found.pk if found else 1)
    return "1.1" if name == "code" else "1"


def learns_nothing(response: Any) -> bool:
    return SECRET.lower() not in b"".join(response).decode("utf-8", "replace").lower()


def test_anonymous_visitors_meet_the_sign_in_page(client: Client, filled: Authority) -> None:
    opened = []
    for address in addresses():
        for response in (client.get(address.path), client.post(address.path)):
            assert learns_nothing(response), address
            leads_to_sign_in = "/accounts/login/" in response.get("Location", "")
            is_shut = response.status_code in {404, 405} or leads_to_sign_in
            if not is_shut and not address.is_open:
                opened.append((address.route, response.status_code, response.get("Location")))

    assert [one for one in opened if not one[0].startswith("accounts/2fa/")] == []
    assert all(status == 302 for _route, status, _place in opened)


@pytest.mark.parametrize("who", ["member of another authority", "administrator", "no roles"])
def test_signed_in_strangers_find_nothing(
    client: Client, filled: Authority, stranger: User, who: str
) -> None:
    if who == "administrator":
        stranger = User.objects.create_superuser("root@example.org", name="Root")
    elif who == "no roles":
        stranger = User.objects.create_user("nobody@example.org", name="Nobody")
    opened = []
    for address in addresses():
        if address.name == "account_logout":
            continue
        client.force_login(stranger)
        for response in (client.get(address.path), client.post(address.path)):
            assert learns_nothing(response), address
            is_own = address.is_open or address.route.startswith(OWN_PREFIX)
            if response.status_code not in {404, 405} and not is_own:
                opened.append((address.route, response.status_code))

    assert opened == []


def test_strangers_changed_nothing(client: Client, filled: Authority, stranger: User) -> None:
    client.force_login(stranger)
    before = every_row()

    for address in addresses():
        if address.route.startswith("desk/"):
            client.post(address.path, {"name": "x", "email": "x@example.org", "role": "READER"})

    assert every_row() == before


def every_row() -> dict[str, list[dict[str, Any]]]:
    ours = [model for model in apps.get_models() if model.__module__.startswith("prevenio.")]
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values()) for model in ours
    }


def test_the_addresses_are_real(client: Client, filled: Authority) -> None:
    """The coordinator does get in: else the tests above would prove nothing."""
    client.force_login(User.objects.get(name__startswith=SECRET))

    desk = [one for one in addresses() if one.route.startswith("desk/")]
    answers = {one.route: client.get(one.path).status_code for one in desk}

    assert len(desk) > 40
    missing = [route for route, status in answers.items() if status == 404]
    # A few pages are about one finding or one doubt, which the address alone does not name.
    assert len(missing) <= len(desk) // 10, missing
