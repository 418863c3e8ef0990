"""The place of a report is corrected, and all that follows from its point with it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import shapely
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.kernel.written import ReasonMissing
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_body, make_member
from prevenio.places.models import Address, Municipality, Precinct
from prevenio.places.searching import search_text_of
from prevenio.places.tests.factories import (
    make_boundary,
    make_municipality,
    make_precinct,
    make_precinct_kind,
)
from prevenio.reports.blurring import METRES_PER_DEGREE, NEVER, WIDTHS, square_of
from prevenio.reports.models import EventKind, Outcome, Report, ReportState
from prevenio.reports.operations import moving, rules, working
from prevenio.reports.operations.moving import Onward, move
from prevenio.reports.operations.steps import ChangedMeanwhile
from prevenio.reports.operations.taking import PlaceOutside
from prevenio.reports.tests.factories import (
    HERE,
    MORNING,
    make_category,
    make_partner,
    make_problem_place,
    make_report,
    make_rule,
)
from prevenio.reports.tiles import cell_of

PAGE = "/testowo/desk/reports/"
# To the north of the border, some two kilometres from where it was reported.
THERE = (HERE[0] + 0.02, HERE[1])
OUTSIDE = (HERE[0] + 3, HERE[1])
pytestmark = pytest.mark.usefixtures("morning")


@dataclass(frozen=True)
class Sides:
    """A town with a precinct, and another one beyond the border to the north."""

    south: Municipality
    north: Municipality
    near: Precinct
    far: Precinct


@pytest.fixture
def sides(authority: Authority) -> Sides:
    kind, border = make_precinct_kind(authority), HERE[0] + 0.01
    west, east = HERE[1] - 0.2, HERE[1] + 0.2
    south = shapely.box(west, HERE[0] - 0.2, east, border)
    north = shapely.box(west, border, east, HERE[0] + 0.2)
    towns = [make_municipality(authority, shape=shape) for shape in (south, north)]
    near = make_precinct(kind, code="1", municipality=towns[0], shape=south)
    far = make_precinct(kind, code="2", municipality=towns[1], shape=north)
    return Sides(towns[0], towns[1], near, far)


def moved(report: Report, by: User, point: tuple[float, float] = THERE, **given: Any) -> Report:
    values: dict[str, Any] = {"seen": report.revision, "place_name": "Park", "reason": "Za rzeką"}
    values |= {"latitude": point[0], "longitude": point[1], "at": MORNING, **given}
    return move(report=report, by=by, **values)


def test_all_that_follows_from_the_point_is_made_anew(
    authority: Authority, coordinator: User, sides: Sides
) -> None:
    report = make_report(authority, version=make_category(authority, blur_metres=100))
    assert report.precinct == sides.near

    report = moved(report, coordinator)

    report.refresh_from_db()
    assert (report.latitude, report.longitude, report.place_name) == (*THERE, "Park")
    assert (report.municipality, report.precinct) == (sides.north, sides.far)
    assert (report.public_municipality, report.public_precinct) == (sides.north, sides.far)
    middle = square_of(*THERE, 100).middle
    assert (report.public_latitude, report.public_longitude) == middle
    assert report.public_cell == cell_of(*middle)
    assert report.body is None
    event = report.events.get(number=2)
    assert event.text is not None
    assert (event.kind, event.by, event.text.text) == (EventKind.MOVED, coordinator, "Za rzeką")
    entry = Entry.objects.filter(fact="reports.report.moved").get()
    assert str(THERE[0]) not in str(entry.details)


def test_the_ground_is_that_of_the_day_of_receipt(
    authority: Authority, coordinator: User, sides: Sides
) -> None:
    report = make_report(authority)
    kind, later = sides.far.kind, MORNING + timedelta(days=30)
    shape = shapely.box(HERE[1] - 0.2, HERE[0] - 0.2, HERE[1] + 0.2, HERE[0] + 0.2)
    new = make_precinct(kind, code="9", municipality=sides.north)
    make_boundary(new, shape, first_day=later.date())

    report = moved(report, coordinator, at=later)

    assert report.precinct_id == sides.far.pk


def test_residents_learn_from_no_correction_where_it_lay_before(
    authority: Authority, coordinator: User, sides: Sides
) -> None:
    """Within the square that they saw it gets no finer; elsewhere it is shown as any other."""
    version = make_category(authority, blur_metres=100)
    report = make_report(authority, version=version)
    Report.objects.filter(pk=report.pk).update(blur_metres=500)
    seen = square_of(*HERE, 500)
    beside = (seen.south + 0.0001, seen.west + 0.0001)

    report = moved(report, coordinator, beside)
    assert (report.blur_metres, report.public_latitude) == (500, seen.middle[0])
    report = moved(report, coordinator)
    assert report.blur_metres == 100


def test_what_lay_at_a_lone_house_is_shown_once_it_lies_elsewhere(
    authority: Authority, coordinator: User, sides: Sides
) -> None:
    step = 30 / METRES_PER_DEGREE
    square = square_of(*THERE, 100)
    village = [(square.south + step / 3, square.west + step * number / 9) for number in range(1, 7)]
    Address.objects.bulk_create(
        Address(authority=authority, number=str(number), latitude=north, longitude=east)
        for number, (north, east) in enumerate([HERE, *village])
    )
    version = make_category(authority, blur_metres=100)
    report = make_report(authority, version=version)
    assert (report.blur_metres, report.public_at) == (WIDTHS[-1], NEVER)

    # Beyond the square of five kilometres that no square was.
    far = moved(report, coordinator, (HERE[0] + 0.1, HERE[1]))
    assert far.public_at == MORNING
    back = moved(far, coordinator, HERE)
    assert back.public_at == NEVER


def test_its_problem_place_is_measured_again(
    authority: Authority,
    coordinator: User,
    sides: Sides,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    report = make_report(authority)
    place = make_problem_place(authority, [report], by=coordinator)
    report.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        moved(report, coordinator)
    place.refresh_from_db()
    assert (round(place.latitude, 6), round(place.longitude, 6)) == (round(THERE[0], 6), THERE[1])


def test_it_is_handed_over_as_the_rules_say_only_if_somebody_says_so(
    authority: Authority, coordinator: User, sides: Sides, body: Body, reporter: User
) -> None:
    other = make_partner(authority)
    make_rule(authority, other, by=coordinator, precincts=[["police", "1"]])
    written = rules.Written("Północ", {"precincts": [["police", "2"]]}, body, reporter)
    rules.add_rule(authority=authority, written=written, by=coordinator, at=MORNING)
    stays, goes = make_report(authority), make_report(authority)

    assert moved(stays, coordinator).body == other
    goes = moved(goes, coordinator, onward=Onward(body.pk))

    assert (goes.body, goes.person) == (body, reporter)
    assert (goes.route["rule"], goes.route["precinct"]) == (2, "2")
    kinds = list(goes.events.order_by("number").values_list("kind", flat=True))
    assert kinds == [EventKind.RECEIVED, EventKind.MOVED, EventKind.HANDED_OVER]
    assert [one.to for one in Notice.objects.all()] == [reporter.email]
    back = moved(goes, coordinator, HERE, onward=Onward(other.pk))
    assert (back.body, back.person) == (other, None)


def test_where_no_rule_fits_it_can_go_back_to_the_bureau(
    authority: Authority, coordinator: User, sides: Sides, body: Body
) -> None:
    make_rule(authority, body, by=coordinator, precincts=[["police", "1"]])
    report = moved(make_report(authority), coordinator, onward=Onward(None))
    assert (report.body, report.route["rule"]) == (None, None)


def test_what_is_refused_changes_nothing(
    authority: Authority,
    coordinator: User,
    stranger: User,
    sides: Sides,
    body: Body,
    reporter: User,
) -> None:
    report = make_report(authority)
    for nobody in (stranger, reporter):
        with pytest.raises(NotAllowed):
            moved(report, nobody)
    for refusal, given in (
        (ChangedMeanwhile, {"seen": 7}),
        (ReasonMissing, {"reason": " \x00"}),
        (PlaceOutside, {"point": OUTSIDE}),
        (moving.SamePoint, {"point": HERE}),
        (moving.RulesSendElsewhere, {"onward": Onward(body.pk)}),
        (working.SameBody, {"onward": Onward(None)}),
    ):
        with pytest.raises(refusal):
            moved(report, coordinator, **given)
    closed = working.close(
        report=report, seen=1, outcome=Outcome.SPAM, text="", by=coordinator, at=MORNING
    )
    with pytest.raises(WrongState):
        moved(closed, coordinator)
    report.refresh_from_db()
    assert (report.latitude, report.precinct, report.revision) == (HERE[0], sides.near, 2)


def test_the_page_shows_what_would_change_before_it_does(
    client: Client, authority: Authority, coordinator: User, sides: Sides
) -> None:
    other = make_partner(authority)
    make_rule(authority, other, by=coordinator, precincts=[["police", "2"]])
    report = make_report(authority)
    client.force_login(coordinator)
    here = f"{PAGE}{report.pk}/moving/"
    assert here in client.get(f"{PAGE}{report.pk}/").content.decode()
    assert client.get(here).status_code == 200
    sent: dict[str, Any] = {"seen": 1, "latitude": THERE[0], "longitude": THERE[1], "reason": "x"}

    # Nothing changes before the point was looked at, whatever button was pressed.
    for act in ("look", "move"):
        page = client.post(here, {**sent, "act": act, "hands_over": "on"})
        assert page.context["there"].precinct == sides.far
        assert page.context["goes_to"] == other.short_name
        assert page.context["form"]["hands_over"].label.endswith(other.short_name)
        assert Report.objects.get(pk=report.pk).revision == 1
    form = page.context["form"]
    again = {one.name: one.value() for one in form if one.value() not in (None, "", False)}
    # The box of a body that was not shown yet is not ticked.
    assert "hands_over" not in again
    client.post(here, {**again, "act": "move", "hands_over": "on"})

    report.refresh_from_db()
    assert (report.precinct, report.body, report.revision) == (sides.far, other, 3)


def test_who_does_not_see_it_any_more_is_led_to_the_others(
    client: Client, authority: Authority, sides: Sides
) -> None:
    office = make_body(authority=authority)
    Municipality.objects.filter(pk=sides.south.pk).update(office=office)
    report = make_report(authority)
    client.force_login(make_member(authority=authority, role=Role.REPORTER, body=office))
    here = f"{PAGE}{report.pk}/moving/"
    sent = {"seen": 1, "latitude": THERE[0], "longitude": THERE[1], "reason": "x"}
    looked = f"{THERE[0]:.6f},{THERE[1]:.6f}"

    answer = client.post(here, {**sent, "act": "move", "looked": looked})

    assert answer.headers["Location"] == PAGE
    assert client.get(here).status_code == 404


def test_a_place_is_found_by_its_address(
    client: Client, authority: Authority, coordinator: User, sides: Sides
) -> None:
    for number in ("3", "5"):
        Address.objects.create(
            authority=authority,
            municipality=sides.north,
            street="Ogrodowa",
            number=number,
            search_text=search_text_of(
                street="Ogrodowa", number=number, municipality=sides.north.name
            ),
            latitude=THERE[0],
            longitude=THERE[1] + int(number) / 1000,
        )
    report = make_report(authority, place_name="Sklep")
    client.force_login(coordinator)
    here = f"{PAGE}{report.pk}/moving/"
    sent = {"seen": "1", "address": "Ogrodowa", "reason": "Zły dom", "place_name": "Sklep"}

    found = client.post(here, {**sent, "act": "find", "latitude": "1"}).content.decode()
    assert "Zły dom</textarea>" in found
    assert 'name="hit"' in found
    page = client.post(here, {**sent, "address": "Ogrodowa 5", "act": "look"})

    form = page.context["form"]
    assert form["looked"].value() == f"{THERE[0]:.6f},{THERE[1] + 0.005:.6f}"
    assert form["place_name"].value().startswith("Ogrodowa 5")
    # Another address typed since is looked at first.
    again = {one.name: one.value() for one in form if one.value() not in (None, "", False)}
    page = client.post(here, {**again, "address": "Ogrodowa 3", "act": "move"})
    assert page.context["form"]["looked"].value() == f"{THERE[0]:.6f},{THERE[1] + 0.003:.6f}"
    assert Report.objects.get(pk=report.pk).revision == 1


def test_moved_on_the_map_alone_it_is_called_as_what_lies_there(
    client: Client, authority: Authority, coordinator: User, sides: Sides
) -> None:
    Address.objects.create(
        authority=authority, street="Polna", number="7", latitude=THERE[0], longitude=THERE[1]
    )
    report = make_report(authority, place_name="Ogrodowa 3")
    client.force_login(coordinator)
    here = f"{PAGE}{report.pk}/moving/"
    sent: dict[str, Any] = {"seen": "1", "latitude": THERE[0], "longitude": THERE[1], "reason": "x"}

    page = client.post(here, {**sent, "place_name": "Ogrodowa 3", "act": "look"})

    form = page.context["form"]
    assert form["place_name"].value() == "Polna 7"
    again = {one.name: one.value() for one in form if one.value() not in (None, "", False)}
    # Further on, where nothing has an address, it is not called by the one before either.
    further = {**again, "latitude": THERE[0] + 0.01}
    assert client.post(here, {**further, "act": "look"}).context["form"]["place_name"].value() == ""
    # Who wants the old name all the same types it once more.
    client.post(here, {**again, "place_name": "Ogrodowa 3", "act": "move"})
    report.refresh_from_db()
    assert (report.latitude, report.place_name) == (THERE[0], "Ogrodowa 3")


def test_who_comes_second_and_broken_forms_move_nothing(
    client: Client, authority: Authority, coordinator: User, sides: Sides
) -> None:
    report = make_report(authority)
    client.force_login(coordinator)
    here = f"{PAGE}{report.pk}/moving/"
    looked = f"{THERE[0]:.6f},{THERE[1]:.6f}"
    good = {"seen": "1", "latitude": THERE[0], "longitude": THERE[1], "looked": looked}
    broken: list[dict[str, Any]] = [
        {},
        {"seen": "x", "latitude": "nan", "longitude": "1e999", "reason": "x", "to": "9" * 20},
        {**good, "latitude": "91", "reason": "x"},
        {**good, "reason": "\x00"},
        {"seen": "1", "address": "\x00", "hit": "99", "reason": "x"},
        {"seen": "1", "address": "nowhere", "hit": "²", "reason": "x"},
        {**good, "latitude": OUTSIDE[0], "reason": "x"},
        {**good, "reason": "x", "to": "77", "hands_over": "on"},
    ]
    for sent in broken:
        for act in ("find", "look", "move"):
            assert client.post(here, {**sent, "act": act}).status_code == 200
    assert Report.objects.get(pk=report.pk).revision == 1

    working.read(report=report, seen=1, by=coordinator, at=MORNING)
    page = client.post(here, {**good, "reason": "Moje słowa", "act": "move"})
    assert "Moje słowa</textarea>" in page.content.decode()
    assert [one.kind for one in page.context["since"]] == [EventKind.READ]
    assert 'name="seen" value="2"' in page.content.decode()
    report.refresh_from_db()
    assert (report.state, report.precinct) == (ReportState.VERIFYING, sides.near)
