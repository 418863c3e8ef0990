"""Rules about a project's municipalities, its sub-projects and the slides that show them."""

import re
from collections.abc import Iterator
from itertools import pairwise

from prevenio.programme.checking.faults import Fault
from prevenio.programme.checking.registry import rule
from prevenio.programme.checking.sentences import Sentence
from prevenio.programme.checking.text.numerals import stated_numbers
from prevenio.programme.checking.text.passages import items, prose
from prevenio.programme.checking.text.words import folded, is_shouted, plain, tokens
from prevenio.programme.importing.contents import contents_in
from prevenio.programme.importing.document import ProgrammeDocument, ReadProject
from prevenio.programme.importing.items import Row
from prevenio.programme.importing.source import Source
from prevenio.programme.importing.vocabulary import vocabulary_of

FEWEST_LETTERS_OF_A_HEADING = 10

_MUNICIPALITIES = re.compile(
    r"^(?:\w+ )?(?:mest\w*|obc\w+|obci\w*|miast\w*|gmin\w*|samorzad\w+|miejscowosc\w*"
    r"|municipalit\w*)"
)
_JOINED = re.compile(
    r"\b(?:celkem|dohromady|lacznie|ogolem|w sumie|zapoj\w*|ucastn\w*|uczestnicz\w*|przystapil\w*"
    r"|pristoupil\w*|joined)\b"
)
_COUNTED_BEFORE = re.compile(
    r"\b(?:pocet|liczba|zapoj\w*|ucastn\w*|uczestnicz\w*)(?: [a-z]+)? (?:mest|obc|miast|gmin)\w*"
    r"(?: (?:je|jest|wynosi|celkem|lacznie|cini)){0,2} ?[:–-]? ?$"
)
_PLANNED = re.compile(r"\b(?:dalsich|priprav|kolejn|przygotow|planowan|planovan)\w*")
_AMOUNT = re.compile(r"\d[\d ., ]*\s*(?:zl|pln|kc|czk|eur|tis|tys|mil|mln)", re.IGNORECASE)
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}\.\s?\d{1,2}\.")
_OWNER = re.compile(
    r"\b(?:realizator|realizuje|prowadzi|odpowiada|wykonawca|nositel|zadatel|prijemce|koordinator"
    r"|odpovida|realizatorem|beneficjent)\w*"
)
_WANTED = (
    (Sentence(en="amount", pl="kwoty", cs="částka"), _AMOUNT),
    (Sentence(en="owner", pl="realizatora", cs="nositel"), _OWNER),
    (Sentence(en="date", pl="daty", cs="datum"), _DATE),
)
_UNKNOWN_YEAR = Sentence(en="an unstated year", pl="nieokreślony", cs="blíže neurčený")
_PAGE_NUMBER = re.compile(r"\d+\s*$")


@rule(
    "P-65",
    "error",
    weight=12,
    title=Sentence(
        en="Stated total and names disagree",
        pl="Podana liczba gmin nie zgadza się z wymienionymi",
        cs="Uvedený počet obcí nesouhlasí s jmenovanými",
    ),
    why=Sentence(
        en="A municipality that is counted but not named cannot be found by its residents.",
        pl="Gminy policzonej, ale niewymienionej, mieszkańcy nie odnajdą.",
        cs="Obec, která je započtena, ale není jmenována, její obyvatelé nenajdou.",
    ),
    message=Sentence(
        en="The text says that {stated:municipality has|municipalities have} joined, but names "
        "{named}; {missing:is|are} missing.",
        pl="Według tekstu przystąpiło gmin: {stated}, a wymieniono {named}; brakuje "
        "{missing:nazwy|nazw|nazw}.",
        cs="Podle textu je zapojených měst a obcí {stated}, ale jmenováno je jich {named}; chybí "
        "{missing:název|názvy|názvů}.",
    ),
    too_many=Sentence(
        en="The text says that {stated:municipality has|municipalities have} joined, but names "
        "{named}.",
        pl="Według tekstu przystąpiło gmin: {stated}, a wymieniono {named}.",
        cs="Podle textu je zapojených měst a obcí {stated}, ale jmenováno je jich {named}.",
    ),
    fix=Sentence(
        en="Name every municipality with the day it joined, or correct the total.",
        pl="Wymień wszystkie gminy z datą przystąpienia albo popraw liczbę.",
        cs="Uveďte všechna města a obce s datem přistoupení, nebo opravte počet.",
    ),
)
def total_of_municipalities(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    named = {plain(name) for wave in document.waves for name in wave.municipalities}
    if not named:
        return
    for passage in prose(document, source):
        for stated in stated_numbers(passage.text):
            before = folded(passage.text[: stated.start])
            after = " ".join(tokens(passage.text[stated.end :])[:2])
            counts_what_follows = _MUNICIPALITIES.match(after) and _JOINED.search(before)
            if not counts_what_follows and not _COUNTED_BEFORE.search(before):
                continue
            if _PLANNED.search(before[-20:]) or stated.value == len(named):
                continue
            missing = stated.value - len(named)
            facts = {"stated": stated.value, "named": len(named), "missing": missing}
            message = "message" if missing > 0 else "too_many"
            lines = passage.lines_between(stated.start, stated.end)
            yield Fault((str(stated.value),), lines, facts, message)


@rule(
    "P-66",
    "warning",
    weight=64,
    title=Sentence(
        en="Count without a list",
        pl="Liczba bez listy",
        cs="Počet bez seznamu",
    ),
    why=Sentence(
        en="What is only counted cannot be shown on a map, compared or audited.",
        pl="Tego, co tylko policzono, nie da się pokazać na mapie, porównać ani skontrolować.",
        cs="Co je jen spočteno, nelze ukázat na mapě, porovnat ani zkontrolovat.",
    ),
    message=Sentence(
        en="{count:sub-project is|sub-projects are} counted for {year}, but not named; {total} are "
        "counted in all, {named} by name.",
        pl="Za rok {year} podano samą liczbę ({count:projekt|projekty|projektów}), bez nazw; "
        "łącznie policzono ich {total}, a z nazwy wymieniono {named}.",
        cs="Za rok {year} je uveden jen počet ({count:dílčí projekt|dílčí projekty|dílčích "
        "projektů}) bez názvů; celkem jich je {total}, z toho jmenovaných {named}.",
    ),
    fix=Sentence(
        en="List the sub-projects of {year} by name, municipality and amount.",
        pl="Wymień projekty za rok {year}: nazwę, gminę i kwotę każdego z nich.",
        cs="Uveďte dílčí projekty za rok {year} s názvem, obcí a částkou.",
    ),
)
def count_without_list(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    bare = [project for project in document.projects if project.name is None and project.count]
    named_by_year: dict[int | None, int] = {}
    for project in document.projects:
        if project.name is not None and project.year is not None:
            named_by_year[project.year] = named_by_year.get(project.year, 0) + 1
    # A year's count may stand beside the names of the same year; it is bare only without them.
    unnamed = [item for item in bare if named_by_year.get(item.year, 0) < (item.count or 0)]
    total = sum(item.count or 0 for item in unnamed)
    total += sum(
        count
        for year, count in named_by_year.items()
        if year not in {item.year for item in unnamed}
    )
    named = sum(named_by_year.values())
    for item in unnamed:
        about = str(item.year) if item.year is not None else "–"
        year = about if item.year is not None else _UNKNOWN_YEAR
        facts = {"count": item.count or 0, "year": year, "total": total, "named": named}
        yield Fault((about,), item.lines, facts)


@rule(
    "P-71",
    "warning",
    weight=75,
    title=Sentence(
        en="Heading repeated",
        pl="Powtórzony nagłówek",
        cs="Opakovaný nadpis",
    ),
    why=Sentence(
        en="A page shown twice usually stands where another one was meant.",
        pl="Strona pokazana dwa razy zwykle zajmuje miejsce innej.",
        cs="Strana uvedená dvakrát obvykle zabírá místo jiné.",
    ),
    message=Sentence(
        en="The heading “{heading}” appears {count:time|times}.",
        pl="Nagłówek „{heading}” występuje {count:raz|razy|razy}.",
        cs="Nadpis „{heading}“ se vyskytuje {count}krát.",
    ),
    fix=Sentence(
        en="Strike the repetition, or give the second part its own heading.",
        pl="Usuń powtórzenie albo nadaj drugiej części własny nagłówek.",
        cs="Opakování vyškrtněte, nebo dejte druhé části vlastní nadpis.",
    ),
)
def repeated_heading(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    if source is None:
        return
    # The tail of a long heading may repeat only because every chapter names the programme.
    title = set(tokens(document.title))
    headings = [
        item for item in _headings(document, source) if not title.issuperset(tokens(item[0]))
    ]
    places: dict[str, list[int]] = {}
    for place, (text, _) in enumerate(headings):
        places.setdefault(plain(text), []).append(place)
    told: set[int] = set()
    for place, (text, _) in enumerate(headings):
        same = places[plain(text)]
        if len(same) < 2 or place in told or same[0] != place:
            continue
        length = _repeated_length(headings, same)
        told.update(at + offset for at in same for offset in range(length))
        heading = " ".join(headings[place + offset][0] for offset in range(length))
        lines = tuple(
            line for at in same for offset in range(length) for line in headings[at + offset][1]
        )
        yield Fault((heading,), lines, {"heading": heading, "count": len(same)})


@rule(
    "P-73",
    "warning",
    weight=66,
    title=Sentence(
        en="Sub-project without amount, owner or date",
        pl="Projekt bez kwoty, realizatora lub daty",
        cs="Dílčí projekt bez částky, nositele nebo data",
    ),
    why=Sentence(
        en="A name alone does not tell who did what, for how much and when.",
        pl="Sama nazwa nie mówi, kto to zrobił, kiedy i za ile.",
        cs="Samotný název neříká, kdo to udělal, kdy a za kolik.",
    ),
    message=Sentence(
        en="Missing from sub-project “{name}”: {missing}.",
        pl="W opisie projektu „{name}” brakuje: {missing}.",
        cs="U dílčího projektu „{name}“ chybí: {missing}.",
    ),
    fix=Sentence(
        en="Add the amount, the municipality or body that carried it out, and the dates.",
        pl="Dodaj kwotę, gminę lub podmiot realizujący oraz daty.",
        cs="Doplňte částku, obec nebo subjekt, který projekt uskutečnil, a data.",
    ),
)
def bare_project(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    for project in document.projects:
        if project.name is None or project.scope != "municipal":
            continue
        missing = _missing(project)
        if missing:
            yield Fault((project.name,), project.lines, {"name": project.name, "missing": missing})


def _missing(project: ReadProject) -> tuple[Sentence, ...]:
    details = folded(" ".join(project.details))
    return tuple(name for name, pattern in _WANTED if not pattern.search(details))


def _headings(document: ProgrammeDocument, source: Source) -> Iterator[tuple[str, tuple[int, ...]]]:
    everything = items(document, source)
    start, end, _entries = contents_in(everything, vocabulary_of(document.language))
    for item in [*everything[:start], *everything[end:]]:
        if isinstance(item, Row) or _PAGE_NUMBER.search(item.text):
            continue
        letters = sum(character.isalpha() for character in item.text)
        is_heading = item.heading is not None or is_shouted(item.text)
        if is_heading and letters >= FEWEST_LETTERS_OF_A_HEADING and " " in item.text:
            yield item.text, item.lines


def _repeated_length(headings: list[tuple[str, tuple[int, ...]]], same: list[int]) -> int:
    """How many headings in a row repeat together, as one heading set on several lines does."""
    length = 1
    limit = min(later - earlier for earlier, later in pairwise(same))
    while length < limit and all(at + length < len(headings) for at in same):
        following = {plain(headings[at + length][0]) for at in same}
        if len(following) > 1:
            break
        length += 1
    return length
