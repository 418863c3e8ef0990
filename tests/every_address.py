"""Every address of an authority with arguments that are there, for a walk through all of them."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from prevenio.activities.models import (
    Activity,
    ActivityBatch,
    ActivityFile,
    ActivityKind,
    Finding,
)
from prevenio.advice.models import AdvicePoint, AnswerTemplate, PublishedAnswer, Question, Topic
from prevenio.api.models import ApiKey
from prevenio.editorial import models as editorial
from prevenio.indicators.models import (
    Indicator,
    IndicatorValue,
    SeriesBreak,
    StatisticsUpload,
)
from prevenio.notices.models import Notice
from prevenio.people.models import Body, BodyAlias, BodyMember, Invitation, Membership, User
from prevenio.places import models as places
from prevenio.programme.models import (
    Abbreviation,
    Act,
    Action,
    AreaOfAction,
    Chapter,
    ChapterComment,
    DraftingMember,
    ImportDraft,
    Initiative,
    Programme,
    ProgrammeVersion,
    Proposal,
    Statement,
    Trigger,
    Waiver,
)
from prevenio.region import models as region
from prevenio.reports import models as reports
from prevenio.returns.models import (
    ActionReturn,
    PlannedPeriod,
    ReportingPeriod,
    ReturnFile,
    ReturnLink,
)
from prevenio.reviews.models import Batch, CorrectiveAction, ReleasedStatement
from tests.marked import SECRET

BASE = "/testowo/"
# Whoever is nobody may open these, and sees what is public or a form to sign in.
OPEN_ROOMS = ("portal", "api")
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
# The editors' side is Wagtail's: its views, names and arguments are not ours, and all of them stand
# behind one door, which is walked through in the tests of the room `editorial`.
WALKED_ELSEWHERE = "editing/"


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
    "act_id": Act,
    "abbreviation_id": Abbreviation,
    "remark_id": ChapterComment,
    "trigger_id": Trigger,
    "address_id": places.Address,
    "precinct_id": places.Precinct,
    "municipality_id": places.Municipality,
    "duty_id": places.Duty,
    "absence_id": places.Absence,
    "group_id": places.WorkingGroup,
    "import_id": places.PlaceImport,
    "item_id": region.ReadinessItem,
    "step_id": region.AccessionStep,
    "wave_id": region.Wave,
    "count_id": region.StatedCount,
    "declaration_id": region.Declaration,
    "meeting_id": region.Meeting,
    "task_id": region.GroupTask,
    "message_id": region.Message,
    "milestone_id": region.RegionMilestone,
    "project_id": region.Project,
    "team_member_id": region.TeamMember,
    "lecturer_id": region.Lecturer,
    "session_id": region.LecturerSession,
    "priority_id": region.Priority,
    "practice_id": region.Practice,
    "practice_file_id": region.PracticeFile,
    "document_id": region.GoverningDocument,
    "equipment_id": region.Equipment,
    "network_id": region.NetworkMembership,
    "question_id": Question,
    "topic_id": Topic,
    "template_id": AnswerTemplate,
    "point_id": AdvicePoint,
    "report_id": reports.Report,
    "email_id": reports.IncomingEmail,
    "place_id": reports.ProblemPlace,
    "category_id": reports.Category,
    "text_id": reports.ReportText,
    "photo_id": reports.ReportPhoto,
    "key_id": ApiKey,
    "mention_id": editorial.Mention,
    "rendition_id": editorial.Rendition,
}
# The same word means another thing in another room.
OF_A_ROOM: Mapping[tuple[str, str], type[models.Model]] = {
    ("programme", "member_id"): DraftingMember,
    ("places", "member_id"): places.GroupMember,
    ("places", "kind_id"): places.PrecinctKind,
    ("region", "channel_id"): region.Channel,
    ("editorial", "channel_id"): editorial.Channel,
    ("activities", "file_id"): ActivityFile,
    ("activities", "batch_id"): ActivityBatch,
    ("reports", "template_id"): reports.ReplyTemplate,
    ("reports", "version_id"): reports.CategoryVersion,
    ("reviews", "batch_id"): Batch,
    ("reviews", "statement_id"): ReleasedStatement,
}


def _first(model: type[models.Model], field: str) -> Callable[[], object]:
    """What the first row has there; where there is none, what no row has."""

    def found() -> object:
        row = model._default_manager.order_by("pk").first()
        return getattr(row, field) if row else UUID(int=0)

    return found


# What is no number of a row: by the room and the argument, and where need be by the address.
WORDS: Mapping[tuple[str, str], Callable[[], object]] = {
    ("portal", "kind"): _first(places.PrecinctKind, "code"),
    ("places", "kind"): _first(places.PrecinctKind, "code"),
    ("portal:pages", "kind"): lambda: "news",
    ("portal:item", "kind"): lambda: "news",
    ("portal:item", "slug"): _first(editorial.News, "slug"),
    ("portal:page-picture", "key"): _first(editorial.Picture, "key"),
    ("portal:page-picture", "size"): lambda: "card",
    ("portal:page-file", "key"): _first(editorial.File, "key"),
    ("portal:page-file", "name"): _first(editorial.File, "filename"),
    ("portal:advice-answer", "key"): _first(PublishedAnswer, "key"),
    ("portal:advice-vote", "key"): _first(PublishedAnswer, "key"),
    ("portal:event", "key"): _first(Activity, "public_key"),
    ("portal:event-asked", "key"): _first(Activity, "public_key"),
    ("portal:event-feed", "key"): _first(Activity, "public_key"),
    ("portal:report", "key"): _first(reports.Report, "key"),
    ("portal:report-own", "key"): _first(reports.Report, "key"),
    ("portal:report-photo", "key"): _first(reports.Report, "key"),
    ("portal:problem-place", "key"): _first(reports.ProblemPlace, "key"),
    ("api", "fmt"): lambda: "json",
    ("api", "code"): _first(reports.Category, "code"),
    ("api", "reference"): _first(reports.Report, "reference"),
    ("api", "token"): _first(reports.Report, "reference"),
    ("api", "rest"): lambda: "nothing",
    ("region", "year"): _first(region.ProjectYear, "year"),
    ("people", "language"): lambda: "pl",
}


def addresses() -> Iterator[Address]:
    """Every address of an authority, with arguments that are there."""
    resolver = get_resolver(settings.AUTHORITY_URLCONF)
    yield from _below(resolver, route="", rooms="", arguments={})


def _below(
    resolver: URLResolver, *, route: str, rooms: str, arguments: dict[str, Any]
) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if here.startswith(WALKED_ELSEWHERE):
            continue
        known = arguments | getattr(pattern.pattern, "converters", {})
        if isinstance(pattern, URLResolver):
            room = f"{rooms}{pattern.namespace}:" if pattern.namespace else rooms
            yield from _below(pattern, route=here, rooms=room, arguments=known)
        elif isinstance(pattern, URLPattern):
            name = f"{rooms}{pattern.name}"
            yield Address(here, name, _path(here, pattern, known, name))


def _path(route: str, pattern: URLPattern, arguments: Mapping[str, Any], address: str) -> str:
    if not isinstance(pattern.pattern, RoutePattern):
        return BASE + "accounts/password/reset/key/1-forged/"
    for name in arguments:
        if name == "code":
            route = route.replace("areas/<str:code>", "areas/1")
        route = re.sub(rf"<\w+:{name}>", _value(name, address), route)
    return BASE + route


def _value(name: str, address: str) -> str:
    room = address.rpartition(":")[0]
    if name == "person_id":
        return str(User.objects.get(name__startswith=SECRET).pk)
    word = WORDS.get((address, name)) or WORDS.get((room, name))
    if word is not None:
        return str(word())
    model = OF_A_ROOM.get((room, name)) or ARGUMENTS.get(name)
    if model is not None:
        found = model._default_manager.order_by("pk").first()
        return str(found.pk if found else 1)
    return "1.1" if name == "code" else "1"
