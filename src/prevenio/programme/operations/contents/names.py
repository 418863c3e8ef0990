"""The names that keep their capitals when a title in capitals is shown in sentence case."""

from collections.abc import Mapping

from prevenio.kernel.titles import names_in
from prevenio.people.models import Authority
from prevenio.programme.importing.document import ProgrammeDocument

# What kind of place an authority is belongs to its name but is no name.
KINDS_OF_PLACE = frozenset(
    ["gmina", "miasto", "powiat", "województwo", "kraj", "město", "městys", "obec", "statutární"]
)


def names_of(document: ProgrammeDocument, authority: Authority) -> Mapping[str, str]:
    """The names in the document's own sentences, and the place in the authority's name."""
    own = {word.lower(): word for word in authority.name.split() if not word.islower()}
    sentences = [
        *(chapter.text for chapter in document.chapters),
        *(item.text for item in (*document.goals, *document.commission_duties)),
        *(action.text for area in document.areas for action in area.actions),
        *(text for item in document.initiatives for text in (item.aim, item.method)),
    ]
    return {word: own[word] for word in own.keys() - KINDS_OF_PLACE} | names_in(sentences)
