"""A public programme of a city's size: 11 areas, 110 actions, 36 initiatives."""

from datetime import date

from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body, BodyMember, LegalKind
from prevenio.people.tests.factories import make_authority
from prevenio.programme.models import (
    Abbreviation,
    Action,
    ActionRole,
    ActionRoleKind,
    Audience,
    Chapter,
    Funding,
    ProgrammeVersion,
    Statement,
    StatementKind,
    Timing,
)
from prevenio.programme.tests.factories import (
    make_area,
    make_findable_body,
    make_initiative,
    make_programme,
    make_version,
)

AREAS = (
    ("Porządek na co dzień", 11),
    ("Uzależnienia i przemoc", 14),
    ("Dzieci i młodzież", 17),
    ("Osoby starsze", 5),
    ("Czyste powietrze", 3),
    ("Praca", 7),
    ("Ruch drogowy", 12),
    ("Ochrona przed pożarem", 11),
    ("Zdrowie", 13),
    ("Zwierzęta", 7),
    ("Bezpieczeństwo w sieci", 10),
)
CHAPTERS = (
    ("I", "Wprowadzenie"),
    ("II", "Wykaz skrótów"),
    ("III", "Cele"),
    ("IV", "Formy pracy"),
    ("V", "Kto bierze udział"),
    ("VI", "Obszary działania"),
    ("VII", "Programy jednostek miasta"),
    ("VIII", "Monitorowanie"),
    ("IX", "Kontrola"),
)


def make_public_programme(authority: Authority | None = None) -> ProgrammeVersion:
    """The public version of a whole programme, as large as a city's."""
    authority = authority or make_authority(slug="testowo", name="Testowo")
    bodies = _bodies(authority)
    programme = make_programme(
        authority,
        title="Program bezpieczeństwa 2021–2023",
        summary="Co miasto robi, żeby było bezpieczniej.",
        lead_body=bodies[0],
    )
    version = make_version(programme, is_public=True)
    _words(version, bodies)
    for number, (title, how_many) in enumerate(AREAS):
        _area(version, title, how_many, bodies, number)
    for number in range(1, 37):
        initiative = make_initiative(
            version,
            name=f"Akcja numer {number}",
            aim="Młodzi ludzie poznają zasady bezpieczeństwa.",
            implementers=(bodies[number % 5],),
            number=number,
            first_year=2021,
            last_year=2023,
            method="Spotkania w szkołach.",
        )
        Audience.objects.create(initiative=initiative, text="Uczniowie", age_from=7, age_to=15)
        Funding.objects.create(initiative=initiative, source="Budżet miasta")
    return version


def _bodies(authority: Authority) -> list[Body]:
    names = [
        ("KMP", "Komenda Miejska Policji", "Policja", LegalKind.SERVICE),
        ("SM", "Straż Miejska", "Straż Miejska", LegalKind.MUNICIPAL_UNIT),
        ("MZD", "Miejski Zarząd Dróg", "Zarząd Dróg", LegalKind.MUNICIPAL_UNIT),
        ("ŁZS", "Łódzkie Zespoły Sportowe", "", LegalKind.NGO),
        ("Szkoły", "Szkoły w mieście", "", LegalKind.GROUP),
    ]
    named = [
        make_findable_body(authority, short, name, public, legal_kind=kind)
        for short, name, public, kind in names
    ]
    member = make_findable_body(authority, "SP1", "Szkoła Podstawowa nr 1")
    BodyMember.objects.create(group=named[4], member=member)
    return [*named, *(make_findable_body(authority, f"P{place}") for place in range(20))]


def _words(version: ProgrammeVersion, bodies: list[Body]) -> None:
    Chapter.objects.bulk_create(
        Chapter(
            version=version, position=place, number=number, title=title, text="Słowa rozdziału."
        )
        for place, (number, title) in enumerate(CHAPTERS)
    )
    Abbreviation.objects.create(version=version, position=1, short="KMP", name=bodies[0].name)
    Statement.objects.bulk_create(
        [
            Statement(
                version=version, kind=StatementKind.MAIN_GOAL, position=0, text="Bezpiecznie."
            ),
            *(
                Statement(
                    version=version, kind=StatementKind.GOAL, position=place, text=f"Cel {place}."
                )
                for place in range(1, 13)
            ),
            Statement(
                version=version,
                kind=StatementKind.PARTICIPANT,
                position=1,
                text="Policja w mieście",
                body=bodies[0],
            ),
        ]
    )


def _area(
    version: ProgrammeVersion, title: str, how_many: int, bodies: list[Body], number: int
) -> None:
    area = make_area(
        version,
        title=title,
        lead_body=bodies[number % 5],
        threat_analysis="Dane z ostatnich lat pokazują potrzebę.",
        analysed_on=date(2021, 1, 1),
    )
    text = "Patrole przy szkołach i na drogach, w których dochodzi do zdarzeń."
    actions = Action.objects.bulk_create(
        Action(
            version=version,
            area=area,
            position=place,
            code=f"{area.code}.{place + 1}",
            title=f"Działanie {number + 1}.{place + 1}",
            text=text,
            timing=Timing.CONTINUOUS if place % 2 else Timing.PERIODIC,
            condition="Gdy grozi powódź" if place == 2 else "",
            search_text=fold(text),
        )
        for place in range(how_many)
    )
    ActionRole.objects.bulk_create(
        role
        for place, action in enumerate(actions)
        for role in (
            ActionRole(action=action, body=bodies[(number + place) % 4], role=ActionRoleKind.LEAD),
            ActionRole(action=action, body=bodies[4], role=ActionRoleKind.PARTNER, position=1),
            ActionRole(
                action=action, body=bodies[5 + place], role=ActionRoleKind.PARTNER, position=2
            ),
        )
    )
