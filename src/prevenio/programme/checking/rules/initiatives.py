"""Rules about the named initiatives inside a programme."""

import re
from collections.abc import Iterator

from prevenio.programme.checking.faults import Fault
from prevenio.programme.checking.registry import rule
from prevenio.programme.checking.sentences import Sentence, as_written
from prevenio.programme.checking.text.nearness import alike_texts
from prevenio.programme.checking.text.words import folded, plain, tokens
from prevenio.programme.importing.document import ProgrammeDocument, ReadInitiative
from prevenio.programme.importing.source import Source

COPIED = 0.88
FEWEST_WORDS_OF_A_METHOD = 8

_OWN_MEANS = re.compile(
    r"\bmaterial\w*(?: \w+){0,2} wlasn|\bwlasn\w+ material|\bvlastni\w* material"
)
_MONEY = re.compile(
    r"\bfinansow|\bwspolfinansow|\bfinanc|\bhrazen|\bdotac|\bz budzetu|\bz rozpoctu"
)
_AMOUNT = re.compile(r"\d\s*(?:zł|PLN|Kč|CZK|EUR|euro|tys\.|tis\.|mln|mil\.)", re.IGNORECASE)
_FUNDING_SENTENCE = re.compile(r"(?:współ)?(?:źródło )?finans\w+.*$", re.IGNORECASE | re.DOTALL)
_BROKEN_YEAR = re.compile(r"(?<!\d)(?:[12] [09]\d\d|[12]\d \d\d|[12]\d\d \d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SCHOOL_YEAR = re.compile(r"(?<!\d)\d\d/\d\d(?!\d)")
_LETTER_IN_YEAR = re.compile(r"(?<!\w)[12][0O9][\dO][\dOIl](?!\w)")
_EVERY_YEAR = re.compile(
    r"\b(?:coroczn|co rok|kazdego rok|kazdorocn|kazdy rok|rocne|caly rok|celorocn|caloroczn)"
)
_SHORT_SPAN = re.compile(r"(?<![\d.])\d\d\s?[-–]\s?\d\d(?!\d)")


@rule(
    "K-162",
    "error",
    weight=60,
    title=Sentence(
        en="Two initiatives under one name",
        pl="Dwa programy profilaktyczne o tej samej nazwie",
        cs="Dva projekty pod jedním názvem",
    ),
    why=Sentence(
        en="Returns and audiences of the two will be mixed up, and residents cannot tell them "
        "apart.",
        pl="Sprawozdania i odbiorcy obu programów będą się mylić, a mieszkańcy ich nie odróżnią.",
        cs="Zprávy i cílové skupiny obou projektů se budou plést a obyvatelé je nerozliší.",
    ),
    message=Sentence(
        en="Initiatives {numbers} share the name “{name}”, but different bodies carry them out: "
        "{owners}.",
        pl="Programy profilaktyczne {numbers} mają tę samą nazwę „{name}”, ale realizują je różne "
        "podmioty: {owners}.",
        cs="Projekty {numbers} mají týž název „{name}“, ale realizují je různé subjekty: {owners}.",
    ),
    same_owner=Sentence(
        en="Initiatives {numbers} share the name “{name}” and the body that carries them out.",
        pl="Programy profilaktyczne {numbers} mają tę samą nazwę „{name}” i tego samego "
        "realizatora.",
        cs="Projekty {numbers} mají týž název „{name}“ i téhož realizátora.",
    ),
    fix=Sentence(
        en="Rename one of them, or join them into one initiative with several implementers.",
        pl="Zmień jedną z nazw albo połącz te programy w jeden, z kilkoma realizatorami.",
        cs="Jeden z nich přejmenujte, nebo je spojte v jeden projekt s více realizátory.",
    ),
)
def same_name(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    by_name: dict[str, list[ReadInitiative]] = {}
    for initiative in document.initiatives:
        if initiative.name:
            by_name.setdefault(plain(initiative.name), []).append(initiative)
    for same in by_name.values():
        if len(same) < 2:
            continue
        owners = {plain(" ".join(item.implementers)): item.implementers for item in same}
        facts = {
            "numbers": _numbers(same),
            "name": same[0].name,
            "owners": tuple(", ".join(bodies) for bodies in owners.values()),
        }
        message = "message" if len(owners) > 1 else "same_owner"
        yield Fault(_numbers(same), _lines(same), facts, message, essence=same[0].name)


@rule(
    "K-163",
    "warning",
    weight=35,
    title=Sentence(
        en="Method copied from another initiative",
        pl="Sposób realizacji skopiowany z innego programu profilaktycznego",
        cs="Způsob realizace zkopírovaný z jiného projektu",
    ),
    why=Sentence(
        en="A copied method often speaks of other places and people than its initiative.",
        pl="Skopiowany opis często dotyczy innych miejsc i odbiorców niż ten program.",
        cs="Zkopírovaný popis často mluví o jiných místech a lidech než daný projekt.",
    ),
    message=Sentence(
        en="Initiatives {numbers} describe their method in the same words: “{beginning}”.",
        pl="Programy profilaktyczne {numbers} mają sposób realizacji opisany tymi samymi słowami: "
        "„{beginning}”.",
        cs="Projekty {numbers} mají způsob realizace popsaný stejnými slovy: „{beginning}“.",
    ),
    fix=Sentence(
        en="Write for each initiative how it is really carried out.",
        pl="Opisz przy każdym programie profilaktycznym, jak naprawdę będzie realizowany.",
        cs="U každého projektu popište, jak bude skutečně realizován.",
    ),
)
def copied_method(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    described = [
        (initiative, _FUNDING_SENTENCE.sub("", initiative.method))
        for initiative in document.initiatives
        if len(tokens(initiative.method)) >= FEWEST_WORDS_OF_A_METHOD
    ]
    pairs = alike_texts([method for _, method in described], COPIED)
    for group in _joined([(one, other) for one, other, _ in pairs]):
        same = [described[place][0] for place in group]
        beginning = " ".join(same[0].method.split()[:8]) + " …"
        facts = {"numbers": _numbers(same), "beginning": beginning}
        yield Fault(_numbers(same), _lines(same), facts, essence=described[group[0]][1])


@rule(
    "K-164",
    "warning",
    weight=50,
    title=Sentence(
        en="Term of an initiative outside the programme",
        pl="Termin programu profilaktycznego poza okresem dokumentu",
        cs="Termín projektu mimo období programu",
    ),
    why=Sentence(
        en="What ends early leaves the programme's last years without the work it promises.",
        pl="Gdy program profilaktyczny kończy się wcześniej, w ostatnich latach brakuje obiecanych "
        "działań.",
        cs="Končí-li projekt dříve, v posledních letech programu chybí slíbená činnost.",
    ),
    ends_early=Sentence(
        en="Initiative {title} ends in {last}, but the programme runs until {plan_last}.",
        pl="Program profilaktyczny {title} kończy się w {last} r., a dokument obowiązuje do "
        "{plan_last} r.",
        cs="Projekt {title} končí v roce {last}, ale program platí do roku {plan_last}.",
    ),
    fix_ends_early=Sentence(
        en="Prolong initiative {number}, name what follows it, or say that it will not go on.",
        pl="Przedłuż program profilaktyczny {number}, wskaż, co go zastąpi, albo zaznacz, że nie "
        "będzie kontynuowany.",
        cs="Prodlužte projekt {number}, uveďte, co na něj naváže, nebo poznamenejte, že pokračovat "
        "nebude.",
    ),
    starts_early=Sentence(
        en="{count:=An initiative began|Initiatives began} before the programme's first year "
        "({plan_first}): {numbers}.",
        pl="Przed pierwszym rokiem dokumentu ({plan_first}) {count:=rozpoczął się program "
        "profilaktyczny|rozpoczęły się {count} programy profilaktyczne|rozpoczęło się {count} "
        "programów profilaktycznych}: {numbers}.",
        cs="Před prvním rokem programu ({plan_first}) {count:=začal projekt|začaly {count} "
        "projekty|začalo {count} projektů}: {numbers}.",
    ),
    fix_starts_early=Sentence(
        en="Mark what was carried over from the previous programme; count only the years inside.",
        pl="Zaznacz, że to kontynuacja z poprzedniego okresu, i licz tylko lata objęte dokumentem.",
        cs="Poznamenejte, že jde o pokračování z minulého období, a počítejte jen roky programu.",
    ),
    open_ended=Sentence(
        en="Initiative {title} has no end, while the programme ends in {plan_last}.",
        pl="Program profilaktyczny {title} jest bezterminowy, a dokument obowiązuje do "
        "{plan_last} r.",
        cs="Projekt {title} nemá stanovený konec, ale program platí do roku {plan_last}.",
    ),
    fix_open_ended=Sentence(
        en="Give initiative {number} an end or a date of review inside the programme.",
        pl="Wyznacz programowi profilaktycznemu {number} termin końcowy albo termin przeglądu w "
        "okresie dokumentu.",
        cs="Stanovte projektu {number} konec nebo termín vyhodnocení v období programu.",
    ),
)
def outside_the_plan(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    first, last = document.first_year, document.last_year
    if last is not None:
        yield from _ending_wrongly(document, last)
    early = [
        item
        for item in document.initiatives
        if first is not None and (_first_year(item) or first) < first
    ]
    if early and first is not None:
        facts = {"count": len(early), "numbers": _numbers(early), "plan_first": str(first)}
        yield Fault(
            _numbers(early), _lines(early), facts, "starts_early", "fix_starts_early",
            severity="note",
        )  # fmt: skip


def _ending_wrongly(document: ProgrammeDocument, last: int) -> Iterator[Fault]:
    for item in document.initiatives:
        facts = {"number": _number(item), "title": _title(item), "plan_last": str(last)}
        if item.term.open_ended:
            yield Fault(
                (_number(item),), item.lines, facts, "open_ended", "fix_open_ended", severity="note"
            )
        elif item.term.last_year is not None and item.term.last_year < last:
            ending = facts | {"last": str(item.term.last_year)}
            yield Fault((_number(item),), item.lines, ending, "ends_early", "fix_ends_early")


@rule(
    "K-165",
    "warning",
    weight=55,
    title=Sentence(
        en="Initiative without funding",
        pl="Program profilaktyczny bez źródła finansowania",
        cs="Projekt bez zdroje financování",
    ),
    why=Sentence(
        en="An initiative that nobody pays for is the first to be dropped, and nobody budgets it.",
        pl="Program bez finansowania najłatwiej pominąć i nikt nie ujmie go w budżecie.",
        cs="Projekt, který nikdo neplatí, zanikne jako první a nikdo jej nezařadí do rozpočtu.",
    ),
    message=Sentence(
        en="Initiative {title} names no source of funding.",
        pl="Program profilaktyczny {title} nie ma wskazanego źródła finansowania.",
        cs="U projektu {title} není uveden žádný zdroj financování.",
    ),
    fix=Sentence(
        en="Name who pays for initiative {number}, or say that it costs nothing.",
        pl="Wskaż, kto finansuje program profilaktyczny {number}, albo zaznacz, że jest "
        "bezkosztowy.",
        cs="Uveďte, kdo projekt {number} platí, nebo poznamenejte, že je bez nákladů.",
    ),
    no_amount=Sentence(
        en="{count:=The only initiative does not say|None of the {count} initiatives says} how "
        "much it costs.",
        pl="Przy żadnym programie profilaktycznym nie podano kwoty (łącznie "
        "{count:program|programy|programów}).",
        cs="U žádného projektu není uvedena částka (celkem {count:projekt|projekty|projektů}).",
    ),
    fix_no_amount=Sentence(
        en="Add the planned amount for each year and source.",
        pl="Dodaj planowaną kwotę na każdy rok i źródło.",
        cs="Doplňte plánovanou částku pro každý rok a zdroj.",
    ),
)
def without_funding(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    for item in document.initiatives:
        method = folded(item.method)
        has_source = item.funding or _OWN_MEANS.search(method) or _MONEY.search(method)
        if not has_source:
            facts = {"number": _number(item), "title": _title(item)}
            yield Fault((_number(item),), item.lines, facts)
    texts = [" ".join((item.method, *item.funding)) for item in document.initiatives]
    if texts and not any(_AMOUNT.search(text) for text in texts):
        costless = {"count": len(texts)}
        yield Fault((), (), costless, "no_amount", "fix_no_amount", severity="note")


@rule(
    "K-174",
    "warning",
    weight=70,
    title=Sentence(
        en="Term that cannot be read",
        pl="Nieczytelny termin",
        cs="Nečitelný termín",
    ),
    why=Sentence(
        en="A term that cannot be read as dates cannot be watched, reminded of or closed.",
        pl="Nie można pilnować terminu, przypominać o nim ani go zamknąć, gdy nie da się odczytać "
        "jego dat.",
        cs="Termín, který nelze přečíst jako data, nelze hlídat, připomínat ani uzavřít.",
    ),
    message=Sentence(
        en="The term of initiative {number} cannot be read safely: “{term}”.",
        pl="Terminu programu profilaktycznego {number} nie da się pewnie odczytać: „{term}”.",
        cs="Termín projektu {number} nelze spolehlivě přečíst: „{term}“.",
    ),
    fix=Sentence(
        en="Write the first and the last year of initiative {number}, or its dates, in full.",
        pl="Podaj w całości pierwszy i ostatni rok programu profilaktycznego {number} albo "
        "dokładne daty.",
        cs="Uveďte první a poslední rok projektu {number} celými čísly, nebo přesná data.",
    ),
)
def unreadable_term(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    for item in document.initiatives:
        text = " ".join(item.term.text.split())
        if text and _is_unreadable(item, text):
            facts = {"number": _number(item), "term": text}
            yield Fault((_number(item),), item.lines, facts, essence=text)


def _first_year(item: ReadInitiative) -> int | None:
    """The first year, even where a scanner has parted its figures."""
    mended = _BROKEN_YEAR.sub(lambda match: match[0].replace(" ", ""), item.term.text)
    years = [int(year) for year in _YEAR.findall(mended)] if mended != item.term.text else []
    read = [item.term.first_year] if item.term.first_year is not None else []
    return min(years + read, default=None)


def _is_unreadable(item: ReadInitiative, text: str) -> bool:
    first, last = item.term.first_year, item.term.last_year
    if first is None and _EVERY_YEAR.search(folded(text)):
        return False
    if (first is None and not item.term.open_ended) or (first and last and last < first):
        return True
    mixed = _SCHOOL_YEAR.search(text) and _SHORT_SPAN.search(text)
    with_letters = any(not year.isdigit() for year in _LETTER_IN_YEAR.findall(text))
    return bool(_BROKEN_YEAR.search(text) or mixed or with_letters)


def _number(item: ReadInitiative) -> str:
    return str(item.number) if item.number is not None else item.name


def _title(item: ReadInitiative) -> Sentence:
    """The number, if there is one, and the name in quotation marks."""
    name = as_written(item.name)
    if item.number is None:
        return name
    return Sentence(
        en=f"{item.number} {name.en}", pl=f"{item.number} {name.pl}", cs=f"{item.number} {name.cs}"
    )


def _numbers(items: list[ReadInitiative]) -> tuple[str, ...]:
    return tuple(_number(item) for item in items)


def _lines(items: list[ReadInitiative]) -> tuple[int, ...]:
    return tuple(line for item in items for line in item.lines)


def _joined(pairs: list[tuple[int, int]]) -> list[list[int]]:
    """Groups of places that the pairs connect."""
    groups: list[set[int]] = []
    for pair in pairs:
        touching = [group for group in groups if group.intersection(pair)]
        merged = set(pair).union(*touching)
        groups = [group for group in groups if group not in touching] + [merged]
    return [sorted(group) for group in groups]
