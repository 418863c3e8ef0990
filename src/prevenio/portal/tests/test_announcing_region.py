"""What is public of the region's project reaches whoever reads the feed; nothing else does."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from prevenio.region.models import AccessionStep, Practice, RegionMilestone, Standing
from prevenio.region.operations import accession, milestones, practices
from prevenio.region.tests.cast import NOW, TODAY, Cast, make_cast, step
from prevenio.subscriptions.models import Announcement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning(db: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def told() -> list[Announcement]:
    return list(Announcement.objects.filter(withdrawn_at=None).order_by("pk"))


def test_a_town_that_joined_is_told_of_until_the_step_turns_out_wrong(
    cast: Cast, client: Client
) -> None:
    step(cast, cast.stribro, Standing.JOINED, TODAY, is_public=True)

    (one,) = told()
    assert "Stříbro" in one.title
    assert one.municipality == cast.stribro
    assert client.get(f"/{cast.region.slug}/{one.path}").status_code == 200

    wrong = AccessionStep.objects.get()
    mistake = accession.NewStep(standing=Standing.MISTAKE)
    accession.correct_step(wrong=wrong, step=mistake, by=cast.bureau, at=NOW)
    assert not told()


@pytest.mark.parametrize(
    ("standing", "on", "is_public"),
    [
        (Standing.JOINED, TODAY, False),
        (Standing.JOINED, date(2010, 12, 1), True),
        (Standing.PREPARING, TODAY, True),
        (Standing.CONTACTED, TODAY, True),
    ],
)
def test_talks_hidden_steps_and_old_ones_are_not_told_of(
    cast: Cast, standing: Standing, on: date, is_public: bool
) -> None:
    step(cast, cast.stribro, standing, on, is_public=is_public)

    assert not Announcement.objects.exists()


def test_a_public_milestone_is_told_of_once_it_is_reached(cast: Cast, client: Client) -> None:
    said = milestones.MilestoneSaid("Kontakty jsou na webu", TODAY, is_public=True)
    planned = [
        milestones.plan_milestone(
            authority=cast.region, municipality=town, said=said, by=cast.bureau, at=NOW
        )
        for town in (cast.stribro, None)
    ]
    assert not told()
    for one in planned:
        milestones.reach_milestone(milestone=one, on=TODAY, by=cast.bureau, at=NOW)

    assert [one.municipality for one in told()] == [cast.stribro, None]
    for announcement in told():
        assert "Kontakty jsou na webu" in announcement.title
        assert client.get(f"/{cast.region.slug}/{announcement.path}").status_code == 200
    hidden = milestones.MilestoneSaid("Kontakty jsou na webu", TODAY)
    for one in planned:
        milestones.change_milestone(milestone=one, said=hidden, by=cast.bureau, at=NOW)
    assert not told()


def test_a_milestone_that_is_not_public_or_long_ago_is_not_told_of(cast: Cast) -> None:
    for is_public, days in ((False, 0), (True, 400)):
        one = RegionMilestone.objects.create(
            authority=cast.region, text="Vnitřní", planned_on=TODAY, is_public=is_public
        )
        day = TODAY - timedelta(days=days)
        milestones.reach_milestone(milestone=one, on=day, by=cast.bureau, at=NOW)

    assert not Announcement.objects.exists()


def test_a_practice_is_told_of_while_residents_read_it(cast: Cast, client: Client) -> None:
    practice = practices.write_practice(
        authority=cast.region,
        municipality=None,
        told=practices.Told("Kola pro okrskáře", "Nikdo je nevídá.", "Dostali kola."),
        by=cast.bureau,
        at=NOW,
    )
    practices.share_practice(practice=practice, by=cast.bureau, at=NOW)
    assert not told()

    practices.release_practice(practice=practice, by=cast.bureau, at=NOW)
    (one,) = told()
    assert "Kola pro okrskáře" in one.title
    assert client.get(f"/{cast.region.slug}/{one.path}").status_code == 200

    practices.hide_practice(practice=Practice.objects.get(), by=cast.bureau, at=NOW)
    assert not told()
