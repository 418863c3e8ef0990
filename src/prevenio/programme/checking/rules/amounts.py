"""Rules about money and quantities."""

import re
from collections.abc import Iterator

from prevenio.programme.checking.faults import Fault
from prevenio.programme.checking.registry import rule
from prevenio.programme.checking.sentences import Sentence
from prevenio.programme.checking.text.passages import Passage, passages
from prevenio.programme.checking.text.words import folded
from prevenio.programme.importing.document import Lines, ProgrammeDocument
from prevenio.programme.importing.source import Source

_AMOUNT = re.compile(
    r"(?<![\w,.])(?P<number>\d{1,3}(?:[  .]\d{3})+|\d+(?:,\d+)?)\s*"
    r"(?P<scale>milion\w*|mil\b\.?|mln\b|miliard\w*|mld\b\.?|tisíc\w*|tis\b\.?|tysi\w+|tys\b\.?)"
    r"(?P<after>\s*\S*)",
    re.IGNORECASE,
)
_SCALE = re.compile(r"\s*(?:milion|mil\b|mln|miliard|mld|tisíc|tis\b|tysi|tys\b)", re.IGNORECASE)
# A figure after a word for money, with its thousands set apart or at least four digits long.
_LARGE_SUM = re.compile(
    r"\b(?:castk\w*|kwot\w*|kwoc\w*|dotac\w*|rozpoct\w*|budzet\w*|koszt\w*|naklad\w*|vysi|vyse"
    r"|wysokosci)\b(?: [a-z]+){0,3}:? (?P<number>\d{1,3}(?:[  .]\d{3})+|\d{4,})(?![\d.,/-]*\d)"
)
_CURRENCY = re.compile(
    r"^\s*[(]?(?:zł|złot\w*|pln|kč|czk|korun\w*|eur\w*|€|usd|\$|dolar\w*)", re.IGNORECASE
)
_THING = re.compile(
    r"^\s*(?:osób|osob|mieszkańc|obyvatel|lidí|ludzi|dětí|dzieci|uczni|žák|lat|let|km|ks|szt|sztuk"
    r"|kus|litr|m2|ton|egzempl|výtisk)\w*",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:temer|skoro|cca|cirka|asi|zhruba|priblizne|kolem|okolo|pres|vice nez|vetsin[auy]\w*"
    r"|prevazna cast|podstatna cast|radove|znaczna czesc|prawie|niemal|ok\.|okolo"
    r"|mniej wiecej|ponad|blisko|wiekszosc\w*|przeszlo)(?![\w-])"
)
_QUANTITY = re.compile(
    r"\d|\b(?:financni\w*|prostred\w*|srodk\w*|budzet\w*|rozpoct\w*|castk\w*|kwot\w*)"
)
# A count of people or things may well be round.
_COUNT = re.compile(
    r"\s*\d[\d ,.]*(?:\s*(?:milion\w*|mil\.|mln|tis\w*\.?|tys\w*\.?))?\s+"
    r"(?:os[oó]b|mieszkańc|obyvatel|lidí|ludzi|dětí|dzieci|uczni|žák|gmin|obc|měst|miast|let|lat)",
    re.IGNORECASE,
)
_REACH = 3
_SAME_BREATH = 160


@rule(
    "P-68",
    "error",
    weight=52,
    title=Sentence(
        en="Amount without a currency",
        pl="Kwota bez waluty",
        cs="Částka bez měny",
    ),
    why=Sentence(
        en="An amount without a currency cannot be added up, paid or audited.",
        pl="Kwoty bez waluty nie da się zsumować, wypłacić ani skontrolować.",
        cs="Částku bez měny nelze sečíst, vyplatit ani zkontrolovat.",
    ),
    message=Sentence(
        en="The amount “{amount}” names no currency.",
        pl="Przy kwocie „{amount}” nie podano waluty.",
        cs="U částky „{amount}“ není uvedena měna.",
    ),
    fix=Sentence(
        en="Write the currency after “{amount}”.",
        pl="Dopisz walutę po „{amount}”.",
        cs="Doplňte za „{amount}“ měnu.",
    ),
)
def without_currency(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    found: dict[str, list[int]] = {}
    for passage in passages(document, source):
        for amount, start, end in _bare_amounts(passage.text):
            found.setdefault(amount, []).extend(passage.lines_between(start, end))
    for amount, lines in found.items():
        yield Fault((amount,), tuple(dict.fromkeys(lines)), {"amount": amount})


def _bare_amounts(text: str) -> Iterator[tuple[str, int, int]]:
    priced = -_SAME_BREATH
    for match in _AMOUNT.finditer(text):
        if _CURRENCY.match(match["after"]):
            priced = match.end()
        # "Of 80 million crowns, 8 million go to …": one currency for all sums of a sentence.
        elif not _THING.match(match["after"]) and not _is_one_sentence(text, priced, match.start()):
            yield f"{match['number']} {match['scale']}", match.start(), match.start("after")
    for match in _LARGE_SUM.finditer(folded(text)):
        after = text[match.end() :]
        is_year = re.fullmatch(r"(?:19|20)\d\d", match["number"]) is not None
        if not (is_year or _CURRENCY.match(after) or _THING.match(after) or _SCALE.match(after)):
            yield text[match.start("number") : match.end()], match.start("number"), match.end()


def _is_one_sentence(text: str, start: int, end: int) -> bool:
    if end - start > _SAME_BREATH:
        return False
    return not any(first[1].isupper() for first in re.finditer(r"[.;!?]\s+(\w)", text[start:end]))


@rule(
    "P-69",
    "note",
    weight=30,
    title=Sentence(
        en="Vague quantity",
        pl="Nieokreślona ilość",
        cs="Neurčité množství",
    ),
    why=Sentence(
        en="A share or a sum cannot be computed from “almost” and “most”.",
        pl="Z „prawie” i „większości” nie da się wyliczyć udziału ani sumy.",
        cs="Z „téměř“ a „většiny“ nelze spočítat podíl ani součet.",
    ),
    message=Sentence(
        en="“{word}” leaves the quantity open: “{context}”.",
        pl="Słowo „{word}” pozostawia ilość nieokreśloną: „{context}”.",
        cs="Slovo „{word}“ nechává množství neurčité: „{context}“.",
    ),
    fix=Sentence(
        en="Give the exact figure and the total it is part of.",
        pl="Podaj dokładną liczbę oraz całość, której jest częścią.",
        cs="Uveďte přesný údaj a celek, jehož je částí.",
    ),
)
def vague_quantity(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    found: dict[str, tuple[str, list[int]]] = {}
    for passage in passages(document, source):
        for word, context, lines in _vague_words(passage):
            _, places = found.setdefault(word, (context, []))
            places += lines
    for word, (context, places) in found.items():
        yield Fault((word,), tuple(places), {"word": word, "context": context})


def _vague_words(passage: Passage) -> Iterator[tuple[str, str, Lines]]:
    text = folded(passage.text)
    for match in _VAGUE.finditer(text):
        following = text[match.end() :].split()[:_REACH]
        if not _QUANTITY.search(" ".join(following)) or _COUNT.match(passage.text[match.end() :]):
            continue
        word = passage.text[match.start() : match.end()].lower()
        context = passage.text[match.start() :].split()[: _REACH + 1]
        yield word, " ".join(context).rstrip(" ,.;)("), passage.line_at(match.start())
