"""The packs of Poland and Czechia, and what is refused in a pack."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

from prevenio.reports.models import CategoryVersion
from prevenio.reports.packs.limits import ICONS
from prevenio.reports.packs.reading import FOLDER, PackFault, pack_of, read_pack

COUNTRIES = ("PL", "CZ")
ROAD = ("road-damage", "road-sign", "traffic-light", "dark-crossing")
# The names of the Polish national threat map, as the police listed them in July 2020.
THREAT_MAP = {
    "Nieprawidłowe parkowanie",
    "Przekraczanie dozwolonej prędkości",
    "Niewłaściwa infrastruktura drogowa",
    "Miejsca niebezpieczne na wodach",
    "Nielegalne rajdy samochodowe",
    "Akty wandalizmu",
    "Dzikie wysypiska śmieci",
    "Poruszanie się po terenach leśnych quadami",
    "Spożywanie alkoholu w miejscach niedozwolonych",
    "Zła organizacja ruchu drogowego",
    "Grupowanie się małoletnich zagrożonych demoralizacją",
    "Wałęsające się bezpańskie psy",
    "Miejsca niebezpieczne na terenach wodnych",
    "Wypalanie traw",
    "Zdarzenia drogowe z udziałem zwierząt leśnych",
    "Niestrzeżone przejście przez tory",
    "Żebractwo",
    "Osoba bezdomna wymagająca pomocy",
    "Dzikie kąpieliska",
    "Niszczenie zieleni",
    "Miejsce niebezpiecznej działalności rozrywkowej",
    "Niestrzeżony przejazd kolejowy",
    "Nielegalna wycinka drzew",
    "Używanie środków odurzających",
    "Kłusownictwo",
    "Znęcanie się nad zwierzętami",
    "Utonięcia",
}


def raw(country: str = "PL") -> dict[str, Any]:
    said: dict[str, Any] = json.loads((FOLDER / f"{country.lower()}.json").read_text("utf-8"))
    return said


def fault_of(tmp_path: Path, said: object) -> str:
    path = tmp_path / "pl.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(PackFault) as caught:
        read_pack(path)
    return str(caught.value)


def fields_of(country: str) -> dict[str, Any]:
    return {one.code: one.fields for one in pack_of(country).categories}


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_pack_of_a_country_can_be_read(country: str) -> None:
    pack = pack_of(country)
    assert pack.country == country
    assert 22 <= len(pack.categories) <= 34
    for one in pack.categories:
        CategoryVersion(**one.fields).clean_fields(exclude=["category"])


def test_every_name_of_the_polish_threat_map_has_a_category() -> None:
    assert {one["kmzb"] for one in fields_of("PL").values()} - {""} == THREAT_MAP
    assert {one["kmzb"] for one in fields_of("CZ").values()} == {""}


@pytest.mark.parametrize("country", COUNTRIES)
def test_faults_of_roads_are_exact_and_the_rest_is_blurred(country: str) -> None:
    rows = fields_of(country)
    assert all(rows[code]["blur_metres"] == 50 for code in ROAD)
    assert all(len(rows[code]["questions"]) for code in ROAD[:3])


@pytest.mark.parametrize("country", COUNTRIES)
def test_where_people_could_be_found_no_single_report_is_public(country: str) -> None:
    rows = fields_of(country)
    for code in ("drugs", "homeless", "begging", "youth", "animal-cruelty"):
        assert rows[code]["data_class"] != "PUBLIC"
        assert rows[code]["blur_metres"] == 500


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_icon_that_is_offered_can_be_drawn(name: str) -> None:
    assert finders.find(f"icons/{name}.svg")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"icon": "unknown"}, "icon: 'unknown' is not among"),
        ({"colour": "red"}, "colour means nothing here"),
        ({"names": {"pl": "Parkowanie"}}, "names: words in en, pl, cs are needed"),
        ({"data_class": "SECRET"}, "data_class: 'SECRET' is no class of data"),
        ({"kmzb": 7}, "kmzb: a name of at most 120"),
        ({"blur_metres": 10}, "blur_metres: a whole number from 20"),
        ({"act_days": 999}, "act_days: at most 365"),
        ({"read_days": 9}, "read_days, verify_days, act_days: no step may end before"),
        ({"needs_words": 1}, "needs_words: true or false is needed"),
        ({"questions": [{"key": "a"}]}, "questions: labels, type is missing"),
        ({"code": "Bad Code"}, "key: 'Bad Code' is no key"),
    ],
)
def test_a_fault_names_file_and_category(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    pack = raw()
    pack["categories"][0].update(change)
    fault = fault_of(tmp_path, pack)
    assert fault.startswith(f"pl.json: category {change.get('code', 'parking')}: ")
    assert said in fault


def test_a_code_that_stands_twice_is_refused(tmp_path: Path) -> None:
    pack = raw()
    pack["categories"].append(copy.deepcopy(pack["categories"][0]))
    assert "category parking: it stands in the file twice" in fault_of(tmp_path, pack)


def test_more_or_fewer_than_six_that_stand_first_are_refused(tmp_path: Path) -> None:
    pack = raw()
    pack["categories"][0]["is_first"] = False
    assert "6 stand first, not 5" in fault_of(tmp_path, pack)


@pytest.mark.parametrize("said", [[], {}, {"country": "PL", "categories": {}}, 7])
def test_what_is_no_pack_is_refused(tmp_path: Path, said: object) -> None:
    assert fault_of(tmp_path, said).startswith("pl.json: ")


def test_a_row_that_is_no_object_is_named_by_its_number(tmp_path: Path) -> None:
    assert "category 1: an object is needed" in fault_of(
        tmp_path, {"country": "PL", "categories": [7]}
    )


def test_a_country_without_a_pack_is_named() -> None:
    with pytest.raises(PackFault, match=r"xx\.json"):
        pack_of("XX")
