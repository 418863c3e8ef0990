import io
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from prevenio.activities.models import Activity, ActivityFile, DataClass, Finding
from prevenio.activities.tests.factories import NOON, TODAY, make_activity, make_kind
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_body, make_member
from prevenio.programme.models import Action
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_initiative,
    make_programme,
    make_version,
)

pytestmark = pytest.mark.django_db

SENIORS = "people.seniors"
RECORD = "/testowo/desk/activities/record/"


@pytest.fixture(autouse=True)
def at_noon(authority: Authority) -> Any:
    authority.languages = ["en"]
    authority.save()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def action(authority: Authority, body: Body) -> Action:
    version = make_version(
        make_programme(authority, first_year=2026, last_year=2028), is_public=True
    )
    make_initiative(version, name="Kamizelka")
    area = make_area(version, title="Seniorzy")
    make_action(area, text="Obce działanie.")
    return make_action(area, title="Bezpieczny senior", lead=body)


def test_most_used_kind_is_chosen_first(
    client: Client, authority: Authority, reporter: User, body: Body
) -> None:
    rare, usual = make_kind(authority, name="Rare"), make_kind(authority, name="Usual")
    make_activity(kind=usual, body=body)
    make_activity(kind=rare, body=make_body(authority=authority))
    make_kind(
        authority,
        name="Ended",
        first_day=TODAY.replace(year=2020),
        last_day=TODAY.replace(year=2021),
    )
    client.force_login(reporter)

    page = client.get(RECORD).content.decode()

    assert page.index("Usual") < page.index("Rare")
    assert "Ended" not in page
    assert re.search(rf'value="{usual.key}" aria-current="true"', page)


def test_reporter_records_an_activity(
    client: Client, authority: Authority, reporter: User, body: Body, action: Action
) -> None:
    kind = make_kind(
        authority,
        key="meeting",
        measures=(SENIORS, "people.children"),
        questions=[{"key": "topic", "labels": {"en": "Topic"}, "type": "text"}],
    )
    partner = make_body(authority=authority)
    client.force_login(reporter)
    seniors, children = kind.measures.order_by("position")

    response = client.post(
        f"{RECORD}?kind=meeting",
        typed(
            body,
            when="YESTERDAY",
            place="Klub Seniora",
            subject=f"a{action.pk}",
            partners=[partner.pk],
            q_0="Oszustwa",
            **{f"m_{seniors.pk}": "1 024", f"m_{children.pk}": ""},
        ),
        follow=True,
    )

    activity = Activity.objects.get()
    assert response.status_code == 200
    assert "The activity is recorded." in response.content.decode()
    assert (activity.last_day, activity.place) == (TODAY - timedelta(days=1), "Klub Seniora")
    assert (activity.action, activity.answers) == (action, {"topic": "Oszustwa"})
    assert list(activity.partners.all()) == [partner]
    assert dict(activity.values.values_list("measure__key", "number")) == {SENIORS: 1024}


def test_what_was_typed_stays_where_something_is_wrong(
    client: Client, authority: Authority, reporter: User, body: Body
) -> None:
    kind = make_kind(authority, key="meeting", measures=(SENIORS,))
    client.force_login(reporter)
    number = f"m_{kind.measures.get().pk}"

    for fields, words in (
        ({number: "dużo", "note": "Deszcz"}, "Enter a number, for example 24."),
        ({number: "-1", "note": "Deszcz"}, "Enter a number from 0 on."),
        ({"when": "OTHER", "note": "Deszcz"}, "Enter the day."),
        ({"when": "OTHER", "first_day": "3.3.2026", "note": "Deszcz"}, "This day has not come."),
        ({"note": "Deszcz 600 100 200"}, "Leave phone numbers out."),
        ({"subject": "other", "note": "Deszcz"}, "Choose the action or initiative."),
        ({"subject": "a999999", "note": "Deszcz"}, "Select a valid choice."),
        ({"partners": ["999999"], "note": "Deszcz"}, "Select a valid choice."),
        ({"subject": "", "note": "Deszcz"}, "Choose the action, or say"),
        ({"latitude": "95", "longitude": "20", "note": "Deszcz"}, "not a place on Earth"),
    ):
        response = client.post(f"{RECORD}?kind=meeting", typed(body, **fields))
        page = response.content.decode()
        assert response.status_code == 422
        assert words in page
        assert "Deszcz" in page
    assert not Activity.objects.exists()


def test_form_sent_twice_makes_one_activity(
    client: Client, authority: Authority, reporter: User, body: Body
) -> None:
    kind = make_kind(authority, key="inspection", measures=(SENIORS,), has_findings=True)
    client.force_login(reporter)
    fields = typed(body, **{f"m_{kind.measures.get().pk}": "3", "f_what_0": "Brak gaśnicy"})

    for _time in range(2):
        assert client.post(f"{RECORD}?kind=inspection", fields).status_code == 302
    changed = {**fields, f"m_{kind.measures.get().pk}": "4"}
    refused = client.post(f"{RECORD}?kind=inspection", changed)

    assert (Activity.objects.count(), Finding.objects.count()) == (1, 1)
    assert refused.status_code == 422
    assert "saved before" in refused.content.decode()
    assert fields["form_key"] not in refused.content.decode()


def test_findings_are_recorded_with_their_inspection(
    client: Client, authority: Authority, reporter: User, body: Body
) -> None:
    make_kind(authority, key="inspection", has_findings=True)
    school = make_body(authority=authority, short_name="SP7")
    client.force_login(reporter)

    wordless = client.post(f"{RECORD}?kind=inspection", typed(body, f_due_0="20.3.2026"))
    assert "Say what is wrong." in wordless.content.decode()
    fields = typed(
        body, f_what_0="Gaśnica", f_body_0=school.pk, f_what_2="Wyjście", f_due_2="9.3.2026"
    )
    assert client.post(f"{RECORD}?kind=inspection", fields).status_code == 302

    assert [one.what for one in Finding.objects.order_by("due_on")] == ["Wyjście", "Gaśnica"]
    assert Finding.objects.get(what="Gaśnica").answers_body == school


def test_photo_loses_what_the_phone_wrote_into_it(
    client: Client, authority: Authority, reporter: User, body: Body
) -> None:
    make_kind(authority, key="meeting")
    client.force_login(reporter)

    response = client.post(
        f"{RECORD}?kind=meeting", typed(body, photos=[photo(), photo("b.jpg", 9)])
    )

    assert response.status_code == 302
    files = list(ActivityFile.objects.order_by("pk"))
    assert [one.name for one in files] == ["a.jpg", "b.jpg"]
    with Image.open(files[0].file) as picture:
        assert not picture.getexif()
    shown = client.get(f"/testowo/desk/activities/files/{files[0].pk}/")
    assert shown.headers["Content-Type"] == "image/jpeg"


def test_file_that_is_not_taken_leaves_nothing_behind(
    client: Client, authority: Authority, reporter: User, body: Body
) -> None:
    make_kind(authority, key="meeting")
    client.force_login(reporter)
    script = SimpleUploadedFile("a.jpg", b"<script>alert(1)</script>", "image/jpeg")

    response = client.post(f"{RECORD}?kind=meeting", typed(body, photos=[photo(), script]))

    assert response.status_code == 422
    assert "a.jpg is not taken" in response.content.decode()
    assert not Activity.objects.exists()
    assert not ActivityFile.objects.exists()


def test_sensitive_kind_asks_for_days_and_numbers_only(
    client: Client, authority: Authority, reporter: User, body: Body
) -> None:
    kind = make_kind(authority, key="therapy", measures=(SENIORS,), data_class=DataClass.AGGREGATE)
    client.force_login(reporter)
    address, number = f"{RECORD}?kind=therapy", f"m_{kind.measures.get().pk}"

    page = client.get(address).content.decode()
    assert not re.search(r'name="(place|note|title|photos|latitude|precinct)"', page)
    for hostile in ({"note": "Jan Kowalski"}, {"place": "Żytnia 12"}, {"photos": photo()}):
        fields = typed(body, first_day="2.3.2026", **{number: "3"}, **hostile)
        refused = client.post(address, fields)
        assert refused.status_code == 422
        assert "only days and numbers" in refused.content.decode()
    assert not Activity.objects.exists()

    fields = typed(body, first_day="1.2.2026", last_day="28.2.2026", **{number: "3"})
    assert client.post(address, fields).status_code == 302


def test_last_three_alike_suggest_their_action(
    client: Client, authority: Authority, reporter: User, body: Body, action: Action
) -> None:
    kind = make_kind(authority, key="meeting")
    for _time in range(3):
        make_activity(kind=kind, body=body, action=action, place="Klub Seniora")
    client.force_login(reporter)

    page = client.get(f"{RECORD}?kind=meeting").content.decode()

    assert "Suggested: the last three of this kind" in page
    assert re.search(rf'value="a{action.pk}"[^>]*checked', page)
    assert re.search(rf'<option value="Klub Seniora"[^>]*data-subject="a{action.pk}"', page)


def test_another_like_this_keeps_place_and_action_but_no_numbers(
    client: Client, authority: Authority, reporter: User, body: Body, action: Action
) -> None:
    kind = make_kind(authority, key="meeting", measures=(SENIORS,))
    one = make_activity(kind=kind, body=body, action=action, place="Klub", numbers={SENIORS: 77})
    client.force_login(reporter)

    page = client.get(f"{RECORD}?like={one.pk}").content.decode()

    assert 'value="Klub"' in page
    assert 'value="77"' not in page
    assert re.search(rf'value="a{action.pk}"[^>]*checked', page)


def test_bureau_chooses_the_body_first(
    client: Client, authority: Authority, coordinator: User, body: Body
) -> None:
    make_kind(authority, key="meeting")
    make_body(authority=authority)
    client.force_login(coordinator)

    assert "For which body?" in client.get(RECORD).content.decode()
    address = f"{RECORD}?kind=meeting&body={body.pk}"
    assert client.post(address, typed(body)).status_code == 302
    assert Activity.objects.get().is_by_bureau


def test_others_do_not_record(
    client: Client, authority: Authority, body: Body, reader: User, stranger: User
) -> None:
    make_kind(authority, key="meeting")
    foreign = make_activity(authority=authority, body=body)
    other = make_member(body=make_body(authority=authority), role=Role.REPORTER)

    for person, status in ((reader, 403), (stranger, 404)):
        client.force_login(person)
        assert client.get(RECORD).status_code == status
    client.force_login(other)
    assert client.get(f"{RECORD}?like={foreign.pk}").status_code == 404
    client.post(f"{RECORD}?kind=meeting&body={body.pk}", typed(body))
    assert Activity.objects.get() == foreign


def test_change_meets_another_change(
    client: Client, authority: Authority, reporter: User, body: Body
) -> None:
    kind = make_kind(authority, key="meeting", measures=(SENIORS,))
    one = make_activity(kind=kind, body=body, numbers={SENIORS: 24}, note="Pierwsza")
    client.force_login(reporter)
    address = f"/testowo/desk/activities/{one.pk}/edit/"
    fields = typed(body, when="OTHER", first_day="2.3.2026", revision=1, note="Moja")
    Activity.objects.filter(pk=one.pk).update(revision=2, note="Cudza")

    refused = client.post(address, fields)
    page = refused.content.decode()

    assert refused.status_code == 422
    assert "Somebody else has changed" in page
    assert "Moja" in page
    assert "Cudza" in page
    assert re.search(r'name="revision" value="2"', page)
    assert client.post(address, {**fields, "revision": 2}).status_code == 302
    one.refresh_from_db()
    assert (one.note, one.revision) == ("Moja", 3)


def test_planned_activity_takes_place_with_its_numbers(
    client: Client, authority: Authority, reporter: User, body: Body
) -> None:
    kind = make_kind(authority, key="meeting", measures=(SENIORS,))
    one = make_activity(kind=kind, body=body, state="PLANNED", is_on_calendar=True, capacity=30)
    client.force_login(reporter)
    address = f"/testowo/desk/activities/{one.pk}/holding/"

    assert "It took place" in client.get(address).content.decode()
    fields = typed(body, revision=1, **{f"m_{kind.measures.get().pk}": "8"})
    assert client.post(address, fields).status_code == 302

    one.refresh_from_db()
    assert (one.state, one.capacity, one.is_on_calendar) == ("DONE", 30, True)
    assert one.values.get().number == 8


def typed(body: Body, **fields: Any) -> dict[str, Any]:
    fields.setdefault("form_key", str(uuid4()))
    return {"body": body.pk, "when": "TODAY", "subject": "none", **fields}


def photo(name: str = "a.jpg", shade: int = 200) -> SimpleUploadedFile:
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Phone of Jan"
    Image.new("RGB", (40, 30), (shade, 20, 20)).save(written, "JPEG", exif=exif)
    return SimpleUploadedFile(name, written.getvalue(), "image/jpeg")
