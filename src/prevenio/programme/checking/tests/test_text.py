from prevenio.programme.checking import RULES
from prevenio.programme.checking.tests.factories import (
    abouts,
    make_action,
    make_area,
    make_document,
    make_initiative,
    make_source,
)
from prevenio.programme.checking.text.damage import damaged_words
from prevenio.programme.importing.document import ProgrammeDocument, Quote

POLISH_PHRASE = "Plan Ograniczania Wandalizmu oraz Ochrony Zabytków"
CZECH_PHRASE = "Plán Omezování Vandalismu nebo Ochrany Památek"


def test_letters_of_another_script_are_found_and_mended() -> None:
    polish = make_source("Utrzymanie w należyтым stanie.")
    czech = make_source("Pravidelná kоntrola hřišť.")

    assert abouts("K-171", ProgrammeDocument(), polish) == [("należyтым",)]
    assert [damage.right for damage in damaged_words(polish)] == ["należytym"]
    assert [damage.right for damage in damaged_words(czech)] == ["kontrola"]


def test_word_damaged_in_a_repeated_phrase_is_found_in_all_its_cases() -> None:
    polish = make_source(
        f"Uchwala się {POLISH_PHRASE} dla gminy.\n\nW {POLISH_PHRASE} zapisano zadania.\n\n"
        "Wandalizmu jest mniej, bo walka z przejawami wandalizmu trwa.\n\n"
        f"Rada o {POLISH_PHRASE.replace('Wandalizmu', 'Wankalizmu')} mówiła.\n"
        f"Ma go {POLISH_PHRASE.replace('oraz', 'orsz')} objąć."
    )
    czech = make_source(
        f"Schvaluje se {CZECH_PHRASE} obce.\n\nPodle {CZECH_PHRASE} se jedná.\n\n"
        f"Rada o {CZECH_PHRASE.replace('Vandalismu', 'Vankalismu')} jednala."
    )

    assert [damage.wrong for damage in damaged_words(polish)] == ["Wankalizmu", "orsz"]
    assert [damage.wrong for damage in damaged_words(czech)] == ["Vankalismu"]


def test_rare_word_one_letter_from_a_frequent_one_is_found() -> None:
    polish = make_source(
        "Osoby niepełnosprawne mają pierwszeństwo. Dojazd dla osób niepełnosprawnych.\n"
        "Parking osób niepełnosprawnych. Wejście dla niepełnosprawnych.\n"
        "Toaleta dla niepełnoprawnych."
    )
    czech = make_source(
        "Program zastupitelstva. Jednání zastupitelstva. Usnesení zastupitelstva.\n"
        "Rozhodnutí zastupitelstva i zastuitelstva."
    )

    assert [damage.wrong for damage in damaged_words(polish)] == ["niepełnoprawnych"]
    assert [damage.wrong for damage in damaged_words(czech)] == ["zastuitelstva"]


def test_case_endings_and_kindred_words_are_no_damage() -> None:
    polish = make_source(
        "Przeprowadzanie kontroli. Przeprowadzanie zajęć. Przeprowadzanie narad, przeprowadzenie.\n"
        "Rada miejska, plan miejskiego i wiejskiego ruchu, budżetu miejskiego, parku miejskiego.\n"
        "Ewaluacja, ewaluacji, ewaluację, ewaluacja oraz ewakuacja szkoły i ewakuacji domu."
    )
    czech = make_source(
        "Městská policie, městské policii, městskou policií. Bezpečnosti, bezpečností.\n"
        "Bezpečnostní rada, bezpečnostního pracovníka, bezpečnostní rady a bezpečnostní plán."
    )

    assert damaged_words(polish) == ()
    assert damaged_words(czech) == ()


def test_damage_is_quoted_line_by_line() -> None:
    source = make_source("Stan należyтый.\nW należyтым stanie.")

    quotes = [fault.quotes for fault in RULES["K-171"].examine(ProgrammeDocument(), source)]

    assert quotes == [
        (Quote(1, "należyтый", "należyтый".replace("т", "t").replace("ы", "y").replace("й", "й")),),
        (Quote(2, "należyтым", "należytym"),),
    ]


def test_torn_rows_are_named_by_their_code() -> None:
    action = make_action("4.2", "Pokazy.", lines=(7, 9))
    document = ProgrammeDocument(
        areas=(make_area("4", "Pokazy", action),),
        initiatives=(make_initiative(3, "Bezpečná cesta", lines=(20, 21)),),
        torn_rows=((7, 9), (20, 21)),
    )

    assert abouts("K-172", document) == [("4.2",), ("3",)]


def test_left_markup_is_found_with_the_row_it_stands_in() -> None:
    polish = make_source("1\t<b>Kino letnie</b> dla młodzieży\nzwykły tekst\nA&nbsp;B")
    czech = make_source("2\tBeseda<br/>se seniory")
    in_row = ProgrammeDocument(initiatives=(make_initiative(7, "Kino", lines=(1,)),))

    assert abouts("K-173", in_row, polish) == [("7",), ()]
    assert abouts("K-173", in_row, czech) == [("7",)]


def test_signs_of_a_symbol_font_are_found_once_each() -> None:
    czech = make_source("\uf0d2 první\n\uf0d2 druhý\n\uf0b7 třetí")
    polish = make_source("\uf0a7 pierwszy")

    assert abouts("P-74", ProgrammeDocument(), czech) == [("U+F0D2",), ("U+F0B7",)]
    assert abouts("P-74", ProgrammeDocument(), polish) == [("U+F0A7",)]


def test_rules_about_raw_text_are_silent_without_a_source() -> None:
    document, _ = make_document("<p>należyтым</p>")

    for code in ("K-171", "K-173", "P-71", "P-74"):
        assert abouts(code, document, None) == []
