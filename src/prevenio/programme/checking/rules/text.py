"""Rules about the text itself: damaged words, torn rows, marks left over from another program."""

import re
from collections.abc import Iterator
from unicodedata import category

from prevenio.programme.checking.faults import Fault
from prevenio.programme.checking.registry import rule
from prevenio.programme.checking.sentences import Sentence
from prevenio.programme.checking.text.damage import damaged_words
from prevenio.programme.importing.document import Lines, ProgrammeDocument, Quote
from prevenio.programme.importing.source import Source

_MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|&(?:nbsp|amp|lt|gt|quot|#\d+);")
_UNNUMBERED = Sentence(en="an item without a number", pl="bez numeru", cs="bez čísla")


@rule(
    "K-171",
    "warning",
    weight=5,
    title=Sentence(
        en="Damaged word",
        pl="Uszkodzony wyraz",
        cs="Poškozené slovo",
    ),
    why=Sentence(
        en="A damaged word in an adopted text stays law until the text is corrected, and search "
        "cannot find it.",
        pl="Uszkodzony wyraz w uchwalonym tekście obowiązuje do czasu sprostowania, a "
        "wyszukiwarka go nie znajdzie.",
        cs="Poškozené slovo ve schváleném textu platí až do opravy a vyhledávání je nenajde.",
    ),
    message=Sentence(
        en="“{wrong}” ({count:place|places}) looks like a damaged “{right}”.",
        pl="Wyraz „{wrong}” ({count:raz|razy|razy}) wygląda na uszkodzone „{right}”.",
        cs="Slovo „{wrong}“ ({count}×) vypadá jako poškozené „{right}“.",
    ),
    mixed=Sentence(
        en="“{wrong}” mixes letters of two scripts ({count:place|places}).",
        pl="W wyrazie „{wrong}” pomieszano litery dwóch alfabetów ({count:raz|razy|razy}).",
        cs="Ve slově „{wrong}“ jsou smíchána písmena dvou abeced ({count}×).",
    ),
    fix=Sentence(
        en="Write “{right}” instead of “{wrong}”.",
        pl="Zamień „{wrong}” na „{right}”.",
        cs="Nahraďte „{wrong}“ slovem „{right}“.",
    ),
)
def damaged_word(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    if source is None:
        return
    for damage in damaged_words(source):
        facts = {"wrong": damage.wrong, "right": damage.right, "count": len(damage.places)}
        lines = tuple(dict.fromkeys(line for line, _, _ in damage.places))
        quotes = tuple(Quote(line, wrong, right) for line, wrong, right in damage.places)
        is_mixed = damage.wrong != damage.right and len(damage.wrong) == len(damage.right)
        message = "mixed" if is_mixed and _has_foreign_letter(damage.wrong) else "message"
        yield Fault((damage.wrong,), lines, facts, message, quotes=quotes)


@rule(
    "K-172",
    "note",
    weight=80,
    title=Sentence(
        en="Table row torn by a page break",
        pl="Wiersz tabeli rozerwany przez podział strony",
        cs="Řádek tabulky roztržený zlomem stránky",
    ),
    why=Sentence(
        en="Half a row reads like an action of its own, without a number or a body.",
        pl="Połowa wiersza wygląda jak osobne działanie, bez numeru i podmiotu.",
        cs="Polovina řádku vypadá jako samostatné opatření bez čísla a subjektu.",
    ),
    message=Sentence(
        en="The row of {row} is torn by a page break; its parts have been joined.",
        pl="Wiersz pozycji {row} jest rozerwany przez podział strony; jego części połączono.",
        cs="Řádek položky {row} je roztržen zlomem stránky; jeho části byly spojeny.",
    ),
    fix=Sentence(
        en="Check that the joined row of {row} reads on, and keep rows whole in the next edition.",
        pl="Sprawdź, czy połączony wiersz pozycji {row} czyta się poprawnie, a w następnym wydaniu "
        "nie dziel wierszy między strony.",
        cs="Ověřte, že spojený řádek položky {row} na sebe navazuje, a v příštím vydání řádky mezi "
        "strany nedělte.",
    ),
)
def torn_row(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    for lines in document.torn_rows:
        row = _row_on(document, lines)
        yield Fault((row,) if row else (), lines, {"row": row or _UNNUMBERED})


@rule(
    "K-173",
    "note",
    weight=70,
    title=Sentence(
        en="Markup left in the text",
        pl="Znaczniki pozostawione w tekście",
        cs="Značky ponechané v textu",
    ),
    why=Sentence(
        en="Marks of a web page or an editor are not words of the programme.",
        pl="Znaczniki strony internetowej lub edytora nie są treścią programu.",
        cs="Značky webové stránky nebo editoru nepatří do textu programu.",
    ),
    message=Sentence(
        en="The text of {row} holds {count:left-over mark|left-over marks}: {marks}.",
        pl="W tekście pozycji {row} {count:=pozostał znacznik|pozostały {count} znaczniki|"
        "pozostało {count} znaczników}: {marks}.",
        cs="V textu položky {row} {count:=zůstala značka|zůstaly {count} značky|"
        "zůstalo {count} značek}: {marks}.",
    ),
    on_line=Sentence(
        en="Line {row} holds {count:left-over mark|left-over marks}: {marks}.",
        pl="W wierszu {row} tekstu {count:=pozostał znacznik|pozostały {count} znaczniki|"
        "pozostało {count} znaczników}: {marks}.",
        cs="Na řádku {row} {count:=zůstala značka|zůstaly {count} značky|"
        "zůstalo {count} značek}: {marks}.",
    ),
    fix=Sentence(
        en="Strike {marks}; the words between them stay.",
        pl="Usuń {marks}; słowa pomiędzy nimi pozostają.",
        cs="Vyškrtněte {marks}; slova mezi nimi zůstanou.",
    ),
)
def left_markup(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    if source is None:
        return
    found: dict[str, list[Quote]] = {}
    for line in source.lines:
        for mark in _MARKUP.findall(line.text):
            row = _row_on(document, (line.number,)) or ""
            found.setdefault(row or str(line.number), []).append(Quote(line.number, mark))
    for row, quotes in found.items():
        lines = tuple(dict.fromkeys(quote.line for quote in quotes))
        marks = tuple(dict.fromkeys(quote.wrong for quote in quotes))
        is_row = _row_on(document, lines) is not None
        facts = {"row": row, "count": len(quotes), "marks": marks}
        message = "message" if is_row else "on_line"
        about = (row,) if is_row else ()
        essence = " ".join(marks) if is_row else source.text_of(lines)
        yield Fault(about, lines, facts, message, quotes=tuple(quotes), essence=essence)


@rule(
    "P-74",
    "note",
    weight=90,
    title=Sentence(
        en="Sign from a symbol font",
        pl="Znak z czcionki symboli",
        cs="Znak ze symbolového písma",
    ),
    why=Sentence(
        en="The sign shows as a box elsewhere and a screen reader cannot say it.",
        pl="W innej czcionce znak wygląda jak kwadrat, a czytnik ekranu go nie odczyta.",
        cs="Znak se jinde zobrazí jako čtvereček a čtečka obrazovky jej nepřečte.",
    ),
    message=Sentence(
        en="The sign {sign} comes from a symbol font and stands on {count:line|lines}.",
        pl="Znak {sign} pochodzi z czcionki symboli i występuje w "
        "{count:wierszu|wierszach|wierszach}.",
        cs="Znak {sign} pochází ze symbolového písma a je na {count:řádku|řádcích|řádcích}.",
    ),
    fix=Sentence(
        en="Use the list bullets of the word processor instead of {sign}.",
        pl="Zamiast {sign} użyj zwykłych punktorów listy.",
        cs="Místo {sign} použijte běžné odrážky seznamu.",
    ),
)
def symbol_glyph(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    if source is None:
        return
    places: dict[str, list[int]] = {}
    for line in source.lines:
        for sign in dict.fromkeys(line.text):
            if category(sign) == "Co":
                places.setdefault(sign, []).append(line.number)
    for sign, lines in places.items():
        code = f"U+{ord(sign):04X}"
        quotes = tuple(Quote(line, sign, "•") for line in lines)
        yield Fault((code,), tuple(lines), {"sign": code, "count": len(lines)}, quotes=quotes)


def _has_foreign_letter(word: str) -> bool:
    return any("\u0370" <= letter <= "\u052f" for letter in word)


def _row_on(document: ProgrammeDocument, lines: Lines) -> str | None:
    """The code of the action or the number of the initiative that stands on these lines."""
    wanted = set(lines)
    for action in document.actions:
        if wanted.intersection(action.lines):
            return action.code
    for initiative in document.initiatives:
        if wanted.intersection(initiative.lines):
            return str(initiative.number) if initiative.number is not None else initiative.name
    return None
