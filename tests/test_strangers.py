"""Nobody but an authority's own people learns anything from it that is not public.

Every address of `config.authority_urls` is asked for: a new one is covered by being there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter
from django.urls.resolvers import RoutePattern

from prevenio.activities.models import (
    Activity,
    ActivityBatch,
    ActivityFile,
    ActivityKind,
    Finding,
)
from prevenio.indicators.models import (
    Indicator,
    IndicatorValue,
    SeriesBreak,
    StatisticsUpload,
)
from prevenio.notices.models import Notice
from prevenio.people.models import (
    Authority,
    Body,
    BodyAlias,
    BodyMember,
    Invitation,
    Membership,
    User,
)
from prevenio.programme.models import (
    Action,
    AreaOfAction,
    Chapter,
    ImportDraft,
    Initiative,
    Programme,
    ProgrammeVersion,
    Proposal,
    Statement,
    Waiver,
)
from prevenio.returns.models import (
    ActionReturn,
    PlannedPeriod,
    ReportingPeriod,
    ReturnFile,
    ReturnLink,
)
from prevenio.reviews.models import Batch, CorrectiveAction, ReleasedStatement
from tests.marked_rows import SECRET, fill

pytestmark = pytest.mark.slow

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
    fill(authority, coordinator, body)
    return authority


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
