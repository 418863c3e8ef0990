import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from prevenio.kernel.text import fold
from prevenio.people.models import Authority
from prevenio.places.models import Municipality
from prevenio.portal.highlighting import excerpt, marked
from prevenio.programme.models import Milestone, ProgrammeVersion
from prevenio.programme.queries.search import Found, search, words_of
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_findable_body,
    make_initiative,
    make_programme,
    make_version,
)


@pytest.fixture
def version(authority: Authority) -> ProgrammeVersion:
    return make_version(make_programme(authority), is_public=True)


def titles(found: Found) -> list[str]:
    return [hit.heading for hit in found.hits]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Żółć, łąka i źdźbło", "zolc laka zdzblo"),
        ("Žluťoučký kůň úpěl", "zlutoucky KUN upel"),
        ("Łódź ratunkowa", "łódź"),
        ("Łódź ratunkowa", "lodz"),
        ("Powódź na Silnicy", "powódz"),
        ("Szybka pomoc", "pomoc szybka"),
        ("Wypadki drogowe", "wypad"),
        ("Zima 100% bezpieczna", "100%"),
    ],
)
@pytest.mark.django_db
def test_words_are_found_without_their_marks_and_by_their_beginning(
    written: str, asked: str, version: ProgrammeVersion
) -> None:
    make_action(make_area(version, title="Inne"), title=written, text="Opis.")

    assert titles(search(version, text=asked)) == [written]


@pytest.mark.parametrize(
    "asked", ["zima lato", "oda", "%", "_", "wo%da", "w_da", "\\", "'", "0" * 99]
)
@pytest.mark.django_db
def test_what_no_row_has_is_not_found(asked: str, version: ProgrammeVersion) -> None:
    make_action(make_area(version, title="Inne"), title="Zima i woda", text="Lód.")

    assert titles(search(version, text=asked)) == []


@pytest.mark.django_db
def test_title_comes_before_text_and_the_kind_of_the_best_hit_leads(
    version: ProgrammeVersion,
) -> None:
    area = make_area(version, title="Porządek")
    make_action(area, title="Patrole", text="Policja i szkoła razem.")
    make_action(area, title="Szkoła bez przemocy", text="Lekcje.")
    make_initiative(version, name="Turniej", aim="Dla każdej szkoły.")

    hits = search(version, text="szkoła").hits

    assert [hit.heading for hit in hits] == ["Szkoła bez przemocy", "Patrole", "Turniej"]
    assert [hit.kind for hit in hits] == ["action", "action", "initiative"]


@pytest.mark.django_db
def test_word_with_another_ending_is_found_and_said_so(version: ProgrammeVersion) -> None:
    make_action(make_area(version, title="Inne"), title="Zajęcia w szkołach", text="Opis.")

    assert search(version, text="szkoły").is_widened
    assert not search(version, text="szkołach").is_widened


@pytest.mark.django_db
def test_code_of_an_action_finds_it(version: ProgrammeVersion) -> None:
    area = make_area(version, code="3", title="Inne")
    for place in range(1, 19):
        make_action(
            area, code=f"3.{place}", title=f"Działanie {place}", text="Opis.", search_text="x"
        )

    assert [hit.code for hit in search(version, text="3.17").hits] == ["3.17"]


@pytest.mark.django_db
def test_only_bodies_that_take_part_are_found(version: ProgrammeVersion) -> None:
    lead = make_findable_body(version.programme.authority, "OSP", "Ochotnicza Straż Pożarna")
    make_findable_body(version.programme.authority, "PSP", "Państwowa Straż Pożarna")
    make_action(make_area(version, title="Inne"), title="Ćwiczenia", lead=lead)

    assert titles(search(version, text="straz")) == ["Ochotnicza Straż Pożarna"]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("", "Write what you look for"),
        ("%20%20", "Write what you look for"),
        ("a", "Write at least two letters"),
        ("%25", "Write at least two letters"),
        ("%00", "Write what you look for"),
        ("zzz%3Cscript%3E", "Nothing found for “zzz&lt;script&gt;”"),
        ("x" * 500, "Nothing found"),
    ],
)
@pytest.mark.django_db
def test_poor_question_is_answered_kindly(
    asked: str, answer: str, version: ProgrammeVersion, client: Client
) -> None:
    client.cookies["django_language"] = "en"

    assert answer in client.get(f"/testowo/search/?q={asked}").text


@pytest.mark.django_db
def test_long_result_is_paged_and_marks_what_was_found(
    version: ProgrammeVersion, client: Client
) -> None:
    area = make_area(version, title="Inne")
    for place in range(25):
        make_action(area, title=f"Patrol {place}", text="Patrole <nocne>.")

    first = client.get("/testowo/search/?q=patrol").text
    second = client.get("/testowo/search/?q=patrol&page=2").text

    assert first.count("<h3") == 20
    assert second.count("<h3") == 5
    assert "<mark>Patrol</mark> 3" in first
    assert "<mark>Patrole</mark> &lt;nocne&gt;." in first


def test_excerpt_shows_the_found_word() -> None:
    text = "wstęp " * 100 + "powódź " + "koniec " * 100

    shown = excerpt(text, ["powodz"])

    assert "powódź" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


@given(st.text(), st.text())
def test_marking_keeps_the_text_whole(text: str, asked: str) -> None:
    shown = marked(text, words_of(asked))

    bare = shown.replace("<mark>", "").replace("</mark>", "")
    assert bare == marked(text, [])
    assert "<" not in bare


@given(st.text(max_size=300))
def test_sought_words_are_few_and_folded(text: str) -> None:
    words = words_of(text)

    assert len(words) <= 8
    assert all(word == fold(word) for word in words)


@pytest.mark.django_db
def test_town_that_joined_is_found(version: ProgrammeVersion, client: Client) -> None:
    town = Municipality.objects.create(
        authority=version.programme.authority, code="553425", name="Domažlice", kind="TOWN"
    )
    elsewhere = make_version(make_programme(version.programme.authority))
    for one in (version, elsewhere):
        milestone = Milestone.objects.create(version=one, position=1, text="Začátek")
        milestone.municipalities.add(town)

    text = client.get("/testowo/search/?q=domazlice").text

    assert titles(search(version, text="domazlice")) == ["Domažlice"]
    assert '<a href="/testowo/programme/milestones/"><mark>Domažlice</mark></a>' in text
