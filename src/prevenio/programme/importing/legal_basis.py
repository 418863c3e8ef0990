"""Legal citations: the articles an act names, each with its statute."""

import re

from prevenio.kernel.text import fold_in_place
from prevenio.programme.importing.vocabulary import Vocabulary

_CITATION = re.compile(
    r"(?:\bart\.?|§{1,2}|\bčl\.)\s*\d+\w*(?:\s*,?\s*(?:ust\.\s*|ust\s+|pkt\.?\s*|lit\.?\s*"
    r"|odst\.?\s*|p[ií]sm\.?\s*)\w+\)?)*"
)
_STATUTE = re.compile(r"\b(?:ustaw\w*|zakon\w*|rozporzadzeni\w*|vyhlask\w*|statut\w*|kodeks\w*)\b")
# The decision that follows a Czech statute begins with a capital letter.
_AFTER_STATUTE = re.compile(r"(\bSb\.,[^,A-ZÁČĎÉĚÍŇŘŠŤÚŮÝŽ]*),\s+[A-ZÁČĎÉĚÍŇŘŠŤÚŮÝŽ].*$", re.DOTALL)
_JOINER = re.compile(r"(?:[,;]?\s+(?:oraz|i|a|w związku z|w zw\. z|a dále|a také))?\s*[,;]?\s*$")


def citations_in(text: str, words: Vocabulary) -> tuple[str, ...]:
    """Every article that the sentence cites, each with the statute it stands in."""
    basis = _without_resolution(text, words)
    plain = fold_in_place(basis)
    cited = list(_CITATION.finditer(basis))
    statutes = list(_STATUTE.finditer(plain))
    if not cited or not statutes:
        return (basis,) if basis else ()
    found: list[str] = []
    pending: list[str] = []
    for at, each in enumerate(cited):
        pending.append(each.group().strip())
        following = cited[at + 1].start() if at + 1 < len(cited) else len(basis)
        statute = next((s for s in statutes if each.end() <= s.start() < following), None)
        if statute:
            name = _JOINER.sub("", basis[statute.start() : following]).strip(" ,;:")
            found += [f"{article} {name}" for article in pending]
            pending = []
    return tuple(found + pending)


def _without_resolution(text: str, words: Vocabulary) -> str:
    plain = fold_in_place(text)
    found = words.act_resolves.search(plain)
    basis = text[: found.start() if found else len(text)]
    return _AFTER_STATUTE.sub(r"\1", basis).strip(" ,;:–-.")
