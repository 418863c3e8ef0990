"""Loading the samples: everything the data files say, once, and never beside real data."""

from collections import Counter
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from prevenio.demo.accounts import sign_ins
from prevenio.demo.loading import RealDataPresent, load_samples
from prevenio.demo.samples import sample
from prevenio.journal.models import Entry
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, BodyAlias, Membership, Role, User
from prevenio.people.tests.factories import make_authority, make_user
from prevenio.places.models import Municipality
from prevenio.programme.models import (
    Action,
    ActionRole,
    Funding,
    Initiative,
    Milestone,
    ProgrammeVersion,
    Statement,
    VersionState,
)
from prevenio.programme.operations.versions import digest_of
from prevenio.returns.content import seal_of
from prevenio.returns.models import ActionReturn, Part, ReportingPeriod, ReturnState
from prevenio.returns.states import projection_of

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 12, tzinfo=UTC)


def version_of(slug: str) -> ProgrammeVersion:
    return ProgrammeVersion.objects.get(programme__authority__slug=slug)


def all_rows() -> dict[str, list[dict[str, Any]]]:
    models: list[type[Model]] = [
        model for model in apps.get_models() if model.__module__.startswith("prevenio.")
    ]
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models
    }


def test_both_programmes_are_adopted_and_shown_to_the_public() -> None:
    load_samples(at=NOON)

    kielce, plzen = version_of("kielce"), version_of("plzen-region")
    for version in (kielce, plzen):
        assert (version.number, version.state) == ("1.0", VersionState.ADOPTED)
        assert version.is_public
        assert version.digest == digest_of(version)
    assert kielce.effective_from == date(2021, 3, 18)
    assert plzen.effective_from == date(2010, 1, 28)
    assert Authority.objects.filter(is_sample=True).count() == 2


def test_kielce_rows_are_those_of_its_data_file() -> None:
    load_samples(at=NOON)

    version, content = version_of("kielce"), sample("kielce")
    actions = version.actions.filter(parent=None)
    assert (version.areas.count(), actions.count()) == (11, 110)
    roles = Counter(
        ActionRole.objects.filter(action__version=version).values_list("role", flat=True)
    )
    assert roles == {"LEAD": 110, "CO_RESPONSIBLE": 63, "PARTNER": 332}
    bodies = Body.objects.filter(authority=version.programme.authority)
    assert bodies.count() == len(content["bodies"])
    assert BodyAlias.objects.filter(body__in=bodies).count() == sum(
        len(body["aliases"]) for body in content["bodies"]
    )
    assert Counter(version.statements.values_list("kind", flat=True)) == {
        "MAIN_GOAL": 1,
        "GOAL": 12,
        "FORM": 9,
        "PARTICIPANT": 14,
        "COMMISSION_DUTY": 7,
        "STRATEGY": 2,
    }
    assert version.chapters.count() == 9
    assert version.abbreviations.count() == 36
    assert version.initiatives.count() == 36


def test_kielce_actions_keep_their_particulars() -> None:
    load_samples(at=NOON)

    version = version_of("kielce")
    roofs = version.actions.get(code="1.8")
    assert (roofs.season_first_month, roofs.season_last_month) == (11, 3)
    assert version.actions.get(code="1.7").is_conditional
    parts = Action.objects.filter(parent__code="3.13").order_by("position")
    assert [part.code for part in parts] == [f"3.13.{number}" for number in range(1, 7)]
    said = {
        action["code"]: (set(action["goals"]), set(action["forms"]))
        for area in sample("kielce")["areas"]
        for action in area["actions"]
    }
    for action in version.actions.filter(parent=None).prefetch_related("goals", "forms"):
        kept = tuple({row.position for row in rows.all()} for rows in (action.goals, action.forms))
        assert kept == said[action.code], action.code
    assert Statement.objects.filter(actions__isnull=False).exclude(kind="GOAL").count() == 0


def test_initiatives_have_their_audience_and_funding_in_kind_or_money() -> None:
    load_samples(at=NOON)

    in_kind = Funding.objects.filter(is_in_kind=True)
    assert {funding.initiative.number for funding in in_kind} == {1, 7, 8, 9}
    eleventh = version_of("kielce").initiatives.get(number=11)
    assert [role.role for role in eleventh.roles.order_by("position")] == [
        "IMPLEMENTER",
        "CO_IMPLEMENTER",
    ]
    assert [audience.text for audience in eleventh.audiences.order_by("position")] == [
        "Dzieci",
        "Młodzież",
    ]


def test_plzen_region_has_its_waves_of_municipalities_and_its_amounts() -> None:
    load_samples(at=NOON)

    version = version_of("plzen-region")
    waves = Milestone.objects.filter(version=version, municipalities__isnull=False).distinct()
    assert [wave.municipalities.count() for wave in waves.order_by("position")] == [3, 6, 6]
    region = version.programme.authority
    joined = Municipality.objects.filter(authority=region, milestones__isnull=False)
    assert joined.distinct().count() == 15
    assert [int(amount.value) for amount in version.amounts.order_by("position")] == [
        20_500_000,
        3_500_000,
        1_200_000,
    ]
    assert Initiative.objects.filter(version=version, municipalities__name="Stříbro").exists()


def test_loading_takes_few_statements() -> None:
    with CaptureQueriesContext(connection) as queries:
        load_samples(at=NOON)

    # Some 600 are ours; the others plant pages in Wagtail's tree, which takes one at a time.
    assert len(queries) < 3600


def test_second_run_changes_nothing() -> None:
    first = load_samples(at=NOON)
    before = all_rows()

    assert load_samples(at=LATER) == first
    assert all_rows() == before


def test_every_sign_in_opens_an_account_with_its_role() -> None:
    rows = load_samples(at=NOON)

    for row in rows:
        user = authenticate(email=row.email, password=row.password)
        assert isinstance(user, User), row.email
        assert user.is_sample
        assert user.is_superuser == (row.what == "administrator")
    for slug in ("kielce", "plzen-region"):
        held = Membership.objects.filter(authority__slug=slug, body__municipalities=None)
        assert sorted(held.values_list("role", flat=True)) == sorted(Role.values)


def test_journal_says_what_was_loaded() -> None:
    load_samples(at=NOON)

    facts = Entry.objects.order_by("authority_id", "number").values_list("fact", flat=True)
    loaded = ["activities.catalogue.loaded", "demo.authority.loaded", "demo.programme.loaded"]
    loaded += ["places.kinds.loaded", "demo.places.loaded"]
    loaded += ["region.readiness.list_begun", "demo.region.loaded"]
    measured = "indicators.statistics.kept"
    acted = "demo.activities.loaded"
    collected = ["returns.period.opened", "demo.returns.loaded"]
    closed = ["returns.period.closed"]
    steps = ("handed_over", "opinion_given", "council_had", "published")
    reviewed = [f"reviews.review.{step}" for step in steps]
    told = "subscriptions.announcement.made"
    asked = ["advice.topics.loaded", "reports.categories.loaded", "demo.reports.loaded"]
    kielce = [*loaded, measured, acted, *collected, *closed, *reviewed, told, *collected, *asked]
    pages, projects = "demo.pages.loaded", "demo.projects.loaded"
    # A workbook of the Czech police holds one year; there are ten.
    plzen = [*loaded, *[measured] * 10, acted, projects, *asked, told, pages]
    assert list(facts) == [*kielce, told, pages, *plzen]


@pytest.mark.parametrize("make", [make_authority, make_user])
def test_nothing_is_loaded_beside_real_data(make: Any) -> None:
    make()

    with pytest.raises(RealDataPresent, match="holds real data"):
        load_samples(at=NOON)

    assert not Authority.objects.filter(is_sample=True).exists()
    assert not User.objects.filter(is_sample=True).exists()


def test_sample_that_is_there_stays_although_people_were_added_since() -> None:
    load_samples(at=NOON)
    make_user()

    assert load_samples(at=LATER) == sign_ins()


def test_command_prints_the_sign_ins() -> None:
    output = StringIO()

    call_command("load_demo", stdout=output, skip_checks=True)

    assert "Sample sign-ins" in output.getvalue()
    for row in sign_ins():
        assert f"{row.email} " in output.getvalue()


def test_command_refuses_in_one_sentence() -> None:
    make_authority(slug="prawdziwo")

    with pytest.raises(CommandError, match="the authority prawdziwo") as refusal:
        call_command("load_demo", skip_checks=True)

    assert refusal.value.returncode == 1


def test_one_year_is_accepted_and_shown_and_the_next_one_is_being_collected() -> None:
    load_samples(at=NOON)

    past, present = ReportingPeriod.objects.order_by("first_day")
    assert (past.is_open, present.is_open) == (False, True)
    states = Counter(past.returns.values_list("state", flat=True))
    assert states == {"ACCEPTED": 168, "DRAFT": 5}
    assert past.returns.filter(part=Part.LEAD).count() == 110
    assert past.returns.filter(released_at__isnull=False).count() == 168
    assert set(present.returns.values_list("state", flat=True)) == set(ReturnState.values)
    assert present.window.due_on == date(2026, 12, 8)


def test_states_of_sample_returns_are_what_their_events_add_up_to() -> None:
    load_samples(at=NOON)

    for one in ActionReturn.objects.prefetch_related("events", "sealed"):
        events = sorted(one.events.all(), key=lambda event: event.number)
        reached = projection_of(events)
        assert (reached.state, reached.due_on) == (one.state, one.due_on)
        for sealed in one.sealed.all():
            assert sealed.seal == seal_of(sealed.content)


def test_no_letter_goes_out_for_the_sample() -> None:
    load_samples(at=NOON)

    assert not Notice.objects.exists()
