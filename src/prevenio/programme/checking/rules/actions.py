"""Rules about actions: copies of each other, and who stands in their rows."""

import re
from collections.abc import Iterator

from prevenio.programme.checking.faults import Fault
from prevenio.programme.checking.registry import rule
from prevenio.programme.checking.sentences import Sentence, as_written
from prevenio.programme.checking.text.bodies import chiefs
from prevenio.programme.checking.text.nearness import alike_texts
from prevenio.programme.checking.text.remembering import once_per_document
from prevenio.programme.checking.text.words import WORD, folded, plain, sentences, word_set
from prevenio.programme.importing.document import ProgrammeDocument, ReadAction
from prevenio.programme.importing.source import Source

SAME_TEXT = 0.93
FEWEST_WORDS_OF_A_PART = 5

_VERBAL_NOUN = re.compile(r"\w{3,}(?:anie|enie|ecie|ucie|yjanie|cja|zja|zacja|ani|eni|ovani|ceni)$")
_ACTION_NOUNS = word_set(
    """akcja akcje analiza badania budowa dobor dozor dystrybucja edukacja festyn interwencje
    kampania konkurs konkursy konsultacje kontrola kontrole likwidacja modernizacja monitoring
    montaz nadzor nabor obsluga ochrona opieka patrole pogadanki pokazy pomiary pomoc poprawa
    prelekcje promocja przeglad przeglady remont rozbudowa rozwoj spotkania szkolenia udzial
    utrzymanie warsztaty wsparcie wspolpraca wymiana wyposazenie zajecia zakup zawody analyza
    analyzy besedy dohled distribuce evidence hlidky instalace kampan konzultace kontroly
    koordinace modernizace nakup obnova ochrana organizace osveta oprava opravy podpora pomoc
    prednasky prevence prohlidka prohlidky provoz pruzkum realizace revize seminare soutez
    souteze spoluprace sprava udrzba vycvik vymena vystavba"""
)


@rule(
    "K-152",
    "error",
    weight=30,
    title=Sentence(
        en="The same action twice",
        pl="To samo działanie dwa razy",
        cs="Totéž opatření dvakrát",
    ),
    why=Sentence(
        en="The body would report the same work twice, and the count of actions is too high.",
        pl="Podmiot dwukrotnie wykazywałby tę samą pracę, a liczba działań jest zawyżona.",
        cs="Subjekt by tutéž práci vykazoval dvakrát a počet opatření je nadsazený.",
    ),
    message=Sentence(
        en="Actions {first} and {second} say the same and have the same responsible body.",
        pl="Działania {first} i {second} mają tę samą treść i ten sam podmiot odpowiedzialny.",
        cs="Opatření {first} a {second} mají stejné znění i stejný odpovědný subjekt.",
    ),
    fix=Sentence(
        en="Keep action {first}, add the partners of {second} to it and strike action {second}.",
        pl="Pozostaw działanie {first}, dopisz do niego partnerów działania {second}, a samo "
        "{second} usuń.",
        cs="Ponechte opatření {first}, doplňte k němu partnery z opatření {second} a opatření "
        "{second} vyškrtněte.",
    ),
)
def repeated(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    for first, second in _copies(document):
        if _responsible(document, first) == _responsible(document, second):
            facts = {"first": first.code, "second": second.code}
            yield Fault(
                (first.code, second.code), first.lines + second.lines, facts, essence=first.text
            )


@rule(
    "K-153",
    "error",
    weight=20,
    title=Sentence(
        en="The same action under different bodies",
        pl="To samo działanie przypisane różnym podmiotom",
        cs="Totéž opatření s různými odpovědnými subjekty",
    ),
    why=Sentence(
        en="Two rows with the same words name different bodies, so nobody knows who answers.",
        pl="Dwa wiersze o tej samej treści wskazują różne podmioty, więc nie wiadomo, kto "
        "odpowiada.",
        cs="Dva řádky se stejným zněním uvádějí různé subjekty, takže není jasné, kdo odpovídá.",
    ),
    message=Sentence(
        en="Actions {first} and {second} say the same, but {first} is given to {one} and {second} "
        "to {other}.",
        pl="Działania {first} i {second} mają tę samą treść, lecz za {first} odpowiada: {one}, "
        "a za {second}: {other}.",
        cs="Opatření {first} a {second} mají stejné znění, ale za {first} odpovídá: {one}, "
        "kdežto za {second}: {other}.",
    ),
    fix=Sentence(
        en="Decide who leads, keep one action with all its bodies and strike the other.",
        pl="Ustal, kto jest wiodący, pozostaw jedno działanie ze wszystkimi podmiotami, a drugie "
        "usuń.",
        cs="Určete gestora, ponechte jedno opatření se všemi subjekty a druhé vyškrtněte.",
    ),
)
def contested(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    for first, second in _copies(document):
        if _responsible(document, first) != _responsible(document, second):
            facts = {
                "first": first.code,
                "second": second.code,
                "one": first.responsible or ("–",),
                "other": second.responsible or ("–",),
            }
            yield Fault(
                (first.code, second.code), first.lines + second.lines, facts, essence=first.text
            )


@rule(
    "K-154",
    "warning",
    weight=30,
    title=Sentence(
        en="One action contains another",
        pl="Jedno działanie zawiera drugie",
        cs="Jedno opatření obsahuje druhé",
    ),
    why=Sentence(
        en="Work done under the smaller action would be counted in the larger one as well.",
        pl="Praca wykonana w ramach mniejszego działania liczyłaby się także w większym.",
        cs="Práce vykonaná v rámci menšího opatření by se počítala i do většího.",
    ),
    message=Sentence(
        en="Action {whole} contains the whole text of action {part}.",
        pl="Działanie {whole} zawiera w całości treść działania {part}.",
        cs="Opatření {whole} obsahuje celé znění opatření {part}.",
    ),
    fix=Sentence(
        en="Strike the repeated part from action {whole}, or strike action {part}.",
        pl="Usuń powtórzoną część z działania {whole} albo usuń działanie {part}.",
        cs="Vyškrtněte opakovanou část z opatření {whole}, nebo zrušte opatření {part}.",
    ),
)
def contained(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    texts = [(action, f" {plain(action.text)} ") for action in document.actions]
    copies = {frozenset((one.code, other.code)) for one, other in _copies(document)}
    for part, words in texts:
        if words.count(" ") - 1 < FEWEST_WORDS_OF_A_PART:
            continue
        for whole, longer in texts:
            is_copy = frozenset((whole.code, part.code)) in copies
            if whole is not part and not is_copy and words in longer:
                facts = {"whole": whole.code, "part": part.code}
                lines = whole.lines + part.lines
                yield Fault((whole.code, part.code), lines, facts, essence=part.text)


@rule(
    "K-155",
    "error",
    weight=40,
    title=Sentence(
        en="Body both responsible and partner",
        pl="Podmiot odpowiedzialny i zarazem partner",
        cs="Subjekt odpovědný a zároveň partner",
    ),
    why=Sentence(
        en="A body cannot be its own partner; one of the two entries is a slip.",
        pl="Podmiot nie może być partnerem samego siebie; jeden z wpisów jest pomyłką.",
        cs="Subjekt nemůže být partnerem sám sobě; jeden ze zápisů je omyl.",
    ),
    message=Sentence(
        en="In action {code} {count:=the same body stands|the same bodies stand} as responsible "
        "and as partner: {bodies}.",
        pl="W działaniu {code} {count:=ten sam podmiot jest odpowiedzialny i zarazem jest "
        "partnerem|te same podmioty są odpowiedzialne i zarazem są partnerami|te same podmioty są "
        "odpowiedzialne i zarazem są partnerami}: {bodies}.",
        cs="V opatření {code} {count:=je tentýž subjekt uveden jako odpovědný i jako partner|jsou "
        "tytéž subjekty uvedeny jako odpovědné i jako partneři|jsou tytéž subjekty uvedeny jako "
        "odpovědné i jako partneři}: {bodies}.",
    ),
    fix=Sentence(
        en="Strike from the partners or from the responsible bodies of action {code}: {bodies}.",
        pl="W działaniu {code} usuń z partnerów albo z podmiotów odpowiedzialnych: {bodies}.",
        cs="V opatření {code} vyškrtněte z partnerů, nebo z odpovědných subjektů: {bodies}.",
    ),
)
def both_roles(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    for action in document.actions:
        partners = chiefs(document, action.partners)
        responsible = chiefs(document, action.responsible)
        bodies = tuple(spelling for chief, spelling in responsible.items() if chief in partners)
        if bodies:
            facts = {"code": action.code, "bodies": bodies, "count": len(bodies)}
            yield Fault((action.code,), action.lines, facts, essence=" ".join(sorted(bodies)))


@rule(
    "K-156",
    "warning",
    weight=80,
    title=Sentence(
        en="Body named twice in one row",
        pl="Podmiot wpisany dwa razy w jednym wierszu",
        cs="Subjekt uvedený v jednom řádku dvakrát",
    ),
    why=Sentence(
        en="The second mention may stand where another body was meant.",
        pl="Drugi wpis mógł zająć miejsce innego podmiotu.",
        cs="Druhý zápis mohl zabrat místo jiného subjektu.",
    ),
    message=Sentence(
        en="Action {code} names “{body}” {count:time|times} in one column.",
        pl="W działaniu {code} podmiot „{body}” jest wpisany {count:raz|razy|razy} w jednej "
        "kolumnie.",
        cs="V opatření {code} je subjekt „{body}“ zapsán {count}krát v jednom sloupci.",
    ),
    fix=Sentence(
        en="Strike the repeated “{body}”, or put in the body that was meant.",
        pl="Usuń powtórzony wpis „{body}” albo wpisz podmiot, o który chodziło.",
        cs="Vyškrtněte opakovaný zápis „{body}“, nebo doplňte subjekt, který byl míněn.",
    ),
)
def named_twice(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    for action in document.actions:
        columns = (
            (action.responsible_cell, action.responsible),
            (action.partners_cell, action.partners),
        )
        for cell, bodies in columns:
            for body, count in _mentions(cell, bodies).items():
                if count > 1:
                    facts = {"code": action.code, "body": body, "count": count}
                    yield Fault((action.code, body), action.lines, facts)


@rule(
    "K-157",
    "warning",
    weight=40,
    title=Sentence(
        en="Action without a partner",
        pl="Działanie bez partnera",
        cs="Opatření bez partnera",
    ),
    why=Sentence(
        en="Where every other action has partners, an empty cell is more likely a gap than a "
        "choice.",
        pl="Skoro inne działania mają partnerów, puste pole jest raczej luką niż decyzją.",
        cs="Mají-li ostatní opatření partnery, je prázdné pole spíše mezerou než záměrem.",
    ),
    message=Sentence(
        en="Action {code} has no partner, while {count:other action has|other actions have} one.",
        pl="Działanie {code} nie ma partnera, a {count:=ma go inne działanie|mają go {count} inne "
        "działania|ma go {count} innych działań}.",
        cs="Opatření {code} nemá partnera, ačkoli jej {count:=má jiné opatření|mají {count} jiná "
        "opatření|má {count} jiných opatření}.",
    ),
    fix=Sentence(
        en="Name the partners of action {code}, or say that the responsible body acts alone.",
        pl="Wskaż partnerów działania {code} albo zaznacz, że podmiot odpowiedzialny działa "
        "samodzielnie.",
        cs="Uveďte partnery opatření {code}, nebo poznamenejte, že odpovědný subjekt jedná sám.",
    ),
)
def without_partner(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    alone = [action for action in document.actions if not action.partners]
    with_partners = len(document.actions) - len(alone)
    if with_partners < 2 * len(alone):
        return
    for action in alone:
        yield Fault((action.code,), action.lines, {"code": action.code, "count": with_partners})


@rule(
    "K-175",
    "note",
    weight=60,
    title=Sentence(
        en="Several actions in one row",
        pl="Kilka działań w jednym wierszu",
        cs="Několik opatření v jednom řádku",
    ),
    why=Sentence(
        en="One row can be reported as done while a part of it has not even begun.",
        pl="Wiersz można wykazać jako wykonany, choć części z niego nawet nie rozpoczęto.",
        cs="Řádek lze vykázat jako splněný, i když jeho část ani nezačala.",
    ),
    message=Sentence(
        en="Action {code} holds {count:undertaking|undertakings}: {beginnings}.",
        pl="Działanie {code} obejmuje {count:przedsięwzięcie|przedsięwzięcia|przedsięwzięć}: "
        "{beginnings}.",
        cs="Opatření {code} zahrnuje {count:činnost|činnosti|činností}: {beginnings}.",
    ),
    fix=Sentence(
        en="Split action {code} into actions or sub-actions, each with its responsible body.",
        pl="Podziel działanie {code} na osobne działania lub poddziałania, każde z własnym "
        "podmiotem odpowiedzialnym.",
        cs="Rozdělte opatření {code} na samostatná opatření nebo dílčí kroky, každé s vlastním "
        "odpovědným subjektem.",
    ),
)
def several_in_one(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    for action in document.actions:
        if action.sub_actions:
            continue
        parts = [part for part in _undertakings(action.text) if _begins_an_action(part)]
        if len(parts) > 1:
            beginnings = [_beginning(part) for part in parts]
            facts = {
                "code": action.code,
                "count": len(parts),
                "beginnings": tuple(map(as_written, beginnings)),
            }
            yield Fault((action.code,), action.lines, facts, essence=" ".join(beginnings))


@once_per_document
def _copies(document: ProgrammeDocument) -> list[tuple[ReadAction, ReadAction]]:
    actions = document.actions
    pairs = alike_texts([action.text for action in actions], SAME_TEXT)
    return [
        (actions[one], actions[other])
        for one, other, _ in pairs
        if _numbers(actions[one].text) == _numbers(actions[other].text)
    ]


def _numbers(text: str) -> list[str]:
    """The numbers in a text: what is done at school 2 is not what is done at school 3."""
    return re.findall(r"\d+", text)


def _responsible(document: ProgrammeDocument, action: ReadAction) -> frozenset[str]:
    return frozenset(chiefs(document, action.responsible))


def _mentions(cell: str, bodies: tuple[str, ...]) -> dict[str, int]:
    """How often each body stands in a cell; the longest spelling is taken first."""
    counts: dict[str, int] = {}
    for body in sorted(bodies, key=len, reverse=True):
        pattern = re.compile(rf"(?<![\w.]){re.escape(body)}(?!\w)", re.IGNORECASE)
        cell, counts[body] = pattern.subn("|", cell)
    return {body: counts[body] for body in bodies}


def _beginning(part: str) -> str:
    return " ".join(WORD.findall(part)[:3]) + " …"


def _undertakings(text: str) -> list[str]:
    parts = []
    for sentence in sentences(text):
        # A comma before a capital joins two sentences that a hurried hand ran together.
        pieces = re.split(r",\s+(?=[^\W\d_]\w+\s)", sentence)
        joined = [pieces[0]]
        for piece in pieces[1:]:
            if piece[:1].isupper() and _begins_an_action(piece):
                joined.append(piece)
            else:
                joined[-1] += ", " + piece
        parts += joined
    return parts


def _begins_an_action(part: str) -> bool:
    words = [folded(word) for word in re.findall(r"[^\W\d_]+", part)[:3]]
    if not part[:1].isupper() or len(part.split()) < 3:
        return False
    return any(word in _ACTION_NOUNS or _VERBAL_NOUN.match(word) for word in words)
