"""The packs as they stand, and what their reading refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

from prevenio.activities.models import ActivityKind, DataClass, KindMeasure
from prevenio.activities.packs.reading import FOLDER, PackFault, pack_of, read_pack
from prevenio.people.models import Country

COUNTRIES = list(Country.values)


def small_pack(**kind: Any) -> dict[str, Any]:
    words = {"en": "Lesson", "pl": "Zajęcia", "cs": "Lekce"}
    row = {
        "key": "lesson",
        "family": "education",
        "names": words,
        "data_class": "PUBLIC",
        "measures": ["people.seniors"],
    }
    return {
        "country": "PL",
        "families": [{"key": "education", "names": words}],
        "measures": [{"key": "people.seniors", "role": "PEOPLE", "labels": words}],
        "kinds": [{**row, **kind}],
    }


def written(folder: Path, pack: object) -> Path:
    path = folder / "pl.json"
    path.write_text(pack if isinstance(pack, str) else json.dumps(pack), encoding="utf-8")
    return path


@pytest.mark.parametrize("country", COUNTRIES)
def test_pack_of_each_country_is_right_and_fits_its_columns(country: str) -> None:
    pack = pack_of(country)

    assert pack.country == country
    for kind in pack.kinds:
        fields = {**kind.fields, "key": kind.key, "hints": kind.fields["hints"] or {"en": "-"}}
        ActivityKind(**fields).clean_fields(exclude=["authority", "pack_row", "questions"])
        for measure in kind.measures:
            row = {**measure.row(), "key": measure.key, "units": measure.units or {"en": "-"}}
            KindMeasure(**row).clean_fields(exclude=["kind"])


def test_measures_of_one_key_add_up_across_countries_too() -> None:
    poland, czechia = (pack_of(country).measures for country in COUNTRIES)

    for key in poland.keys() & czechia.keys():
        one, other = poland[key], czechia[key]
        assert (one.role, one.group, one.is_whole) == (other.role, other.group, other.is_whole)


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_measure_and_family_of_a_pack_is_used(country: str) -> None:
    pack = pack_of(country)

    assert {one.key for kind in pack.kinds for one in kind.measures} == set(pack.measures)
    assert {kind.fields["family"] for kind in pack.kinds} == set(pack.families)


@pytest.mark.parametrize("country", COUNTRIES)
def test_kinds_about_people_in_need_give_totals_only_and_say_so(country: str) -> None:
    kinds = {kind.key: kind.fields for kind in pack_of(country).kinds}

    for key in ("therapy", "consultation", "domestic-violence", "winter-check", "night-shelter"):
        assert kinds[key]["data_class"] == DataClass.AGGREGATE
        assert kinds[key]["hints"]["en"].startswith("No names")


@pytest.mark.parametrize("country", COUNTRIES)
def test_no_two_kinds_have_one_name(country: str) -> None:
    for language in ("en", "pl", "cs"):
        names = [kind.fields["names"][language].casefold() for kind in pack_of(country).kinds]
        assert len(set(names)) == len(names)


def test_season_over_the_new_year_is_read(tmp_path: Path) -> None:
    pack = read_pack(written(tmp_path, small_pack(season=["11-01", "03-31"])))

    fields = pack.kinds[0].fields
    assert (fields["season_first"], fields["season_last"]) == ("11-01", "03-31")


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ({"names": {"en": "Lesson"}}, "kind lesson: names: words in en, pl, cs are needed"),
        ({"names": {"en": " Lesson", "pl": "Z", "cs": "L"}}, "names: en: a word without spaces"),
        ({"names": "Lesson"}, "names: words in"),
        ({"colour": "red"}, "kind lesson: colour means nothing here"),
        ({"family": "nothing"}, "family: there is no family 'nothing'"),
        ({"data_class": "SECRET"}, "'SECRET' is no class of data"),
        ({"measures": []}, "measures: at least one key is needed"),
        ({"measures": ["people.unknown"]}, "there is no measure 'people.unknown'"),
        ({"measures": ["people.seniors", "people.seniors"]}, "stands twice"),
        ({"season": ["13-01", "03-31"]}, "season: 13-01 is not a day of every year"),
        ({"season": ["02-01", "02-29"]}, "season: 02-29 is not a day of every year"),
        ({"season": ["1.11.", "31.3."]}, "is not written as month and day"),
        ({"season": ["11-01"]}, "season: two days are needed"),
        ({"remedy_days": 0}, "remedy_days: a whole number from 1"),
        ({"remedy_days": True}, "remedy_days: a whole number from 1"),
        ({"smallest_shown": "5"}, "smallest_shown: a whole number"),
        ({"takes_sign_up": 1}, "takes_sign_up: true or false is needed"),
        ({"questions": {}}, "questions: a list is needed"),
        ({"questions": [{"key": "a"}]}, "labels, type is missing"),
        ({"key": "Zajęcia 1"}, "is no key"),
        ({"data_class": "AGGREGATE", "takes_sign_up": True}, "neither findings nor sign-ups"),
        ({"data_class": "AGGREGATE", "remedy_days": 3}, "neither findings nor sign-ups"),
        ({"data_class": "AGGREGATE", "smallest_shown": 1}, "shows no number below 5"),
    ],
)
def test_fault_of_a_kind_is_named_with_its_place(
    tmp_path: Path, kind: dict[str, Any], fault: str
) -> None:
    with pytest.raises(PackFault) as refusal:
        read_pack(written(tmp_path, small_pack(**kind)))

    assert str(refusal.value).startswith("pl.json: kind ")
    assert fault in str(refusal.value)


def question(**changed: Any) -> dict[str, Any]:
    words = {"en": "Topic", "pl": "Temat", "cs": "Téma"}
    return {"key": "topic", "labels": words, "type": "text", **changed}


@pytest.mark.parametrize(
    ("questions", "fault"),
    [
        ([question(type="number")], "topic: 'number' is none of text, yes_no, choice"),
        ([question(type="choice")], "choices belong to a question of choice"),
        ([question(choices=[])], "choices belong to a question of choice"),
        ([question(type="choice", choices=[])], "at least 2 choices are needed"),
        ([question(type="choice", choices=["a", "b"])], "an object is needed"),
        ([question(), question()], "a key stands twice"),
        (["topic"], "an object is needed"),
    ],
)
def test_fault_of_a_question_is_named(tmp_path: Path, questions: list[Any], fault: str) -> None:
    with pytest.raises(PackFault, match=fault):
        read_pack(written(tmp_path, small_pack(questions=questions)))


def test_kind_with_totals_only_asks_for_no_free_text(tmp_path: Path) -> None:
    pack = small_pack(data_class="AGGREGATE", questions=[question()])

    with pytest.raises(PackFault, match="free text"):
        read_pack(written(tmp_path, pack))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "Expecting value"),
        ("[]", "an object is needed"),
        ('{"country": "PL"}', "families, kinds, measures is missing"),
        ('{"country": "PL", "country": "CZ"}', "a name stands twice"),
    ],
)
def test_file_that_is_no_pack_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(PackFault, match=fault):
        read_pack(written(tmp_path, text))


def test_missing_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackFault, match=r"xx\.json: .*No such file"):
        read_pack(tmp_path / "xx.json")


def test_role_that_nothing_adds_up_is_refused(tmp_path: Path) -> None:
    pack = small_pack()
    pack["measures"][0]["role"] = "HAPPINESS"

    with pytest.raises(PackFault, match=r"measure people\.seniors: role: 'HAPPINESS' is none of"):
        read_pack(written(tmp_path, pack))


def test_packs_stand_beside_their_reading() -> None:
    assert sorted(path.stem.upper() for path in FOLDER.glob("*.json")) == sorted(COUNTRIES)
