"""One search for the whole site: streets, towns, pages, answers, events, places of help."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from prevenio.advice.models import AdvicePoint, PointKind
from prevenio.kernel.text import fold
from prevenio.people.models import Authority
from prevenio.people.tests.factories import NOON, make_authority
from prevenio.places.models import Address, Municipality, Precinct
from prevenio.places.operations.versions import mark_changed
from prevenio.places.searching import search_text_of
from prevenio.places.tests.factories import make_precinct, make_precinct_kind
from prevenio.portal.searching import found_elsewhere
from prevenio.region.models import GoverningDocument

pytestmark = pytest.mark.django_db

MOST_STATEMENTS = 14


def make_address(authority: Authority, street: str, number: str) -> Address:
    town = Municipality.objects.create(authority=authority, name="Testowo")
    return Address.objects.create(
        authority=authority,
        municipality=town,
        street=street,
        number=number,
        latitude=50.87,
        longitude=20.63,
        search_text=search_text_of(street=street, number=number, municipality="Testowo"),
    )


def make_point(authority: Authority, name: str) -> AdvicePoint:
    return AdvicePoint.objects.create(
        authority=authority,
        kind=PointKind.LEGAL,
        name=name,
        purpose="Porady prawne",
        search_text=fold(f"{name} Porady prawne"),
    )


def make_precincts(authority: Authority, *names: str) -> list[Precinct]:
    kind = make_precinct_kind(authority, names={"en": "Police precincts"})
    made = [
        make_precinct(kind, code=f"K{number}", name=name)
        for number, name in enumerate(names, start=1)
    ]
    mark_changed(authority.pk)
    return made


def make_document(authority: Authority, title: str, **fields: object) -> GoverningDocument:
    day = NOON.date()
    fields.setdefault("is_public", True)
    return GoverningDocument.objects.create(
        authority=authority, title=title, adopted_on=day, valid_from=day, **fields
    )


def search(client: Client, words: str, slug: str = "testowo") -> str:
    client.cookies["django_language"] = "en"
    response = client.get(f"/{slug}/search/", {"q": words})
    assert response.status_code == 200
    return response.text


def test_address_leads_to_who_looks_after_it(client: Client, authority: Authority) -> None:
    found = make_address(authority, "Bodzentyńska", "12")

    assert f"/testowo/street/addresses/{found.pk}/" in search(client, "bodzentynska 12")


def test_places_of_help_are_found_without_a_programme(client: Client, authority: Authority) -> None:
    make_point(authority, "Punkt Żółw")

    text = search(client, "zolw")

    assert "Where to find help" in text
    assert "Punkt <mark>Żółw</mark>" in text


def test_towns_are_found_in_a_region_only(client: Client, authority: Authority) -> None:
    Municipality.objects.create(authority=authority, name="Horažďovice")
    assert "Horažďovice" not in search(client, "horazdovice")

    authority.is_region = True
    authority.save()
    assert "<mark>Horažďovice</mark>" in search(client, "horazdovice")


def test_precinct_is_found_by_its_name_without_marks(client: Client, authority: Authority) -> None:
    found, _other = make_precincts(authority, "Rejon Źródłowa", "Rejon Centrum")

    text = search(client, "zrodlowa")

    assert f"/testowo/street/precincts/{found.pk}/" in text
    assert "Police precincts" in text
    assert "Centrum" not in text


def test_code_of_a_precinct_is_found_as_a_whole_and_first(
    client: Client, authority: Authority
) -> None:
    made = make_precincts(authority, *(f"Rejon {number}" for number in range(1, 13)))

    text = search(client, "k1")

    assert f"/precincts/{made[0].pk}/" in text
    assert f"/precincts/{made[11].pk}/" not in text


def test_renamed_precinct_is_found_by_its_new_name(client: Client, authority: Authority) -> None:
    (found,) = make_precincts(authority, "Rejon Stary")
    search(client, "rejon stary")

    Precinct.objects.filter(pk=found.pk).update(name="Rejon Nowy")
    mark_changed(authority.pk)

    assert f"/precincts/{found.pk}/" in search(client, "rejon nowy")
    assert f"/precincts/{found.pk}/" not in search(client, "rejon stary")


def test_public_documents_of_a_region_are_found(client: Client, authority: Authority) -> None:
    authority.is_region = True
    authority.save()
    filed = make_document(authority, "Jednací řád", file="documents/rad.pdf", file_name="rad.pdf")
    make_document(authority, "Řád bez souboru", number="7/2024")
    make_document(authority, "Tajný řád", is_public=False)

    text = search(client, "rad")

    assert f"/testowo/governing-documents/{filed.pk}/file/" in text
    assert 'href="/testowo/governing-documents/"' in text
    assert "Tajný" not in text


def test_documents_of_a_city_are_not_looked_for(client: Client, authority: Authority) -> None:
    make_document(authority, "Jednací řád")

    assert "Jednací" not in search(client, "jednaci")


def test_other_authority_finds_none_of_it(client: Client, authority: Authority) -> None:
    make_point(authority, "Tajny punkt")
    make_address(authority, "Tajna", "1")
    make_precincts(authority, "Tajny rejon")
    make_authority(slug="inne")

    assert "Tajn" not in search(client, "tajny", "inne")
    assert "Tajn" not in search(client, "tajna 1", "inne")


def test_search_makes_few_statements(
    client: Client, authority: Authority, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    authority.is_region = True
    authority.save()
    make_precincts(authority, *(f"Rejon {number}" for number in range(30)))
    for number in range(30):
        make_point(authority, f"Punkt {number}")
        make_document(authority, f"Dokument {number}")

    with django_assert_max_num_queries(MOST_STATEMENTS):
        search(client, "punkt 1")


@pytest.mark.parametrize(
    "words", ["%", "_", "'; DROP TABLE x; --", "\u202e\u0000abc", "😀😀", "a" * 10_000, "(((", "\\"]
)
def test_hostile_words_find_nothing_and_break_nothing(
    words: str, client: Client, authority: Authority
) -> None:
    make_point(authority, "Punkt")

    assert "Punkt" not in search(client, words).replace("Punkt informacyjny", "")


@given(words=st.text(max_size=40))
def test_any_text_can_be_searched_for(words: str) -> None:
    found_elsewhere(
        Authority(pk=0, languages=["en"], time_zone="UTC"), words, language="en", at=NOON
    )
