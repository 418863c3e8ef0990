"""Messages whose grammar turns on a number."""

import pytest

from prevenio.programme.checking import RULES

EARLY = {"plan_first": "2024", "numbers": ("4",)}
MARKS = {"row": "2.1", "marks": ("<b>",)}
WHOLE_SENTENCES = [
    ("K-155", "message", "pl", {"code": "2.1", "count": 2, "bodies": ("A", "B")},
     "W działaniu 2.1 te same podmioty są odpowiedzialne i zarazem są partnerami: A i B."),
    ("K-155", "message", "cs", {"code": "2.1", "count": 1, "bodies": ("A",)},
     "V opatření 2.1 je tentýž subjekt uveden jako odpovědný i jako partner: A."),
    ("K-157", "message", "pl", {"code": "2.1", "count": 3},
     "Działanie 2.1 nie ma partnera, a mają go 3 inne działania."),
    ("K-157", "message", "pl", {"code": "2.1", "count": 12},
     "Działanie 2.1 nie ma partnera, a ma go 12 innych działań."),
    ("K-157", "message", "cs", {"code": "2.1", "count": 4},
     "Opatření 2.1 nemá partnera, ačkoli jej mají 4 jiná opatření."),
    ("K-164", "starts_early", "pl", EARLY | {"count": 1},
     "Przed pierwszym rokiem dokumentu (2024) rozpoczął się program profilaktyczny: 4."),
    ("K-164", "starts_early", "pl", EARLY | {"count": 5},
     "Przed pierwszym rokiem dokumentu (2024) rozpoczęło się 5 programów profilaktycznych: 4."),
    ("K-164", "starts_early", "cs", EARLY | {"count": 3},
     "Před prvním rokem programu (2024) začaly 3 projekty: 4."),
    ("K-165", "no_amount", "en", {"count": 1},
     "The only initiative does not say how much it costs."),
    ("K-173", "message", "pl", MARKS | {"count": 2},
     "W tekście pozycji 2.1 pozostały 2 znaczniki: <b>."),
    ("K-173", "message", "cs", MARKS | {"count": 6},
     "V textu položky 2.1 zůstalo 6 značek: <b>."),
    ("P-65", "message", "en", {"stated": 1, "named": 0, "missing": 1},
     "The text says that 1 municipality has joined, but names 0; 1 is missing."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "message", "language", "facts", "expected"), WHOLE_SENTENCES)
def test_sentence_agrees_with_its_number(
    code: str, message: str, language: str, facts: dict[str, object], expected: str
) -> None:
    assert RULES[code].sentences[message].told_in(language, facts) == expected


def test_project_lists_what_its_description_lacks() -> None:
    wanted = RULES["P-73"].sentences["message"]

    assert wanted.told_in("pl", {"name": "Lampy", "missing": ("kwoty", "daty")}) == (
        "W opisie projektu „Lampy” brakuje: kwoty i daty."
    )
    assert wanted.told_in("cs", {"name": "Lampy", "missing": ("částka", "datum")}) == (
        "U dílčího projektu „Lampy“ chybí: částka a datum."
    )
