import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.kernel.typography import NO_BREAK, bind_short_words

N = NO_BREAK


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Kto dba o moją ulicę", f"Kto dba o{N}moją ulicę"),
        ("teraz i w nocy, i jak", f"teraz i{N}w{N}nocy, i{N}jak"),
        ("W Kielcach", f"W{N}Kielcach"),
        ("s obcí, k řece, v lese", f"s{N}obcí, k{N}řece, v{N}lese"),
        ("(w tym)", f"(w{N}tym)"),
        ("już", "już"),
        ("plan B tu", "plan B tu"),
        ("koniec w", "koniec w"),
        ("480 000 Kč a 5 % dětí", f"480 000{N}Kč a{N}5{N}% dětí"),
        ("12 km, 3 kmeny", f"12{N}km, 3 kmeny"),
    ],
)
def test_short_words_stay_with_what_follows(text: str, bound: str) -> None:
    assert bind_short_words(text) == bound


def test_tags_of_marked_up_text_stay_whole() -> None:
    assert bind_short_words('<a class="a b">i w</a>') == f'<a class="a b">i{N}w</a>'


@given(st.text())
def test_binding_changes_spaces_alone_and_only_once(text: str) -> None:
    bound = bind_short_words(text)

    assert "".join(bound.split()) == "".join(text.split())
    assert bind_short_words(bound) == bound
