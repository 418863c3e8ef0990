import pytest

from prevenio.programme.checking import RULES, check
from prevenio.programme.checking.tests.clean_programmes import clean_czech, clean_polish
from prevenio.programme.importing.document import ProgrammeDocument
from prevenio.programme.importing.source import Source

CLEAN = {"pl": clean_polish(), "cs": clean_czech()}


@pytest.mark.parametrize("code", sorted(RULES))
@pytest.mark.parametrize("language", sorted(CLEAN))
def test_rule_is_silent_on_a_clean_programme(code: str, language: str) -> None:
    document, source = CLEAN[language]

    assert list(RULES[code].examine(document, source)) == []
    assert list(RULES[code].examine(document, None)) == []


@pytest.mark.parametrize("code", sorted(RULES))
def test_rule_is_silent_where_its_subject_is_absent(code: str) -> None:
    empty = Source("nothing.txt", "text", "", ())

    assert list(RULES[code].examine(ProgrammeDocument(), empty)) == []


def test_check_of_a_clean_programme_finds_nothing() -> None:
    assert check(*clean_polish(), "pl") == []
