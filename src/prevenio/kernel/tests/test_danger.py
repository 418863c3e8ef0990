"""Sentences of residents: which mean danger now and stop a form, and which are ordinary reports.

They stand in `danger_sentences`, one a line. Whoever changes a word of the packs adds the sentence
that showed the need; all of them hold.
"""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.kernel import danger
from prevenio.kernel.danger import dangers_in, sounds_like_danger
from prevenio.kernel.text import fold

_SENTENCES = Path(__file__).parent / "danger_sentences"
_PACKS = Path(danger.__file__).parent / "packs" / "danger"
LANGUAGES = ("pl", "cs", "en", "uk", "de")
MAIN_LANGUAGES = LANGUAGES[:4]


def sentences(language: str, kind: str) -> list[str]:
    return (_SENTENCES / f"{language}_{kind}.txt").read_text("utf-8").splitlines()


def as_typed(sentence: str) -> set[str]:
    """The sentence as people in a hurry write it too, and within a letter."""
    letter = f"Dzień dobry. {sentence} Pozdrawiam, Jan Kowalski, tel. 600 100 200"
    return {sentence, fold(sentence), sentence.upper(), sentence.replace(",", ""), letter}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_emergency_stops(language: str) -> None:
    told = sentences(language, "emergencies")

    assert [one for one in told if not all(map(sounds_like_danger, as_typed(one)))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_ordinary_report_stops(language: str) -> None:
    told = sentences(language, "ordinary")

    assert [one for one in told if any(map(sounds_like_danger, as_typed(one)))] == []


@pytest.mark.parametrize("language", MAIN_LANGUAGES)
@pytest.mark.parametrize("kind", ["emergencies", "ordinary"])
def test_many_sentences_are_looked_at(language: str, kind: str) -> None:
    assert len(set(sentences(language, kind))) >= 230


def test_ordinary_reports_with_several_sentences_seldom_stop() -> None:
    for language in MAIN_LANGUAGES:
        told = sentences(language, "ordinary")
        letters = [" ".join(f"{one}." for one in told[at : at + 3]) for at in range(len(told) - 2)]
        assert sum(map(sounds_like_danger, letters)) <= len(letters) // 50


@pytest.mark.parametrize(
    ("told", "danger_told"),
    [
        ("Pali się!", "fire"),
        ("Na klatce czuć gaz", "gas"),
        ("Slyším střelbu", "shots"),
        ("He has a knife", "weapon"),
        ("mąż mnie bije", "violence"),
        ("Stojí na mostě, skočí z mostu", "suicide"),
        ("somebody is drowning", "drowning"),
        ("leží v bezvědomí", "medical"),
        ("Wypadek, są ranni", "accident"),
        ("Ktoś włamuje się do sąsiadki", "burglary"),
        ("a toddler is standing on the window ledge", "child"),
        ("W bloku był wybuch gazu", "explosion"),
    ],
)
def test_each_danger_is_known_by_its_name(told: str, danger_told: str) -> None:
    assert danger_told in set(dangers_in(told))


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("Pożar w kamienicy", "W zeszłym roku był pożar w kamienicy"),
        ("Słychać strzały", "Rok temu słychać tu było strzały"),
        ("Na sídlišti je požár", "Loni byl na sídlišti požár"),
        ("A house is on fire", "A house was on fire two years ago"),
        ("W zeszłym roku był pożar, a teraz pali się dach", "W zeszłym roku był pożar dachu"),
        ("Wczoraj na ul. Leśnej był spokój. Dziś jest pożar.", "Wczoraj na ul. Leśnej był pożar."),
    ],
)
def test_what_is_over_does_not_stop(now: str, then: str) -> None:
    assert sounds_like_danger(now)
    assert not sounds_like_danger(then)


def test_words_far_apart_or_in_other_sentences_are_not_put_together() -> None:
    assert sounds_like_danger("Na moście stoi chłopak i chce skoczyć")
    assert not sounds_like_danger(
        "Piesi nie mają gdzie skoczyć na bok. Zgłaszam też, że lampy przy nowym moście nie świecą."
    )


def test_long_drawn_cries_and_signs_within_words_are_understood() -> None:
    for cry in ("Pomoooocy!!!", "RATUNKUUUU", "heeelp!!", "my wife isn’t breathing", "б'є мене"):
        assert sounds_like_danger(cry), cry
    assert not sounds_like_danger("Szukam pomocy prawnej")


@pytest.mark.parametrize(
    "hostile",
    [
        "a" * 2_000,
        "a " * 1_000,
        "wczoraj mąż bije mnie, nie pali się " * 60,
        "last year a man with a kitchen knife " * 60,
        "!.?;" * 500,
        "ą\u0301" * 1_000,
        "\0\n " * 700,
    ],
)
def test_hostile_text_takes_no_longer_than_it_is_long(hostile: str) -> None:
    began = time.perf_counter()
    for _danger in dangers_in(hostile * 5):
        pass
    # A tenth of a second for ten thousand letters; the rest is for a machine that is busy.
    assert time.perf_counter() - began < 2


@given(st.text(max_size=300))
def test_cry_for_help_is_heard_after_any_text(text: str) -> None:
    assert sounds_like_danger(f"{text}\nRatunku!")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_group_of_words_is_used(language: str) -> None:
    told = json.loads((_PACKS / f"{language}.json").read_text("utf-8"))
    rules = " ".join(rule for rules in told["dangers"].values() for rule in rules)
    named = {part.removeprefix("-") for part in rules.replace("|", " ").split()}

    assert set(told["words"]) - {"now"} <= named
