from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import NOON
from prevenio.places.models import Boundary, ImportState, PlaceImport
from prevenio.places.tests.factories import make_precinct_kind
from prevenio.places.tests.map_files import geojson, square
from prevenio.places.tests.test_import_boundaries import TOWN, uploaded


def page(authority: Authority, name: str, *args: object) -> str:
    address = reverse(f"places:{name}", urlconf="prevenio.config.authority_urls", args=args)
    return f"/{authority.slug}{address}"


def upload(client: Client, authority: Authority, content: bytes, **fields: str) -> Any:
    file = SimpleUploadedFile("obce.geojson", content)
    data = {"kind": "municipality", "encoding": "utf-8", "file": file, **fields}
    return client.post(page(authority, "import-new"), data)


def test_a_file_is_uploaded_looked_at_and_taken_over(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    overlapping = [*TOWN, ({"kod": "3"}, square(1.5, 0))]

    response = upload(client, authority, geojson(overlapping))

    place_import = PlaceImport.objects.get()
    assert response["Location"] == page(authority, "import", place_import.pk)
    shown = client.get(page(authority, "import", place_import.pk)).content.decode()
    assert "obce.geojson" in shown
    assert "Brod" in shown
    assert "<svg" in shown
    assert not Boundary.objects.exists()

    client.post(page(authority, "import-taking", place_import.pk))

    assert Boundary.objects.count() == 3
    place_import.refresh_from_db()
    assert place_import.state == ImportState.APPLIED
    assert client.get(page(authority, "import", place_import.pk)).status_code == 200


def test_a_bad_file_is_refused_in_the_form_and_what_was_typed_stays(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    for content in (b"{", b"<html>", b"SQLite format 3\0..", geojson([])):
        response = upload(client, authority, content, code_field="my-code")
        assert response.status_code == 422
        assert "my-code" in response.content.decode()
    assert not PlaceImport.objects.exists()


def test_a_file_is_dropped(client: Client, authority: Authority, coordinator: User) -> None:
    client.force_login(coordinator)
    place_import = uploaded(authority, TOWN)
    client.post(page(authority, "import-dropping", place_import.pk))
    place_import.refresh_from_db()
    assert place_import.state == ImportState.DROPPED
    assert client.get(page(authority, "import", place_import.pk)).status_code == 200


def test_the_list_asks_few_statements_however_many_files(
    client: Client,
    authority: Authority,
    coordinator: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(coordinator)
    PlaceImport.objects.bulk_create(
        PlaceImport(authority=authority, kind="address", file_name=f"{one}.csv", uploaded_at=NOON)
        for one in range(60)
    )
    with django_assert_max_num_queries(8):
        assert client.get(page(authority, "imports")).status_code == 200


def test_the_form_names_the_kinds_of_precincts(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    make_precinct_kind(authority, code="guard", names={"en": "City guard", "pl": "Straż"})
    assert "Straż" in client.get(page(authority, "import-new")).content.decode()


def test_who_does_not_keep_the_places_is_refused(
    client: Client, authority: Authority, reporter: User, stranger: User
) -> None:
    place_import = uploaded(authority, TOWN)
    for by, refused in ((reporter, 403), (stranger, 404)):
        client.force_login(by)
        for name in ("imports", "import-new"):
            assert client.get(page(authority, name)).status_code == refused
        assert client.get(page(authority, "import", place_import.pk)).status_code == refused
        assert client.post(page(authority, "import-taking", place_import.pk)).status_code == refused
    assert not Boundary.objects.exists()
