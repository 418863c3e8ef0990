from datetime import date

from prevenio.programme.checking import RULES
from prevenio.programme.checking.tests.factories import abouts, make_document
from prevenio.programme.importing.document import ReadProject, ReadWave

WAVES = (ReadWave(date(2015, 5, 1), ("Dubí", "Lipová", "Javorná")),)


def test_stated_total_is_compared_with_the_named_municipalities() -> None:
    czech = make_document("Zapojeno je celkem sedm obcí kraje.", waves=WAVES, language="cs")
    polish = make_document("Do projektu przystąpiło łącznie 5 gmin powiatu.", waves=WAVES)
    right = make_document("Zapojeny jsou celkem 3 obce.", waves=WAVES, language="cs")
    planned = make_document("Zapojena jsou města, dalších 9 obcí se chystá.", waves=WAVES)

    assert abouts("P-65", *czech) == [("7",)]
    assert abouts("P-65", *polish) == [("5",)]
    assert abouts("P-65", *right) == []
    assert abouts("P-65", *planned) == []


def test_count_without_names_is_found() -> None:
    projects = (
        ReadProject("Osvětlení parku", 2015),
        ReadProject(None, 2016, 9),
        ReadProject(None, 2017, 6),
    )
    for language in ("cs", "pl"):
        document = make_document(projects=projects, language=language)

        faults = list(RULES["P-66"].examine(*document))

        assert [fault.about for fault in faults] == [("2016",), ("2017",)]
        assert [fault.facts["total"] for fault in faults] == [16, 16]


def test_count_beside_its_names_is_left_alone() -> None:
    projects = (
        ReadProject(None, 2016, 2),
        ReadProject("Kamery", 2016),
        ReadProject("Světla", 2016),
    )

    assert abouts("P-66", *make_document(projects=projects)) == []


def test_repeated_heading_is_found_as_one_though_it_runs_over_lines() -> None:
    czech = make_document(
        "TÍSŇOVÁ LINKA PRO\n\nOSAMĚLÉ SENIORY\n\ntext\n\nTÍSŇOVÁ LINKA PRO\n\nOSAMĚLÉ SENIORY",
        language="cs",
    )
    polish = make_document("BEZPIECZNA PRZYSTAŃ\n\nopis\n\nBEZPIECZNA PRZYSTAŃ\n\nopis drugi")

    assert abouts("P-71", *czech) == [("TÍSŇOVÁ LINKA PRO OSAMĚLÉ SENIORY",)]
    assert abouts("P-71", *polish) == [("BEZPIECZNA PRZYSTAŃ",)]


def test_project_without_amount_owner_or_date_is_found() -> None:
    projects = (
        ReadProject("Kamery", 2016, None, "municipal"),
        ReadProject(
            "Světla", 2016, None, "municipal", ("nositel obec Dubí, 300 tis. Kč, květen 2016",)
        ),
        ReadProject("Zdravý kraj", None, None, "region"),
    )
    polish = ReadProject("Lampy", 2020, None, "municipal", ("realizator: gmina, 12 000 zł",))

    assert abouts("P-73", *make_document(projects=projects, language="cs")) == [("Kamery",)]
    assert abouts("P-73", *make_document(projects=(polish,))) == [("Lampy",)]
