from datetime import date
from io import BytesIO

import pdfplumber
import pytest

from prevenio.people.models import Authority
from prevenio.places.leaflets import digest_of, leaflet_content, leaflet_of
from prevenio.places.models import Precinct
from prevenio.places.tests.factories import (
    make_municipality,
    make_precinct,
    make_precinct_kind,
    square,
)
from prevenio.places.tests.staff import EVERY_DAY, make_duty, week

DAY = date(2026, 3, 2)


@pytest.fixture
def precinct(authority: Authority) -> Precinct:
    kind = make_precinct_kind(authority, roles={"pl": "Dzielnicowy", "cs": "Okrskář"})
    town = make_municipality(authority, name="Ves")
    make_precinct(kind, name="Neighbour", shape=square(20.2, 50, 0.2))
    return make_precinct(
        kind, name="Rejon #14", municipality=town, shape=square(20, 50, 0.2), about="od *rzeki*"
    )


def text_of(pdf: bytes) -> str:
    with pdfplumber.open(BytesIO(pdf)) as document:
        assert len(document.pages) == 1
        return str(document.pages[0].extract_text())


@pytest.mark.parametrize("language", ["pl", "cs", "en"])
def test_the_leaflet_is_one_tagged_page_in_each_language(precinct: Precinct, language: str) -> None:
    make_duty(precinct, hours=week(8, 16))
    pdf = leaflet_of(precinct, DAY, language)
    text = text_of(pdf)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"pdfuaid" in pdf or b"StructTreeRoot" in pdf
    for words in ("Jan Příklad", "41 000 00 14", "112", "Rejon #14, Ves"):
        assert words in text
    assert pdf == leaflet_of(precinct, DAY, language)


def test_words_are_never_markup(precinct: Precinct) -> None:
    make_duty(precinct, person_name="#panic()", purpose="$x$ *b* <a>\u200b\x07")
    text = text_of(leaflet_of(precinct, DAY, "en"))
    assert "#panic()" in text
    assert "od *rzeki*" in text


def test_the_night_and_five_people_at_most_are_named(precinct: Precinct) -> None:
    for number in range(7):
        make_duty(precinct, person_name=f"Person {number}", hours=week(6, 22, EVERY_DAY))
    make_duty(precinct, person_name="Night", phone="986", span="NIGHT")
    content = leaflet_content(precinct, DAY, "en")
    assert [number for number, _words in content["numbers"]] == ["112", "986", "41 000 00 14"]
    assert len(content["people"]) == 5
    assert content["people"][0]["hours"] == "daily 6–22"


def test_a_precinct_with_nobody_and_no_map_still_has_a_leaflet(authority: Authority) -> None:
    bare = make_precinct(make_precinct_kind(authority, icon="no-such-icon"), name="Bare")
    assert "Nobody is named" in text_of(leaflet_of(bare, DAY, "en"))


def test_the_digest_changes_with_what_is_said(precinct: Precinct) -> None:
    before = digest_of(leaflet_content(precinct, DAY, "pl"))
    assert digest_of(leaflet_content(precinct, DAY, "pl")) == before
    make_duty(precinct)
    assert digest_of(leaflet_content(precinct, DAY, "pl")) != before
