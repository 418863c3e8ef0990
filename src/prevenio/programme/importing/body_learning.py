"""What a document itself shows of how its bodies are called."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from prevenio.kernel.text import fold
from prevenio.programme.importing.body_cells import (
    AND,
    EDGE,
    LONGEST_ALL_CAPITALS,
    BodyLexicon,
    chunks_of,
    is_acronym,
    tokens_of,
)
from prevenio.programme.importing.known_bodies import KNOWN_BODIES
from prevenio.programme.importing.vocabulary import Vocabulary

# Two acronyms met side by side so often, and never apart, are one.
FEWEST_TOGETHER = 3


def lexicon_of(
    cells: Iterable[str],
    defined: Sequence[tuple[str, str]],
    words: Vocabulary,
    text: str,
) -> BodyLexicon:
    """Learn the names from the glossary and from cells that name one body alone."""
    cells = list(cells)
    shorts = frozenset(tokens_of(short) for short, _ in defined if short) | _inseparable(cells)
    shorts |= {
        known for short in KNOWN_BODIES[words.language] if len(known := tokens_of(short)) > 1
    }
    plain = _plain_words(text)
    alone = {part for short in shorts if len(short) == 1 for part in short}
    tails = frozenset(short[-1] for short in shorts if len(short) > 1) - alone
    names = frozenset(tokens_of(name) for _, name in defined if name) - {()}
    acronyms = _leading_acronyms(cells, plain) | {short[-1] for short in shorts if len(short) == 1}
    lone = frozenset(
        tokens_of(chunk) for cell in cells for chunk in chunks_of(cell) if is_acronym(chunk)
    )
    first = BodyLexicon(
        words, shorts, frozenset(acronyms), tails, names, plain, lone, _is_punctuated(cells, shorts)
    )
    return replace(first, names=names | _seen_alone(cells, first))


def _is_punctuated(cells: Sequence[str], shorts: frozenset[tuple[str, ...]]) -> bool:
    """Whether commas and the like part the names everywhere, so that no two stand side by side."""
    for cell in cells:
        for chunk in chunks_of(cell):
            for one, other in pairwise(chunk.split()):
                if (
                    is_acronym(one)
                    and is_acronym(other)
                    and tokens_of(f"{one} {other}") not in shorts
                ):
                    return False
    return True


def _inseparable(cells: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Acronyms of two words: the first never comes without the second, nor that one first."""
    chunks = [chunk.split() for cell in cells for chunk in chunks_of(cell)]
    beginning = {fold(tokens[0]) for tokens in chunks if tokens}
    followers: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for tokens in chunks:
        for at, token in enumerate(tokens):
            if is_acronym(token):
                following = tokens[at + 1] if at + 1 < len(tokens) else ""
                followers[fold(token)].add(fold(following) if is_acronym(following) else "")
                counts[fold(token)] += 1
    return frozenset(
        (first, *second)
        for first, second in followers.items()
        if counts[first] >= FEWEST_TOGETHER and len(second) == 1 and not second & {"", *beginning}
    )


def _plain_words(text: str) -> frozenset[str]:
    """Folded words that the document writes as common words, so not acronyms."""
    found = re.findall(r"\b[^\W\d_]+\b", text)
    return frozenset(fold(word) for word in set(found) if word[1:].islower())


def _leading_acronyms(cells: Sequence[str], plain: frozenset[str]) -> set[str]:
    """Acronyms that begin a chunk or follow another acronym: bodies on their own."""
    found: set[str] = set()
    for cell in cells:
        for chunk in chunks_of(cell):
            for at, token in enumerate(chunk.split()):
                is_town = at > 0 and token.isupper() and len(token) > LONGEST_ALL_CAPITALS
                if not is_acronym(token) or is_town:
                    break
                found.add(fold(token).strip(EDGE))
    return {token for token in found if token not in plain or len(token) < 4}


def _seen_alone(cells: Sequence[str], lexicon: BodyLexicon) -> frozenset[tuple[str, ...]]:
    """Runs of common words that stand by themselves, shortest first, each not made of others."""
    runs: Counter[tuple[str, ...]] = Counter()
    for cell in set(cells):
        for chunk in lexicon.whole_chunks(cell):
            for name in lexicon.parted(chunk):
                tokens = tokens_of(name)
                if tokens and not any(map(is_acronym, name.split())):
                    runs[tokens] += 1
    atoms: set[tuple[str, ...]] = set()
    for run in sorted(runs, key=len):
        if len(run) <= 6 and not _covered(run, atoms, lexicon.words):
            atoms.add(run)
    return frozenset(atoms)


def _covered(run: tuple[str, ...], atoms: set[tuple[str, ...]], words: Vocabulary) -> bool:
    """Whether the run is two or more known names one after the other."""
    for cut in range(1, len(run)):
        if run[:cut] in atoms:
            rest = run[cut:]
            if rest[0] in AND:
                rest = rest[1:]
            if rest in atoms or (rest and _covered(rest, atoms, words)):
                return True
    return False
