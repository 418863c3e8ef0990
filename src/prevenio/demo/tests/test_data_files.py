"""The two sample programmes: whole, consistent, and in words of their own."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

DATA_FILES = Path(__file__).resolve().parent.parent / "data_files"
SOURCES = {
    "kielce": "kielce-programme-2021-2023.pl.txt",
    "plzen-region": "plzen-region-safe-region.cs.txt",
}
NAMES_KEPT_AS_THEY_ARE = {"name", "official_title", "aliases", "abbreviations", "legal_basis"}
LONGEST_SHARED_RUN = 6

LEGAL_KINDS = {
    "CITY_OFFICE",
    "MUNICIPAL_UNIT",
    "MUNICIPAL_COMPANY",
    "SERVICE",
    "STATE",
    "NGO",
    "GROUP",
    "OTHER",
}
ACTION_KINDS = {
    "REPRESSIVE",
    "PREVENTIVE",
    "EDUCATIONAL",
    "ORGANISATIONAL",
    "INFRASTRUCTURAL",
    "SUPERVISORY",
}
RESPONSIBLE_ACTIONS = {
    "KMP": 38,
    "SM": 18,
    "KM PSP": 16,
    "Szkoły": 16,
    "MOPR": 13,
    "PPIS": 13,
    "EKS": 7,
    "KO": 7,
    "MUP": 7,
    "SCPiE": 6,
    "PSSE": 5,
    "WGKiŚ": 5,
    "PIW": 5,
    "BBiZK": 3,
    "MZD": 3,
    "PINB": 2,
    "PIKS": 2,
    "RPZiUK": 2,
    "KRPA": 1,
    "CBŚP": 1,
    "OSP": 1,
    "Placówki oświatowe": 1,
    "Organizatorzy imprez": 1,
}
REPEATED_ACTIONS = [
    ("3.1", "3.17"),
    ("10.3", "10.4"),
    ("11.1", "11.6"),
    ("11.2", "11.7"),
    ("11.3", "11.8"),
    ("11.4", "11.9"),
    ("11.5", "11.10"),
]


def sample(slug: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA_FILES / f"{slug}.json").read_text(encoding="utf-8"))
    return loaded


def actions_of(programme: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {action["code"]: action for area in programme["areas"] for action in area["actions"]}


def responsible_for(action: dict[str, Any]) -> list[str]:
    return [action["lead"], *action["co_responsible"]]


def texts_of(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text with the path to it, but for names, which carry over from the document."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in NAMES_KEPT_AS_THEY_ARE:
                yield from texts_of(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from texts_of(inner, f"{path}/{number}")


def runs_of_words(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def document_beside_the_checkout(name: str) -> Path:
    for folder in Path(__file__).resolve().parents:
        path = folder / "shared" / "documents" / name
        if path.exists():
            return path
    pytest.skip(f"{name} is not beside this checkout")


@pytest.mark.parametrize("slug", SOURCES)
def test_authority_has_a_look_and_a_language(slug: str) -> None:
    authority = sample(slug)["authority"]

    assert authority["slug"] == slug
    assert authority["languages"][0] == {"PL": "pl", "CZ": "cs"}[authority["country"]]
    for colour in ("brand", "brand_deep", "brand_mid", "brand_line", "brand_soft"):
        assert re.fullmatch(r"#[0-9A-F]{6}", authority[colour])


@pytest.mark.parametrize("slug", SOURCES)
def test_each_spelling_of_a_body_means_one_body(slug: str) -> None:
    bodies = sample(slug)["bodies"]
    spellings = Counter(
        spelling.casefold()
        for body in bodies
        for spelling in {body["short"], body["name"], *body["aliases"]}
        if spelling
    )

    assert [spelling for spelling, count in spellings.items() if count > 1] == []
    assert {body["legal_kind"] for body in bodies} <= LEGAL_KINDS
    assert all(body["public_name"] for body in bodies)


@pytest.mark.parametrize("slug", SOURCES)
def test_every_body_that_is_named_is_listed(slug: str) -> None:
    programme = sample(slug)
    known = {body["short"] for body in programme["bodies"]}
    named = {programme["programme"]["lead_body"], *programme["act"].get("parties", [])}
    named.update(area["lead_body"] for area in programme["areas"])
    named.update(p["body"] for p in programme["participants"] if p["body"])
    for action in actions_of(programme).values():
        named.update(responsible_for(action), action["partners"])
    for initiative in programme["initiatives"]:
        named.update(initiative["implementers"], initiative["co_implementers"])

    assert named <= known


@pytest.mark.parametrize("slug", SOURCES)
def test_no_sentence_is_taken_from_the_document(slug: str) -> None:
    source = document_beside_the_checkout(SOURCES[slug]).read_text(encoding="utf-8")
    theirs = runs_of_words(source, LONGEST_SHARED_RUN + 1)

    shared = {
        path: sorted(" ".join(run) for run in runs_of_words(text, LONGEST_SHARED_RUN + 1) & theirs)
        for path, text in texts_of(sample(slug))
        if len(text) > 40
    }

    assert {path: runs for path, runs in shared.items() if runs} == {}


@pytest.mark.parametrize("slug", SOURCES)
def test_no_sentence_of_the_files_beside_it_is_taken_either(slug: str) -> None:
    source = document_beside_the_checkout(SOURCES[slug]).read_text(encoding="utf-8")
    theirs = runs_of_words(source, LONGEST_SHARED_RUN + 1)

    for file in DATA_FILES.glob(f"{slug}-*.json"):
        for path, text in texts_of(json.loads(file.read_text(encoding="utf-8"))):
            if len(text) > 40:
                assert not runs_of_words(text, LONGEST_SHARED_RUN + 1) & theirs, (file.name, path)


@pytest.mark.parametrize("slug", SOURCES)
def test_texts_are_clean(slug: str) -> None:
    for path, text in texts_of(sample(slug)):
        assert text == text.strip(), path
        assert not re.search(r" {2}|<[a-z/]|[\u0400-\u04ff\ue000-\uf8ff]", text), path


@pytest.mark.parametrize("slug", SOURCES)
def test_initiatives_are_numbered_and_their_terms_run_forward(slug: str) -> None:
    initiatives = sample(slug)["initiatives"]

    assert [i["number"] for i in initiatives] == list(range(1, len(initiatives) + 1))
    for initiative in initiatives:
        term = initiative["term"]
        if term["first_year"] and term["last_year"]:
            assert term["first_year"] <= term["last_year"], initiative["name"]
        assert not (term["open_ended"] and term["last_year"])


def test_kielce_holds_all_that_the_city_adopted() -> None:
    kielce = sample("kielce")

    assert kielce["act"]["number"] == "XLII/829/2021"
    assert date.fromisoformat(kielce["act"]["date"]) == date(2021, 3, 18)
    assert len(kielce["act"]["legal_basis"]) == 2
    assert [chapter["number"] for chapter in kielce["chapters"]] == (
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    )
    assert [len(area["actions"]) for area in kielce["areas"]] == (
        [11, 14, 17, 5, 3, 7, 12, 11, 13, 7, 10]
    )
    counts = {
        "goals": 12,
        "forms": 9,
        "participants": 14,
        "commission_duties": 7,
        "abbreviations": 36,
        "initiatives": 36,
    }
    assert {key: len(kielce[key]) for key in counts} == counts
    assert len({row["short"] for row in kielce["abbreviations"]}) == 35


def test_kielce_actions_are_coded_area_and_row() -> None:
    for area in sample("kielce")["areas"]:
        expected = [f"{area['code']}.{row}" for row in range(1, len(area["actions"]) + 1)]
        assert [action["code"] for action in area["actions"]] == expected


def test_kielce_actions_are_complete() -> None:
    kielce = sample("kielce")
    for code, action in actions_of(kielce).items():
        assert 2 <= len(action["title"].split()) <= 7, code
        assert action["text"].endswith("."), code
        assert action["kind"] in ACTION_KINDS, code
        assert action["timing"] in {"ONE_OFF", "PERIODIC", "CONTINUOUS"}, code
        assert set(action["goals"]) <= set(range(1, len(kielce["goals"]) + 1)), code
        assert set(action["forms"]) <= set(range(1, len(kielce["forms"]) + 1)), code


def test_kielce_titles_of_actions_tell_them_apart() -> None:
    titles = Counter(action["title"] for action in actions_of(sample("kielce")).values())

    assert max(titles.values()) == 1


def test_kielce_conditional_seasonal_and_divided_actions() -> None:
    actions = actions_of(sample("kielce"))

    assert {code for code, action in actions.items() if action["condition"]} == {"1.7", "1.11"}
    assert {code: len(a["sub_actions"]) for code, a in actions.items() if a["sub_actions"]} == (
        {"3.13": 6, "3.15": 2}
    )
    seasons = {code: tuple(a["season"].values()) for code, a in actions.items() if a["season"]}
    assert seasons == {
        "1.8": (11, 3),
        "2.11": (11, 3),
        "7.6": (11, 3),
        "11.5": (2, 2),
        "11.10": (2, 2),
    }


def test_kielce_has_173_links_of_responsibility_and_332_of_partnership() -> None:
    actions = actions_of(sample("kielce")).values()
    responsible = Counter(body for action in actions for body in responsible_for(action))
    partners = Counter(body for action in actions for body in action["partners"])

    assert dict(responsible) == RESPONSIBLE_ACTIONS
    assert responsible.total() == 173
    assert (partners.total(), len(partners)) == (332, 46)
    assert len(responsible | partners) == 50
    assert Counter(len(responsible_for(action)) for action in actions) == (
        {1: 62, 2: 37, 3: 8, 4: 2, 5: 1}
    )


def test_kielce_names_a_body_once_in_each_role() -> None:
    for code, action in actions_of(sample("kielce")).items():
        for named in (responsible_for(action), action["partners"]):
            assert len(named) == len(set(named)), code


def test_kielce_keeps_the_faults_that_the_check_shows() -> None:
    actions = actions_of(sample("kielce"))
    both = {c for c, a in actions.items() if {*responsible_for(a)} & {*a["partners"]}}

    assert both == {"1.5", "10.2", "11.2"}
    assert [code for code, action in actions.items() if not action["partners"]] == ["4.5"]
    assert actions["9.4"]["text"] in actions["9.2"]["text"]
    for first, second in REPEATED_ACTIONS:
        assert actions[first]["text"] == actions[second]["text"]


def test_kielce_area_is_led_by_a_body_most_often_responsible_in_it() -> None:
    for area in sample("kielce")["areas"]:
        counts = Counter(body for action in area["actions"] for body in responsible_for(action))
        assert counts[area["lead_body"]] == max(counts.values()), area["code"]


def test_kielce_initiatives_have_their_owners_terms_and_funding() -> None:
    initiatives = {i["number"]: i for i in sample("kielce")["initiatives"]}
    owners = Counter(body for i in initiatives.values() for body in i["implementers"])
    ended = {
        n: i["term"]["last_year"] for n, i in initiatives.items() if not i["term"]["open_ended"]
    }

    assert owners == {"KMP": 9, "KM PSP": 3, "MOPR": 5, "SCPiE": 11, "SM": 8}
    assert {n: i["co_implementers"] for n, i in initiatives.items() if i["co_implementers"]} == (
        {11: ["BBiZK"], 19: ["KO"]}
    )
    assert {n for n, year in ended.items() if year == 2021} == {2, 3, 4, 5, 6, 9, 19, 20, 21, 36}
    assert {n for n, year in ended.items() if year == 2022} == {1, 7, 8}
    assert set(initiatives) - set(ended) == {17}
    assert {n for n, i in initiatives.items() if i["term"]["first_year"] < 2021} == (
        {*range(1, 20), 21, 25, 29, 30, 31}
    )
    assert {n for n, i in initiatives.items() if not i["funding"]} == (
        {3, 5, 6, *range(13, 18), *range(29, 37)}
    )


def test_plzen_region_names_its_fifteen_municipalities_in_three_waves() -> None:
    region = sample("plzen-region")
    municipalities = region["municipalities"]
    waves = {m["date"]: m["municipalities"] for m in region["milestones"] if m["municipalities"]}

    assert {date: len(names) for date, names in waves.items()} == (
        {"2010-07-01": 3, "2010-12-01": 6, "2011-06-01": 6}
    )
    assert {m["name"] for m in municipalities} == {n for names in waves.values() for n in names}
    assert [m["name"] for m in municipalities if m["kind"] == "VILLAGE"] == ["Merklín"]
    assert len({m["code"] for m in municipalities}) == 15
    assert all(re.fullmatch(r"5\d{5}", m["code"]) for m in municipalities)


def test_plzen_region_codes_are_those_of_the_register() -> None:
    source = document_beside_the_checkout(SOURCES["plzen-region"])
    points = source.parents[1] / "data" / "boundaries" / "plzen-region-municipality-points.geojson"
    if not points.exists():
        pytest.skip("the register's points are not beside this checkout")
    register = {
        str(feature["properties"]["Kod"]): feature["properties"]["Nazev"]
        for feature in json.loads(points.read_text(encoding="utf-8"))["features"]
    }

    for municipality in sample("plzen-region")["municipalities"]:
        assert register[municipality["code"]] == municipality["name"]


def test_plzen_region_holds_its_projects_and_amounts() -> None:
    region = sample("plzen-region")
    towns = {m["name"] for m in region["municipalities"]}
    supported = [i for i in region["initiatives"] if i["scope"] == "MUNICIPAL"]

    assert len([i for i in region["initiatives"] if i["scope"] == "REGION"]) == 6
    assert [i["year"] for i in supported] == [2010] * region["project_counts"][0]["count"]
    assert {n for i in region["initiatives"] for n in i["municipalities"]} <= towns
    assert {row["year"]: row["count"] for row in region["project_counts"]} == (
        {2010: 4, 2011: 11, 2012: 21}
    )
    assert [(a["value"], a["currency"], a["approximate"]) for a in region["amounts"]] == (
        [(20_500_000, None, True), (3_500_000, None, False), (1_200_000, "EUR", True)]
    )
    assert region["municipality_counts"] == {"joined": 27, "preparing": 10, "as_of": None}
    assert region["areas"] == []
