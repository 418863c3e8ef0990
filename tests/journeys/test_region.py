"""A region lets a town join; its clerk plans a meeting; a resident reads how far everybody is."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import shapely
from playwright.sync_api import Page, expect

from prevenio.people.tests.factories import local_today
from prevenio.places.models import Boundary
from prevenio.places.operations.versions import mark_changed
from prevenio.region.models import Meeting, RegionMilestone, Standing
from prevenio.region.operations.readiness import load_default_items
from prevenio.region.queries.standings import counts_on
from prevenio.region.tests.cast import NOW, Cast, make_cast, step
from tests.journeys.conftest import Visitor, for_residents

pytestmark = pytest.mark.journey


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    made = make_cast()
    for place, town in enumerate((made.stribro, made.tachov)):
        box = shapely.box(13 + place, 49, 14 + place, 50)
        Boundary.objects.create(
            authority=made.region,
            municipality=town,
            shape=shapely.to_wkb(box),
            **dict(zip(("west", "south", "east", "north"), box.bounds, strict=True)),
        )
    mark_changed(made.region.pk)
    return made


def test_bureau_lets_a_town_join(
    visitor: Visitor, cast: Cast, picture: Callable[[Page, str], None]
) -> None:
    load_default_items(authority=cast.region, by=cast.bureau, at=NOW)
    town = cast.at(f"municipalities/{cast.stribro.pk}/")
    visitor.sign_in(cast.region, cast.bureau)
    visitor.go(cast.at(""))
    visitor.go(f"{town}steps/new/")
    picture(visitor.page, "region-step")
    visitor.page.locator("input[value=JOINED]").check()
    visitor.press("Enter the step")
    expect(visitor.page.locator(".govuk-error-summary")).to_be_visible()
    visitor.page.locator("input[name=on]").fill("1.12.2010")
    visitor.page.locator("select[name=wave]").select_option(str(cast.wave.pk))
    visitor.page.locator("input[name=is_public]").check()
    visitor.press("Enter the step")

    assert counts_on(cast.region, local_today()).joined == 1
    picture(visitor.page, "region-town")
    for address in ("", "municipalities/", "waves/", "partners/", "readiness/", "joining/"):
        visitor.go(cast.at(address))
        picture(visitor.page, f"region-{address.strip('/') or 'overview'}")


def test_clerk_plans_a_meeting_and_gives_a_task(
    visitor: Visitor, cast: Cast, picture: Callable[[Page, str], None]
) -> None:
    soon = local_today() + timedelta(days=9)
    visitor.sign_in(cast.region, cast.clerk)
    visitor.go(cast.at(f"groups/{cast.group.pk}/meetings/new/"))
    visitor.page.locator("input[name=on]").fill(f"{soon.day}.{soon.month}.{soon.year}")
    visitor.page.locator("input[name=begins]").fill("16:00")
    visitor.press("Plan it")
    assert Meeting.objects.get().on == soon
    visitor.go(cast.at(f"groups/{cast.group.pk}/tasks/new/"))
    visitor.page.locator("input[name=what]").fill("Obejít přechody")
    visitor.page.locator("select[name=body]").select_option(str(cast.police.pk))
    visitor.page.locator("input[name=due_on]").fill(f"{soon.day}.{soon.month}.{soon.year}")
    visitor.press("Give the task")
    picture(visitor.page, "region-group")
    visitor.go(cast.at(f"municipalities/{cast.stribro.pk}/"))
    for address in ("groups/", "tasks/", "milestones/", "declarations/"):
        visitor.go(cast.at(address))


@for_residents
def test_resident_reads_who_has_joined(
    visitor: Visitor, cast: Cast, picture: Callable[[Page, str], None]
) -> None:
    step(cast, cast.stribro, Standing.JOINED, date(2010, 12, 1), is_public=True)
    step(cast, cast.tachov, Standing.PREPARING, date(2011, 12, 1), is_public=True)
    said = {"authority": cast.region, "municipality": cast.stribro, "is_public": True}
    RegionMilestone.objects.create(
        text="Kamery v provozu", planned_on=date(2011, 6, 1), reached_on=date(2011, 6, 1), **said
    )
    visitor.go(f"/{cast.region.slug}/municipalities/")
    picture(visitor.page, "municipalities")
    assert "Prosinec 2010" in visitor.text()
    visitor.page.get_by_role("link", name="Stříbro").first.click()
    visitor.page.wait_for_load_state()
    visitor.look()
    picture(visitor.page, "municipality")
    assert "Kamery v provozu" in visitor.text()
