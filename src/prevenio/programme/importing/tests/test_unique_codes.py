from hypothesis import given
from hypothesis import strategies as st

from prevenio.programme.importing.document import (
    ProgrammeDocument,
    ReadAction,
    ReadArea,
    ReadInitiative,
)
from prevenio.programme.importing.unique_codes import with_unique_codes

codes = st.sampled_from(["", "1", "1.1", "1.5", "1.5b", "x" * 30])
areas = st.builds(
    ReadArea,
    codes,
    st.just("Obszar"),
    actions=st.lists(st.builds(ReadAction, codes, st.just("Tekst.")), max_size=40).map(tuple),
)


def test_a_second_number_gets_a_letter() -> None:
    area = ReadArea("1", "Ulica", actions=tuple(ReadAction(code, "") for code in ("1.5", "1.5")))
    document = with_unique_codes(ProgrammeDocument(areas=(area, ReadArea("", "Dom"))))

    assert [action.code for action in document.actions] == ["1.5", "1.5b"]
    assert [area.code for area in document.areas] == ["1", "2"]


def test_a_number_stays_with_the_first_initiative() -> None:
    document = ProgrammeDocument(
        initiatives=(ReadInitiative(1, "A"), ReadInitiative(1, "B"), ReadInitiative(None, "C"))
    )

    assert [one.number for one in with_unique_codes(document).initiatives] == [1, None, None]


@given(st.lists(areas, max_size=5).map(tuple))
def test_every_code_is_there_once_and_fits(some: tuple[ReadArea, ...]) -> None:
    document = with_unique_codes(ProgrammeDocument(areas=some))

    for found in (document.areas, document.actions):
        found_codes = [one.code for one in found]
        assert len(set(found_codes)) == len(found_codes)
        assert all(code and len(code) <= 20 for code in found_codes)
