"""Bodies: which spellings are one body, what it is called in full, where it is named."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prevenio.kernel.text import fold
from prevenio.programme.importing.body_cells import is_acronym, tokens_of
from prevenio.programme.importing.document import Lines, ReadAbbreviation, ReadBody
from prevenio.programme.importing.vocabulary import Vocabulary

_CONJUNCTIONS = frozenset("iaoz")
# A shorter word in capitals behind an acronym is another acronym, not a town.
SHORTEST_TOWN = 4
STEM, RAREST, MOST_ALIKE = 3, 3, 100


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a body as one action or initiative writes it."""

    name: str
    lines: Lines


class Register:
    """The bodies of one document. Every spelling belongs to one chief spelling."""

    def __init__(
        self,
        mentions: Sequence[Mention],
        abbreviations: Sequence[ReadAbbreviation],
        words: Vocabulary,
    ) -> None:
        self._words = words
        self._defined: dict[str, ReadAbbreviation] = {}
        for row in abbreviations:
            self._defined.setdefault(fold(row.short), row)
        self._mentions = mentions
        self._counts = Counter(mention.name for mention in mentions)
        self._by_folded: dict[str, Counter[str]] = defaultdict(Counter)
        for name, count in self._counts.items():
            self._by_folded[" ".join(tokens_of(name))][name] += count
        self._uses = {key: sum(names.values()) for key, names in self._by_folded.items()}
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        self._chief: dict[str, str] = {}
        for key in sorted(self._by_folded, key=lambda key: (-self._uses[key], len(key))):
            self._chief[key] = self._find_chief(key)

    def chief_of(self, name: str) -> str:
        """The key that all spellings of one body share."""
        key = " ".join(tokens_of(name))
        return self._chief.get(key, key)

    def once_each(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names in their order, a body that comes again left out."""
        seen: dict[str, str] = {}
        for name in names:
            seen.setdefault(self.chief_of(name), name)
        return tuple(seen.values())

    def bodies(self) -> tuple[ReadBody, ...]:
        """Every body that an action or an initiative names, in the order of first mention."""
        spellings: dict[str, list[str]] = {}
        lines: dict[str, list[int]] = {}
        for mention in self._mentions:
            chief = self.chief_of(mention.name)
            names = spellings.setdefault(chief, [])
            if mention.name not in names:
                names.append(mention.name)
            lines.setdefault(chief, []).extend(mention.lines)
        return tuple(self._body(chief, names, lines[chief]) for chief, names in spellings.items())

    def _body(self, chief: str, names: Sequence[str], lines: Sequence[int]) -> ReadBody:
        row = self._defined.get(chief)
        short = row.short if row else max(names, key=lambda name: self._counts[name])
        full = row.name if row and row.name else self._own_full_name(names)
        on = {*lines, *(row.lines if row else ())}
        return ReadBody(
            short=short,
            name=full or None,
            aliases=tuple(name for name in names if name != short),
            lines=tuple(sorted(on)),
            is_group=row is None and full is None and self._is_group(short),
        )

    def _own_full_name(self, names: Sequence[str]) -> str | None:
        """The longest spelling that is a proper name written out."""
        proper = [name for name in names if self._is_proper(name)]
        return max(proper, key=len) if proper else None

    def _is_proper(self, name: str) -> bool:
        tokens = name.split()
        if (
            len(tokens) < 2
            or not name[:1].isupper()
            or (any(map(is_acronym, tokens)) and not name.isupper())
        ):
            return False
        folded = [fold(token) for token in tokens]
        heads = any(token in self._words.body_heads for token in folded)
        return heads and not self._words.groups.match(folded[0])

    def _is_group(self, short: str) -> bool:
        return not is_acronym(short) and bool(self._words.groups.match(fold(short)))

    def _find_chief(self, key: str) -> str:
        if key in self._defined:
            return key
        for find in (self._by_written_name, self._by_near_acronym, self._by_qualified_acronym):
            found = find(key)
            if found:
                return found
        return self._by_other_spelling(key)

    def _by_written_name(self, key: str) -> str | None:
        """The glossary's row whose full name this is, up to the town and the endings."""
        if is_acronym(self._sample(key)) or len(key) < 5:
            return None
        tokens = key.split()
        found = {
            short
            for short, row in self._defined.items()
            if row.name and _same_name(tokens, tokens_of(row.name), self._words)
        }
        if len(found) == 1:
            return found.pop()
        return None

    def _by_qualified_acronym(self, key: str) -> str | None:
        """An acronym with a town behind it: the acronym's body."""
        tokens = self._sample(key).split()
        for length in range(len(tokens) - 1, 0, -1):
            head = " ".join(tokens_of(" ".join(tokens[:length])))
            known = head in self._defined or (
                all(map(is_acronym, tokens[:length])) and head in self._by_folded
            )
            if known and all(self._is_place(token) for token in tokens[length:]):
                return self._chief.get(head) or self._find_chief(head)
        first = tokens[0]
        if len(tokens) > 1 and is_acronym(first) and all(map(self._is_place, tokens[1:])):
            return self._by_near_acronym(" ".join(tokens_of(first)))
        return None

    def _is_place(self, token: str) -> bool:
        plain = fold(token)
        if plain in self._words.place_prepositions:
            return True
        if is_acronym(token) and len(token) < SHORTEST_TOWN:
            return False
        return (
            token[:1].isupper()
            and plain not in self._words.body_heads
            and plain not in self._defined
        )

    def _by_near_acronym(self, key: str) -> str | None:
        """The defined acronym that this one misspells; of several the one used most."""
        sample = self._sample(key)
        if not all(is_acronym(token) for token in sample.split()):
            return None
        near = [row.short for row in self._defined.values() if near_acronyms(sample, row.short)]
        if not near:
            return None
        best = max(near, key=lambda short: self._uses.get(" ".join(tokens_of(short)), 0))
        return fold(best)

    def _by_other_spelling(self, key: str) -> str:
        """A spelling already known that differs in endings or names the town besides."""
        tokens = key.split()
        for other in self._alike(tokens):
            if _same_name(tokens, other.split(), self._words):
                return other
        if key not in self._defined and not is_acronym(self._sample(key)):
            for token in tokens:
                self._by_stem[token[:STEM]].append(key)
        return key

    def _alike(self, tokens: Sequence[str]) -> list[str]:
        """Known spellings that share a word's beginning: of the rarest words, to look at few."""
        shared = sorted((self._by_stem.get(token[:STEM], []) for token in tokens), key=len)
        alike = dict.fromkeys(other for others in shared[:RAREST] for other in others)
        return list(alike)[:MOST_ALIKE]

    def _sample(self, key: str) -> str:
        names = self._by_folded.get(key)
        return names.most_common(1)[0][0] if names else key


def near_acronyms(first: str, second: str) -> bool:
    """Whether two acronyms are likely one: the same but for marks, conjunctions, or one slip.

    A slip is allowed only in a long acronym or in one word of two, and never in the first letter.
    """
    if fold(first) == fold(second):
        return True
    if _without_conjunctions(first) == _without_conjunctions(second):
        return True
    one, other = fold(first), fold(second)
    if one[:1] != other[:1] or not _one_slip(one, other):
        return False
    words, others = one.split(), other.split()
    if len(words) > 1 and len(words) == len(others):
        return any(a == b and len(a) > 2 for a, b in zip(words, others, strict=True))
    return len(words) == len(others) == 1 and min(len(one), len(other)) >= 5


def _without_conjunctions(acronym: str) -> str:
    return fold("".join(char for char in acronym if char not in _CONJUNCTIONS))


def _one_slip(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    if len(one) == len(other):
        return one[start + 1 :] == other[start + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[start + 1 :] == shorter[start:]


def _same_name(one: Sequence[str], other: Sequence[str], words: Vocabulary) -> bool:
    """Whether two names differ only in endings, in a town named besides, or in a word more."""
    first, second = (list(one), list(other)) if len(one) <= len(other) else (list(other), list(one))
    small = words.place_prepositions | words.joining
    first = [token for token in first if token not in small]
    rest = [token for token in second if token not in small]
    if not first or (len(first) < 2 and len(rest) > 1):
        return False
    if len(first) == len(rest):
        return all(same_stem(a, b) for a, b in zip(first, rest, strict=True))
    if len(rest) - len(first) > 2 or any(token in words.body_heads for token in rest[len(first) :]):
        return False
    if all(same_stem(a, b) for a, b in zip(first, rest, strict=False)):
        return True
    return len(rest) - len(first) == 1 and all(any(same_stem(a, b) for b in rest) for a in first)


def same_stem(one: str, other: str) -> bool:
    """Whether two folded words are forms of one word: a long common beginning, short endings."""
    if one == other:
        return True
    if any(char.isdigit() for char in one + other):
        return False
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    longest = max(len(one), len(other))
    return shared >= 3 and longest - shared <= 3 and shared >= longest * 0.6
