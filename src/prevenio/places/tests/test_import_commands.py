import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from prevenio.people.models import Authority
from prevenio.places.models import Address, Boundary, Duty, Precinct
from prevenio.places.tests.factories import make_municipality, make_precinct, make_precinct_kind
from prevenio.places.tests.map_files import geojson, square
from prevenio.places.tests.test_import_boundaries import TOWN

Capture = pytest.CaptureFixture[str]


def written(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def located(authority: Authority, path: Path, capsys: Capture) -> Any:
    call_command("locate", str(path), authority=authority.slug, json=True)
    return json.loads(capsys.readouterr().out)


def test_boundaries_are_taken_over_and_told_as_json(
    authority: Authority, tmp_path: Path, capsys: Capture
) -> None:
    file = written(tmp_path / "a.geojson", geojson(TOWN))
    for begun, unchanged in ((2, 0), (0, 2)):
        call_command(
            "import_boundaries", str(file), authority="testowo", kind="municipality", json=True
        )
        outcome = json.loads(capsys.readouterr().out)["outcome"]
        assert (outcome["begun"], outcome["unchanged"]) == (begun, unchanged)
    assert Boundary.objects.count() == 2


def test_precincts_are_read_by_the_fields_that_are_named(
    authority: Authority, tmp_path: Path, capsys: Capture
) -> None:
    make_precinct_kind(authority, code="guard")
    file = written(tmp_path / "a.geojson", geojson([({"A": 7, "B": "Ves"}, square(0, 0))]))
    said: dict[str, Any] = {"authority": "testowo", "kind": "guard"}
    with pytest.raises(CommandError, match="A, B"):
        call_command("import_boundaries", str(file), **said)
    call_command("import_boundaries", str(file), code_field="A", name_field="B", **said)
    precinct = Precinct.objects.get()
    assert (precinct.code, precinct.name) == ("7", "Ves")
    assert "1 of 1 usable" in capsys.readouterr().out


def test_addresses_are_taken_over(authority: Authority, tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", "street,number,lat,lon\nDługa,5,50.01,20.01\n")
    call_command("import_addresses", str(file), authority="testowo", json=True)
    assert Address.objects.count() == 1


def test_points_are_answered_in_their_order(
    authority: Authority, tmp_path: Path, capsys: Capture
) -> None:
    make_municipality(authority, code="0661011", name="Kielce", shape=square(0, 0))
    make_municipality(authority, code="", name="Bez kodu", shape=square(1, 0))
    guard = make_precinct_kind(authority, code="guard", position=2)
    precinct = make_precinct(guard, code="G1", name="Centrum", shape=square(0, 0))
    Duty.objects.create(
        authority=authority, kind=guard, precinct=precinct, person_name="Jan Wzór", phone="112"
    )
    Duty.objects.create(authority=authority, kind=guard, role="Dispatch", phone="986")
    text = "id,lat,lon\nb,50.02,20.07\na,50.02,20.02\nnowhere,10,10\n"

    found = located(authority, written(tmp_path / "p.csv", text), capsys)

    everywhere = {"kind": "guard", "name": "Dispatch", "phone": "986"}
    assert found == [
        {"id": "b", "municipality": "Bez kodu", "precincts": [], "people": [everywhere]},
        {
            "id": "a",
            "municipality": "0661011",
            "precincts": [{"kind": "guard", "code": "G1", "name": "Centrum"}],
            "people": [{"kind": "guard", "name": "Jan Wzór", "phone": "112"}, everywhere],
        },
        {"id": "nowhere", "municipality": None, "precincts": [], "people": []},
    ]


def test_no_points_are_an_empty_list(authority: Authority, tmp_path: Path, capsys: Capture) -> None:
    assert located(authority, written(tmp_path / "p.csv", "id,lat,lon\n"), capsys) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Line 1"),
        ("id,latitude,longitude\na,1,2\n", "Line 1"),
        ("id,lat,lon\na,50,20\nb,x,20\n", "Line 3"),
        ("id,lat,lon\na,50,20\nb,91,20\n", "Line 3"),
        ("id,lat,lon\na,50,nan\n", "Line 2"),
        ("id,lat,lon\na,50,inf\n", "Line 2"),
        ("id,lat,lon\na,50\n", "Line 2"),
        ('id,lat,lon\n"a,50,20\n', "quotation mark"),
        (b"id,lat,lon\n\xff,50,20\n", "line 2"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_printed(
    authority: Authority, tmp_path: Path, capsys: Capture, text: str | bytes, said: str
) -> None:
    file = written(tmp_path / "p.csv", text)
    with pytest.raises(CommandError, match=said):
        call_command("locate", str(file), authority="testowo", json=True)
    assert capsys.readouterr().out == ""


def test_a_missing_file_or_authority_is_named(authority: Authority, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("locate", str(tmp_path / "p.csv"), authority="testowo", json=True)
    with pytest.raises(CommandError, match="nowhere"):
        call_command("locate", str(tmp_path / "p.csv"), authority="nowhere", json=True)
