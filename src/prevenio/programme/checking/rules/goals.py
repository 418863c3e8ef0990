"""Rules about goals, areas and indicators, and about counts of them that do not add up."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from prevenio.programme.checking.faults import Fault
from prevenio.programme.checking.registry import rule
from prevenio.programme.checking.sentences import Sentence, as_written
from prevenio.programme.checking.text.numerals import Stated, stated_numbers
from prevenio.programme.checking.text.passages import Passage, passages, prose
from prevenio.programme.checking.text.themes import with_themes
from prevenio.programme.checking.text.words import content_stems, folded, plain, tokens, word_set
from prevenio.programme.importing.document import ProgrammeDocument, Quote, ReadArea, ReadItem
from prevenio.programme.importing.source import Source

SUBJECT_LENGTH = 5
SHORT_WORD = 8

_LISTS: Mapping[str, re.Pattern[str]] = {
    "areas": re.compile(
        r"^(?:obszar(?:y|ow|ach|ami)|priorytet(?:y|ow|ach)|filar(?:y|ow|ach)|kierunk(?:i|ow|ach)"
        r"|(?:prioritni(?:ch)? )?oblast\w*|priorit(?:y|ach)?|pilir(?:e|u|ich))\b"
    ),
    "goals": re.compile(r"^(?:cel(?:e|ow|ach|ami)|cil[eyuů]\w*|cilu)\b"),
    "forms": re.compile(r"^form(?:y|ach|ami)?\b"),
    "participants": re.compile(
        r"^(?:uczestnik(?:ow|ami)|podmiot(?:y|ow)|ucastnik[uy]|subjekt[uy])\b"
    ),
    "initiatives": re.compile(r"^(?:program(?:y|ow|ach)|projekt[uy])\b"),
    "actions": re.compile(r"^(?:dzialan(?:ia)?|zadan(?:ia)?|opatreni)\b"),
}
_ANNOUNCES = re.compile(
    r"\b(?:okresl|wyodrebn|wskaz|wyznacz|wyroz|obejmuj|dziel|podziel|przyjet|zawier|sklada|nastepuj"
    r"|ustal|sformul|koncentr|opier|ujet|uwzgledn|wyszczegoln|wydziel|zaplan|przewid|zdefin"
    r"|zamer|soustred|zvol|urcuj|sestav|opira|vymez|stanov|obsahuj|zahrnuj|rozdel|clen"
    r"|definuj|tvori|techto|nasleduj|urcen"
    r"|urcil|defines|covers)"
)
_PLAN = re.compile(r"\b(?:program|plan|strategi|koncepc|dokument)")
# An article, a campaign or a meeting has an aim of its own.
_OF_THE_PLAN = re.compile(
    r"\b(?:program|plan|strategi|koncepc|projekt|dokument|polit|dzialan|opatreni|prevenc)"
)
_MAIN_GOAL = re.compile(
    r"\b(?:(?:glown|nadrzedn|podstawow)\w+(?: \w+){0,2} cel(?:em|ami|e)?\b|cel(?:em|ami"
    r"|e)? (?:glown|nadrzedn)\w+"
    r"|cel(?:em)? (?:niniejszego )?(?:programu|planu|projektu)(?= ?[=:]| jest )"
    r"|(?:hlavni|zakladni)\w*(?: \w+)? cil(?:em|e|i)?\b|cil(?:em|e)? (?:projektu|programu|planu)"
    r"(?= ?[=:]| je | jsou ))"
)
_ONE_OF = re.compile(r"\b(?:jedn\w+ z|jeden z|k|mezi|do)(?: \w+)? *$")
_STATES = re.compile(r"(?:\b(?:jest|sa|to|je|jsou|stanowi|predstavuje)\b|[=:–]| - )")
_MEASURED = re.compile(r"\b(?:wskaznik|miernik|indikator|ukazatel|indicator)")
_MEASURE_LABEL = re.compile(r"\W*(?:wskaznik|miernik|indikator|ukazatel)[^:.]{0,30}:")
_VERBAL_NOUN = re.compile(r"(?:nie|niem|nia|cja|cji|ce|eni|ani|ci)$")
_TEMPERED = word_set("poprawa poprawy ochrona ochrony promocja zlepseni podpora podpory")


@rule(
    "K-145",
    "error",
    weight=5,
    title=Sentence(
        en="Number in words and list disagree",
        pl="Zapowiedziana liczba nie zgadza się z listą",
        cs="Uvedený počet nesouhlasí se seznamem",
    ),
    why=Sentence(
        en="One item was added or dropped after the sentence was written; one of the two is wrong.",
        pl="Po napisaniu zdania coś dodano lub usunięto; zdanie albo lista jest błędna.",
        cs="Po napsání věty něco přibylo nebo ubylo; chybná je věta, nebo seznam.",
    ),
    message=Sentence(
        en="The text announces “{announced}” ({stated}), but the document holds {actual}.",
        pl="Tekst zapowiada „{announced}” ({stated}), a w dokumencie jest ich {actual}.",
        cs="Text uvádí „{announced}“ ({stated}), ale v dokumentu je jich {actual}.",
    ),
    fix=Sentence(
        en="Write {actual} in the sentence, or correct the list.",
        pl="Wpisz w zdaniu liczbę {actual} albo popraw listę.",
        cs="Uveďte ve větě počet {actual}, nebo opravte seznam.",
    ),
)
def announced_count(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    sizes = {
        "areas": len(document.areas),
        "goals": len(document.goals),
        "forms": len(document.forms),
        "participants": len(document.participants),
        "initiatives": len(document.initiatives),
        "actions": len(document.actions),
    }
    for passage in prose(document, source):
        for stated in stated_numbers(passage.text):
            noun = _counted_list(passage, stated)
            if noun is None or not sizes[noun] or sizes[noun] == stated.value:
                continue
            announced = _with_noun(passage.text, stated)
            facts = {"announced": announced, "stated": stated.value, "actual": sizes[noun]}
            lines = passage.lines_between(stated.start, stated.end)
            quotes = tuple(Quote(line, stated.written, str(sizes[noun])) for line in lines)
            yield Fault((announced,), lines, facts, quotes=quotes)


@rule(
    "K-160",
    "warning",
    weight=25,
    title=Sentence(
        en="Area without a goal, or goal without an action",
        pl="Obszar bez celu albo cel bez działania",
        cs="Oblast bez cíle nebo cíl bez opatření",
    ),
    why=Sentence(
        en="Work that serves no goal cannot be judged, and a goal without work cannot be reached.",
        pl="Działań bez celu nie da się ocenić, a celu bez działań nie da się osiągnąć.",
        cs="Opatření bez cíle nelze vyhodnotit a cíle bez opatření nelze dosáhnout.",
    ),
    message=Sentence(
        en="No goal of the programme concerns area {code} “{title}”.",
        pl="Żaden cel programu nie dotyczy obszaru {code} „{title}”.",
        cs="Žádný cíl programu se netýká oblasti {code} „{title}“.",
    ),
    fix=Sentence(
        en="Add a goal for area {code}, or say which goal it serves.",
        pl="Dodaj cel dla obszaru {code} albo wskaż, któremu celowi ten obszar służy.",
        cs="Doplňte cíl pro oblast {code}, nebo uveďte, kterému cíli tato oblast slouží.",
    ),
    idle_goal=Sentence(
        en="No action serves goal {code}: “{title}”.",
        pl="Żadne działanie nie dotyczy celu {code}: „{title}”.",
        cs="Žádné opatření se netýká cíle {code}: „{title}“.",
    ),
    fix_idle_goal=Sentence(
        en="Add an action that serves goal {code}, or strike the goal.",
        pl="Dodaj działanie służące celowi {code} albo usuń ten cel.",
        cs="Doplňte opatření, které cíli {code} slouží, nebo cíl vyškrtněte.",
    ),
)
def goals_and_areas(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    if not document.goals or not document.areas:
        return
    usual = _subjects(document.title) | _shared_by_areas(document)
    in_goals = _spoken(document, " ".join(goal.text for goal in document.goals))
    idle = [
        area
        for area in document.areas
        if _is_unspoken(_own_subjects(area) - usual, in_goals) and not _holds_goal(document, area)
    ]
    # Where the goals name hardly any area, they speak another language than the areas.
    if 2 * len(idle) <= len(document.areas):
        for area in idle:
            facts = {"code": area.code, "title": area.title}
            yield Fault((area.code,), area.lines, facts, essence=area.title)
    yield from _idle_goals(document, usual)


def _holds_goal(document: ProgrammeDocument, area: ReadArea) -> bool:
    return any(_stands_in(goal, area, document) for goal in document.goals)


def _stands_in(goal: ReadItem, area: ReadArea, document: ProgrammeDocument) -> bool:
    """Whether the goal is written inside the area: it is that area's own."""
    if not goal.lines or not area.lines:
        return False
    last = max((line for action in area.actions for line in action.lines), default=0)
    return area.lines[0] <= goal.lines[0] <= max(last, *area.lines)


def _idle_goals(document: ProgrammeDocument, usual: frozenset[str]) -> Iterator[Fault]:
    titles = " ".join(area.title for area in document.areas)
    in_actions = _spoken(document, titles + " " + " ".join(a.text for a in document.actions))
    idle = [
        (number, goal)
        for number, goal in enumerate(document.goals, 1)
        if document.actions
        and _is_unspoken(_subjects(goal.text) - usual, in_actions)
        and not any(_stands_in(goal, area, document) for area in document.areas if area.actions)
    ]
    if 2 * len(idle) > len(document.goals):
        return
    for number, goal in idle:
        name = _short(goal.text)
        facts = {"code": number, "title": name}
        yield Fault((name,), goal.lines, facts, "idle_goal", "fix_idle_goal", essence=goal.text)


def _spoken(document: ProgrammeDocument, text: str) -> frozenset[str]:
    return with_themes(_subjects(text), document.language)


def _is_unspoken(subjects: frozenset[str], spoken: frozenset[str]) -> bool:
    return bool(subjects) and not subjects & spoken


@rule(
    "K-161",
    "warning",
    weight=22,
    title=Sentence(
        en="Two statements of the main goal",
        pl="Dwa różne ujęcia celu głównego",
        cs="Dvě různá znění hlavního cíle",
    ),
    why=Sentence(
        en="Nobody can say whether the programme worked if it has two different main goals.",
        pl="Nie da się ocenić programu, który ma dwa różne cele główne.",
        cs="Program se dvěma různými hlavními cíli nelze vyhodnotit.",
    ),
    message=Sentence(
        en="The main goal is stated in {count:different way|different ways}: {goals}.",
        pl="Cel główny jest ujęty na {count:sposób|różne sposoby|różnych sposobów}: {goals}.",
        cs="Hlavní cíl je uveden {count:jedním způsobem|různými způsoby|různými způsoby}: {goals}.",
    ),
    fix=Sentence(
        en="Keep one wording of the main goal and refer to it from the other place.",
        pl="Pozostaw jedno brzmienie celu głównego, a w drugim miejscu odwołaj się do niego.",
        cs="Ponechte jedno znění hlavního cíle a na druhém místě na ně odkažte.",
    ),
)
def main_goal_twice(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    stated = {
        plain(goal): (goal, lines)
        for goal, lines in _main_goals(_outside_initiatives(document, source))
        if goal
    }
    if len(stated) > 1 and not _is_said_again(list(stated)):
        goals = tuple(as_written(_short(goal)) for goal, _ in stated.values())
        lines = tuple(line for _, place in stated.values() for line in place)
        facts = {"count": len(stated), "goals": goals}
        yield Fault((), lines, facts, essence=" ".join(sorted(stated)))


@rule(
    "K-166",
    "note",
    weight=5,
    title=Sentence(
        en="Actions and initiatives without an indicator",
        pl="Działania i programy profilaktyczne bez wskaźnika",
        cs="Opatření a projekty bez indikátoru",
    ),
    why=Sentence(
        en="Without an indicator the yearly assessment can say what was done, not whether it "
        "helped.",
        pl="Bez wskaźnika ocena roczna powie, co zrobiono, ale nie, czy to pomogło.",
        cs="Bez indikátoru roční hodnocení řekne, co se udělalo, ale ne, zda to pomohlo.",
    ),
    message=Sentence(
        en="None of the {actions:action|actions} and {initiatives:initiative|initiatives} has an "
        "indicator.",
        pl="Ani działania, ani programy profilaktyczne nie mają wskaźnika "
        "({actions:działanie|działania|działań} i {initiatives:program|programy|programów}).",
        cs="Opatření ani projekty nemají indikátor ({actions:opatření|opatření|opatření} a "
        "{initiatives:projekt|projekty|projektů}).",
    ),
    actions_alone=Sentence(
        en="{actions:=The only action has no|None of the {actions} actions has an} indicator.",
        pl="Żadne działanie nie ma wskaźnika ({actions:działanie|działania|działań}).",
        cs="Žádné opatření nemá indikátor ({actions:opatření|opatření|opatření}).",
    ),
    initiatives_alone=Sentence(
        en="{initiatives:=The only initiative has no|None of the {initiatives} initiatives has an} "
        "indicator.",
        pl="Żaden program profilaktyczny nie ma wskaźnika "
        "({initiatives:program|programy|programów}).",
        cs="Žádný projekt nemá indikátor ({initiatives:projekt|projekty|projektů}).",
    ),
    fix=Sentence(
        en="Give each area at least one indicator with its unit, source and starting value.",
        pl="Przypisz każdemu obszarowi co najmniej jeden wskaźnik z jednostką, źródłem i wartością "
        "bazową.",
        cs="Dejte každé oblasti alespoň jeden indikátor s jednotkou, zdrojem a výchozí hodnotou.",
    ),
)
def without_indicator(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    texts = [action.text for action in document.actions]
    texts += [f"{item.aim} {item.method}" for item in document.initiatives]
    if not texts:
        return
    # A column, a label or a chapter of indicators counts as well.
    texts += [passage.text for passage in passages(document, source) if passage.in_table]
    texts += [chapter.title for chapter in document.chapters]
    labels = (folded(passage.text) for passage in prose(document, source))
    if any(_MEASURE_LABEL.match(label) for label in labels):
        return
    if not any(_MEASURED.search(folded(text)) for text in texts):
        facts = {"actions": len(document.actions), "initiatives": len(document.initiatives)}
        if not document.initiatives:
            yield Fault((), (), facts, "actions_alone")
        else:
            yield Fault((), (), facts, "message" if document.actions else "initiatives_alone")


def _counted_list(passage: Passage, stated: Stated) -> str | None:
    """Which list a number counts: its noun stands next to it, at most one adjective between."""
    text = folded(passage.text)
    announces = _ANNOUNCES.search(text) is not None
    words = tokens(passage.text[stated.end :])[:3]
    for skip in (0, 1):
        following = " ".join(words[skip:])
        for noun, pattern in _LISTS.items():
            speaks_of_plan = noun == "areas" and _PLAN.search(text) is not None
            if pattern.match(following) and (announces or speaks_of_plan):
                return noun
    return None


def _with_noun(text: str, stated: Stated) -> str:
    following = text[stated.end :].split()
    return " ".join([stated.written, *following[:1]]).strip(" ,.;:")


def _subjects(text: str) -> frozenset[str]:
    """What a text is about: the beginnings of its longer words."""
    words = [word for word in tokens(text) if len(word) > SUBJECT_LENGTH - 1 and word.isalpha()]
    beginnings = {word[:SUBJECT_LENGTH] for word in words}
    # A short word changes nearer its beginning: "drogi", "na drogach".
    beginnings |= {word[: SUBJECT_LENGTH - 1] for word in words if len(word) < SHORT_WORD}
    # A prefix hides the subject of a compound: "przeciwpożarowy" speaks of fires.
    beginnings |= {
        word.removeprefix(prefix)[:SUBJECT_LENGTH]
        for word in words
        for prefix in ("przeciw", "proti")
        if word.startswith(prefix) and len(word) > len(prefix) + SUBJECT_LENGTH
    }
    return frozenset(beginnings)


def _shared_by_areas(document: ProgrammeDocument) -> frozenset[str]:
    """What so many areas name that it tells none of them apart, such as safety."""
    counts = Counter(word for area in document.areas for word in _subjects(area.title))
    usual = max(2, len(document.areas) / 3)
    return frozenset(word for word, count in counts.items() if count > usual)


def _own_subjects(area: ReadArea) -> frozenset[str]:
    """What an area's title is about, without the doing ("improvement of", "prevention of")."""
    words = tokens(area.title)
    kept = [
        word
        for place, word in enumerate(words)
        if not (place == 0 and (word in _TEMPERED or _VERBAL_NOUN.search(word)))
    ]
    return _subjects(" ".join(kept))


def _outside_initiatives(document: ProgrammeDocument, source: Source | None) -> list[Passage]:
    """Running text but for the initiatives', each of which has an aim of its own."""
    theirs = {line for item in document.initiatives for line in item.lines}
    return [item for item in prose(document, source) if not theirs.intersection(item.lines)]


def _is_said_again(goals: list[str]) -> bool:
    """Whether every wording only repeats or shortens the longest one."""
    longest = content_stems(max(goals, key=len))
    return all(content_stems(goal) <= longest for goal in goals)


def _main_goals(paragraphs: list[Passage]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for passage, following in zip_longest(paragraphs, paragraphs[1:]):
        text = folded(passage.text)
        for match in _MAIN_GOAL.finditer(text):
            states = _STATES.search(text, match.end())
            if states is None or _ONE_OF.search(text[: match.start()]):
                continue
            whose = text[match.end() : states.start()]
            if whose.strip() and not _OF_THE_PLAN.search(whose):
                continue
            goal = re.split(r"(?<=\w)\.(?:\s|$)", passage.text[states.end() :])[0].strip(" :=–-")
            if not goal and following is not None:
                goal = following.text.strip(" •-,;")
            yield goal, passage.lines_between(match.start(), match.end())


def _short(text: str) -> str:
    words = text.strip(" .,;").split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")
