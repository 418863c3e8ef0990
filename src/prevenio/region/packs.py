"""What a municipality should have before it joins: the list that a country begins with."""

from prevenio.people.models import Authority
from prevenio.region.models import Counted, ReadinessItem

# Code, how it is known, whether joining needs it, the words and the reason in three languages.
_ITEMS: tuple[tuple[str, str, bool, dict[str, str], dict[str, str]], ...] = (
    (
        "contact-person",
        Counted.NOT,
        True,
        {
            "en": "One person at the office answers for the project",
            "pl": "Jedna osoba w urzędzie odpowiada za projekt",
            "cs": "Za projekt na úřadě odpovídá jeden člověk",
        },
        {
            "en": "The region and the police know whom to call.",
            "pl": "Region i policja wiedzą, do kogo zadzwonić.",
            "cs": "Kraj i policie vědí, komu zavolat.",
        },
    ),
    (
        "council-agreed",
        Counted.NOT,
        True,
        {
            "en": "The council has agreed to join",
            "pl": "Rada zgodziła się na przystąpienie",
            "cs": "Zastupitelstvo s přistoupením souhlasí",
        },
        {
            "en": "Joining binds the municipality's own people and money.",
            "pl": "Przystąpienie wiąże ludzi i pieniądze gminy.",
            "cs": "Přistoupení zavazuje lidi i peníze obce.",
        },
    ),
    (
        "declaration",
        Counted.DECLARATION,
        True,
        {
            "en": "The declaration of working together is signed",
            "pl": "Deklaracja współpracy jest podpisana",
            "cs": "Deklarace o spolupráci je podepsaná",
        },
        {
            "en": "It says who does what, and from when.",
            "pl": "Mówi, kto co robi i od kiedy.",
            "cs": "Říká, kdo co dělá a od kdy.",
        },
    ),
    (
        "precincts",
        Counted.PRECINCTS,
        True,
        {
            "en": "The precincts are drawn",
            "pl": "Rejony są wyznaczone",
            "cs": "Okrsky jsou vymezené",
        },
        {
            "en": "Every house must lie in one.",
            "pl": "Każdy dom musi leżeć w którymś z nich.",
            "cs": "Každý dům musí do některého patřit.",
        },
    ),
    (
        "people",
        Counted.PEOPLE,
        True,
        {
            "en": "Three people are named for every precinct",
            "pl": "W każdym rejonie wskazano trzy osoby",
            "cs": "V každém okrsku jsou určeni tři lidé",
        },
        {
            "en": "One of the state police, one of the municipal police or the guard, one of the "
            "municipality: residents see their names.",
            "pl": "Jedna z Policji, jedna ze straży gminnej, jedna z gminy: mieszkańcy widzą ich "
            "nazwiska.",
            "cs": "Jeden z Policie ČR, jeden z městské policie, jeden z obce: obyvatelé vidí "
            "jejich jména.",
        },
    ),
    (
        "group",
        Counted.GROUP,
        True,
        {
            "en": "The working group is founded and has members",
            "pl": "Grupa robocza jest powołana i ma członków",
            "cs": "Pracovní skupina je založená a má členy",
        },
        {
            "en": "It keeps the tasks and answers residents' questions.",
            "pl": "Prowadzi zadania i odpowiada na pytania mieszkańców.",
            "cs": "Vede úkoly a odpovídá na otázky obyvatel.",
        },
    ),
    (
        "contact",
        Counted.CONTACT,
        True,
        {
            "en": "The group has an address for residents",
            "pl": "Grupa ma adres dla mieszkańców",
            "cs": "Skupina má adresu pro obyvatele",
        },
        {
            "en": "Questions reach it without a detour.",
            "pl": "Pytania trafiają do niej bez pośredników.",
            "cs": "Otázky k ní dojdou bez oklik.",
        },
    ),
    (
        "texts",
        Counted.NOT,
        False,
        {
            "en": "The texts of the municipality's page are written",
            "pl": "Teksty strony gminy są napisane",
            "cs": "Texty na stránku obce jsou napsané",
        },
        {
            "en": "Residents read them from the first day on.",
            "pl": "Mieszkańcy czytają je od pierwszego dnia.",
            "cs": "Obyvatelé je čtou od prvního dne.",
        },
    ),
    (
        "leaflets",
        Counted.NOT,
        False,
        {
            "en": "The leaflets of the precincts are printed",
            "pl": "Ulotki rejonów są wydrukowane",
            "cs": "Letáky okrsků jsou vytištěné",
        },
        {
            "en": "Not everybody looks things up on a screen.",
            "pl": "Nie każdy szuka na ekranie.",
            "cs": "Ne každý hledá na obrazovce.",
        },
    ),
)


def default_items(authority: Authority) -> list[ReadinessItem]:
    """The items that the check-list of an authority begins with; they are not saved."""
    return [
        ReadinessItem(
            authority=authority,
            code=code,
            position=position,
            texts=texts,
            reasons=reasons,
            counted=counted,
            is_required=is_required,
        )
        for position, (code, counted, is_required, texts, reasons) in enumerate(_ITEMS, 1)
    ]
