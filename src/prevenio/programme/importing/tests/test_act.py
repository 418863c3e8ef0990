from datetime import date

import pytest

from prevenio.programme.importing.document import ReadAct
from prevenio.programme.importing.reading import read_programme
from prevenio.programme.importing.tests.sources import text_source

PROGRAMME = "\n\nPROGRAM BEZPIECZEŃSTWA\n\nI. WSTĘP\n\nTekst.\n\nII. CELE\n\nTekst."


def _act(text: str, language: str = "pl") -> ReadAct:
    return read_programme(text_source(text), language=language).act


@pytest.mark.parametrize(
    ("text", "number", "day", "body"),
    [
        (
            "UCHWAŁA NR IX/77/2024\nRADY GMINY LAS\nz dnia 5 maja 2024 r.",
            "IX/77/2024",
            date(2024, 5, 5),
            "Rada Gminy LAS".title(),
        ),
        (
            "Zarządzenie Nr 45/2022 Burmistrza Brzegu z dnia 1.02.2022 r.",
            "45/2022",
            date(2022, 2, 1),
            "Burmistrz Brzegu",
        ),
        (
            "Uchwała nr 3 / 2020 Rady Miejskiej w Rynku z dnia 30 czerwca 2020 roku",
            "3/2020",
            date(2020, 6, 30),
            "Rada Miejska w Rynku",
        ),
        (
            "USNESENÍ č. 123/2022\nZastupitelstva města Dub\nze dne 12. 9. 2022",
            "123/2022",
            date(2022, 9, 12),
            "Zastupitelstvo města Dub",
        ),
        (
            "Usnesení Rady města Lípa č. 5/RM/2021 ze dne 3. května 2021",
            "5/RM/2021",
            date(2021, 5, 3),
            None,
        ),
        ("Program bez uchwały", None, None, None),
    ],
)
def test_act_is_known_by_its_number(
    text: str, number: str | None, day: date | None, body: str | None
) -> None:
    language = "cs" if "snesen" in text.lower() else "pl"
    act = _act(
        f"{text}{PROGRAMME}",
        language,
    )

    assert (act.number, act.date) == (number, day)
    assert body is None or act.body == body


def test_every_article_keeps_its_statute() -> None:
    act = _act(
        "Uchwała nr 1/2020\nRady Miasta\nz dnia 1 maja 2020 r.\n\n"
        "Na podstawie art. 3 ust. 1 i art. 5 ustawy o gminach (Dz.U. z 2020 poz. 1) "
        "oraz art. 7 pkt 2 ustawy o Policji Rada uchwala:"
    )

    assert act.legal_basis == (
        "art. 3 ust. 1 ustawy o gminach (Dz.U. z 2020 poz. 1)",
        "art. 5 ustawy o gminach (Dz.U. z 2020 poz. 1)",
        "art. 7 pkt 2 ustawy o Policji",
    )


def test_programme_without_a_title_page_is_called_as_its_act_calls_it() -> None:
    programme = read_programme(
        text_source(
            "Uchwała nr 1/2020\nRady Miasta Sad\nz dnia 1 maja 2020 r.\n\n"
            "w sprawie przyjęcia Miejskiego Programu Prewencji na lata 2020-2022\n\n"
            "I. WSTĘP\n\nTekst.\n\nII. CELE\n\nTekst."
        )
    )

    assert programme.title == "Program Prewencji na lata 2020-2022"
    assert (programme.first_year, programme.last_year) == (2020, 2022)


@pytest.mark.parametrize(
    ("language", "text", "body"),
    [
        (
            "cs",
            "Usnesení č. 8/2023\nZastupitelstvo města Dub na svém zasedání konaném dne "
            "21. června 2023 schvaluje program.",
            "Zastupitelstvo města Dub",
        ),
        (
            "pl",
            "Uchwała nr 8/2023\nRada Gminy Las na XV sesji w dniu 21 czerwca 2023 r. "
            "uchwala program.",
            "Rada Gminy Las",
        ),
    ],
)
def test_meeting_is_no_part_of_the_body(language: str, text: str, body: str) -> None:
    act = _act(f"{text}{PROGRAMME}", language)

    assert act.body == body
    assert act.date == date(2023, 6, 21)


@pytest.mark.parametrize(
    ("language", "note", "sentence", "body"),
    [
        (
            "cs",
            "Příloha usnesení č. 9/2024",
            "Program schválila Rada města Dub usnesením č. 9/2024 ze dne 22. února 2024.",
            "Rada města Dub",
        ),
        (
            "pl",
            "Załącznik do uchwały nr 9/2024",
            "Program przyjęto uchwałą nr 9/2024 Rady Gminy Las z dnia 22 lutego 2024 r.",
            "Rada Gminy Las",
        ),
    ],
)
def test_note_of_an_annex_is_completed_by_the_text(
    language: str, note: str, sentence: str, body: str
) -> None:
    act = _act(f"{note}{PROGRAMME}\n\n{sentence}", language)

    assert (act.number, act.date, act.body) == ("9/2024", date(2024, 2, 22), body)
