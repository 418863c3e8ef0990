"""Rules about citations of law and about who decides by it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, takewhile

from prevenio.kernel.citations import Citation, Unit, citations
from prevenio.programme.checking.faults import Fault
from prevenio.programme.checking.registry import rule
from prevenio.programme.checking.sentences import Sentence, as_written
from prevenio.programme.checking.text.passages import Passage, prose
from prevenio.programme.checking.text.words import folded, sentences, tokens
from prevenio.programme.importing.document import Lines, ProgrammeDocument, Quote
from prevenio.programme.importing.source import Source

# Which organ a provision speaks of. A city with county rights has both organs in one article, so
# two different points of it are no error as long as each is cited for its own organ.
_ORGAN_OF: Mapping[tuple[str, str], str] = {
    ("1998-06-05", "art. 92 ust. 1 pkt 1"): "council",
    ("1998-06-05", "art. 92 ust. 1 pkt 2"): "executive",
    ("1998-06-05", "art. 12"): "council",
    ("129/2000", "§ 36"): "council",
    ("129/2000", "§ 59"): "executive",
    ("128/2000", "§ 84"): "council",
    ("128/2000", "§ 85"): "council",
    ("128/2000", "§ 102"): "executive",
}
_ORGAN_WORDS = {
    "council": re.compile(r"\brad[aęy] (?:miasta|gminy|powiatu|miejsk)|\bzastupitelstv"),
    "executive": re.compile(
        r"\bprezydent|\bburmistrz|\bstarost|\bzarzad(?:u|owi)? (?:powiatu|miasta)"
        r"|\brad[aouy] (?:\w+ )?(?:kraje|mesta|obce)|\bhejtman|\bprimator"
    ),
}

LONGEST_NAME = 3
_NAME_ENDS = ("a", "i", "oraz", "dale", "rada", "se")
_DECIDES = re.compile(
    r"\b(?:rozhodn(?:e|ou|uto|ul\w*)\b|rozhoduj|rozhodova|schvalu|zdecyd|decydu|podejmuj"
    r"|podejm\w+ decyzj|rozstrzyg"
    r"|zatwierdza|wybiera\w* |przyznaj)"
)
_VAGUE_ORGAN = re.compile(
    r"\b(?:kolektivni|prislusn|kompetentn|povolan|vykonn|samospravn|wlasciw|odpowiedni|stosown"
    r"|kolegialn|uprawnion)\w* (?:organ|gremi|wladz|czynnik)\w*"
    r"|\borgan\w* (?:kolegialn|samosprav|kolektivn|wlasciw|prislusn|volen)\w*"
    r"|\b(?:(?:volen\w* )?organ\w*|vedeni|kierownictw[oae]) "
    r"(?:kraje|mesta|obce|urzedu|miasta|gminy|powiatu)\b"
)
_NAMED_ORGAN = re.compile(
    r"\b(?:rad[aouy]|zastupitelstv\w+|sejmik\w*|zarzad\w*|prezydent\w*|burmistrz\w*|starost\w*"
    r"|wojt\w*|hejtman\w*|primator\w*|vojewod\w*)\b"
)


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation with the sentence and the lines it stands in."""

    citation: Citation
    sentence: str
    lines: Lines


@rule(
    "K-168",
    "error",
    weight=55,
    title=Sentence(
        en="Legal citation disagrees",
        pl="Niezgodne przywołania przepisu",
        cs="Odkazy na předpis se rozcházejí",
    ),
    why=Sentence(
        en="A wrong citation in the legal basis can cost the resolution its validity.",
        pl="Błędna podstawa prawna może być powodem stwierdzenia nieważności uchwały.",
        cs="Chybný odkaz v právním základu může ohrozit platnost usnesení.",
    ),
    message=Sentence(
        en="The same provision is cited as “{first}” and as “{second}”.",
        pl="Ten sam przepis jest przywołany raz jako „{first}”, a raz jako „{second}”.",
        cs="Totéž ustanovení je citováno jednou jako „{first}“ a podruhé jako „{second}“.",
    ),
    fix=Sentence(
        en="Look the provision up in the act and cite it the same way everywhere; the first of the "
        "two is “{first}”.",
        pl="Sprawdź przepis w ustawie i przywołuj go wszędzie tak samo; jako pierwszy występuje "
        "zapis „{first}”.",
        cs="Ověřte ustanovení v zákoně a citujte je všude stejně; jako první je uvedeno „{first}“.",
    ),
    role=Sentence(
        en="“{first}” speaks of another organ than the one it is cited for.",
        pl="Przepis „{first}” dotyczy innego organu niż ten, dla którego go przywołano.",
        cs="Ustanovení „{first}“ se týká jiného orgánu než toho, pro který je citováno.",
    ),
    act=Sentence(
        en="The act {name} is cited with several dates or numbers: {acts}.",
        pl="Ustawa {name} jest przywołana z różnymi datami lub numerami: {acts}.",
        cs="Zákon {name} je citován s různými daty nebo čísly: {acts}.",
    ),
    fix_act=Sentence(
        en="Check the act's date or number and cite it the same way everywhere.",
        pl="Sprawdź datę lub numer ustawy i przywołuj ją wszędzie tak samo.",
        cs="Ověřte datum nebo číslo zákona a citujte jej všude stejně.",
    ),
    fix_role=Sentence(
        en="Cite the provision that gives the power to the organ named in the sentence.",
        pl="Przywołaj przepis, który daje kompetencję organowi wymienionemu w zdaniu.",
        cs="Citujte ustanovení, které dává pravomoc orgánu uvedenému ve větě.",
    ),
)
def citations_disagree(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    cited = list(_cited(prose(document, source)))
    told: set[tuple[str, str]] = set()
    for one, other in combinations(cited, 2):
        names = (str(one.citation), str(other.citation))
        if _disagree(one.citation, other.citation) and names not in told:
            told |= {names, names[::-1]}
            facts = {"first": names[0], "second": names[1]}
            quotes = tuple(Quote(line, other.citation.written, names[0]) for line in other.lines)
            yield Fault(names, one.lines + other.lines, facts, quotes=quotes)
    yield from _acts_of_two_dates(cited)
    for item in cited:
        if _is_for_another_organ(item):
            name = str(item.citation)
            yield Fault((name,), item.lines, {"first": name}, "role", "fix_role")


@rule(
    "P-72",
    "error",
    weight=60,
    title=Sentence(
        en="Deciding body not named",
        pl="Nie wskazano organu, który decyduje",
        cs="Rozhodující orgán není pojmenován",
    ),
    why=Sentence(
        en="The law gives a decision to one organ by amount and kind; the others may not take it.",
        pl="Przepisy powierzają decyzję konkretnemu organowi; inny nie może jej podjąć.",
        cs="Zákon svěřuje rozhodnutí podle druhu a částky určitému orgánu; jiný rozhodnout nesmí.",
    ),
    message=Sentence(
        en="The decision is left to “{organs}”, but the document does not say which organ that is.",
        pl="Decyzję powierzono ogólnie („{organs}”), a dokument nie mówi, o który organ chodzi.",
        cs="Rozhodnutí je svěřeno obecně („{organs}“), ale dokument neříká, o který orgán jde.",
    ),
    fix=Sentence(
        en="Name the organ that decides, and up to which amount, instead of “{organs}”.",
        pl="Zamiast „{organs}” wskaż organ, który decyduje, i do jakiej kwoty.",
        cs="Místo „{organs}“ uveďte orgán, který rozhoduje, a do jaké částky.",
    ),
)
def decider_unnamed(document: ProgrammeDocument, source: Source | None) -> Iterator[Fault]:
    for passage in prose(document, source):
        text = folded(passage.text)
        vague = _VAGUE_ORGAN.search(text)
        if vague is None or not _DECIDES.search(text):
            continue
        if _NAMED_ORGAN.search(text[vague.end() :]):
            continue
        # Folding keeps lengths, so the places of the folded text hold in the text as written.
        organs = passage.text[vague.start() : vague.end()]
        yield Fault((organs,), passage.lines_between(*vague.span()), {"organs": organs})


def _acts_of_two_dates(cited: list[_Cited]) -> Iterator[Fault]:
    """Acts of one name that are cited with two dates or numbers."""
    by_name: dict[str, dict[str, Lines]] = {}
    for item in cited:
        name = _short_name(item.citation)
        if item.citation.act and len(name.split()) > 1:
            acts = by_name.setdefault(name, {})
            acts[item.citation.act] = acts.get(item.citation.act, ()) + item.lines
    for name, acts in by_name.items():
        if len(acts) > 1:
            lines = tuple(line for places in acts.values() for line in places)
            facts = {"name": as_written(name), "acts": tuple(acts)}
            yield Fault(tuple(acts), lines, facts, "act", "fix_act", essence=name)


def _cited(passages: list[Passage]) -> Iterator[_Cited]:
    for passage in passages:
        for citation in citations(passage.text):
            if citation.act is not None or citation.act_name:
                lines = passage.lines_between(citation.start, citation.end)
                yield _Cited(citation, _sentence_around(passage.text, citation), lines)


def _sentence_around(text: str, citation: Citation) -> str:
    found = [sentence for sentence in sentences(text) if citation.written in sentence]
    return found[0] if found else text


def _disagree(one: Citation, other: Citation) -> bool:
    """Whether two citations of one article mean the same place and write it otherwise."""
    if not _is_same_act(one, other) or one.units[0] != other.units[0]:
        return False
    below, other_below = one.units[1:], other.units[1:]
    if below == other_below or not below or not other_below:
        return False
    skips_a_level = below[-1] == other_below[-1] and len(below) != len(other_below)
    is_turned_round = sorted(map(str, below)) == sorted(map(str, other_below))
    # ust. 1 pkt 2 is not ust. 12, but pkt 9 lit. b is pkt 9b.
    is_parted = _labels(one) == _labels(other) and not _labels(one).isdecimal()
    if skips_a_level or is_turned_round or is_parted:
        return True
    return any(
        ours.label == theirs.label and ours.kind != theirs.kind
        for ours, theirs in zip(one.units[1:], other.units[1:], strict=False)
    )


def _is_same_act(one: Citation, other: Citation) -> bool:
    """Whether two citations are of one act, by its date or number, else by its name."""
    if one.act and other.act:
        return one.act == other.act
    return bool(one.act_name) and _short_name(one) == _short_name(other)


def _short_name(citation: Citation) -> str:
    words = takewhile(lambda word: word not in _NAME_ENDS, tokens(citation.act_name))
    return " ".join(list(words)[:LONGEST_NAME])


def _labels(citation: Citation) -> str:
    """The labels below the article in one: pkt 9b and pkt 9 lit. b are the same place."""
    return "".join(unit.label for unit in citation.units[1:])


def _is_for_another_organ(cited: _Cited) -> bool:
    organ = _organ_of(cited.citation.act or "", cited.citation.units)
    if organ is None:
        return False
    sentence = folded(cited.sentence)
    other = "executive" if organ == "council" else "council"
    return bool(_ORGAN_WORDS[other].search(sentence)) and not _ORGAN_WORDS[organ].search(sentence)


def _organ_of(act: str, units: tuple[Unit, ...]) -> str | None:
    for length in range(len(units), 0, -1):
        provision = " ".join(str(unit) for unit in units[:length])
        organ = _ORGAN_OF.get((act, provision))
        if organ is not None:
            return organ
    return None
