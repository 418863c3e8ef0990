import csv
import io
import json
from uuid import UUID

import pytest
from django.test import Client

from prevenio.people.models import Authority
from prevenio.portal.tests.sample import make_public_programme
from prevenio.programme.models import ProgrammeVersion
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_findable_body,
    make_programme,
    make_version,
)

pytestmark = pytest.mark.django_db
FILES = ("open-data/programme.json", "open-data/actions.csv", "open-data/initiatives.csv")


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_files_hold_the_whole_public_programme(authority: Authority, client: Client) -> None:
    make_public_programme(authority)

    whole = json.loads(client.get("/testowo/open-data/programme.json").content)
    actions = rows(client.get("/testowo/open-data/actions.csv").content)
    initiatives = rows(client.get("/testowo/open-data/initiatives.csv").content)

    assert len(whole["areas"]) == 11
    assert sum(len(area["actions"]) for area in whole["areas"]) == 110
    assert whole["areas"][2]["actions"][0]["code"] == "3.1"
    assert whole["areas"][2]["actions"][0]["lead"] == "MZD"
    assert len(whole["initiatives"]) == 36
    assert len(actions) == 110
    assert actions[0]["partners"].startswith("Szkoły; ")
    assert [row["number"] for row in initiatives[:2]] == ["1", "2"]
    assert initiatives[0]["last_year"] == "2023"
    assert all(UUID(row["lineage"]) for row in [*actions, *initiatives])


def test_spreadsheet_runs_no_formula_from_the_text(authority: Authority, client: Client) -> None:
    area = make_area(make_version(make_programme(authority), is_public=True), title="=1+1")
    make_action(area, text="@SUM(A1)", lead=make_findable_body(authority, "-2"))

    (row,) = rows(client.get("/testowo/open-data/actions.csv").content)

    assert (row["area_title"], row["text"], row["lead"]) == ("'=1+1", "'@SUM(A1)", "'-2")


@pytest.mark.parametrize("file", FILES)
def test_unchanged_file_is_not_sent_again(file: str, authority: Authority, client: Client) -> None:
    make_action(make_area(make_version(make_programme(authority), is_public=True)))

    first = client.get(f"/testowo/{file}")
    by_tag = client.get(f"/testowo/{file}", headers={"if-none-match": first["ETag"]})
    by_day = client.get(f"/testowo/{file}", headers={"if-modified-since": first["Last-Modified"]})

    assert first.status_code == 200
    assert by_tag.status_code == 304
    assert by_tag.content == b""
    assert by_day.status_code == 304


def test_changed_version_gives_another_tag(authority: Authority, client: Client) -> None:
    version = make_version(make_programme(authority), is_public=True)
    make_action(make_area(version))
    before = client.get("/testowo/open-data/actions.csv")["ETag"]
    ProgrammeVersion.objects.filter(pk=version.pk).update(is_public=False)
    amended = make_version(version.programme, minor=1, is_public=True)
    make_action(make_area(amended), text="Nowe działanie")

    after = client.get("/testowo/open-data/actions.csv", headers={"if-none-match": before})

    assert after.status_code == 200
    assert "Nowe działanie" in after.content.decode()


@pytest.mark.parametrize("file", FILES)
def test_nothing_published_is_nothing_to_download(
    file: str, authority: Authority, client: Client
) -> None:
    make_area(make_version(make_programme(authority)))

    assert client.get(f"/testowo/{file}").status_code == 404


def test_robots_and_sitemap_lead_to_the_pages(authority: Authority, client: Client) -> None:
    make_action(make_area(make_version(make_programme(authority), is_public=True), code="7"))

    robots = client.get("/testowo/robots.txt").text
    sitemap = client.get("/testowo/sitemap.xml").text

    assert "Sitemap: http://testserver/testowo/sitemap.xml" in robots
    assert "Disallow: /testowo/desk/" in robots
    assert "<loc>http://testserver/testowo/areas/7/</loc>" in sitemap
    assert "<loc>http://testserver/testowo/actions/7.1/</loc>" in sitemap
