"""What happens in the rooms reaches whoever reads the feed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from prevenio.activities.models import Activity, ActivityState
from prevenio.journal.operations import record
from prevenio.people.models import Authority, Body
from prevenio.portal.tests.test_calendar import NOW, make_event
from prevenio.subscriptions.models import Announcement, NewsKind


@pytest.fixture(autouse=True)
def morning(db: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def say(fact: str, activity: Activity) -> None:
    record(fact, about=activity, by=None, at=NOW, authority_id=activity.authority_id)


def test_a_planned_public_event_is_announced_once_and_follows_its_changes(
    client: Client, authority: Authority, body: Body
) -> None:
    event = make_event(authority, body)
    say("activities.activity.planned", event)
    say("activities.activity.planned", event)

    one = Announcement.objects.get()
    assert (one.kind, one.body) == (NewsKind.EVENT, body)
    assert one.path == f"calendar/{event.public_key}/"
    assert client.get(f"/testowo/{one.path}").status_code == 200

    event.title = "Nowa nazwa"
    event.save()
    say("activities.activity.changed", event)
    one.refresh_from_db()
    assert one.title == "Nowa nazwa"

    event.state = ActivityState.CANCELLED
    event.save()
    say("activities.activity.called_off", event)
    one.refresh_from_db()
    assert one.withdrawn_at is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"is_on_calendar": False},
        {"state": ActivityState.WITHDRAWN},
        {
            "first_day": NOW.date() - timedelta(days=3),
            "last_day": NOW.date() - timedelta(days=3),
        },
    ],
)
def test_what_residents_may_not_see_or_is_over_is_not_announced(
    authority: Authority, body: Body, fields: dict[str, object]
) -> None:
    event = make_event(authority, body)
    Activity.objects.filter(pk=event.pk).update(**fields)

    say("activities.activity.planned", event)

    assert not Announcement.objects.exists()


def test_a_sensitive_kind_is_never_announced(authority: Authority, body: Body) -> None:
    event = make_event(authority, body)
    event.kind.data_class = "INTERNAL"
    event.kind.save()

    say("activities.activity.planned", event)

    assert not Announcement.objects.exists()
