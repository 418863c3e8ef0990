"""Rules about the bodies of a programme: their names, and whether they belong where they stand."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log

from prevenio.programme.checking.faults import Fault
from prevenio.programme.checking.registry import rule
from prevenio.programme.checking.sentences import Sentence
from prevenio.programme.checking.text.bodies import (
    bare_name,
    chiefs,
    full_name,
    is_unit_of,
    levels,
    words_all_in,
)
from prevenio.programme.checking.text.remembering import once_per_document
from prevenio.programme.checking.text.words import content_stems, folded, plain, stem
from prevenio.programme.importing.document import (
    ProgrammeDocument,
    ReadAbbreviation,
    ReadAction,
    ReadItem,
)
from prevenio.programme.importing.source import Source

SAME_BODY = 0.55
FEWEST_ACTIONS_OF_AN_AREA = 5
FEWEST_ACTIONS_ELSEWHERE = 3
FOREIGN_WORDS = 0.4

_COMPANY_WORDS = frozenset(stem(word) for word in ("spolka", "spolki", "spolecnost", "firma"))
_DEPARTMENT = re.compile(r"(?:wydzial|biuro|referat|odbor|oddeleni) ")
_OFFICE = re.compile(r"\b(?:urzad|starostwo|magistrat|urad)\b")
_AND = frozenset({"i", "oraz", "a", "nebo"})
_COMPANY = re.compile(r"\b(przedsiebiorstw|spolk|sp z o o|zaklad|s a$|spol s r o|a s$|podnik)")


@rule(
    "K-151",
    "warning",
    weight=20,
    title=Sentence(
        en="Names of one body disagree",
        pl="Nazwy tego samego podmiotu się różnią",
        cs="Názvy téhož subjektu se rozcházejí",
    ),
    why=Sentence(
        en="A body can only be held to its part under the name that the law gives it.",
        pl="Podmiot odpowiada za swoje zadania pod nazwą, którą nadają mu przepisy.",
        cs="Subjekt odpovídá za své úkoly pod názvem, který mu dávají předpisy.",
    ),
    message=Sentence(
        en="The glossary explains {short} as “{name}”, the list of participants says “{other}”.",
        pl="W wykazie skrótów {short} to „{name}”, a na liście uczestników „{other}”.",
        cs="Seznam zkratek vysvětluje {short} jako „{name}“, seznam účastníků uvádí „{other}“.",
    ),
    fix=Sentence(
        en="Check the body's official name and use it in both places.",
        pl="Sprawdź urzędową nazwę podmiotu i użyj jej w obu miejscach.",
        cs="Ověřte úřední název subjektu a použijte jej na obou místech.",
    ),
)
def names_disagree(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    known = {bare_name(document, row.name) for row in document.abbreviations}
    for participant in document.participants:
        words = bare_name(document, participant.text)
        if words in known or any(_says_more(words, name) for name in known):
            continue
        row = _bodies_meant(document).get(participant.text)
        if row is not None:
            facts = {"short": row.short, "name": row.name, "other": participant.text.strip(" .,;")}
            yield Fault((row.short,), row.lines + participant.lines, facts, essence=plain(row.name))


@rule(
    "K-158",
    "warning",
    weight=45,
    title=Sentence(
        en="Odd responsible body",
        pl="Nietypowy podmiot odpowiedzialny",
        cs="Neobvyklý odpovědný subjekt",
    ),
    why=Sentence(
        en="A body alone of its kind in an area has often slipped in from the row of another.",
        pl="Podmiot, który w obszarze pojawia się tylko raz, mógł zostać wpisany przez pomyłkę.",
        cs="Subjekt, který se v oblasti objeví jen jednou, se tam často dostal omylem.",
    ),
    message=Sentence(
        en="“{body}” is responsible for action {code} and has no other part in area {area}; its "
        "other actions ({count}) concern other matters.",
        pl="Podmiot „{body}” odpowiada za działanie {code}, a poza tym nie występuje w obszarze "
        "{area}; jego pozostałe działania ({count}) dotyczą innych spraw.",
        cs="Subjekt „{body}“ odpovídá za opatření {code}, ale jinak se v oblasti {area} "
        "nevyskytuje; jeho ostatní opatření ({count}) se týkají jiných věcí.",
    ),
    fix=Sentence(
        en="Check whether “{body}” should answer for action {code}; strike it if not.",
        pl="Sprawdź, czy podmiot „{body}” ma odpowiadać za działanie {code}; jeżeli nie, usuń ten "
        "wpis.",
        cs="Ověřte, zda má subjekt „{body}“ odpovídat za opatření {code}; pokud ne, zápis "
        "vyškrtněte.",
    ),
)
def odd_one_out(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    for area in document.areas:
        if len(area.actions) < FEWEST_ACTIONS_OF_AN_AREA:
            continue
        present = [chiefs(document, (*a.responsible, *a.partners)) for a in area.actions]
        for action in area.actions:
            for body, spelling in chiefs(document, action.responsible).items():
                if sum(body in bodies for bodies in present) > 1:
                    continue
                elsewhere = _led_by(document, body, outside=area.actions)
                if _is_foreign(action, elsewhere):
                    facts = {
                        "body": spelling,
                        "code": action.code,
                        "area": area.code,
                        "count": len(elsewhere),
                    }
                    yield Fault((action.code, spelling), action.lines, facts)


@rule(
    "K-159",
    "warning",
    weight=15,
    title=Sentence(
        en="Responsible body missing from the participants",
        pl="Podmiot odpowiedzialny spoza listy uczestników",
        cs="Odpovědný subjekt chybí mezi účastníky",
    ),
    why=Sentence(
        en="A body that is not listed as taking part may not know that it answers for an action.",
        pl="Podmiot spoza listy uczestników może nie wiedzieć, że odpowiada za działanie.",
        cs="Subjekt, který mezi účastníky není, nemusí vědět, že za opatření odpovídá.",
    ),
    message=Sentence(
        en="“{body}” is responsible for {count:action|actions} ({codes}), but does not stand among "
        "the participants of the programme.",
        pl="Podmiot „{body}” odpowiada za {count:działanie|działania|działań} ({codes}), ale nie "
        "ma go na liście uczestników programu.",
        cs="Subjekt „{body}“ odpovídá za {count:opatření|opatření|opatření} ({codes}), ale mezi "
        "účastníky programu uveden není.",
    ),
    fix=Sentence(
        en="Add “{body}” to the participants with its consent, or name another responsible body.",
        pl="Dopisz „{body}” do listy uczestników za zgodą tego podmiotu albo wskaż inny podmiot "
        "odpowiedzialny.",
        cs="Doplňte „{body}“ s jeho souhlasem mezi účastníky, nebo určete jiný odpovědný subjekt.",
    ),
)
def not_a_participant(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    if not document.participants:
        return
    charged: dict[str, list[ReadAction]] = {}
    spellings: dict[str, str] = {}
    for action in document.actions:
        for body, spelling in chiefs(document, action.responsible).items():
            charged.setdefault(body, []).append(action)
            spellings.setdefault(body, spelling)
    for body, actions in charged.items():
        if any(_takes_part(document, body, item) for item in document.participants):
            continue
        codes = tuple(action.code for action in actions)
        facts = {"body": body, "count": len(actions), "codes": codes}
        lines = tuple(line for action in actions for line in action.lines)
        yield Fault((body,), lines, facts)


@once_per_document
def _bodies_meant(document: ProgrammeDocument) -> dict[str, ReadAbbreviation]:
    """For each participant, the glossary row that must mean it, though it is worded otherwise."""
    found = {}
    weights = _weights(document)
    for participant in document.participants:
        words = bare_name(document, participant.text)
        best, best_degree = None, SAME_BODY
        for row in document.abbreviations:
            name = bare_name(document, row.name)
            ours, theirs = levels(words), levels(name)
            degree = _likeness(weights, words, name)
            if degree > best_degree and (ours <= theirs or theirs <= ours):
                best, best_degree = row, degree
        if best is not None:
            found[participant.text] = best
    return found


def _weights(document: ProgrammeDocument) -> Mapping[str, float]:
    """What each word of a body's name weighs: rare words say more than usual ones."""
    names = [_beginnings(bare_name(document, row.name)) for row in document.abbreviations]
    counts = Counter(word for name in names for word in name)
    heaviest = log(1 + len(names)) + 0.1
    weights: defaultdict[str, float] = defaultdict(lambda: heaviest)
    weights.update({word: heaviest - log(1 + count) for word, count in counts.items()})
    return weights


def _likeness(weights: Mapping[str, float], one: Sequence[str], other: Sequence[str]) -> float:
    """How much of the meaning of two names is shared."""
    ours, theirs = _beginnings(one), _beginnings(other)
    shared = sum(weights[word] for word in ours & theirs)
    whole = sum(weights[word] for word in ours) + sum(weights[word] for word in theirs)
    return 2 * shared / whole if whole else 0.0


def _beginnings(words: Sequence[str]) -> frozenset[str]:
    return frozenset(stem(word)[:5] for word in words if len(word) > 1)


def _led_by(
    document: ProgrammeDocument, body: str, outside: tuple[ReadAction, ...]
) -> list[ReadAction]:
    inside = {action.code for action in outside}
    return [
        action
        for action in document.actions
        if action.code not in inside and body in chiefs(document, action.responsible)
    ]


def _is_foreign(action: ReadAction, elsewhere: list[ReadAction]) -> bool:
    """Whether an action shares few words with what its body does in other areas."""
    if len(elsewhere) < FEWEST_ACTIONS_ELSEWHERE:
        return False
    usual = content_stems(" ".join(other.text for other in elsewhere))
    ours = content_stems(action.text)
    return len(ours & usual) < FOREIGN_WORDS * len(ours)


def _says_more(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether one of two names goes on behind the other, or other bodies are named before it."""
    shorter, longer = sorted((tuple(words), tuple(name)), key=len)
    if not shorter or longer[: len(shorter)] == shorter:
        return bool(shorter)
    return longer[-len(shorter) :] == shorter and longer[-len(shorter) - 1] in _AND


def _is_group(document: ProgrammeDocument, body: str) -> bool:
    return any(each.is_group and each.short == body for each in document.bodies)


def _takes_part(document: ProgrammeDocument, body: str, participant: ReadItem) -> bool:
    name = full_name(document, body) or body
    words, listed = bare_name(document, name), bare_name(document, participant.text)
    if words == listed or words_all_in(name, participant.text):
        return True
    if plain(body) in plain(participant.text).split() or is_unit_of(name, participant.text):
        return True
    if _DEPARTMENT.match(plain(name)) and _OFFICE.search(plain(participant.text)):
        return True
    if _is_group(document, body) and any(word.startswith(words[0][:-2]) for word in listed):
        return True
    is_company = _COMPANY.search(plain(name)) is not None
    if is_company and _COMPANY_WORDS & {stem(word) for word in folded(participant.text).split()}:
        return True
    row = _bodies_meant(document).get(participant.text)
    return row is not None and row.name == name
