from prevenio.programme.checking.tests.factories import (
    abouts,
    make_action,
    make_area,
    make_document,
)
from prevenio.programme.importing.document import ProgrammeDocument, ReadBody
from prevenio.programme.importing.source import Source

POLISH = "Objazdy parków i skwerów w soboty wieczorem wspólnie z radami dzielnic."
CZECH = "Noční hlídky v parcích a na nádražích společně se strážníky obce."


def document_of(
    *actions: tuple[str, str, tuple[str, ...], tuple[str, ...]], language: str = "pl"
) -> tuple[ProgrammeDocument, Source]:
    made = [make_action(code, text, lead, partners) for code, text, lead, partners in actions]
    return make_document(areas=(make_area("1", "Parki", *made),), language=language)


def test_same_action_under_the_same_body_is_found_in_spite_of_small_changes() -> None:
    polish = document_of(
        ("1.1", POLISH, ("KPP",), ("SM",)), ("1.2", POLISH.rstrip(".") + " ", ("KPP",), ("OSP",))
    )
    czech = document_of(
        ("1.1", CZECH, ("MP",), ("PČR",)),
        ("1.2", CZECH.replace("hlídky", "hlidky"), ("MP",), ()),
        language="cs",
    )

    assert abouts("K-152", *polish) == [("1.1", "1.2")]
    assert abouts("K-152", *czech) == [("1.1", "1.2")]
    assert abouts("K-153", *polish) == []


def test_same_action_under_other_bodies_is_a_conflict() -> None:
    polish = document_of(("1.1", POLISH, ("KPP",), ("SM",)), ("1.2", POLISH, ("SM",), ("KPP",)))
    czech = document_of(("1.1", CZECH, ("MP",), ()), ("1.2", CZECH, ("PČR",), ()), language="cs")

    assert abouts("K-153", *polish) == [("1.1", "1.2")]
    assert abouts("K-153", *czech) == [("1.1", "1.2")]
    assert abouts("K-152", *polish) == []


def test_two_spellings_of_one_body_are_no_conflict() -> None:
    document, source = document_of(
        ("1.1", POLISH, ("Szkoły",), ("SM",)), ("1.2", POLISH, ("szkoły",), ("SM",))
    )
    merged = ProgrammeDocument(
        areas=document.areas, bodies=(ReadBody("szkoły", None, ("Szkoły",)),)
    )

    assert abouts("K-153", merged, source) == []
    assert abouts("K-152", merged, source) == [("1.1", "1.2")]


def test_action_inside_another_is_found() -> None:
    polish = document_of(
        ("1.1", "Przegląd świateł przy szkołach oraz " + POLISH.lower(), ("KPP",), ("SM",)),
        ("1.2", POLISH, ("KPP",), ("SM",)),
    )
    czech = document_of(
        ("1.1", "Kontrola osvětlení, " + CZECH.lower(), ("MP",), ()),
        ("1.2", CZECH, ("MP",), ()),
        language="cs",
    )

    assert abouts("K-154", *polish) == [("1.1", "1.2")]
    assert abouts("K-154", *czech) == [("1.1", "1.2")]


def test_body_in_both_columns_is_found() -> None:
    polish = document_of(("1.1", POLISH, ("KPP", "SM"), ("OSP", "SM")))
    czech = document_of(("1.1", CZECH, ("MP",), ("PČR", "MP")), language="cs")

    assert abouts("K-155", *polish) == [("1.1",)]
    assert abouts("K-155", *czech) == [("1.1",)]


def test_body_named_twice_in_one_cell_is_found() -> None:
    polish = make_action("2.4", POLISH, ("KPP",), ("MOSiR", "OSP"), (), "MOSiR OSP, MOSiR")
    czech = make_action("3.1", CZECH, ("MP",), ("školy", "SVČ"), (), "školy, SVČ, Školy")

    assert abouts("K-156", *make_document(areas=(make_area("2", "", polish),))) == [
        ("2.4", "MOSiR")
    ]
    assert abouts("K-156", *make_document(areas=(make_area("3", "", czech),))) == [("3.1", "školy")]


def test_one_body_inside_the_name_of_another_is_not_named_twice() -> None:
    action = make_action("1.1", POLISH, ("KPP",), ("KWP", "KW PSP"), (), "KWP KW PSP")

    assert abouts("K-156", *make_document(areas=(make_area("1", "", action),))) == []


def test_action_without_a_partner_stands_out_where_others_have_one() -> None:
    others = [(f"1.{n}", f"{POLISH} {n}", ("KPP",), ("SM",)) for n in range(1, 5)]
    polish = document_of(*others, ("1.5", "Pogadanki o zadymieniu.", ("OSP",), ()))
    czech = document_of(
        *[(code, CZECH + code, ("MP",), ("PČR",)) for code, *_ in others],
        ("1.5", "Besedy o požárech.", ("HZS",), ()),
        language="cs",
    )

    assert abouts("K-157", *polish) == [("1.5",)]
    assert abouts("K-157", *czech) == [("1.5",)]


def test_programme_without_any_partners_is_not_reproached_row_by_row() -> None:
    document = document_of(("1.1", POLISH, ("KPP",), ()), ("1.2", CZECH, ("SM",), ()))

    assert abouts("K-157", *document) == []


def test_two_undertakings_in_one_row_are_found() -> None:
    polish = document_of(
        ("1.1", "Montaż lamp w parku. Kontrola sklepów z alkoholem.", ("KPP",), ("SM",)),
        ("1.2", "Nadzór nad targowiskiem, Kontrola jakości wody w fontannach.", ("KPP",), ("SM",)),
        ("1.3", "Rozmowy z seniorami. Szczególnie zimą i w święta.", ("KPP",), ("SM",)),
    )
    czech = document_of(
        ("1.1", "Instalace kamer na náměstí. Školení učitelů o šikaně.", ("MP",), ("PČR",)),
        ("1.2", "Besedy se seniory o podvodech po telefonu.", ("MP",), ("PČR",)),
        language="cs",
    )

    assert abouts("K-175", *polish) == [("1.1",), ("1.2",)]
    assert abouts("K-175", *czech) == [("1.1",)]
