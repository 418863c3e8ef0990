"""Rules about what a document points at: annexes that are not there, reports nobody defined."""

import re
from collections.abc import Iterator, Sequence

from prevenio.programme.checking.faults import Fault
from prevenio.programme.checking.registry import rule
from prevenio.programme.checking.sentences import Sentence, as_written
from prevenio.programme.checking.text.passages import Passage, items, prose
from prevenio.programme.checking.text.words import folded, sentences
from prevenio.programme.importing.document import Lines, ProgrammeDocument
from prevenio.programme.importing.items import Row
from prevenio.programme.importing.source import Source

# What a text may point at, and how a heading of the thing itself would begin.
_THINGS = {
    "harmonogram": (re.compile(r"\bharmonogram\w*"), re.compile(r"\bharmonogram")),
    "table": (
        re.compile(
            r"\b(?:zalaczon|dolaczon|prilozen|pripojen)\w+ (?:\w+ )?(?:tabel|tabulk)\w+"
            r"|\b(?:tabel|tabulk|tabulc)\w+ (?:w zalaczeniu|v priloze|(?:nr|c\.) ?\d+)"
        ),
        re.compile(r"^\W*(?:tabel|tabulk)\w+"),
    ),
    "annex": (
        re.compile(
            r"\b(?:zalacznik\w*|zal\.|priloh\w*|priloz\w*|aneks\w*) (?:(?:nr|c|cislo)\W{0,2})?\d+"
            r"|\b(?:w zalaczniku|v priloze)\b(?! (?:nr|c\b|cislo))"
        ),
        re.compile(r"^\W*(?:zalacznik|priloha|aneks)\b"),
    ),
    "map": (
        re.compile(r"\b(?:zalaczon|dolaczon|prilozen|pripojen)\w+ (?:\w+ )?map\w+"),
        re.compile(r"^\W*map[ay]\b"),
    ),
}
_NUMBER = re.compile(r"\d+")
_LONGEST_HEADING = 12

# A date further down tells when something happened, not when the document was written.
HEAD = 8

_REPORTING = {
    "assessment": re.compile(r"\b(?:ocen[aeęy]\w*|hodnocen\w+|vyhodnocen\w+)\b"),
    "information": re.compile(r"\b(?:informacj[aeęi]|informac[ei])\b"),
    "report": re.compile(r"\b(?:sprawozdani\w+|raport\w*|zprav\w+|vykaz\w*)\b"),
}
_HANDS_OVER = re.compile(
    r"\b(?:przedlozy|przedklada\w*|przedstawi\w*|przekaz\w+|sklada\w*|predlozi|predklada\w*"
    r"|podava|predava|poskytn\w+)\b"
)
_COMMISSIONS_OWN = re.compile(
    r"\b(?:sprawozdani\w+ z (?:\w+ )?dzialalnosci (?:\w+ )?komisji"
    r"|zprav\w+ o cinnosti (?:\w+ )?komise)"
)

_NOW = re.compile(
    r"\b(?:obecnie|w chwili obecnej|aktualnie|w obecnej chwili|na dzien dzisiejszy|dotychczas"
    r"|jak dotad|do dnia dzisiejszego|w tej chwili|w tym momencie|dzisiaj|w dniu dzisiejszym"
    r"|do tej pory"
    r"|teraz|momentalnie"
    r"|v soucasne dobe|v soucasnosti|v tuto chvili|nyni|doposud|dosud|k dnesnimu dni|zatim"
    r"|aktualne|v tomto okamziku|v teto chvili|ke dnesku"
    r"|dnes|momentalne|v teto dobe|az do soucasnosti)\b"
)
_DAY = re.compile(
    r"(?:\b(?:z dnia|ze dne|dne|stan na|ke dni|aktualizace|aktualizacja|wersja|verze)\b.{0,40}?"
    r"|^\W*(?:\w+, )?)\b\d{1,2}\.? ?(?:[a-z]{3,}|\d{1,2}\.) ?(?:19|20)\d\d\b(?! [-–])"
)
_DATED = re.compile(r"\b(?:19|20)\d\d\b")


@rule(
    "K-167",
    "error",
    weight=58,
    title=Sentence(
        en="Reference to something absent",
        pl="Odesłanie do czegoś, czego nie ma",
        cs="Odkaz na něco, co chybí",
    ),
    why=Sentence(
        en="Whoever must keep to the missing paper cannot, and the annex may never have been "
        "adopted.",
        pl="Nie można stosować dokumentu, którego nie ma; być może nigdy go nie przyjęto.",
        cs="Chybějícím dokumentem se nelze řídit; možná nebyl nikdy přijat.",
    ),
    message=Sentence(
        en="The text refers to “{thing}”, but the document holds no such thing.",
        pl="Tekst zawiera odesłanie („{thing}”), ale w dokumencie niczego takiego nie ma.",
        cs="Text obsahuje odkaz („{thing}“), ale v dokumentu nic takového není.",
    ),
    fix=Sentence(
        en="Attach it, say where it is published, or strike the reference.",
        pl="Dołącz brakujący element, wskaż, gdzie go opublikowano, albo usuń odesłanie.",
        cs="Chybějící část připojte, uveďte, kde je zveřejněna, nebo odkaz vyškrtněte.",
    ),
)
def absent_thing(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    headings = [folded(heading) for heading in _headings(document, source)]
    for kind, (pointed, heading) in _THINGS.items():
        own = [text for text in headings if heading.search(text)]
        found: dict[str, list[int]] = {}
        for passage in prose(document, source):
            for match in pointed.finditer(folded(passage.text)):
                is_itself = kind == "annex" and _is_in_act(document, passage.line_at(match.start()))
                if not is_itself and not _is_among(match.group(), own):
                    thing = passage.text[match.start() : match.end()]
                    found.setdefault(thing, []).extend(passage.line_at(match.start()))
        if found:
            first, lines = next(iter(found)), tuple(n for place in found.values() for n in place)
            about = kind if kind == first[: len(kind)].lower() else first
            yield Fault((about,), lines, {"thing": first})


def _is_in_act(document: ProgrammeDocument, lines: Sequence[int]) -> bool:
    """The annex that the act speaks of is the programme itself."""
    is_within = bool(lines) and {*lines} <= {*document.act.lines}
    return is_within and bool(document.areas or document.chapters)


def _is_among(pointed: str, headings: list[str]) -> bool:
    """Whether one of the headings is of the thing pointed at, by its number if it has one."""
    number = _NUMBER.search(pointed)
    if number is None:
        return bool(headings)
    return any(number[0] in _NUMBER.findall(heading) for heading in headings)


@rule(
    "K-170",
    "warning",
    weight=68,
    title=Sentence(
        en="Unclear who reports what to whom",
        pl="Nie wiadomo, kto, co i komu przedkłada",
        cs="Není jasné, kdo komu co předkládá",
    ),
    why=Sentence(
        en="Bodies prepare the wrong paper, or none, when one paper bears several names.",
        pl="Gdy jeden dokument ma kilka nazw, podmioty mogą przygotować niewłaściwy albo żaden.",
        cs="Má-li jeden dokument více názvů, mohou subjekty připravit nesprávný, nebo žádný.",
    ),
    message=Sentence(
        en="What is handed over has several names: {names}; it is unclear how many papers are "
        "meant.",
        pl="To, co się przedkłada, ma kilka nazw: {names}; nie wiadomo, o ile dokumentów chodzi.",
        cs="To, co se předkládá, má několik názvů: {names}; není jasné, o kolik dokumentů jde.",
    ),
    with_commission=Sentence(
        en="What is handed over has several names: {names}; it is unclear how many papers are "
        "meant. The commission's report on its own activity is a separate paper by law.",
        pl="To, co się przedkłada, ma kilka nazw: {names}; nie wiadomo, o ile dokumentów chodzi. "
        "Sprawozdanie komisji z jej działalności jest z mocy ustawy osobnym dokumentem.",
        cs="To, co se předkládá, má několik názvů: {names}; není jasné, o kolik dokumentů jde. "
        "Zpráva komise o její vlastní činnosti je samostatný dokument.",
    ),
    fix=Sentence(
        en="List each paper once: its name, who writes it, who receives it and by when.",
        pl="Wymień każdy dokument raz: nazwę, autora, odbiorcę i termin.",
        cs="Uveďte každý dokument jednou: název, zpracovatele, příjemce a termín.",
    ),
)
def reporting_unclear(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    paragraphs = prose(document, source)
    for passage in paragraphs:
        for sentence in sentences(passage.text):
            names = _papers(sentence)
            if len(names) < 2:
                continue
            facts = {"names": tuple(map(as_written, names))}
            by_law = any(_COMMISSIONS_OWN.search(folded(other.text)) for other in paragraphs)
            message = "with_commission" if by_law else "message"
            start = passage.text.find(sentence[:40])
            lines = passage.lines_between(start, start + len(sentence))
            yield Fault(names, lines, facts, message)


@rule(
    "P-67",
    "warning",
    weight=62,
    title=Sentence(
        en="“Now” without a date",
        pl="„Obecnie” bez daty",
        cs="„Nyní“ bez data",
    ),
    why=Sentence(
        en="In a document without a date nobody can tell later which moment a figure describes.",
        pl="W dokumencie bez daty nie da się później ustalić, z jakiej chwili pochodzą dane.",
        cs="U nedatovaného dokumentu nelze později zjistit, ke kterému okamžiku údaj platí.",
    ),
    message=Sentence(
        en="“{words}” is used {count:=once|{count} times}, but the document bears no date.",
        pl="Wyrażenie „{words}” występuje {count:=raz|{count} razy|{count} razy}, a dokument nie "
        "ma daty.",
        cs="Výraz „{words}“ se vyskytuje {count:=jednou|{count}krát|{count}krát}, ale dokument "
        "není datován.",
    ),
    fix=Sentence(
        en="Write the day the statement holds for instead of “{words}”.",
        pl="Zamiast „{words}” wpisz datę, na którą opisano stan.",
        cs="Místo „{words}“ uveďte den, ke kterému údaj platí.",
    ),
)
def undated_now(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    if document.act.date is not None or _is_dated(prose(document, source)):
        return
    # A version kept without its source knows no lines, so places are counted, not lines.
    found: dict[str, list[Lines]] = {}
    for passage in prose(document, source):
        text = folded(passage.text)
        for match in _NOW.finditer(text):
            if _DATED.search(_clause_around(text, match)):
                continue
            words = passage.text[match.start() : match.end()].lower()
            found.setdefault(words, []).append(passage.line_at(match.start()))
    for words, places in found.items():
        lines = tuple(line for place in places for line in place)
        yield Fault((words,), lines, {"words": words, "count": len(places)})


def _is_dated(paragraphs: list[Passage]) -> bool:
    """Whether the document gives its date at its head."""
    return any(_DAY.search(folded(passage.text)) for passage in paragraphs[:HEAD])


def _headings(document: ProgrammeDocument, source: Source | None) -> list[str]:
    titles = [chapter.title for chapter in document.chapters]
    titles += [area.title for area in document.areas]
    for item in items(document, source) if source is not None else ():
        if isinstance(item, Row):
            continue
        is_short = len(item.text.split()) <= _LONGEST_HEADING
        ends_openly = item.text.rstrip()[-1:] not in ".,;"
        if item.heading is not None or (is_short and ends_openly):
            titles.append(item.text)
    return titles


def _papers(sentence: str) -> tuple[str, ...]:
    """The different names of papers in one sentence that hands something over."""
    text = folded(sentence)
    if not _HANDS_OVER.search(text):
        return ()
    text = _COMMISSIONS_OWN.sub(lambda own: " " * len(own[0]), text)
    found = [(match.start(), match.end()) for match in _first_matches(text)]
    return tuple(sentence[start:end] for start, end in sorted(found))


def _first_matches(text: str) -> Iterator[re.Match[str]]:
    for pattern in _REPORTING.values():
        match = pattern.search(text)
        if match is not None:
            yield match


def _clause_around(text: str, match: re.Match[str]) -> str:
    before = re.split(r"[.;!?](?=\s)", text[: match.start()])[-1]
    after = re.split(r"[.;!?](?=\s|$)", text[match.end() :])[0]
    return before + after
