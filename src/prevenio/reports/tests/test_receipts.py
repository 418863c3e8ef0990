import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from prevenio.kernel.text import fold
from prevenio.reports.receipts import (
    ALPHABET,
    LANGUAGES,
    digest_of,
    is_complete,
    key_of,
    plain,
    reference_of,
    slips_in,
    words_in,
    words_of,
)

keys = st.text(min_size=1, max_size=40)
languages = st.sampled_from(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_has_a_thousand_short_words_that_all_sound_different(language: str) -> None:
    listed = words_in(language)
    folded = [fold(word) for word in listed]

    assert len(set(folded)) == len(listed) == 1024
    assert all(re.fullmatch(r"[a-z]{3,8}", word) for word in folded)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_words_of_a_list_differ_by_one_letter(language: str) -> None:
    folded = sorted((fold(word) for word in words_in(language)), key=len)
    near = [
        (one, other)
        for place, one in enumerate(folded)
        for other in folded[place + 1 :]
        if len(other) - len(one) < 2 and Levenshtein.distance(one, other, score_cutoff=1) < 2
    ]
    assert near == []


@settings(max_examples=50)
@given(keys, languages)
def test_a_receipt_is_known_however_it_is_typed(key: str, language: str) -> None:
    receipt = words_of(key, language)

    assert is_complete(receipt)
    assert receipt == words_of(key, language)
    typed_as = (receipt.upper(), f"  {receipt.replace('-', ' , ')}.\n", fold(receipt))
    for typed in (*typed_as, receipt.replace("-", " – ")):
        assert is_complete(typed)
        assert digest_of(typed) == digest_of(receipt)


@settings(max_examples=50)
@given(keys, languages, st.integers(0, 4), st.data())
def test_a_letter_left_out_is_found_and_the_word_is_suggested(
    key: str, language: str, place: int, data: st.DataObject
) -> None:
    words = words_of(key, language).split("-")
    right = words[place]
    at = data.draw(st.integers(0, len(right) - 1))
    wrong = fold(right[:at] + right[at + 1 :])
    words[place] = wrong

    found = [slip for slip in slips_in("-".join(words)) if slip.position == place + 1]
    known = any(wrong == fold(word) for each in LANGUAGES for word in words_in(each))
    assert known != bool(found)
    for slip in found:
        assert slip.word == wrong
        assert Levenshtein.distance(fold(slip.suggestion), wrong) == 1


def test_the_suggestion_comes_from_the_language_of_the_other_words() -> None:
    polish = "abażur-jezioro-księżyc-latarka-jezoro"
    (slip,) = [slip for slip in slips_in(polish) if slip.position == 5]
    assert slip.suggestion == "jezioro"


def test_a_word_like_no_other_has_no_suggestion() -> None:
    (slip,) = slips_in("oak qqqqqqqqqqqq")
    assert (slip.position, slip.word, slip.suggestion) == (2, "qqqqqqqqqqqq", "")


@pytest.mark.parametrize("typed", ["", "-", "oak", "oak oak oak oak", "oak " * 6, "1 2 3 4 5"])
def test_what_is_not_five_words_is_no_receipt(typed: str) -> None:
    assert not is_complete(typed)


@settings(max_examples=50)
@given(st.text(max_size=400))
def test_nothing_that_is_typed_breaks_the_check(typed: str) -> None:
    assert is_complete(typed) in (True, False)
    assert len(slips_in(typed)) <= 5
    assert len(digest_of(typed)) == 64
    assert not re.search(r"[\s\d_]|--|^-|-$", plain(typed))


def test_a_language_without_a_list_has_english_receipts() -> None:
    assert words_of("key", "uk") == words_of("key", "en") == words_of("key", "../../etc")


@settings(max_examples=50)
@given(keys)
def test_a_reference_can_be_said_and_does_not_give_the_words_away(key: str) -> None:
    reference = reference_of(key)
    assert re.fullmatch(f"R(-[{ALPHABET}]{{4}}){{2}}", reference)
    assert not set("IlO01") & set(ALPHABET)
    assert digest_of(reference) != digest_of(words_of(key, "en"))


def test_what_is_sent_has_one_key_in_whatever_order_and_something_else_another() -> None:
    said = [("words", "Piją."), ("weekdays", "4"), ("weekdays", "5")]
    key = key_of("page", authority_id=1, said=said)

    assert key_of("page", authority_id=1, said=reversed(said)) == key
    others = {
        key_of("page", authority_id=2, said=said),
        key_of("another", authority_id=1, said=said),
        key_of("page", authority_id=1, said=said[1:]),
        key_of("page", authority_id=1, said=[*said, ("place", "\udcff")]),
        # What stands in one field does not read like two.
        key_of("page", authority_id=1, said=[("words", "Piją.'), ('weekdays', '4"), said[2]]),
    }
    assert len(others | {key}) == 6


def test_receipts_use_all_words_of_a_list() -> None:
    used = {word for number in range(3000) for word in words_of(str(number), "en").split("-")}
    assert len(used) > 1000
