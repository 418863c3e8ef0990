from hypothesis import given, settings
from hypothesis import strategies as st

from prevenio.advice.codes import ALPHABET, code_of, digest_of, grouped, is_mistyped, plain

codes = st.text(min_size=1, max_size=40).map(code_of)


def test_a_code_holds_no_sign_that_is_read_as_another() -> None:
    assert not set("IlO01") & set(ALPHABET)
    # Fourteen signs of chance out of 31 are more than sixty bits.
    assert len(ALPHABET) ** 14 > 2**60


@settings(max_examples=30)
@given(codes)
def test_a_code_is_known_however_it_is_typed(code: str) -> None:
    assert not is_mistyped(code)
    for typed in (code.lower(), code.replace("-", " "), f" {plain(code)}\n"):
        assert not is_mistyped(typed)
        assert digest_of(typed) == digest_of(code)
    assert grouped(plain(code)) == code


@settings(max_examples=30)
@given(codes, st.integers(0, 14), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_found(code: str, place: int, sign: str) -> None:
    signs = list(plain(code))
    was, signs[place] = signs[place], sign

    assert is_mistyped("".join(signs)) == (was != sign)


@settings(max_examples=30)
@given(codes, st.integers(0, 12))
def test_two_signs_that_changed_places_are_found(code: str, place: int) -> None:
    signs = list(plain(code))
    signs[place], signs[place + 1] = signs[place + 1], signs[place]

    assert is_mistyped("".join(signs)) == (signs[place] != signs[place + 1])


@settings(max_examples=30)
@given(st.text(max_size=300))
def test_nothing_that_is_typed_breaks_the_check(typed: str) -> None:
    assert is_mistyped(typed) in (True, False)
    assert len(digest_of(typed)) == 64
