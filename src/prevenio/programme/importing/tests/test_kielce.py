"""The founding programme of a city, read to the last row."""

from collections import Counter
from datetime import date
from functools import cache
from itertools import chain

import pytest

from prevenio.programme.importing.document import ProgrammeDocument, ReadAction, ReadInitiative
from prevenio.programme.importing.reading import read_programme
from prevenio.programme.importing.tests.sources import text_source
from tests.shared_material import KIELCE, document


@cache
def _read(text: str) -> ProgrammeDocument:
    return read_programme(text_source(text))


@pytest.fixture
def programme() -> ProgrammeDocument:
    return _read(document(KIELCE).read_text(encoding="utf-8"))


def _action(programme: ProgrammeDocument, code: str) -> ReadAction:
    return next(action for action in programme.actions if action.code == code)


def _initiative(programme: ProgrammeDocument, number: int) -> ReadInitiative:
    return next(each for each in programme.initiatives if each.number == number)


def _chief(programme: ProgrammeDocument) -> dict[str, str]:
    return {name: body.short for body in programme.bodies for name in (body.short, *body.aliases)}


def test_act_is_read_whole(programme: ProgrammeDocument) -> None:
    act = programme.act

    assert act.number == "XLII/829/2021"
    assert act.date == date(2021, 3, 18)
    assert act.body == "Rada Miasta Kielce"
    assert act.days_to_force == 14
    assert act.executor == "Prezydent Miasta Kielce"
    assert [each.split(" ustawy")[0] for each in act.legal_basis] == [
        "art. 12 pkt 9b",
        "art. 92 ust. 1 pkt 1",
    ]
    assert [each.name for each in act.signatories] == ["Kamil Suchański", "Bogdan Wenta"]
    assert act.annex is not None
    assert (programme.first_year, programme.last_year) == (2021, 2023)


def test_chapters_bear_their_numbers_and_the_title_in_the_text(
    programme: ProgrammeDocument,
) -> None:
    numbers = [chapter.number for chapter in programme.chapters]

    assert numbers == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    assert programme.chapters[1].title == "WYKAZ SKRÓTÓW UŻYTYCH W TEKŚCIE"
    assert {48, 50} <= set(chain(programme.chapters[6].lines, programme.chapters[8].lines))


def test_areas_and_actions_are_counted_as_they_stand(programme: ProgrammeDocument) -> None:
    assert [len(area.actions) for area in programme.areas] == [
        11,
        14,
        17,
        5,
        3,
        7,
        12,
        11,
        13,
        7,
        10,
    ]
    assert [area.code for area in programme.areas] == [str(n) for n in range(1, 12)]
    assert {_action(programme, "3.17").lines, _action(programme, "11.10").lines} == {(271,), (383,)}


def test_lists_are_told_apart(programme: ProgrammeDocument) -> None:
    counts = [
        len(each)
        for each in (
            programme.goals,
            programme.forms,
            programme.participants,
            programme.commission_duties,
            programme.drafting_team,
            programme.abbreviations,
        )
    ]

    assert counts == [12, 9, 14, 7, 4, 36]
    assert len({row.short for row in programme.abbreviations}) == 35
    assert programme.main_goal is not None


def test_links_are_counted_after_spellings_are_merged(programme: ProgrammeDocument) -> None:
    chief = _chief(programme)
    responsible = Counter(chief[name] for a in programme.actions for name in a.responsible)
    partners = Counter(chief[name] for a in programme.actions for name in a.partners)

    assert (responsible.total(), partners.total()) == (173, 332)
    assert (len(responsible), len(partners), len(responsible | partners)) == (23, 46, 50)
    assert responsible == {
        "KMP": 38, "SM": 18, "KM PSP": 16, "Szkoły": 16, "MOPR": 13, "PPIS": 13, "EKS": 7, "KO": 7,
        "MUP": 7, "SCPiE": 6, "PSSE": 5, "WGKiŚ": 5, "PIW": 5, "BBiZK": 3, "MZD": 3, "PINB": 2,
        "PIKS": 2, "RPZiUK": 2, "KRPA": 1, "CBŚP": 1, "OSP": 1, "placówki oświatowe": 1,
        "organizatorzy imprez": 1,
    }  # fmt: skip


def test_names_stand_as_written_and_aliases_show_the_merging(programme: ProgrammeDocument) -> None:
    bodies = {body.short: body for body in programme.bodies}

    assert "KP PSP" in _action(programme, "7.11").responsible
    assert "KP PSP" in bodies["KM PSP"].aliases
    assert "WGKOŚ" in bodies["WGKiŚ"].aliases
    assert "ŚCPiE" in bodies["SCPiE"].aliases
    assert "WBZK" in bodies["WBiZK"].aliases
    assert "RPZUK" in bodies["RPZiUK"].aliases
    assert {bodies[short].name for short in ("PSSE", "MZB", "SCRiTM", "Rady osiedli")} == {None}
    assert bodies["Rady osiedli"].is_group


def test_rows_torn_by_a_page_are_joined(programme: ProgrammeDocument) -> None:
    assert programme.torn_rows == (
        (215, 217), (232, 234), (260, 262), (363, 365),
        (398, 400), (404, 406), (411, 413), (416, 418), (423, 425), (430, 432),
    )  # fmt: skip
    assert _action(programme, "1.5").partners == ("SM", "KM PSP", "PSSE", "Rady osiedli", "BBiZK")
    assert _action(programme, "10.4").partners == ("PPIS", "WGKOŚ", "KMP", "SM")


def test_points_inside_an_action_are_its_parts(programme: ProgrammeDocument) -> None:
    parts = {a.code: len(a.sub_actions) for a in programme.actions if a.sub_actions}

    assert parts == {"3.13": 6, "3.15": 2}


def test_initiatives_have_their_fields_apart(programme: ProgrammeDocument) -> None:
    chief = _chief(programme)
    by_body = Counter(chief[name] for each in programme.initiatives for name in each.implementers)

    assert [each.number for each in programme.initiatives] == list(range(1, 37))
    assert by_body == {"SCPiE": 11, "KMP": 9, "SM": 8, "MOPR": 5, "KM PSP": 3, "BBiZK": 1, "KO": 1}
    assert _initiative(programme, 34).name == "ŚRODOWISKO PONAD WSZYSTKO"
    assert _initiative(programme, 34).aim.startswith("W program ten")
    assert _initiative(programme, 10).audience == ("Dzieci", "Młodzież", "Seniorzy")
    assert not any("<p>" in each.name + each.aim for each in programme.initiatives)


def test_funding_is_told_from_method(programme: ProgrammeDocument) -> None:
    funded = {each.number for each in programme.initiatives if each.funding}

    assert funded == {2, 4, 10, 11, 12, *range(18, 29)}
    assert _initiative(programme, 11).funding == ("własne", "Urząd Miasta Kielce (BBiZK)")
    assert "inansowani" not in _initiative(programme, 22).method


def test_terms_come_to_years(programme: ProgrammeDocument) -> None:
    terms = {each.number: each.term for each in programme.initiatives}

    assert (terms[13].first_year, terms[13].last_year) == (2020, 2023)
    assert (terms[29].first_year, terms[29].last_year) == (2020, 2023)
    assert (terms[30].first_year, terms[30].last_year) == (2020, 2023)
    assert (terms[17].first_year, terms[17].last_year, terms[17].open_ended) == (2019, None, True)
    assert {n for n, term in terms.items() if term.last_year == 2021} == {
        2,
        3,
        4,
        5,
        6,
        9,
        19,
        20,
        21,
        36,
    }
