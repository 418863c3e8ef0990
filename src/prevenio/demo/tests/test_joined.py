"""The sample region: fifteen named municipalities in three waves, the others only counted."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from prevenio.demo.joined import join_sample
from prevenio.demo.samples import sample
from prevenio.people.models import Authority, Body, Country
from prevenio.people.tests.factories import make_authority
from prevenio.places.models import Municipality, WorkingGroup
from prevenio.region.models import AccessionStep, Declaration, Meeting, MeetingState, Wave
from prevenio.region.queries.groups import group_rows
from prevenio.region.queries.standings import by_wave, region_on

AT = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Prague"))
TODAY = AT.date()


@pytest.fixture
def region(db: None) -> Authority:
    """The sample region with its towns and bodies, and a group in four of them."""
    content = sample("plzen-region")
    made = make_authority(slug="plzen-region", country=Country.CZECHIA)
    Body.objects.bulk_create(
        Body(authority=made, short_name=row["short"], name=row["name"]) for row in content["bodies"]
    )
    towns = Municipality.objects.bulk_create(
        Municipality(authority=made, **row) for row in content["municipalities"]
    )
    groups = WorkingGroup.objects.bulk_create(
        WorkingGroup(authority=made, municipality=town, name=f"Skupina {town}")
        for town in towns[:4]
    )
    for group in groups:
        group.members.create(person_name="Jana Ukázková")
    with time_machine.travel(AT, tick=False):
        join_sample(made, at=AT)
    return made


def test_named_ones_stand_in_their_waves_and_the_others_are_counted(region: Authority) -> None:
    counts = region_on(region, TODAY).counts
    waves = Wave.objects.filter(authority=region).order_by("on")
    groups = by_wave(waves, region_on(region, TODAY).places)

    assert (counts.joined, counts.named_joined, counts.unnamed_joined) == (27, 15, 12)
    assert (counts.preparing, counts.unnamed_preparing) == (10, 8)
    assert [len(one.places) for one in groups] == [3, 6, 6]
    assert AccessionStep.objects.filter(standing="JOINED").count() == 15


def test_declaration_is_that_of_region_and_police(region: Authority) -> None:
    declaration = Declaration.objects.get()

    assert declaration.signed_on.isoformat() == "2010-01-28"
    assert [one.body.short_name for one in declaration.parties.all() if one.body] == ["PK", "KŘPP"]


def test_groups_have_met_for_two_years_and_something_waits(region: Authority) -> None:
    rows = group_rows(WorkingGroup.objects.filter(authority=region), TODAY)
    unwritten = Meeting.objects.filter(state=MeetingState.PLANNED, on__lt=TODAY)

    assert all(row.rhythm.last_held for row in rows)
    assert [row.rhythm.is_late for row in rows].count(True) == 1
    assert unwritten.count() == 1
    assert sum(row.overdue_tasks for row in rows) > 0
