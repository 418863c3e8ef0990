"""The act that adopted the programme, read from the pages before it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from prevenio.kernel.text import fold, fold_in_place
from prevenio.programme.importing.dates import date_in
from prevenio.programme.importing.document import Lines, ReadAct, ReadSignatory
from prevenio.programme.importing.items import Item, Paragraph, Row
from prevenio.programme.importing.legal_basis import citations_in
from prevenio.programme.importing.terms import years_in
from prevenio.programme.importing.vocabulary import Vocabulary

# A council's letters may stand before the number: "ZK 2345/09/22".
_NUMBER = re.compile(r"(?:[A-Z]{1,4}\s(?=\d))?[\w.-]+(?:\s?/\s?[\w.-]+)*")
_SECTION = re.compile(r"^(?:§|art\.?|čl\.?)\s*\d+\s*[.)]?\s*", re.IGNORECASE)
_BARE_SECTION = re.compile(r"^(?:§|art\.?|čl\.?)\s*\d+\s*[.)]?$", re.IGNORECASE)
_ROMAN_POINT = re.compile(r"^[IVX]+\.\s+")
_DAYS = re.compile(r"\b(\d{1,3})\s*\.?\s*(?:dni|dnem|dnu|den|dnech)\b")
_QUOTED = re.compile(r"[„\"“]([^„”\"“]{8,})[”\"“]")
_NAME = re.compile(
    r"^(?:[^\W\d_]{2,6}\.\s+){0,3}[^\W\d_]+(?:\s+[^\W\d_]+(?:-[^\W\d_]+)?){1,2}(?:,\s*\w+\.)*$"
)
NUMBER_WORDS: Mapping[str, int] = {
    "siedmiu": 7, "czternastu": 14, "trzydziestu": 30, "patnact": 15, "patnactym": 15,
    "desatym": 10, "osmym": 8, "tricatym": 30,
}  # fmt: skip
# Written small in a Czech name, whatever the capitals of a heading.
_COMMON_NOUNS = frozenset({"města", "obce", "kraje", "městyse", "městské", "části"})
# A Czech resolution goes on with what the officer is to do.
_INFINITIVE = re.compile(r"^[^\W\d_]{3,}[aeěiouy]t,?$")
_SMALL = frozenset(
    {"i", "w", "we", "na", "nad", "pod", "v", "ve", "a", "z", "m.", "st.", "do", "dla"}
)
FURTHEST_LOOK = 8
FURTHEST_IN_SENTENCE = 250
LONGEST_SIGNATURE = 90


@dataclass(frozen=True, slots=True)
class ActFound:
    """The act and the items of the front that it takes up."""

    act: ReadAct
    taken: frozenset[int]
    years: tuple[int, ...] = ()


def act_in(items: Sequence[Item], words: Vocabulary, texts: Mapping[int, str]) -> ActFound:
    """The act that the items hold, if any."""
    starts = [at for at, item in enumerate(items) if _begins(item, words)]
    if not starts:
        return ActFound(ReadAct(), frozenset())
    start = next((at for at in starts if _is_the_act(items, at, words)), starts[0])
    note = _paragraphs(items, starts[0], words) if start > starts[0] else []
    taken = _paragraphs(items, start, words)
    act = _read([item for _, item in taken], words, texts)
    above = items[start - 1] if start else None
    if isinstance(above, Paragraph) and (body := _body_above(above, act, words)):
        act = replace(act, body=body)
        note = [*note, (start - 1, above)]
    lines = tuple(sorted({n for _, item in (*note, *taken) for n in item.lines}))
    return ActFound(
        replace(act, lines=lines),
        frozenset(at for at, _ in (*note, *taken)),
        _years_before(taken[0][1], words),
    )


def _body_above(above: Paragraph, act: ReadAct, words: Vocabulary) -> str | None:
    """The body where a line above the act names it in full: "RADA POWIATU W BRZOZOWICACH"."""
    tokens = above.text.split()
    heads = {fold(head) for head in words.nominatives.values()}
    if len(tokens) > 8 or fold(tokens[0]) not in heads:
        return None
    if act.body and not fold(above.text).startswith(fold(act.body)):
        return None
    return nominative([_evened(tokens[0]), *tokens[1:]], words)


def _years_before(item: Paragraph, words: Vocabulary) -> tuple[int, ...]:
    """The years of the title that the act stands behind: "na lata 2018–2020 przyjęty …"."""
    found = words.act.search(fold(item.text))
    return tuple(years_in(item.text[: found.start()])) if found else ()


def _paragraphs(
    items: Sequence[Item], start: int, words: Vocabulary
) -> list[tuple[int, Paragraph]]:
    places = range(start, _end(items, start, words))
    return [(at, item) for at in places if isinstance(item := items[at], Paragraph)]


def _is_the_act(items: Sequence[Item], at: int, words: Vocabulary) -> bool:
    """Whether the act itself begins here, and not a note whose annex the programme is."""
    item, before = items[at], items[at - 1] if at else None
    if not isinstance(item, Paragraph) or not words.act.match(fold(item.text)):
        return False
    return not (isinstance(before, Paragraph) and words.act_annex.match(fold(before.text)))


def adoption_in(paragraphs: Iterable[tuple[str, Lines]], words: Vocabulary) -> ReadAct:
    """The act as the programme itself names it: "Program przyjęto uchwałą nr …"."""
    for text, lines in paragraphs:
        plain = fold(text)
        found = words.act.search(plain)
        adopted = words.act_adopts.match(plain)
        if found and adopted and found.start() < FURTHEST_IN_SENTENCE:
            act = _read([Paragraph(text, lines)], words, {})
            return ReadAct(act.number, act.date, act.body, lines=lines, kind=act.kind)
    return ReadAct()


def _begins(item: Item, words: Vocabulary) -> bool:
    if not isinstance(item, Paragraph):
        return False
    found = words.act.search(fold(item.text[:400]))
    return bool(found) and found.start() < 60 if found else False


def _end(items: Sequence[Item], start: int, words: Vocabulary) -> int:
    """The place after the act: past its last sentence and its signatures."""
    end = at = start + 1
    while at < len(items) and at - end < FURTHEST_LOOK:
        item = items[at]
        if isinstance(item, Row) or (item.is_caps and not _goes_on(item, words)):
            break
        if item.heading and not _goes_on(item, words):
            break
        if _goes_on(item, words):
            end = _after_signature(items, at, words)
            at = end
        else:
            at += 1
    return end


def _goes_on(item: Paragraph, words: Vocabulary) -> bool:
    plain = fold(item.text)
    first = plain.split(" ", 1)[0]
    return (
        plain.startswith("§")
        or first in words.nominatives
        or any(
            pattern.search(plain)
            for pattern in (words.act_basis, words.act_force, words.act_executor, words.act_annex)
        )
        or any(
            pattern.match(plain)
            for pattern in (words.act_on, words.act_subject, words.signing_office)
        )
        or bool(words.act_resolves.match(plain) and len(plain) < 300)
    )


def _after_signature(items: Sequence[Item], at: int, words: Vocabulary) -> int:
    """Past an office and the name under it, or past the sentence under a bare section mark."""
    item = items[at]
    assert isinstance(item, Paragraph)
    if words.signing_office.match(fold(item.text)) and len(item.text) < 90:
        for step in range(1, 4):
            following = items[at + step] if at + step < len(items) else None
            if (
                not isinstance(following, Paragraph)
                or len(following.text) > 60
                or following.heading
            ):
                break
            if is_person(following.text, words):
                return at + step + 1
    if _BARE_SECTION.match(item.text) and at + 1 < len(items):
        return at + 2 if isinstance(items[at + 1], Paragraph) else at + 1
    return at + 1


def _read(paragraphs: Sequence[Paragraph], words: Vocabulary, texts: Mapping[int, str]) -> ReadAct:
    text = " ".join(paragraph.text for paragraph in paragraphs)
    found = words.act.search(fold(text))
    number = _NUMBER.match(text, found.end()) if found else None
    after = text[number.end() :] if number else text
    lines = tuple(n for paragraph in paragraphs for n in paragraph.lines)
    act = ReadAct(
        number=re.sub(r"\s*/\s*", "/", number.group()).rstrip(".-") if number else None,
        kind=_kind(text, found, words),
        lines=lines,
        signatories=signatories_in(paragraphs, words, texts),
    )
    after = _without_meeting(after, words)
    before = _without_meeting(text[: found.start()], words) if found else ""
    between = text[found.start() : found.end()] if found else ""
    body = _body_between(between, words) or _body(after, words) or _body_named_before(before, words)
    act = replace(act, date=_date(after, words) or _date(before, words), body=body)
    for paragraph in paragraphs:
        act = _with_sentence(act, paragraph.text, words)
    return act


def _kind(text: str, found: re.Match[str] | None, words: Vocabulary) -> str | None:
    if not found:
        return None
    return words.act_kinds.get(found[1][:5], found[1])


def _date(after: str, words: Vocabulary) -> date | None:
    plain = fold(after)
    on = words.act_on.search(plain)
    found = date_in(after[on.end() :][:40], words, days_only=True) if on else None
    return found.date if found else None


def _body(after: str, words: Vocabulary) -> str | None:
    """Who adopted it: the words between the number and the date, in the nominative."""
    plain = fold(after)
    on = words.act_on.search(plain)
    said = after[: on.start()] if on and on.start() < 120 else after[:80]
    tokens = said.strip(" ,.:").split()
    start = next((at for at, token in enumerate(tokens) if fold(token) in words.nominatives), None)
    if start is None:
        return _body_that_resolves(after, words)
    name = tokens[start : start + 8]
    if on is None or on.start() >= 120:
        name = name[:4]
    return nominative(name, words)


def _body_that_resolves(text: str, words: Vocabulary) -> str | None:
    plain = fold(text)
    for head in words.nominatives.values():
        at = plain.find(f"{fold(head)} ")
        if at >= 0 and (end := words.resolving.search(plain, at, at + 90)):
            on = words.act_on.search(plain, at, end.start())
            return text[at : (on or end).start()].strip(" ,:")
    return None


def _without_meeting(text: str, words: Vocabulary) -> str:
    """The text without the meeting that its body sat at: "… na svém zasedání konaném dne …"."""
    found = words.at_meeting.search(fold_in_place(text))
    return text[: found.start()] + text[found.end() :] if found else text


def _body_between(text: str, words: Vocabulary) -> str | None:
    """The body between the act's word and its number: "usnesení Rady města X č. 5"."""
    tokens = text.split()[:-1]
    start = next((at for at, token in enumerate(tokens) if fold(token) in words.nominatives), None)
    return nominative(tokens[start:], words) if start is not None else None


def _body_named_before(text: str, words: Vocabulary) -> str | None:
    """The body that a sentence names before the act: "… schválilo zastupitelstvo obce X"."""
    on = words.act_on.search(fold(text))
    tokens = text[: on.start()].split() if on else text.split()
    heads = {fold(name) for name in words.nominatives.values()} | set(words.nominatives)
    start = next((at for at, token in enumerate(tokens) if fold(token) in heads), None)
    return nominative(tokens[start:], words).strip(" ,:") or None if start is not None else None


def nominative(tokens: Sequence[str], words: Vocabulary) -> str:
    """A body's or an officer's name with its first word in the nominative, capitals evened."""
    first = words.nominatives.get(fold(tokens[0]), tokens[0])
    rest = [_evened(token) for token in tokens[1:]]
    if first == "Rada" and rest and rest[0].endswith("ej"):
        rest[0] = f"{rest[0].removesuffix('ej').removesuffix('i')}a"
    return " ".join([first, *rest]).strip(" ,.:")


def _evened(token: str) -> str:
    plain = token.lower()
    if plain in _SMALL or (token.isupper() and plain in _COMMON_NOUNS):
        return plain
    return token.title() if token.isupper() and len(token) > 1 else token


def _with_sentence(act: ReadAct, text: str, words: Vocabulary) -> ReadAct:
    plain = fold(text)
    sentence = _SECTION.sub("", text)
    if words.act_subject.match(plain) and act.subject is None:
        return replace(act, subject=text)
    basis = words.act_basis.search(plain)
    if basis and basis.start() < 40 and not act.legal_basis:
        act = replace(act, legal_basis=citations_in(text[basis.end() :], words))
    if words.act_force.search(plain) and act.entry_into_force is None:
        act = replace(act, entry_into_force=sentence, days_to_force=_days(plain, words))
    executor = words.act_executor.search(plain)
    if executor and act.executor is None:
        act = replace(act, executor=_executor(text[executor.end() :], words))
    if words.act_annex.search(plain) and act.annex is None:
        quoted = _QUOTED.search(text)
        act = replace(act, annex=quoted[1] if quoted else _ROMAN_POINT.sub("", sentence))
    return act


def _days(plain: str, words: Vocabulary) -> int | None:
    found = _DAYS.search(plain)
    if found:
        return int(found[1])
    named = next(
        (days for word, days in NUMBER_WORDS.items() if re.search(rf"\b{word}\b", plain)), None
    )
    if named is not None:
        return named
    return 0 if words.at_once.search(plain) else None


def _executor(text: str, words: Vocabulary) -> str:
    tokens = text.strip(" .,:").split() or [""]
    verb = next(
        (at for at, token in enumerate(tokens) if at and _INFINITIVE.match(token)), len(tokens)
    )
    return nominative(tokens[:verb], words)


def signatories_in(
    paragraphs: Sequence[Paragraph], words: Vocabulary, texts: Mapping[int, str]
) -> tuple[ReadSignatory, ...]:
    """The people who signed: an office and the name under it."""
    found = []
    printed = [
        (number, texts.get(number, "")) for paragraph in paragraphs for number in paragraph.lines
    ]
    names = _lines_of_names(paragraphs, words, texts)
    for at, (number, text) in enumerate(printed):
        if not words.signing_office.match(fold(text)) or len(text) > 90 or _ends_sentence(text):
            continue
        above = printed[at - 1] if at else (0, "")
        if above[0] in names and not (
            at > 1 and words.signing_office.match(fold(printed[at - 2][1]))
        ):
            found.append(_signatory(above[1], [text], [above[0], number]))
            continue
        office, lines = [text], [number]
        for following, said in printed[at + 1 : at + 4]:
            lines.append(following)
            if following in names:
                found.append(_signatory(said, office, lines))
                break
            if len(said) > 40:
                break
            office.append(said)
    return tuple(found)


def _lines_of_names(
    paragraphs: Sequence[Paragraph], words: Vocabulary, texts: Mapping[int, str]
) -> frozenset[int]:
    """The lines that are a person's name; the end of a sentence or of a chapter's title is none."""
    return frozenset(
        number
        for paragraph in paragraphs
        if len(paragraph.text) <= LONGEST_SIGNATURE
        and (paragraph.marker is None or paragraph.marker.kind == "bullet")
        for number in paragraph.lines
        if is_person(texts.get(number, ""), words)
    )


def _signatory(name: str, office: Sequence[str], lines: Sequence[int]) -> ReadSignatory:
    evened = " ".join(_evened(token) for token in name.strip(" ./()-–").split())
    title = " ".join(_evened(token) for token in " ".join(office).split())
    return ReadSignatory(evened, title, tuple(lines))


def _ends_sentence(text: str) -> bool:
    return text.endswith((".", ":", ";", ",")) and len(text) > 40


def is_person(text: str, words: Vocabulary) -> bool:
    """Whether a short line is the name of a person."""
    bare = text.strip(" ./()-–")
    if not _NAME.match(bare) or words.signing_office.match(fold(bare)):
        return False
    tokens = [token for token in bare.split() if not token.endswith(".")]
    named = 2 <= len(tokens) <= 3 and all(token[:1].isupper() for token in tokens)
    plain = {fold(token) for token in tokens}
    return named and not plain & words.body_heads and not plain & set(words.nominatives)
