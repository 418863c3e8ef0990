import pytest

from prevenio.programme.checking.tests.factories import (
    abouts,
    make_action,
    make_area,
    make_document,
)
from prevenio.programme.checking.text.abbreviations import fits, has_shape
from prevenio.programme.checking.text.nearness import is_near_abbreviation
from prevenio.programme.importing.document import ReadAbbreviation

POLISH_ROWS = (
    ReadAbbreviation("KPP", "Komenda Powiatowa Policji"),
    ReadAbbreviation("WGKiM", "Wydział Gospodarki Komunalnej i Mieszkaniowej"),
    ReadAbbreviation("KP PSP", "Komenda Powiatowa Państwowej Straży Pożarnej"),
)
CZECH_ROWS = (
    ReadAbbreviation("OŽPaZ", "Odbor životního prostředí a zemědělství"),
    ReadAbbreviation("MěP", "Městská policie"),
)


def test_abbreviation_outside_the_glossary_is_found() -> None:
    action = make_action("1.1", "Patrole w parkach.", ("KPP", "ZDM"), ("WGKiM", "KP PSP"))
    polish = make_document(areas=(make_area("1", "Parki", action),), abbreviations=POLISH_ROWS)
    measure = make_action("1.1", "Hlídky u škol.", ("MěP", "OSVŠ"), ("OŽPaZ",))
    czech = make_document(
        areas=(make_area("1", "Školy", measure),), abbreviations=CZECH_ROWS, language="cs"
    )

    assert abouts("K-146", *polish) == [("ZDM",)]
    assert abouts("K-146", *czech) == [("OSVŠ",)]


def test_unknown_half_of_a_compound_is_one_abbreviation() -> None:
    action = make_action("1.1", "Ćwiczenia.", ("KR PSP",), ("KPP",))
    document = make_document(areas=(make_area("1", "Pożary", action),), abbreviations=POLISH_ROWS)

    assert abouts("K-146", *document) == [("KR PSP",)]


def test_abbreviation_explained_in_the_text_counts_as_known() -> None:
    text = "Pomaga Młodzieżowa Rada Miasta (MRM). Spotkania prowadzi MRM oraz KRUŻ."
    document = make_document(text, abbreviations=POLISH_ROWS)

    assert abouts("K-146", *document) == [("KRUŻ",)]


def test_slip_of_a_known_abbreviation_is_suggested() -> None:
    action = make_action("1.1", "Przegląd placów zabaw.", ("WGKM",), ("KPP",))
    polish = make_document(areas=(make_area("1", "Place", action),), abbreviations=POLISH_ROWS)
    measure = make_action("1.1", "Úklid.", ("OZPaZ",), ("MěP",))
    czech = make_document(
        areas=(make_area("1", "Úklid", measure),), abbreviations=CZECH_ROWS, language="cs"
    )

    assert abouts("K-147", *polish) == [("WGKM", "WGKiM")]
    assert abouts("K-147", *czech) == [("OZPaZ", "OŽPaZ")]


@pytest.mark.parametrize(
    ("wrong", "right", "is_near"),
    [
        ("WGKOS", "WGKiŚ", True),
        ("RPZUK", "RPZiUK", True),
        ("KP PSP", "KM PSP", True),
        ("ŚCP", "SCP", True),
        ("MZB", "MZD", False),
        ("PSSE", "WSSE", False),
        ("KMP", "KM PSP", False),
    ],
)
def test_another_capital_in_a_short_abbreviation_is_another_body(
    wrong: str, right: str, is_near: bool
) -> None:
    assert is_near_abbreviation(wrong, right) is is_near


def test_abbreviation_that_nothing_uses_is_found() -> None:
    action = make_action("1.1", "Patrole.", ("KPP",), ("KP PSP",))
    polish = make_document(areas=(make_area("1", "Parki", action),), abbreviations=POLISH_ROWS)
    measure = make_action("1.1", "Hlídky.", ("MěP",), ("MěP",))
    czech = make_document(
        areas=(make_area("1", "Školy", measure),), abbreviations=CZECH_ROWS, language="cs"
    )

    assert abouts("K-148", *polish) == [("WGKiM",)]
    assert abouts("K-148", *czech) == [("OŽPaZ",)]


def test_abbreviation_explained_twice_is_found() -> None:
    polish = make_document(abbreviations=(*POLISH_ROWS, POLISH_ROWS[0]))
    czech = make_document(abbreviations=(*CZECH_ROWS, CZECH_ROWS[1]), language="cs")

    assert abouts("K-149", *polish) == [("KPP",)]
    assert abouts("K-149", *czech) == [("MěP",)]


def test_name_that_does_not_fit_its_letters_is_found() -> None:
    wrong = ReadAbbreviation("PUP", "Powiatowa Inspekcja Sanitarna")
    polish = make_document(abbreviations=(*POLISH_ROWS, wrong))
    odd = ReadAbbreviation("HZS", "Zdravotnická záchranná služba")
    czech = make_document(abbreviations=(*CZECH_ROWS, odd), language="cs")

    assert abouts("K-150", *polish) == [("PUP",)]
    assert abouts("K-150", *czech) == [("HZS",)]


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("BESIP", "bezpečnost silničního provozu"),
        ("PPIS", "Powiatowy Inspektor Sanitarny"),
        ("SM", "Komenda Straży Miejskiej"),
        ("BBiZK", "Biuro Bezpieczeństwa i Zarządzania Kryzysowego"),
        ("KŘPP", "Krajské ředitelství policie Plzeňského kraje"),
        ("SCP", "Świętokrzyskie Centrum Profilaktyki"),
    ],
)
def test_letters_are_read_off_a_name_as_offices_form_them(short: str, name: str) -> None:
    assert fits(short, name)


@pytest.mark.parametrize("token", ["KMP", "BBiZK", "ZČU", "ČR-BY", "MOSiR", "MěÚ"])
def test_shape_of_an_abbreviation(token: str) -> None:
    assert has_shape(token)


@pytest.mark.parametrize(
    "token", ["XIV", "RealTime", "Policie", "E-mila", "eBezpečnost", "K", "PiE", "DrSc"]
)
def test_shape_of_other_words(token: str) -> None:
    assert not has_shape(token)


def test_abbreviation_never_written_out_is_found_where_there_is_no_glossary() -> None:
    czech = make_document(
        "Průzkum zpracovala UJEP ve spolupráci s Policií ČR.\n\nKrizový štáb (KŠ) zasedá, KŠ radí.",
        language="cs",
    )
    polish = make_document("Ankietę opracował UJK. Młodzieżowa Rada (MR) pomaga, MR doradza.")

    assert abouts("P-70", *czech) == [("UJEP",)]
    assert abouts("P-70", *polish) == [("UJK",)]


def test_glossary_written_as_lines_is_a_glossary() -> None:
    rows = (
        ReadAbbreviation("ZUK", "Zakład Usług Komunalnych", (1,)),
        ReadAbbreviation("PZW", "Polski Związek Wędkarski", (3,)),
    )
    document = make_document(
        "ZUK – Zakład Usług Komunalnych\n\nPZW – Polski Związek Wędkarski\n\nZUK wzywa WOPR.",
        abbreviations=rows,
    )

    assert abouts("K-146", *document) == [("WOPR",)]
    assert abouts("K-148", *document) == [("PZW",)]
    assert abouts("P-70", *document) == []


def test_words_explained_in_running_text_make_no_glossary() -> None:
    rows = (ReadAbbreviation("MR", "Młodzieżowa Rada", (1,)),)
    document = make_document("Pomaga Młodzieżowa Rada (MR) oraz UJK.", abbreviations=rows)

    assert abouts("K-146", *document) == []
    assert abouts("K-148", *document) == []
    assert abouts("P-70", *document) == [("UJK",)]
