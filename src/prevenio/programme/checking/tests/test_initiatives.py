from prevenio.programme.checking import RULES
from prevenio.programme.checking.tests.factories import abouts, make_document, make_initiative

POLISH = "Strażacy odwiedzają przedszkola i uczą dzieci wzywania pomocy przez telefon alarmowy."
CZECH = "Hasiči navštěvují mateřské školy a učí děti přivolat pomoc na tísňové lince."


def test_two_initiatives_under_one_name_are_found() -> None:
    polish = make_document(
        initiatives=(
            make_initiative(1, "BEZPIECZNE WAKACJE", implementers=("KPP",)),
            make_initiative(4, "Bezpieczne wakacje", implementers=("MOPS",)),
        )
    )
    czech = make_document(
        initiatives=(
            make_initiative(2, "Bezpečné prázdniny", implementers=("MP",)),
            make_initiative(3, "BEZPEČNÉ PRÁZDNINY", implementers=("DDM",)),
        ),
        language="cs",
    )

    assert abouts("K-162", *polish) == [("1", "4")]
    assert abouts("K-162", *czech) == [("2", "3")]


def test_copied_methods_are_found_as_one_group() -> None:
    polish = make_document(
        initiatives=(
            make_initiative(1, "A", method=POLISH),
            make_initiative(2, "B", method="Wykłady o zadłużeniu prowadzi rzecznik konsumentów."),
            make_initiative(3, "C", method=POLISH + " Źródło finansowania: własne"),
            make_initiative(4, "D", method=POLISH.replace("alarmowy", "alarmowy 112")),
        )
    )
    czech = make_document(
        initiatives=(make_initiative(1, "A", method=CZECH), make_initiative(2, "B", method=CZECH)),
        language="cs",
    )

    assert abouts("K-163", *polish) == [("1", "3", "4")]
    assert abouts("K-163", *czech) == [("1", "2")]


def test_terms_outside_the_plan_are_found() -> None:
    initiatives = (
        make_initiative(1, "A", years=(2024, 2025)),
        make_initiative(2, "B", years=(2023, 2026)),
        make_initiative(3, "C", years=(2024, None), open_ended=True),
        make_initiative(4, "D", years=(2024, 2026)),
    )
    for language in ("pl", "cs"):
        document = make_document(
            initiatives=initiatives, first_year=2024, last_year=2026, language=language
        )

        faults = list(RULES["K-164"].examine(*document))

        assert [(fault.about, fault.message) for fault in faults] == [
            (("1",), "ends_early"),
            (("3",), "open_ended"),
            (("2",), "starts_early"),
        ]


def test_initiative_that_nobody_pays_for_is_found() -> None:
    polish = make_document(
        initiatives=(
            make_initiative(1, "A", method=POLISH, funding=()),
            make_initiative(2, "B", method="Pogadanki. Materiały edukacyjne własne.", funding=()),
            make_initiative(3, "C", funding=("Urząd Miasta, 5 tys. zł",)),
        )
    )
    czech = make_document(
        initiatives=(
            make_initiative(1, "A", method=CZECH, funding=()),
            make_initiative(2, "B", method="Hrazeno z rozpočtu kraje, 40 tis. Kč.", funding=()),
        ),
        language="cs",
    )

    assert abouts("K-165", *polish) == [("1",)]
    assert abouts("K-165", *czech) == [("1",)]


def test_programme_without_one_amount_gets_one_note() -> None:
    document = make_document(initiatives=(make_initiative(1, "A", funding=("własne",)),))

    faults = list(RULES["K-165"].examine(*document))

    assert [(fault.message, fault.severity) for fault in faults] == [("no_amount", "note")]


def test_terms_that_cannot_be_read_are_found() -> None:
    polish = make_document(
        initiatives=(
            make_initiative(1, "A", term="od 1.03.2 024 do 2025"),
            make_initiative(2, "B", term="rok szkolny 24/25 25-26", years=(2024, 2026)),
            make_initiative(3, "C", term="na bieżąco", years=(None, None)),
            make_initiative(4, "D", term="2024- 2026"),
            make_initiative(5, "E", term="wrzesień 2024, dalej 2025-26"),
        )
    )
    czech = make_document(
        initiatives=(
            make_initiative(1, "A", term="rok 20 24"),
            make_initiative(2, "B", term="podle potřeby", years=(None, None)),
            make_initiative(3, "C", term="školní rok 24/25", years=(2024, 2025)),
        ),
        language="cs",
    )

    assert abouts("K-174", *polish) == [("1",), ("2",), ("3",)]
    assert abouts("K-174", *czech) == [("1",), ("2",)]
