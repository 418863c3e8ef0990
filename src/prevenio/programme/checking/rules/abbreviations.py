"""Rules about the glossary of abbreviations and the letters used without one."""

import re
from collections.abc import Iterator

from prevenio.programme.checking.faults import Fault
from prevenio.programme.checking.registry import rule
from prevenio.programme.checking.sentences import Sentence
from prevenio.programme.checking.text import abbreviations
from prevenio.programme.checking.text.abbreviations import Use
from prevenio.programme.checking.text.nearness import is_near_abbreviation
from prevenio.programme.checking.text.passages import prose
from prevenio.programme.checking.text.remembering import once_per_document
from prevenio.programme.checking.text.words import plain
from prevenio.programme.importing.document import (
    ProgrammeDocument,
    Quote,
    ReadAbbreviation,
)
from prevenio.programme.importing.source import Source


@rule(
    "K-146",
    "error",
    weight=10,
    title=Sentence(
        en="Abbreviation used but not in the glossary",
        pl="Skrót użyty, ale nieobjaśniony w wykazie",
        cs="Zkratka použitá, ale neuvedená v seznamu zkratek",
    ),
    why=Sentence(
        en="Where nobody can tell which body the letters stand for, nobody answers for the action.",
        pl="Jeżeli nie wiadomo, jaki podmiot kryje się za literami, za działanie nie odpowiada "
        "nikt.",
        cs="Není-li zřejmé, který subjekt se za písmeny skrývá, za opatření neodpovídá nikdo.",
    ),
    message=Sentence(
        en="“{short}” is used {count:=once|{count} times}, but the glossary does not explain it.",
        pl="Skrót „{short}” występuje {count:=raz|{count} razy|{count} razy}, a wykaz skrótów go "
        "nie objaśnia.",
        cs="Zkratka „{short}“ se vyskytuje {count:=jednou|{count}krát|{count}krát}, ale seznam "
        "zkratek ji neuvádí.",
    ),
    fix=Sentence(
        en="Add “{short}” with its full name to the glossary, or write the full name in the text.",
        pl="Dopisz „{short}” z pełną nazwą do wykazu skrótów albo użyj w tekście pełnej nazwy.",
        cs="Doplňte „{short}“ s plným názvem do seznamu zkratek, nebo v textu uveďte plný název.",
    ),
)
def undefined(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    for use in _undefined_uses(document, source):
        facts = {"short": use.short, "count": use.count}
        yield Fault((use.short,), tuple(use.lines), facts)


@rule(
    "K-147",
    "note",
    weight=10,
    title=Sentence(
        en="Unknown abbreviation close to a known one",
        pl="Nieznany skrót podobny do objaśnionego",
        cs="Neznámá zkratka podobná zkratce ze seznamu",
    ),
    why=Sentence(
        en="Two spellings of one body split its duties in every table and every count.",
        pl="Dwa zapisy jednego podmiotu dzielą jego zadania w każdym zestawieniu.",
        cs="Dva zápisy jednoho subjektu rozdělují jeho úkoly v každém přehledu.",
    ),
    message=Sentence(
        en="“{short}” is not in the glossary, but “{near}” ({name}) is; the same body may be "
        "meant.",
        pl="Skrótu „{short}” nie ma w wykazie, jest w nim „{near}” ({name}); może to być ten sam "
        "podmiot.",
        cs="Zkratka „{short}“ v seznamu není, je v něm „{near}“ ({name}); může jít o týž subjekt.",
    ),
    fix=Sentence(
        en="Write “{near}” instead of “{short}”, if the same body is meant.",
        pl="Zamień „{short}” na „{near}”, jeżeli chodzi o ten sam podmiot.",
        cs="Nahraďte „{short}“ zkratkou „{near}“, jde-li o týž subjekt.",
    ),
)
def near_match(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    used = abbreviations.uses(document, source)
    for use in _undefined_uses(document, source):
        near = [row for row in document.abbreviations if is_near_abbreviation(use.short, row.short)]
        if not near:
            continue
        # Of several, the one the document itself uses most.
        best = max(near, key=lambda row: used[row.short].count if row.short in used else 0)
        yield Fault(
            (use.short, best.short),
            tuple(use.lines),
            {"short": use.short, "near": best.short, "name": best.name},
            quotes=tuple(Quote(line, use.short, best.short) for line in use.lines),
        )


@rule(
    "K-148",
    "note",
    weight=40,
    title=Sentence(
        en="Abbreviation explained but never used",
        pl="Skrót objaśniony, ale nigdzie nieużyty",
        cs="Zkratka v seznamu, která se nikde nepoužívá",
    ),
    why=Sentence(
        en="A glossary row without a use points to a body or a duty that has been forgotten.",
        pl="Wiersz wykazu bez użycia wskazuje, że zapomniano o podmiocie albo o jego zadaniu.",
        cs="Řádek seznamu bez použití ukazuje na zapomenutý subjekt nebo úkol.",
    ),
    message=Sentence(
        en="“{short}” ({name}) stands in the glossary, but nowhere else.",
        pl="Skrót „{short}” ({name}) jest w wykazie, ale nie występuje nigdzie indziej.",
        cs="Zkratka „{short}“ ({name}) je v seznamu, ale jinde v dokumentu se nevyskytuje.",
    ),
    fix=Sentence(
        en="Strike “{short}” from the glossary, or name the body where it has a part.",
        pl="Usuń „{short}” z wykazu albo wskaż ten podmiot tam, gdzie ma udział.",
        cs="Vyškrtněte „{short}“ ze seznamu, nebo subjekt uveďte tam, kde má svou roli.",
    ),
)
def unused(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    used = abbreviations.uses(document, source)
    in_glossary = {row.short for row in abbreviations.glossary(document, source)}
    for row in _first_rows(document):
        if row.short in in_glossary and row.short not in used:
            yield Fault((row.short,), row.lines, {"short": row.short, "name": row.name})


@rule(
    "K-149",
    "warning",
    weight=60,
    title=Sentence(
        en="Abbreviation explained twice",
        pl="Skrót objaśniony dwukrotnie",
        cs="Zkratka vysvětlená dvakrát",
    ),
    why=Sentence(
        en="Two rows for one abbreviation drift apart at the next change of a name.",
        pl="Dwa wiersze jednego skrótu rozejdą się przy najbliższej zmianie nazwy.",
        cs="Dva řádky téže zkratky se při nejbližší změně názvu rozejdou.",
    ),
    same=Sentence(
        en="“{short}” stands {count:time|times} in the glossary, each time as “{names}”.",
        pl="Skrót „{short}” występuje w wykazie {count:raz|razy|razy}, za każdym razem jako "
        "„{names}”.",
        cs="Zkratka „{short}“ je v seznamu {count}krát, pokaždé jako „{names}“.",
    ),
    different=Sentence(
        en="“{short}” stands {count:time|times} in the glossary with different names: {names}.",
        pl="Skrót „{short}” występuje w wykazie {count:raz|razy|razy} z różnymi nazwami: {names}.",
        cs="Zkratka „{short}“ je v seznamu {count}krát s různými názvy: {names}.",
    ),
    fix=Sentence(
        en="Keep one row for “{short}” and strike the rest.",
        pl="Pozostaw jeden wiersz skrótu „{short}”, a pozostałe usuń.",
        cs="Ponechte jeden řádek se zkratkou „{short}“ a ostatní vyškrtněte.",
    ),
    fix_different=Sentence(
        en="Give each body an abbreviation of its own.",
        pl="Nadaj każdemu podmiotowi osobny skrót.",
        cs="Dejte každému subjektu vlastní zkratku.",
    ),
)
def defined_twice(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    for first in _first_rows(document):
        rows = [row for row in document.abbreviations if row.short == first.short]
        if len(rows) < 2:
            continue
        names = {plain(row.name): row.name for row in rows}
        lines = tuple(line for row in rows for line in row.lines)
        facts = {"short": first.short, "count": len(rows), "names": tuple(names.values())}
        if len(names) == 1:
            yield Fault((first.short,), lines, facts, message="same")
        else:
            yield Fault(
                (first.short,), lines, facts, "different", "fix_different", severity="error"
            )


@rule(
    "K-150",
    "error",
    weight=50,
    title=Sentence(
        en="Full name does not fit the letters",
        pl="Pełna nazwa nie pasuje do liter skrótu",
        cs="Plný název neodpovídá písmenům zkratky",
    ),
    why=Sentence(
        en="Either the letters or the name are wrong, so a duty may fall to the wrong body.",
        pl="Błędny jest skrót albo nazwa, więc zadanie może trafić do niewłaściwego podmiotu.",
        cs="Chybná je zkratka, nebo název, a úkol tak může připadnout nesprávnému subjektu.",
    ),
    message=Sentence(
        en="The letters of “{short}” cannot be read off the name “{name}”.",
        pl="Liter skrótu „{short}” nie da się odczytać z nazwy „{name}”.",
        cs="Písmena zkratky „{short}“ nelze vyčíst z názvu „{name}“.",
    ),
    fix=Sentence(
        en="Find out which body is meant and correct the abbreviation or the name.",
        pl="Ustal, o który podmiot chodzi, i popraw skrót albo nazwę.",
        cs="Zjistěte, který subjekt je míněn, a opravte zkratku nebo název.",
    ),
)
def misfit(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    for row in _first_rows(document):
        is_known = abbreviations.is_known_to_all(row.short, document.language)
        if row.name and not is_known and not abbreviations.fits(row.short, row.name):
            facts = {"short": row.short, "name": row.name}
            yield Fault((row.short,), row.lines, facts, essence=row.name)


@rule(
    "P-70",
    "warning",
    weight=60,
    title=Sentence(
        en="Abbreviation never written out",
        pl="Skrót nigdzie nierozwinięty",
        cs="Zkratka nikde nerozepsaná",
    ),
    why=Sentence(
        en="A reader from outside the office cannot tell who or what the letters stand for.",
        pl="Czytelnik spoza urzędu nie wie, kogo ani co oznaczają te litery.",
        cs="Čtenář mimo úřad nepozná, koho nebo co písmena označují.",
    ),
    message=Sentence(
        en="“{short}” is used, but the document never joins the letters to a full name.",
        pl="Skrót „{short}” jest użyty, ale dokument nigdzie nie podaje jego pełnej nazwy.",
        cs="Zkratka „{short}“ je použita, ale dokument nikde neuvádí její plný název.",
    ),
    fix=Sentence(
        en="Write the full name at the first use, with “{short}” in brackets behind it.",
        pl="Przy pierwszym użyciu podaj pełną nazwę, a za nią „{short}” w nawiasie.",
        cs="Při prvním použití uveďte plný název a za ním „{short}“ v závorce.",
    ),
)
def never_expanded(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    if abbreviations.glossary(document, source):
        return
    text = "\n".join(passage.text for passage in prose(document, source))
    for use in abbreviations.uses(document, source).values():
        is_read = use.short in abbreviations.defined(document)
        if not is_read and _is_unknown(use.short, document, text):
            yield Fault((use.short,), tuple(use.lines), {"short": use.short})


@once_per_document
def _undefined_uses(document: ProgrammeDocument, source: Source | None) -> list[Use]:
    if not abbreviations.glossary(document, source):
        return []
    shorts = abbreviations.defined(document)
    text = "\n".join(passage.text for passage in prose(document, source))
    unknown = [
        use
        for use in abbreviations.uses(document, source).values()
        if use.short not in shorts and _is_unknown(use.short, document, text)
    ]
    # Letters that begin a longer unknown or known abbreviation are a stump of it, not one more.
    longer = [use.short for use in unknown] + list(shorts)
    return [use for use in unknown if not _is_stump(use, longer)]


def _is_unknown(short: str, document: ProgrammeDocument, text: str) -> bool:
    is_known = abbreviations.is_known_to_all(short, document.language)
    return not is_known and not abbreviations.is_explained(short, text)


def _is_stump(use: Use, longer: list[str]) -> bool:
    if use.count > 1 or len(use.short) > 2:
        return False
    return any(other != use.short and other.startswith(use.short) for other in longer)


def _first_rows(document: ProgrammeDocument) -> list[ReadAbbreviation]:
    rows: dict[str, ReadAbbreviation] = {}
    for row in document.abbreviations:
        if re.search(r"\w", row.short):
            rows.setdefault(row.short, row)
    return list(rows.values())
