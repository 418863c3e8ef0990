"""Cells that name bodies, parted into single names even where nothing parts them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from prevenio.kernel.text import fold
from prevenio.programme.importing.vocabulary import Vocabulary

_STRONG = re.compile(
    r"\s*(?:[,;|•]|(?<=[\w.)])\s*/\s*(?=\w)"
    r"|\n\s*[-–•]?\s*(?=[A-ZĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽ•]))\s*"
)
_COUNTED = re.compile(r"\s+(?=\d{1,2}\)\s)")
_BULLET = re.compile(r"^(?:[-–•*]\s*|\(?[a-z\d]{1,2}[.)]\s+)")
EDGE = " .,;:–-"
_WHOLE_BY_THEMSELVES = frozenset({"policja", "policie", "caritas", "hasici", "armada", "wojsko"})
AND = frozenset({"i", "oraz", "a", "lub", "nebo"})
# A primary and a nursery school named together are one body.
_SCHOOLS = frozenset({"zs", "ms", "ss", "sp"})
_TAIL_ACRONYMS = frozenset({"čr", "rp", "sr", "čssd"})
# "Povodí Moravy, s.p.": the form of a company after its name.
_LEGAL_FORM = re.compile(r"^(?:s\. ?r\. ?o|s\. ?p|a\. ?s|z\. ?s|z\. ?u|o\. ?p\. ?s|p\. ?o)\.?$")
# "Krajský úřad, odbor dopravy": an office and its department are one.
_OFFICE = re.compile(r"\b(?:urad|magistrat)\b")
_ROMAN_OR_NUMBER = re.compile(r"^(?:\d+|[IVX]+)\.?$")
# Lower-case words inside an acronym ("MOSiR") never outnumber its capitals by this many.
LONGEST_ACRONYM = 10
# A longer run of capitals is a town or a heading, unless the document shows otherwise.
LONGEST_ALL_CAPITALS = 5


def is_acronym(token: str) -> bool:
    """Whether a word is written as an acronym: two capitals or more, few small letters."""
    bare = token.strip(EDGE + '()„”"“')
    if not 2 <= len(bare) <= LONGEST_ACRONYM or not bare[0].isupper():
        return False
    capitals = sum(char.isupper() for char in bare)
    small = sum(char.islower() for char in bare)
    return capitals >= 2 and capitals > small and not _ROMAN_OR_NUMBER.match(bare)


def chunks_of(cell: str) -> list[str]:
    """The pieces of a cell between commas, semicolons, slashes and list marks, outside brackets."""
    pieces: list[str] = []
    text, start = _COUNTED.sub("; ", cell), 0
    for found in _STRONG.finditer(text):
        piece = text[start : found.start()]
        if piece.count("(") <= piece.count(")"):
            pieces.append(piece)
            start = found.end()
    pieces.append(text[start:])
    bare = (" ".join(_BULLET.sub("", piece.strip()).split()) for piece in pieces)
    return [piece for piece in bare if piece.strip(EDGE)]


@dataclass
class BodyLexicon:
    """What the document itself shows of how its bodies are called."""

    words: Vocabulary
    shorts: frozenset[tuple[str, ...]]
    acronyms: frozenset[str]
    tails: frozenset[str]
    names: frozenset[tuple[str, ...]]
    plain: frozenset[str]
    lone: frozenset[tuple[str, ...]]
    is_punctuated: bool = True
    longest: int = field(init=False)
    beginnings: frozenset[tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self.beginnings = frozenset(
            name[:length] for name in self.names for length in range(2, len(name) + 1)
        )
        self.longest = max((len(name) for name in self.names | self.shorts), default=1)

    def names_in(self, cell: str) -> list[str]:
        """The bodies that a cell names, as it writes them, in its order."""
        names: list[str] = []
        for chunk in self.whole_chunks(cell):
            names += self.parted(chunk)
        return [name for name in names if not self.words.no_bodies.match(fold(name))]

    def whole_chunks(self, cell: str) -> list[str]:
        """Chunks, put together again where a comma stands inside a known or a department's name."""
        chunks = chunks_of(self._with_breaks_marked(cell))
        whole: list[str] = []
        for chunk in chunks:
            if whole and self._belongs(whole[-1], chunk):
                whole[-1] = f"{whole[-1]}, {chunk}"
            else:
                whole.append(chunk)
        return whole

    def _with_breaks_marked(self, cell: str) -> str:
        """A line break before a group's small letter parts names as before a capital."""
        lines = cell.split("\n")
        marked = [f"; {line}" if self._begins_group(line) else line for line in lines[1:]]
        return "\n".join([lines[0], *marked])

    def _begins_group(self, line: str) -> bool:
        tokens = line.split()
        grouped = bool(self.words.groups.match(fold(line)))
        return grouped or (len(tokens) > 1 and self._begins_small_group(tokens, 0))

    def _belongs(self, before: str, chunk: str) -> bool:
        joined = tokens_of(f"{before} {chunk}")
        if joined in self.beginnings:
            return tokens_of(chunk) not in self.names
        own = tokens_of(chunk)
        if (
            chunk[:1].islower()
            and own[0] in self.words.departments
            and _OFFICE.search(fold(before))
        ):
            return True
        if (chunk[:1].isdigit() and before[-1:].isdigit()) or _LEGAL_FORM.match(fold(chunk)):
            return True
        begins = self._begins_body(chunk.split(), 0) or any(map(is_acronym, chunk.split()))
        if begins or own in self.names or not any(token in self.words.joining for token in own):
            return False
        if self._goes_on_in_capitals(before, chunk):
            return True
        first = fold(before.split()[0])
        shared_group = chunk[:1].islower() and not self.words.groups.match(own[0])
        return first in self.words.departments or (
            shared_group and bool(self.words.groups.match(first))
        )

    def _goes_on_in_capitals(self, before: str, chunk: str) -> bool:
        """An institution's name with a comma: "Ośrodek Kultury, Sportu i Turystyki"."""
        name, more = tokens_of(before), chunk.split()
        if len(name) < 2 or len(more) != 3 or name[0] not in self.words.body_heads:
            return False
        small = self.words.joining
        capitals = all(word[:1].isupper() or fold(word) in small for word in more)
        is_other = any(self.words.groups.match(fold(w)) or self._begins_body([w], 0) for w in more)
        return capitals and not is_other

    def parted(self, chunk: str) -> list[str]:
        """The names in one chunk, which nothing but their own words part."""
        tokens = chunk.split()
        names: list[list[str]] = []
        at = 0
        while at < len(tokens):
            at += self._take(tokens, at, names)
        return [name for name in (" ".join(part).strip(EDGE) for part in names) if name]

    def _take(self, tokens: Sequence[str], at: int, names: list[list[str]]) -> int:
        """Put the next word or known name where it belongs; say how many words that took."""
        if names and names[-1] and _is_open(names[-1]):
            names[-1].append(tokens[at])
            return 1
        known = self._known_length(tokens, at)
        if known and not self._inside_name(tokens, at, names):
            names.append(list(tokens[at : at + known]))
            return known
        token = tokens[at]
        if fold(token) in AND and self._parts_here(tokens, at, names):
            names.append([])
            return 1
        if not names or not names[-1] or self._starts_new(tokens, at, names[-1]):
            names.append([token])
        else:
            names[-1].append(token)
        return 1

    def _known_length(self, tokens: Sequence[str], at: int) -> int:
        for length in range(min(self.longest, len(tokens) - at), 0, -1):
            piece = tokens_of(" ".join(tokens[at : at + length]))
            if piece in self.names and len(piece) == length:
                return length
            if piece in self.shorts and all(
                self._acronym(token) for token in tokens[at : at + length]
            ):
                following = tokens[at + length] if at + length < len(tokens) else ""
                if length == 1 and fold(following).strip(EDGE) in self.tails:
                    continue
                return length
        return 0

    def _acronym(self, token: str) -> bool:
        bare = token.strip(EDGE)
        if not is_acronym(bare):
            return False
        is_word = fold(bare) in self.plain or len(bare) > LONGEST_ALL_CAPITALS
        return not (
            len(bare) >= 4 and bare.isupper() and is_word and fold(bare) not in self.acronyms
        )

    def _inside_name(self, tokens: Sequence[str], at: int, names: list[list[str]]) -> bool:
        """A known name after a preposition or an adjective is a part of what stands before."""
        if not names or not names[-1] or at == 0:
            return False
        if self._acronym(tokens[at]) and self._wants_acronym(names[-1], at + 1 == len(tokens)):
            return True
        before = fold(tokens[at - 1])
        return before in self.words.place_prepositions or (
            tokens[at][:1].islower() and bool(self.words.body_adjectives.match(before))
        )

    def _wants_acronym(self, name: Sequence[str], is_last: bool) -> bool:
        """Whether letters complete a name: "odbor dopravy MěÚ", "Diakonie ČCE"."""
        if not self.is_punctuated:
            return False
        first, last = fold(name[0]).strip(EDGE), fold(name[-1]).strip(EDGE)
        if len(name) == 1 and last in self.words.body_heads:
            return last not in _WHOLE_BY_THEMSELVES
        officers = {fold(each) for each in self.words.nominatives.values()}
        return is_last and first in self.words.departments | officers

    def _parts_here(self, tokens: Sequence[str], at: int, names: list[list[str]]) -> bool:
        if not names or not names[-1] or at + 1 >= len(tokens):
            return False
        if {fold(names[-1][-1]).strip(EDGE), fold(tokens[at + 1]).strip(EDGE)} <= _SCHOOLS:
            return False
        before = tokens_of(" ".join(names[-1]))
        complete = before in self.names or before in self.shorts or before in self.lone
        after = fold(tokens[at + 1]).strip(EDGE)
        rest_known = bool(self._known_length(tokens, at + 1)) or (after,) in self.lone
        if (complete and rest_known) or self._pairs(tokens, at, names[-1]):
            return True
        return self._is_head(names[-1]) and self._begins_proper(tokens, at + 1)

    def _pairs(self, tokens: Sequence[str], at: int, before: Sequence[str]) -> bool:
        """Two bodies of one word joined: "Policja i szkoły", "MP a PČR"; but not "ZŠ a MŠ"."""
        left, right = fold(before[0]).strip(EDGE), fold(tokens[at + 1]).strip(EDGE)
        if len(before) != 1:
            return False
        if self._acronym(before[0]) and self._acronym(tokens[at + 1]):
            return len(tokens) == at + 2
        named = left in _WHOLE_BY_THEMSELVES or bool(self.words.groups.match(left))
        return named and (right in self.words.body_heads or bool(self.words.groups.match(right)))

    def _is_head(self, name: Sequence[str]) -> bool:
        return any(fold(token).strip(EDGE) in self.words.body_heads for token in name)

    def _begins_proper(self, tokens: Sequence[str], at: int) -> bool:
        return tokens[at][:1].isupper() and self._begins_body(tokens, at)

    def _starts_new(self, tokens: Sequence[str], at: int, current: Sequence[str]) -> bool:
        token = tokens[at]
        bare = fold(token).strip(EDGE)
        if self._acronym(token):
            if self._wants_acronym(current, at + 1 == len(tokens)):
                return False
            if bare in self.tails and self._acronym(current[-1]):
                return False
            if all(map(self._acronym, current)):
                return bare not in _TAIL_ACRONYMS
            return bare in self.acronyms and fold(tokens[at - 1]) not in self.words.joining
        if fold(tokens[at - 1]) in self.words.joining | self.words.place_prepositions:
            return False
        if self._acronym(current[0]):
            return self._begins_body(tokens, at) or bool(self.words.groups.match(bare))
        begins = self._begins_proper(tokens, at) or self._begins_small_group(tokens, at)
        return self._is_complete(current) and begins

    def _begins_small_group(self, tokens: Sequence[str], at: int) -> bool:
        """A group with an adjective before it: "základní školy" after a body's name."""
        following = fold(tokens[at + 1]) if at + 1 < len(tokens) else ""
        adjective = self.words.body_adjectives.match(fold(tokens[at]))
        return bool(adjective) and bool(self.words.groups.match(following))

    def _is_complete(self, name: Sequence[str]) -> bool:
        has_head = self._is_head(name) or bool(self.words.groups.match(fold(name[0])))
        last = fold(name[-1]).strip(EDGE)
        needs_more = last in self.words.body_heads and last not in _WHOLE_BY_THEMSELVES
        return has_head and not needs_more

    def _begins_body(self, tokens: Sequence[str], at: int) -> bool:
        """Whether a body's name begins here: a head noun, or an adjective with one close behind."""
        bare = fold(tokens[at]).strip(EDGE)
        if bare in self.words.body_heads:
            return True
        if self.words.body_adjectives.match(bare):
            following = [fold(token).strip(EDGE) for token in tokens[at + 1 : at + 4]]
            return any(token in self.words.body_heads for token in following)
        return tokens[at][:1].isupper() and bool(self.words.groups.match(bare))


def _is_open(name: Sequence[str]) -> bool:
    """Whether a bracket in the name is still open."""
    text = " ".join(name)
    return text.count("(") > text.count(")")


def tokens_of(text: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(token for token in (part.strip(EDGE) for part in fold(text).split()) if token)
