from prevenio.programme.checking.tests.factories import (
    abouts,
    make_action,
    make_area,
    make_document,
    make_items,
)
from prevenio.programme.importing.document import (
    ProgrammeDocument,
    ReadAbbreviation,
    ReadBody,
    ReadItem,
)
from prevenio.programme.importing.source import Source

POLISH_ROWS = (
    ReadAbbreviation("MGOPS", "Miejsko-Gminny Ośrodek Pomocy Społecznej w Dębnie"),
    ReadAbbreviation("PCPR", "Powiatowe Centrum Pomocy Rodzinie w Dębnie"),
    ReadAbbreviation("KPP", "Komenda Powiatowa Policji w Dębnie"),
    ReadAbbreviation("WOŚ", "Wydział Ochrony Środowiska Urzędu Miasta Dębno"),
    ReadAbbreviation("ZK", "Zakład Komunalny sp. z o.o. w Dębnie"),
)
CZECH_ROWS = (
    ReadAbbreviation("OSPOD", "Orgán sociálně-právní ochrany dětí Lipová"),
    ReadAbbreviation("MP", "Městská policie Lipová"),
    ReadAbbreviation("OOP", "Obvodní oddělení Policie České republiky Lipová"),
)


def with_bodies(
    rows: tuple[ReadAbbreviation, ...], participants: tuple[ReadItem, ...], *leads: str
) -> tuple[ProgrammeDocument, Source]:
    actions = [make_action(f"1.{n}", f"Praca {n}", (lead,)) for n, lead in enumerate(leads, 1)]
    return make_document(
        abbreviations=rows,
        participants=participants,
        areas=(make_area("1", "Praca", *actions),),
        bodies=tuple(ReadBody(row.short, row.name) for row in rows),
    )


def test_two_names_of_one_body_are_found() -> None:
    polish = make_document(
        abbreviations=POLISH_ROWS,
        participants=make_items(
            "Centrum Pomocy Rodzinie w Dębnie", "Komenda Powiatowa Policji w Dębnie"
        ),
    )
    czech = make_document(
        abbreviations=CZECH_ROWS,
        participants=make_items("Oddělení sociálně-právní ochrany dětí", "Městská policie Lipová"),
        language="cs",
    )

    assert abouts("K-151", *polish) == [("PCPR",)]
    assert abouts("K-151", *czech) == [("OSPOD",)]


def test_same_office_of_another_level_is_another_body() -> None:
    document = make_document(
        abbreviations=POLISH_ROWS,
        participants=make_items("Komenda Wojewódzka Policji w Szczecinie"),
    )

    assert abouts("K-151", *document) == []


def test_responsible_body_outside_the_participants_is_found() -> None:
    polish = with_bodies(
        POLISH_ROWS,
        make_items("Urząd Miasta Dębno i spółki miejskie", "Komenda Powiatowa Policji w Dębnie"),
        *("KPP", "WOŚ", "ZK", "MGOPS", "hufiec"),
    )
    czech = with_bodies(
        CZECH_ROWS, make_items("Městská policie Lipová", "základní školy"), "MP", "OOP", "školy"
    )

    assert abouts("K-159", *polish) == [("MGOPS",), ("hufiec",)]
    assert abouts("K-159", *czech) == [("OOP",)]


def areas_with_a_stranger(
    own: str, stranger: str, topics: tuple[str, ...], others: tuple[str, ...]
) -> tuple[ProgrammeDocument, Source]:
    """An area of one body in whose last row a body of quite another area stands."""
    mine = [make_action(f"1.{n}", text, (own,), ()) for n, text in enumerate(topics[:-1], 1)]
    mine.append(make_action(f"1.{len(topics)}", topics[-1], (own, stranger), ()))
    theirs = [make_action(f"2.{n}", text, (stranger,), ()) for n, text in enumerate(others, 1)]
    return make_document(areas=(make_area("1", "", *mine), make_area("2", "", *theirs)))


def test_body_foreign_to_its_area_is_found() -> None:
    polish = areas_with_a_stranger(
        "PUP",
        "OSP",
        (
            "Staże dla absolwentów.",
            "Poradnictwo zawodowe.",
            "Targi zatrudnienia.",
            "Dopłaty do wynagrodzeń.",
            "Kursy księgowości dla osób bezrobotnych.",
        ),
        ("Ćwiczenia ratownicze.", "Zawody pożarnicze.", "Pokazy gaszenia traw."),
    )
    czech = areas_with_a_stranger(
        "KVS",
        "MěP",
        (
            "Očkování psů.",
            "Dozor nad jatkami.",
            "Odchyt toulavých zvířat.",
            "Kontrola chovů drůbeže.",
            "Laboratorní rozbory krmiv.",
        ),
        ("Hlídky u škol.", "Měření rychlosti vozidel.", "Besedy se seniory."),
    )

    assert abouts("K-158", *polish) == [("1.5", "OSP")]
    assert abouts("K-158", *czech) == [("1.5", "MěP")]


def test_body_that_does_the_same_elsewhere_belongs() -> None:
    document = areas_with_a_stranger(
        "PUP",
        "OSP",
        (
            "Staże dla absolwentów.",
            "Poradnictwo zawodowe.",
            "Targi zatrudnienia.",
            "Dopłaty do wynagrodzeń.",
            "Pokazy gaszenia traw.",
        ),
        ("Ćwiczenia ratownicze.", "Zawody pożarnicze.", "Pokazy gaszenia pożarów traw."),
    )

    assert abouts("K-158", *document) == []
