import pytest

from prevenio.programme.importing.initiative_names import name_and_aim
from prevenio.programme.importing.vocabulary import vocabulary_of


@pytest.mark.parametrize(
    ("text", "name", "aim"),
    [
        (
            "Szkolenia: „Sieć bez tajemnic – zagrożenia”, „Nałogi” Celem szkoleń jest wiedza.",
            "Szkolenia: „Sieć bez tajemnic – zagrożenia”, „Nałogi”",
            "Celem szkoleń jest wiedza.",
        ),
        (
            "Bezpieczny dom – program ma chronić seniorów",
            "Bezpieczny dom",
            "program ma chronić seniorów",
        ),
        ("ODBLASKI Program uczy pieszych.", "ODBLASKI", "Program uczy pieszych."),
    ],
)
def test_name_ends_where_the_aim_begins(text: str, name: str, aim: str) -> None:
    assert name_and_aim(text, vocabulary_of("pl")) == (name, aim)
