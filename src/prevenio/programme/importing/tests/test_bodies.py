import pytest

from prevenio.programme.importing.bodies import Mention, Register, near_acronyms
from prevenio.programme.importing.document import ReadAbbreviation
from prevenio.programme.importing.vocabulary import POLISH


def _register(*names: str, defined: dict[str, str] | None = None) -> Register:
    rows = [ReadAbbreviation(short, name) for short, name in (defined or {}).items()]
    return Register([Mention(name, (1,)) for name in names], rows, POLISH)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("WGKOŚ", "WGKiŚ", True),
        ("WBZK", "WBiZK", True),
        ("ŚCPiE", "SCPiE", True),
        ("KP PSP", "KM PSP", True),
        ("PSSE", "WSSE", False),
        ("MZB", "MZD", False),
        ("KMP", "KWP", False),
    ],
)
def test_only_likely_slips_make_two_acronyms_one(one: str, other: str, near: bool) -> None:
    assert near_acronyms(one, other) is near


def test_two_defined_acronyms_stay_two() -> None:
    register = _register("MUPLO", "MUPLA", defined={"MUPLO": "Urząd A", "MUPLA": "Urząd B"})

    assert len(register.bodies()) == 2


def test_town_behind_an_acronym_makes_no_other_body() -> None:
    register = _register("KMP", "KMP TORUŃ", "KMP w Toruniu", defined={"KMP": "Komenda Policji"})
    (body,) = register.bodies()

    assert (body.short, body.aliases) == ("KMP", ("KMP TORUŃ", "KMP w Toruniu"))


def test_full_name_belongs_to_its_acronym() -> None:
    register = _register(
        "SM", "Straż Miejska Toruń", defined={"SM": "Komenda Straży Miejskiej w Toruniu"}
    )

    assert [body.short for body in register.bodies()] == ["SM"]


def test_body_is_named_once_per_action_in_its_first_spelling() -> None:
    register = _register("szkoły", "Szkoły", "rodzice")

    assert register.once_each(["Szkoły", "rodzice", "szkoły"]) == ("Szkoły", "rodzice")


def test_numbered_schools_are_not_one() -> None:
    register = _register("Szkoła Podstawowa nr 1", "Szkoła Podstawowa nr 2")

    assert len(register.bodies()) == 2
