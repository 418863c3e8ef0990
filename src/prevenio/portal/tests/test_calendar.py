from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from prevenio.activities.models import (
    Activity,
    ActivityState,
    Announcement,
    DataClass,
    SignUp,
    SignUpState,
)
from prevenio.activities.tests.factories import make_activity, make_kind
from prevenio.people.models import Authority, Body

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = NOW.date()
PAGE = "/testowo/calendar/"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def make_event(authority: Authority, body: Body, **fields: object) -> Activity:
    kind = fields.pop("kind", None) or make_kind(authority, takes_sign_up=True)
    return make_activity(
        authority=authority,
        body=body,
        kind=kind,  # type: ignore[arg-type]
        **{
            "title": "Pierwsza pomoc",
            "first_day": date(2026, 3, 4),
            "state": ActivityState.PLANNED,
            "is_on_calendar": True,
            **fields,
        },  # type: ignore[arg-type]
    )


def words(client: Client, address: str = PAGE, *, language: str = "en") -> str:
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


def test_events_stand_by_week_with_their_places(
    client: Client, authority: Authority, body: Body
) -> None:
    authority.languages = ["en"]
    authority.save()
    make_event(authority, body, begins_at=time(17), place="Strażnica", capacity=20)
    make_event(authority, body, title="Senior", first_day=date(2026, 3, 12))
    make_event(authority, body, title="Rower", first_day=date(2026, 4, 12))

    page = words(client)

    assert page.index("This week") < page.index("Pierwsza") < page.index("Next week")
    assert "Week of 6" in page
    assert "17:00" in page
    assert "all are free" in page
    assert "No sign-up needed" in page


@pytest.mark.parametrize(
    "fields",
    [
        {"is_on_calendar": False},
        {"state": ActivityState.WITHDRAWN},
        {"data_class": DataClass.INTERNAL},
        {"data_class": DataClass.AGGREGATE},
        {"data_class": DataClass.POLICE},
    ],
)
def test_what_the_class_does_not_allow_is_nowhere(
    client: Client, authority: Authority, body: Body, fields: dict[str, object]
) -> None:
    kind = make_kind(authority, data_class=fields.pop("data_class", DataClass.PUBLIC))
    one = make_event(authority, body, kind=kind, title="Tajemnica", **fields)

    assert "Tajemnica" not in words(client)
    assert "Tajemnica" not in words(client, f"{PAGE}months/2026/3/")
    assert "Tajemnica" not in words(client, f"{PAGE}feed.ics")
    assert "Tajemnica" not in words(client, f"{PAGE}events.csv")
    gone = client.get(f"{PAGE}{one.public_key}/")
    assert gone.status_code in (404, 410)
    assert "Tajemnica" not in gone.content.decode()


def test_event_of_another_authority_is_not_found(client: Client, authority: Authority) -> None:
    other = make_activity(is_on_calendar=True, state=ActivityState.PLANNED)

    assert client.get(f"{PAGE}{other.public_key}/").status_code == 404
    assert client.get(f"{PAGE}{other.public_key}/event.ics").status_code == 404


def test_filters_narrow_the_list_the_month_and_the_feed(
    client: Client, authority: Authority, body: Body
) -> None:
    make_event(authority, body, title="Dla seniora", audience="Seniorzy")
    make_event(authority, body, title="Dla dziecka", audience="Dzieci")

    for address in (PAGE, f"{PAGE}months/2026/3/", f"{PAGE}feed.ics", f"{PAGE}events.csv"):
        narrowed = words(client, f"{address}?audience=Seniorzy")
        assert "Dla seniora" in narrowed
        assert "Dla dziecka" not in narrowed
    assert "Dla dziecka" not in words(client, f"{PAGE}?body={body.pk + 999}")


@pytest.mark.parametrize(
    "query",
    [
        *("since=99.99.2026", "since=0001-01-01", "since=9999-12-31", "body=x&municipality=-1"),
        *("body=99999999999999999999", "page=x", "area=%00", f"audience={'x' * 5000}"),
    ],
)
def test_an_address_that_makes_no_sense_is_no_error(
    client: Client, authority: Authority, query: str
) -> None:
    assert client.get(f"{PAGE}?{query}").status_code == 200
    assert client.get(f"{PAGE}feed.ics?{query}").status_code == 200


def test_a_wrong_day_is_told_and_stays_as_typed(client: Client, authority: Authority) -> None:
    page = words(client, f"{PAGE}?since=32.1.2026")

    assert "32.1.2026" in page
    assert "govuk-error-message" in page


def test_an_empty_calendar_says_so(client: Client, authority: Authority) -> None:
    authority.languages = ["en"]
    authority.save()

    assert "Nothing is planned" in words(client)
    assert "Nothing takes place" in words(client, f"{PAGE}months/2026/3/")


@pytest.mark.parametrize("month", ["2026/13", "0/1", "9999/99"])
def test_there_is_no_such_month(client: Client, authority: Authority, month: str) -> None:
    assert client.get(f"{PAGE}months/{month}/").status_code == 404


def test_an_event_of_several_days_stands_on_each(
    client: Client, authority: Authority, body: Body
) -> None:
    make_event(authority, body, first_day=date(2026, 2, 27), last_day=date(2026, 3, 3))

    page = words(client, f"{PAGE}months/2026/3/")

    assert page.count("Pierwsza pomoc") == 3
    assert "Pierwsza pomoc" in words(client)


def test_event_page_tells_place_body_and_way(
    client: Client, authority: Authority, body: Body
) -> None:
    one = make_event(authority, body, place="Strażnica", note="Notatka wewnętrzna")
    Announcement.objects.create(activity=one, text="Autobus 4 i 21.")

    page = words(client, f"{PAGE}{one.public_key}/")

    assert "Strażnica" in page
    assert "Straż Miejska" in page
    assert "Autobus" in page
    assert "Notatka wewnętrzna" not in page


def test_what_is_called_off_keeps_its_address_and_says_why(
    client: Client, authority: Authority, body: Body
) -> None:
    one = make_event(authority, body, state=ActivityState.CANCELLED, state_reason="Burza")

    response = client.get(f"{PAGE}{one.public_key}/")

    assert response.status_code == 410
    assert "Burza" in response.content.decode()
    assert "Pierwsza pomoc" in words(client)
    feed = Calendar.from_ical(client.get(f"{PAGE}feed.ics").content)
    assert feed.events[0].status == "CANCELLED"


def test_few_places_are_not_counted_out(client: Client, authority: Authority, body: Body) -> None:
    authority.languages = ["en"]
    authority.save()
    one = make_event(authority, body, capacity=10)
    SignUp.objects.create(
        activity=one,
        people=7,
        state=SignUpState.PLACE,
        token_digest="x",
        signed_up_at=NOW,
        email="ewa@example.org",
    )

    page = words(client, f"{PAGE}{one.public_key}/")

    assert "Few places are left" in page
    assert "ewa@example.org" not in page


def test_whoever_has_the_feed_gets_nothing_anew(
    client: Client, authority: Authority, body: Body
) -> None:
    one = make_event(authority, body)
    first = client.get(f"{PAGE}feed.ics")

    again = client.get(f"{PAGE}feed.ics", headers={"if-none-match": first["ETag"]})
    since = client.get(f"{PAGE}feed.ics", headers={"if-modified-since": first["Last-Modified"]})
    Activity.objects.filter(pk=one.pk).update(revision=2, changed_at=NOW + timedelta(minutes=1))
    changed = client.get(f"{PAGE}feed.ics", headers={"if-none-match": first["ETag"]})

    assert first["Content-Type"].startswith("text/calendar")
    assert (again.status_code, since.status_code, changed.status_code) == (304, 304, 200)
    assert Calendar.from_ical(changed.content).events[0].sequence == 2


def test_open_data_cannot_be_run_as_a_formula(
    client: Client, authority: Authority, body: Body
) -> None:
    make_event(authority, body, title="=HYPERLINK(1)")

    assert "'=HYPERLINK(1)" in words(client, f"{PAGE}events.csv")


@pytest.mark.parametrize("count", [3, 40])
def test_few_statements_however_many_events(
    client: Client,
    authority: Authority,
    body: Body,
    count: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    kind = make_kind(authority, takes_sign_up=True)
    for number in range(count):
        make_event(authority, body, kind=kind, capacity=5, audience=f"A{number}")

    with django_assert_max_num_queries(8):
        words(client)
    with django_assert_max_num_queries(8):
        words(client, f"{PAGE}months/2026/3/")
    with django_assert_max_num_queries(3):
        words(client, f"{PAGE}feed.ics")
    with django_assert_max_num_queries(8):
        words(client, f"{PAGE}{Activity.objects.first().public_key}/")  # type: ignore[union-attr]
