from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.programme.importing.decisions import Decision, apply_decisions
from prevenio.programme.importing.document import (
    ProgrammeDocument,
    ReadAct,
    ReadAction,
    ReadAmount,
    ReadArea,
    ReadBody,
    ReadInitiative,
    ReadMilestone,
    ReadTerm,
    as_json,
)
from prevenio.programme.importing.doubts import doubts_of
from prevenio.programme.importing.marking import lines_around
from prevenio.programme.importing.source import Source, SourceLine
from prevenio.programme.importing.stored import from_json

DOCUMENT = ProgrammeDocument(
    act=ReadAct(number="I/1/2024", date=date(2024, 1, 5)),
    areas=(
        ReadArea(
            "1",
            "Ulica",
            (3,),
            (
                ReadAction("1.1", "Patrole.", ("KMP",), ("SM", "PSSE"), (4,)),
                ReadAction("1.2", "Kontrole.", ("SM",), ("PSSE", "WBZK"), (5, 7)),
                ReadAction("1.4", "Przeglądy.", (), ("szkoły",), (8,)),
            ),
        ),
    ),
    initiatives=(
        ReadInitiative(7, "ODBLASKI", implementers=("KMP",), term=ReadTerm("wkrótce"), lines=(9,)),
    ),
    bodies=(
        ReadBody("KMP", "Komenda Miejska Policji"),
        ReadBody("SM", "Straż Miejska"),
        ReadBody("PSSE"),
        ReadBody("WBiZK", "Wydział Bezpieczeństwa", ("WBZK",)),
        ReadBody("szkoły", is_group=True),
    ),
    milestones=(ReadMilestone(date(2024, 6, 1), "Początek.", (10,), "month"),),
    amounts=(ReadAmount(Decimal("1.5"), "PLN", True, (11,)),),
    torn_rows=((5, 7),),
)

plain = st.text(st.characters(codec="utf-8"), max_size=12)
actions = st.builds(
    ReadAction, code=plain, text=plain, responsible=st.tuples(plain), lines=st.tuples(st.integers())
)
documents = st.builds(
    ProgrammeDocument,
    title=plain,
    areas=st.lists(
        st.builds(ReadArea, plain, plain, actions=st.lists(actions, max_size=3).map(tuple)),
        max_size=2,
    ).map(tuple),
    amounts=st.lists(
        st.builds(ReadAmount, st.integers(0, 10**9).map(Decimal), st.none()), max_size=2
    ).map(tuple),
)


@given(documents)
def test_a_reading_comes_back_from_its_json_as_it_was(document: ProgrammeDocument) -> None:
    assert from_json(as_json(document)) == document


def test_dates_amounts_and_terms_come_back_too() -> None:
    assert from_json(as_json(DOCUMENT)) == DOCUMENT


def test_every_kind_of_doubt_is_raised_once() -> None:
    assert [(doubt.kind, doubt.key) for doubt in doubts_of(DOCUMENT)] == [
        ("unknown_body", "body:PSSE"),
        ("merged_spelling", "alias:WBZK"),
        ("no_responsible_body", "lead:1.4"),
        ("number_missing", "number:1.3"),
        ("torn_row", "torn:1.2"),
        ("unread_term", "term:7"),
    ]


def test_a_known_institution_is_proposed_by_its_name() -> None:
    doubt = doubts_of(DOCUMENT)[0]

    assert doubt.proposal == "Powiatowa Stacja Sanitarno-Epidemiologiczna"
    assert doubt.places == ("1.1", "1.2")


def test_an_act_without_number_is_doubtful() -> None:
    assert doubts_of(replace(DOCUMENT, act=ReadAct()))[0].kind == "act_incomplete"


def settled(*decisions: Decision) -> ProgrammeDocument:
    return apply_decisions(DOCUMENT, decisions)


def test_a_body_gets_its_name() -> None:
    bodies = settled(Decision("body:PSSE", "ACCEPT", {"name": "Stacja"})).bodies

    assert [body.name for body in bodies if body.short == "PSSE"] == ["Stacja"]


def test_two_bodies_become_one_everywhere() -> None:
    document = settled(Decision("body:PSSE", "MEND", {"same_as": "SM"}))

    assert document.actions[0].partners == ("SM",)
    assert document.actions[1].partners == ("SM", "WBZK")
    assert [body.aliases for body in document.bodies if body.short == "SM"] == [("PSSE",)]
    assert all(body.short != "PSSE" for body in document.bodies)


def test_an_answer_for_one_place_holds_there_only() -> None:
    document = settled(Decision("body:PSSE@1.2", "MEND", {"same_as": "SM"}))

    assert document.actions[0].partners == ("SM", "PSSE")
    assert document.actions[1].partners == ("SM", "WBZK")
    assert any(body.short == "PSSE" for body in document.bodies)


def test_a_body_can_be_left_out() -> None:
    document = settled(Decision("body:PSSE", "SKIP", {"leave_out": True}))

    assert document.actions[0].partners == ("SM",)
    assert all(body.short != "PSSE" for body in document.bodies)


def test_two_spellings_can_be_kept_apart() -> None:
    bodies = {
        body.short: body.aliases
        for body in settled(Decision("alias:WBZK", "MEND", {"apart": True})).bodies
    }

    assert bodies["WBiZK"] == ()
    assert bodies["WBZK"] == ()


def test_fields_are_mended_and_things_left_out() -> None:
    document = settled(
        Decision("action:1.1:text", "MEND", "Patrole piesze."),
        Decision("action:1.2", "SKIP"),
        Decision("action:1.4:responsible", "MEND", ["SM", "KMP"]),
        Decision("initiative:7:name", "MEND", "Odblaski"),
        Decision("area:1:title", "MEND", "Bezpieczna ulica"),
        Decision("act:date", "MEND", "2024-01-06"),
        Decision("programme:title", "MEND", "Program"),
    )

    assert [(action.code, action.text) for action in document.actions] == [
        ("1.1", "Patrole piesze."),
        ("1.4", "Przeglądy."),
    ]
    assert document.actions[1].responsible == ("SM", "KMP")
    assert document.initiatives[0].name == "Odblaski"
    assert document.areas[0].title == "Bezpieczna ulica"
    assert document.act.date == date(2024, 1, 6)
    assert document.title == "Program"


@pytest.mark.parametrize("key", ["", "body:", "action:9.9:text", "zzz:1", "alias:@", "act:lines"])
def test_a_key_of_nothing_changes_nothing(key: str) -> None:
    document = apply_decisions(DOCUMENT, [Decision(key, "ACCEPT", None)])

    assert document == DOCUMENT


def test_lines_show_what_was_read_as_what() -> None:
    source = Source(
        "x.txt",
        "text",
        "",
        (
            SourceLine(1, "UCHWAŁA"),
            SourceLine(2, ""),
            SourceLine(
                4, "1.\tPatrole piesze\tKMP\tSM, PSSE", ("1.", "Patrole piesze", "KMP", "SM, PSSE")
            ),
        ),
    )
    action = replace(
        DOCUMENT.actions[0], text="Patrole piesze", responsible_cell="KMP", partners_cell="SM, PSSE"
    )
    document = replace(DOCUMENT, areas=(replace(DOCUMENT.areas[0], actions=(action,)),))

    first, second = lines_around(source, document, [4], "PSSE")

    assert (first.number, first.is_current) == (1, False)
    assert second.is_current
    assert [(piece.mark, piece.text) for piece in second.pieces if piece.mark != "plain"] == [
        ("action", "Patrole piesze"),
        ("responsible", "KMP"),
        ("partner", "SM, "),
        ("doubt", "PSSE"),
    ]


def test_long_lines_before_do_not_push_the_question_out_of_sight() -> None:
    long, short = "słowo " * 60, "krótko"
    texts = [short, short, long, long, "pytanie", long]
    lines = tuple(SourceLine(number, text) for number, text in enumerate(texts, start=1))
    source = Source("plik.txt", "text", "0" * 64, lines)

    shown = lines_around(source, DOCUMENT, [5])

    assert [line.number for line in shown] == [4, 5, 6]
