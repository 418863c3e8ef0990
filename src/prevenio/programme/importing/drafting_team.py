"""The people who drew the programme up, each with an office below the name."""

import re

from prevenio.kernel.text import fold
from prevenio.programme.importing.act import is_person
from prevenio.programme.importing.block_kinds import Block, Heading, ItemList, Prose
from prevenio.programme.importing.document import Lines, ReadItem
from prevenio.programme.importing.vocabulary import Vocabulary

_AFTER_NAME = re.compile(r"\s*[–—,(]\s*|\s-\s")
LONGEST_LINE = 220
LONGEST_HEADING = 160


class DraftingTeam:
    """Gathers the lines under "Opracował zespół:" or "Zpracovali:"."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self.people: list[ReadItem] = []
        self.is_open = False

    def is_headed_by(self, text: str) -> bool:
        """Whether the text says that names of those who drew it up follow."""
        return bool(self._words.drafting.match(fold(text))) and len(text) < LONGEST_HEADING

    def begin(self, text: str, lines: Lines) -> None:
        """Open the team; a name may stand right behind the colon."""
        self.is_open = True
        said = text.partition(":")[2].strip()
        if said:
            self.people.append(ReadItem(said, lines))

    def take(self, block: Block) -> Lines | None:
        """The lines of a block that belongs to the team; None where the team has ended."""
        if isinstance(block, ItemList):
            self.people += [ReadItem(entry.text, entry.lines) for entry in block.entries]
            return tuple(n for entry in block.entries for n in entry.lines)
        if not isinstance(block, Prose | Heading):
            return None
        text = block.text if isinstance(block, Prose) else block.title
        names = is_person(_AFTER_NAME.split(text)[0], self._words)
        if len(text) > LONGEST_LINE or (isinstance(block, Heading) and not names):
            self.is_open = False
            return None
        if self.people and not names:
            last = self.people.pop()
            self.people.append(ReadItem(f"{last.text} {text}", last.lines + block.lines))
        else:
            self.people.append(ReadItem(text, block.lines))
        return block.lines
