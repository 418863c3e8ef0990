"""Two programmes without a fault, one Polish and one Czech, with sources that say the same."""

from datetime import date
from decimal import Decimal

from prevenio.programme.checking.tests.factories import (
    make_action,
    make_area,
    make_initiative,
    make_items,
    make_source,
)
from prevenio.programme.importing.document import (
    ProgrammeDocument,
    ReadAbbreviation,
    ReadAct,
    ReadAmount,
    ReadBody,
    ReadChapter,
    ReadItem,
    ReadProject,
    ReadWave,
)
from prevenio.programme.importing.source import Source

POLISH_TEXT = """UCHWAŁA NR XII/34/2024
RADY MIASTA LIPOWIEC
z dnia 12 lutego 2024 r.

Na podstawie art. 12 pkt 9b i art. 92 ust. 1 pkt 1 ustawy z dnia 5 czerwca 1998 r. o samorządzie \
powiatowym Rada Miasta Lipowiec uchwala, co następuje:

MIEJSKI PROGRAM ZAPOBIEGANIA PRZESTĘPCZOŚCI DLA MIASTA LIPOWIEC NA LATA 2024 - 2026

I. WPROWADZENIE

Głównym celem Miejskiego Programu Zapobiegania Przestępczości jest zmniejszenie liczby włamań \
i kolizji. Na podstawie art. 12 pkt 9b ustawy z dnia 5 czerwca 1998 r. o samorządzie powiatowym \
projekt przygotowała Komisja Bezpieczeństwa i Porządku.

Określono dwa obszary działania. Realizację wspiera młodzieżowa grupa wolontariuszy.

Komisja Bezpieczeństwa i Porządku do 31 stycznia przedkłada Radzie Miasta sprawozdanie za rok \
ubiegły. O zmianach decyduje Rada Miasta."""

CZECH_TEXT = """PROGRAM PREVENCE KRIMINALITY MĚSTA LIPOVÁ 2024-2026

Hlavním cílem Programu prevence kriminality je snížit počet vloupání a nehod. Zastupitelstvo města \
jej schválilo podle § 84 odst. 2 zákona č. 128/2000 Sb., o obcích, dne 12. února 2024.

Program vymezuje dvě oblasti. K 1. březnu 2024 jsou do něj zapojeny celkem 3 obce.

O podpoře rozhoduje Rada města do částky 250 000 Kč. Na rok 2024 je vyčleněno 1,2 milionu Kč.

Městská policie (dále jen „MP“) předkládá Radě města zprávu o plnění do 31. března."""


def clean_polish() -> tuple[ProgrammeDocument, Source]:
    """A Polish city's programme in which every rule should stay silent."""
    document = ProgrammeDocument(
        language="pl",
        title="Miejski Program Zapobiegania Przestępczości dla Miasta Lipowiec",
        first_year=2024,
        last_year=2026,
        act=ReadAct("XII/34/2024", date(2024, 2, 12), "Rada Miasta Lipowiec"),
        chapters=(ReadChapter("I", "WPROWADZENIE", "", (10, 11, 12, 13, 14)),),
        areas=(
            make_area(
                "1",
                "Ograniczanie włamań i kradzieży",
                make_action("1.1", "Patrole w osiedlach, w których doszło do włamań."),
                make_action("1.2", "Znakowanie rowerów podczas pikników osiedlowych."),
                make_action("1.3", "Spotkania z mieszkańcami o zabezpieczaniu mieszkań."),
            ),
            make_area(
                "2",
                "Poprawa bezpieczeństwa na drogach",
                make_action("2.1", "Pomiary prędkości przy szkołach; miernik: liczba pomiarów."),
                make_action("2.2", "Doświetlenie przejść dla pieszych.", ("MZD",), ("KMP",)),
            ),
        ),
        initiatives=(
            make_initiative(
                1,
                "BEZPIECZNY ROWER",
                method="Dzielnicowi znakują rowery w soboty przy targowisku i w szkołach.",
            ),
            make_initiative(
                2,
                "WIDOCZNI NA DRODZE",
                implementers=("SM",),
                method="Strażnicy rozdają odblaski pierwszoklasistom podczas zajęć w klasach.",
            ),
        ),
        abbreviations=(
            ReadAbbreviation("KMP", "Komenda Miejska Policji w Lipowcu"),
            ReadAbbreviation("SM", "Straż Miejska w Lipowcu"),
            ReadAbbreviation("MZD", "Miejski Zarząd Dróg w Lipowcu"),
        ),
        bodies=(
            ReadBody("KMP", "Komenda Miejska Policji w Lipowcu"),
            ReadBody("SM", "Straż Miejska w Lipowcu"),
            ReadBody("MZD", "Miejski Zarząd Dróg w Lipowcu"),
        ),
        main_goal=ReadItem("zmniejszenie liczby włamań i kolizji"),
        goals=make_items(
            "mniej włamań do mieszkań i piwnic na osiedlach",
            "mniej kolizji na drogach przy szkołach",
        ),
        forms=make_items("spotkania", "patrole"),
        participants=make_items(
            "Komenda Miejska Policji w Lipowcu",
            "Straż Miejska w Lipowcu",
            "Miejski Zarząd Dróg w Lipowcu",
        ),
    )
    return document, make_source(POLISH_TEXT)


def clean_czech() -> tuple[ProgrammeDocument, Source]:
    """A Czech town's programme in which every rule should stay silent."""
    document = ProgrammeDocument(
        language="cs",
        title="Program prevence kriminality města Lipová",
        first_year=2024,
        last_year=2026,
        act=ReadAct("5/2024", date(2024, 2, 12), "Zastupitelstvo města Lipová"),
        chapters=(ReadChapter("1", "Úvod"),),
        areas=(
            make_area(
                "1",
                "Omezení vloupání",
                make_action("1.1", "Hlídky v ulicích, kde došlo k vloupání.", ("MP",), ("OOP",)),
                make_action("1.2", "Besedy se seniory o zabezpečení bytu.", ("MP",), ("OOP",)),
            ),
            make_area(
                "2",
                "Bezpečnější přechody",
                make_action("2.1", "Osvětlení přechodů; ukazatel: počet nehod.", ("OD",), ("MP",)),
                make_action("2.2", "Měření rychlosti u školy.", ("MP",), ("OD",)),
            ),
        ),
        initiatives=(
            make_initiative(
                1,
                "Bezpečné kolo",
                implementers=("MP",),
                method="Strážníci značí kola každou sobotu na náměstí i u škol.",
                funding=("rozpočet města, 20 tis. Kč",),
            ),
        ),
        abbreviations=(
            ReadAbbreviation("MP", "Městská policie Lipová"),
            ReadAbbreviation("OOP", "Obvodní oddělení Policie ČR Lipová"),
            ReadAbbreviation("OD", "Odbor dopravy Městského úřadu Lipová"),
        ),
        bodies=(
            ReadBody("MP", "Městská policie Lipová"),
            ReadBody("OOP", "Obvodní oddělení Policie ČR Lipová"),
            ReadBody("OD", "Odbor dopravy Městského úřadu Lipová"),
        ),
        goals=make_items("méně vloupání do bytů", "méně nehod na přechodech u školy"),
        participants=make_items(
            "Městská policie Lipová",
            "Obvodní oddělení Policie ČR Lipová",
            "Odbor dopravy Městského úřadu Lipová",
        ),
        waves=(ReadWave(date(2024, 3, 1), ("Lipová", "Javorná", "Dubí")),),
        projects=(
            ReadProject(
                "Světla u školy",
                2024,
                None,
                "municipal",
                ("nositel obec Dubí, 300 tis. Kč, červen 2024",),
            ),
        ),
        amounts=(ReadAmount(Decimal("1200000"), "CZK"),),
    )
    return document, make_source(CZECH_TEXT)
