import pytest

from prevenio.people.models import Authority
from prevenio.programme.importing.document import ProgrammeDocument
from prevenio.programme.operations.contents import names_of


@pytest.mark.parametrize(
    ("authority", "names"),
    [
        ("Miasto Testowo", {"testowo": "Testowo"}),
        ("Testovský kraj", {"testovský": "Testovský"}),
        ("Statutární město Nové Testovice", {"nové": "Nové", "testovice": "Testovice"}),
    ],
)
def test_the_place_of_the_authority_keeps_its_capital(
    authority: str, names: dict[str, str]
) -> None:
    assert names_of(ProgrammeDocument(language="pl"), Authority(name=authority)) == names
