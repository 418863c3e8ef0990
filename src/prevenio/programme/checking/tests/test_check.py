from dataclasses import replace
from string import Formatter

import pytest

from prevenio.programme.checking import RULES, Fault, Rule, Sentence, check, register, registry
from prevenio.programme.checking.running import SEVERITIES, told
from prevenio.programme.checking.sentences import LANGUAGES, listed
from prevenio.programme.checking.tests.factories import (
    make_action,
    make_area,
    make_document,
    make_initiative,
    make_source,
)
from prevenio.programme.importing.document import ProgrammeDocument

TEXT = "Objazdy parków i skwerów w soboty wieczorem wspólnie z radami dzielnic."


def faulty_programme(lines: int = 0) -> ProgrammeDocument:
    """A programme with faults of every severity; `lines` moves all of it down."""
    actions = (
        make_action("1.1", TEXT, ("KPP",), ("SM",), (lines + 3,)),
        make_action("1.2", TEXT, ("SM",), ("KPP",), (lines + 4,)),
        make_action(
            "1.3", "Montaż lamp. Kontrola sklepów nocnych.", ("SM",), ("SM",), (lines + 5,)
        ),
        make_action("1.4", "Ćwiczenia w szkołach.", ("OSP",), ("KPP",), (lines + 6,)),
    )
    return ProgrammeDocument(
        first_year=2024,
        last_year=2026,
        areas=(make_area("1", "Parki", *actions),),
        initiatives=(make_initiative(1, "A", years=(2024, 2025), lines=(lines + 9,)),),
    )


def test_real_faults_stand_above_small_ones() -> None:
    severities = [finding.severity for finding in check(faulty_programme(), None, "en")]

    assert severities == sorted(severities, key=SEVERITIES.index)
    assert set(severities) == {"error", "warning", "note"}


def test_fault_is_known_again_after_it_moved() -> None:
    before = {finding.fingerprint for finding in check(faulty_programme(), None, "pl")}
    after = {finding.fingerprint for finding in check(faulty_programme(lines=40), None, "cs")}

    assert before == after


def test_every_finding_of_one_check_has_a_mark_of_its_own() -> None:
    marks = [finding.fingerprint for finding in check(faulty_programme(), None, "pl")]

    assert len(marks) == len(set(marks))


def test_fault_in_several_places_is_one_finding_with_all_its_lines() -> None:
    sentence = "Program obejmuje pięć obszarów działania."
    document, source = make_document(
        f"{sentence}\n\nInne zdanie.\n\n{sentence}", areas=(make_area("1", "Parki"),)
    )

    (finding,) = [one for one in check(document, source, "pl") if one.code == "K-145"]

    assert finding.lines == (1, 5)


def test_same_document_gives_the_same_findings_again() -> None:
    document, source = make_document(TEXT)

    assert check(document, source, "pl") == check(replace(document), make_source(TEXT), "pl")


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_sentence_stands_in_three_languages_with_the_same_facts(code: str) -> None:
    rule = RULES[code]
    for sentence in (rule.title, rule.why, *rule.sentences.values()):
        names = [facts_named_in(getattr(sentence, language)) for language in LANGUAGES]
        assert all(getattr(sentence, language).strip() for language in LANGUAGES)
        assert sentence.en not in (sentence.pl, sentence.cs)
        assert names[1:] == names[:-1], sentence.en


@pytest.mark.parametrize("code", sorted(RULES))
def test_messages_and_fixes_are_whole_sentences(code: str) -> None:
    for sentence in (RULES[code].why, *RULES[code].sentences.values()):
        for language in LANGUAGES:
            assert getattr(sentence, language).endswith((".", "}"))


def facts_named_in(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("pl", 1, "1 działanie jest"),
        ("pl", 3, "3 działania są"),
        ("pl", 12, "12 działań jest"),
        ("cs", 2, "2 opatření jsou"),
        ("en", 1, "1 action is"),
    ],
)
def test_counted_nouns_take_their_form(language: str, count: int, expected: str) -> None:
    sentence = Sentence(
        en="{n:action|actions} {n:=is|are}",
        pl="{n:działanie|działania|działań} {n:=jest|są|jest}",
        cs="{n:opatření|opatření|opatření} {n:=je|jsou|je}",
    )

    assert sentence.told_in(language, {"n": count}) == expected


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("pl", 1, "występuje raz"),
        ("pl", 5, "występuje 5 razy"),
        ("cs", 1, "vyskytuje se jednou"),
        ("cs", 3, "vyskytuje se 3krát"),
        ("en", 1, "is used once"),
    ],
)
def test_form_may_hold_the_number_itself(language: str, count: int, expected: str) -> None:
    sentence = Sentence(
        en="is used {n:=once|{n} times}",
        pl="występuje {n:=raz|{n} razy|{n} razy}",
        cs="vyskytuje se {n:=jednou|{n}krát|{n}krát}",
    )

    assert sentence.told_in(language, {"n": count}) == expected


def test_lists_are_joined_as_each_language_joins_them() -> None:
    many = tuple(str(number) for number in range(1, 25))

    assert listed("pl", ("A", "B", "C")) == "A, B i C"
    assert listed("cs", ("A", "B")) == "A a B"
    assert listed("en", many).endswith("11 and 13 more")
    assert listed("pl", many).endswith("11 i jeszcze 13")


def test_room_above_can_register_a_rule_of_its_own() -> None:
    sentence = Sentence(en="None.", pl="Nic.", cs="Nic není.")
    rule = Rule("X-1", "note", sentence, sentence, {"message": sentence}, lambda *_: [])

    try:
        register(rule)
        assert RULES["X-1"] is rule
    finally:
        registry._rules.pop("X-1")

    with pytest.raises(ValueError, match="K-145"):
        register(replace(rule, code="K-145"))


def test_finding_carries_facts_place_and_severity() -> None:
    rule = RULES["K-157"]
    fault = Fault(("2.1",), (7,), {"code": "2.1", "count": 1}, severity="note")

    finding = told(rule, fault, "pl")

    assert (finding.code, finding.severity, finding.about) == ("K-157", "note", ("2.1",))
    assert finding.lines == (7,)
    assert finding.message == "Działanie 2.1 nie ma partnera, a ma go inne działanie."
