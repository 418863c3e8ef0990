from typing import Any

import pytest

from prevenio.people.models import Authority
from prevenio.people.tests.factories import NOON
from prevenio.places.importing import refusals
from prevenio.places.importing.addresses import AddressReader, AddressTable
from prevenio.places.models import Address
from prevenio.places.operations import importing
from prevenio.places.operations.readings import ImportSettings
from prevenio.places.tests.factories import make_municipality
from prevenio.places.tests.map_files import square

HEAD = "code,street,number,part,lat,lon\n"
ROWS = "1,Długa,5,Centrum,50.01,20.01\n2,Długa,7a,Centrum,50.02,20.02\n"
RUIAN = (
    "Kód ADM;Kód obce;Název obce;Název části obce;Název ulice;Typ SO;Číslo domovní;"
    "Číslo orientační;Znak čísla orientačního;PSČ;Souřadnice Y;Souřadnice X;Platí Od\n"
    "1;554791;Plzeň;Jižní Předměstí;Klatovská;č.p.;12;3;a;30100;822398.63;1069697.40;2020\n"
    "2;554791;Plzeň;Lobzy;;č.ev.;7;;;30100;820000.00;1069000.00;2020\n"
    "3;554791;Plzeň;Lobzy;;č.p.;8;;;30100;;;2020\n"
)


def table(text: str, country: str = "PL", **said: Any) -> AddressTable:
    encoding = said.get("encoding", "utf-8")
    return AddressReader(country=country, **said).table(text.encode(encoding))


def taken(authority: Authority, text: str, **said: Any) -> dict[str, int]:
    uploaded = importing.upload_places(
        authority=authority,
        kind="address",
        name="addresses.csv",
        content=text.encode(),
        settings=ImportSettings(**said),
        valid_from=None,
        by=None,
        at=NOON,
    )
    applied = importing.apply_import(place_import=uploaded, by=None, at=NOON)
    outcome: dict[str, int] = applied.report["outcome"]
    return outcome


def test_rows_are_read_with_their_points() -> None:
    found = table(HEAD + ROWS)
    assert [(one.street, one.number, one.part) for one in found.rows] == [
        ("Długa", "5", "Centrum"),
        ("Długa", "7a", "Centrum"),
    ]
    assert (found.latitudes[0], found.longitudes[0]) == (50.01, 20.01)


def test_the_register_of_czechia_is_read_when_its_letters_are_said() -> None:
    found = table(RUIAN, "CZ", encoding="cp1250")
    assert [(one.street, one.number) for one in found.rows] == [
        ("Klatovská", "12/3a"),
        ("", "ev. 7"),
    ]
    assert found.latitudes[0] == pytest.approx(49.7475, abs=1e-5)
    assert found.longitudes[0] == pytest.approx(13.3776, abs=1e-5)
    assert [(one.what, one.where) for one in found.unusable] == [("no_point", "4")]

    with pytest.raises(refusals.NotUtf8):
        AddressReader(country="CZ").table(RUIAN.encode("cp1250"))


def test_decimal_commas_and_a_byte_mark_are_understood() -> None:
    found = table("\ufeffulica;nr;szerokość;długość\nDługa;5;50,01;20,01\n\n")
    assert found.latitudes == (50.01,)


def test_doubled_and_broken_rows_are_told() -> None:
    found = table(HEAD + ROWS + "1,Krótka,1,,50.0,20.0\n4,Krótka,,,50.0,20.0\n5,K,1,,nan,20\n")
    assert [(one.where, one.facts["first"]) for one in found.doubled] == [("4", 2)]
    assert [(one.what, one.where) for one in found.unusable] == [
        ("no_number", "5"),
        ("no_point", "6"),
    ]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", refusals.FileEmpty),
        ("street,number\nA,1\n", refusals.NoColumns),
        ("lat,lon\n50,20\n", refusals.NoColumns),
        (HEAD + "1,Długa\n", refusals.RowBroken),
        ("number,number,lat,lon\n1,2,50,20\n", refusals.ColumnTwice),
        (HEAD + '1,"Długa,5,,50,20\n', refusals.QuotesOpen),
        ("number,x,y\n1,500000,250000\n", refusals.CoordinatesNotSaid),
        (HEAD + "1,Long,1,,5,5\n", refusals.NotInTheCountry),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(
    text: str, refusal: type[refusals.UnreadablePlaces]
) -> None:
    with pytest.raises(refusal):
        table(text)


def test_addresses_are_taken_over_and_never_doubled(authority: Authority) -> None:
    town = make_municipality(authority, name="Kielce", shape=square(0, 0))

    assert taken(authority, HEAD + ROWS)["begun"] == 2
    assert taken(authority, HEAD + ROWS) == {"begun": 0, "changed": 0, "ended": 0, "unchanged": 2}

    first = Address.objects.get(code="1")
    assert first.municipality == town
    assert first.search_text == "dluga centrum kielce 5"


def test_a_change_is_taken_over_and_what_is_gone_only_goes_from_a_complete_file(
    authority: Authority,
) -> None:
    taken(authority, HEAD + ROWS)
    moved = HEAD + "1,Długa,6,Centrum,50.01,20.01\n"
    assert taken(authority, moved)["changed"] == 1
    assert Address.objects.get(code="1").number == "6"
    assert Address.objects.count() == 2
    assert taken(authority, moved, is_complete=True)["ended"] == 1
    assert Address.objects.count() == 1


def test_addresses_without_codes_are_known_by_what_they_say(authority: Authority) -> None:
    text = "street,number,lat,lon\nDługa,5,50.01,20.01\nDŁUGA,5,50.01,20.01\n"
    assert taken(authority, text)["begun"] == 1
    assert taken(authority, text)["begun"] == 0
