"""How far one spelling lies from another."""

from difflib import SequenceMatcher

from prevenio.programme.checking.text.words import folded, tokens


def edits(one: str, other: str, limit: int = 3) -> int:
    """Letters to add, drop, change or swap with a neighbour; `limit` + 1 stands for any more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        current = [i]
        for j, against in enumerate(other, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (letter != against))
            swapped = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against
            current.append(min(cost, before[j - 2] + 1) if swapped else cost)
        if min(current) > limit:
            return limit + 1
        before, row = row, current
    return min(row[-1], limit + 1)


def likeness(one: str, other: str) -> float:
    """How alike two texts are word by word, from 0 to 1."""
    return likeness_of_tokens(tokens(one), tokens(other))


def likeness_of_tokens(one: list[str], other: list[str]) -> float:
    """How alike two runs of words are, from 0 to 1; a word one letter off counts as the same."""
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "replace" and last - first == end - begin:
            pairs = zip(one[first:last], other[begin:end], strict=True)
            same += sum(edits(left, right, 1) <= 1 for left, right in pairs)
    return 2 * same / max(len(one) + len(other), 1)


def alike_texts(texts: list[str], threshold: float) -> list[tuple[int, int, float]]:
    """Pairs of places whose texts are alike at least to `threshold`.

    Texts are compared in full only where their sets of words overlap enough, so that a long list
    does not cost its square.
    """
    words = [tokens(text) for text in texts]
    sets = [frozenset(run) for run in words]
    pairs = []
    for first, ours in enumerate(sets):
        for second in range(first + 1, len(sets)):
            theirs = sets[second]
            if len(ours & theirs) < (threshold - 0.15) * max(len(ours), len(theirs), 1):
                continue
            degree = likeness_of_tokens(words[first], words[second])
            if degree >= threshold:
                pairs.append((first, second, degree))
    return pairs


def is_near_abbreviation(wrong: str, right: str) -> bool:
    """Whether an abbreviation may be a slip for another one.

    A lost accent, a lost or changed small connecting letter (WGKOS for WGKiS) and a swap are slips.
    One capital for another is a slip only in a long abbreviation or where the rest of a compound
    agrees: in a short one it usually names another body (a district's for a region's).
    """
    if wrong == right:
        return False
    ours, theirs = wrong.split(), right.split()
    if len(ours) != len(theirs):
        return False
    apart = [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other]
    if len(apart) != 1:
        return False
    one, other = apart[0]
    if folded(one) == folded(other):
        return True
    if edits(folded(one), folded(other), 1) > 1:
        return False
    if len(ours) > 1:
        return True
    return len(one) != len(other) or len(one) >= 5 or sorted(one) == sorted(other)
