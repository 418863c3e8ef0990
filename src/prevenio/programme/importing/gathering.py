"""Reads chapters block by block and puts what they say where it belongs."""

import re

from prevenio.kernel.text import fold
from prevenio.programme.importing.areas import AreaGathering
from prevenio.programme.importing.block_kinds import (
    Block,
    Entry,
    Heading,
    ItemList,
    Prose,
    Stray,
)
from prevenio.programme.importing.cards import card_in
from prevenio.programme.importing.chapters import Chapter, ChapterText
from prevenio.programme.importing.deck import dated_points
from prevenio.programme.importing.document import Lines, ReadAbbreviation, ReadItem, ReadMilestone
from prevenio.programme.importing.drafting_team import DraftingTeam
from prevenio.programme.importing.glossary import (
    abbreviation_in_line,
    abbreviations_in_sentence,
    rows_of,
)
from prevenio.programme.importing.initiatives import (
    RawInitiative,
    from_entry,
    from_record,
    from_row,
    is_initiatives_table,
)
from prevenio.programme.importing.items import without_end
from prevenio.programme.importing.labels import is_conjunction
from prevenio.programme.importing.numbering import ordinal_in
from prevenio.programme.importing.records import Record
from prevenio.programme.importing.tables import Table, TableRow, one_line
from prevenio.programme.importing.vocabulary import Vocabulary

LONGEST_FRAGMENT = 6


class Gathering:
    """Everything found so far, and where in the document the reading stands."""

    def __init__(
        self, words: Vocabulary, known: frozenset[str], signed: frozenset[int] = frozenset()
    ) -> None:
        self._words = words
        self._known = known
        self._signed = signed
        self.areas = AreaGathering(words)
        self.initiatives: list[RawInitiative] = []
        self.abbreviations: list[ReadAbbreviation] = []
        self.lists: dict[str, list[ReadItem]] = {
            name: [] for name in ("goals", "forms", "participants", "commission_duties")
        }
        self.main_goal: ReadItem | None = None
        self.team = DraftingTeam(words)
        self.milestones: list[ReadMilestone] = []
        self.chapters: list[ChapterText] = []
        self._text: ChapterText | None = None
        self._chapter_subject: str | None = None
        self._subject: str | None = None
        self._headed: Record | None = None
        self._main_goal_follows = False

    def read_chapter(self, chapter: Chapter | None, blocks: list[Block]) -> None:
        """Take in one chapter, or the unheaded text where there is none."""
        self.team.is_open = False
        self._chapter_subject = self._subject = None
        self._text = None
        if chapter is not None:
            self._text = ChapterText(chapter.number, chapter.title, list(chapter.lines))
            self.chapters.append(self._text)
            self._chapter_subject = self._subject = self._words.subject_of(chapter.title)
            self.areas.begin_chapter(Heading(chapter.title, chapter.lines, chapter.number))
            self.team.is_open = self.team.is_headed_by(chapter.title)
        for block in [*blocks, Stray(())]:
            self._take(block)
        self._leave_headings()

    def _take(self, block: Block) -> None:
        if self._headed is not None and not (isinstance(block, Table) and self._card(block)):
            self._settle(self._headed)
        if isinstance(block, Heading | Prose) and self._signed >= set(block.lines):
            self._say("", block.lines)
            return
        if self.team.is_open and (lines := self.team.take(block)) is not None:
            self._say("", lines)
            return
        self._take_main_goal(block)
        match block:
            case Heading():
                self._heading(block)
            case Table():
                self._table(block)
            case ItemList():
                self._list(block)
            case Record():
                self._record(block)
            case Prose():
                self._prose(block.text, block.lines)
            case Stray():
                pass

    def _heading(self, heading: Heading) -> None:
        if self.team.is_headed_by(heading.title):
            self._begin_team(heading.title, heading.lines)
        elif not heading.is_area and self._goal(heading.title, heading.lines):
            return
        else:
            subject = self._words.subject_of(heading.title)
            if not heading.is_area and not heading.is_caption:
                self._subject = subject or self._chapter_subject
            elif heading.is_area:
                self._subject = "actions"
            self.areas.heading(heading)

    def _table(self, table: Table) -> None:
        if not table.rows:
            self._say("", table.head_lines)
            return
        if "short" in table.roles or (self._subject == "glossary" and "full_name" in table.roles):
            self._glossary_table(table)
        elif card := self._card(table):
            self._settle(self._with_head(card))
        elif is_initiatives_table(table, self._subject):
            self._initiatives_table(table)
        elif self._tells_actions(table):
            self.areas.table(table)
        else:
            self._other_table(table)

    def _tells_actions(self, table: Table) -> bool:
        """Whether rows are actions; who reports when, in a later chapter, is none."""
        if self._text and self.areas.current is None and self.areas.are_told_apart:
            watched = self._words.monitoring.search(fold(self._text.title))
            if watched or not table.roles & {"responsible", "partners"}:
                return False
        return bool(table.roles & {"responsible", "partners", "action"})

    def _glossary_table(self, table: Table) -> None:
        self.abbreviations += rows_of(table)
        self._say("", table.head_lines)
        self._leave_headings()

    def _card(self, table: Table) -> Record | None:
        return card_in(table, self._words, self._headed.title if self._headed else "")

    def _with_head(self, card: Record) -> Record:
        """The card with the number or the title that stands above it: "Opatření 1.1 Hlídky"."""
        above, self._headed = self._headed, None
        if above is not None:
            card.number = above.number
            card.lines = above.lines + card.lines
            card.keyword = above.keyword
        return card

    def _initiatives_table(self, table: Table) -> None:
        lines = list(table.head_lines)
        for row in table.rows:
            initiative = from_row(table, row, self._words, self._known)
            if initiative:
                self.initiatives.append(initiative)
            else:
                lines += row.lines
        self._say("", tuple(lines))
        self._leave_headings()

    def _other_table(self, table: Table) -> None:
        """A table that tells goals, participants or forms by its chapter's subject or its head."""
        name = "goals" if "aim" in table.roles else self._subject
        if name not in self.lists:
            self._headless(table)
            return
        text_at = table.column("aim", "name")
        for row in table.rows:
            cells = [cell for cell in row.cells if cell]
            text = row.cells[text_at] if text_at is not None and text_at < len(row.cells) else ""
            text = text or max(cells, key=len, default="")
            if text:
                self.lists[name].append(ReadItem(one_line(text), row.lines))
        self._say("", table.head_lines)

    def _headless(self, table: Table) -> None:
        """A table without a head: rows that begin with a number are a list, others a picture."""
        numbered = table.column("number") is not None
        if numbered and len(table.columns) == 2:
            entries = [
                Entry(one_line(row.cells[1]), row.lines, row.cells[0].strip(" .)"))
                for row in table.rows
            ]
            self._list(ItemList(None, [entry for entry in entries if entry.text]))
        elif self._subject == "glossary" and len(table.columns) in (2, 3):
            for row in table.rows:
                self._glossary_row(row)

    def _glossary_row(self, row: TableRow) -> None:
        cells = [one_line(cell) for cell in row.cells[-2:]]
        if all(cells):
            self.abbreviations.append(ReadAbbreviation(cells[0], cells[1], row.lines))

    def _list(self, block: ItemList) -> None:
        if self._subject == "glossary" and self._glossary_list(block):
            return
        dated = dated_points([(entry.text, entry.lines) for entry in block.entries], self._words)
        name = self._list_subject(block)
        if len(dated) == len(block.entries):
            self.milestones += dated
            self._introduce(block)
        elif name in self.lists:
            self._items(name, block)
        elif name == "areas" and not self.areas.areas and block.entries[0].number != "•":
            self.areas.announced += block.entries
            self._introduce(block)
        elif name == "initiatives":
            self.initiatives += [from_entry(entry, self._words) for entry in block.entries]
            self._introduce(block)
        elif self._is_actions(name, block):
            self._unintroduce(block)
            self.areas.listed(block)
        else:
            self._introduce(block)
            for entry in block.entries:
                self._say(f"– {entry.text}", entry.lines)

    def _glossary_list(self, block: ItemList) -> bool:
        found = [abbreviation_in_line(entry.text, entry.lines) for entry in block.entries]
        if sum(row is not None for row in found) * 2 < len(found):
            return False
        for row, entry in zip(found, block.entries, strict=True):
            if row:
                self.abbreviations.append(row)
            else:
                self._say(entry.text, entry.lines)
        return True

    def _list_subject(self, block: ItemList) -> str | None:
        if block.intro is not None:
            named = self._words.subject_of(block.intro.text)
            if named:
                return named
        pending = self.areas.pending
        return (self._words.subject_of(pending.title) if pending else None) or self._subject

    def _is_actions(self, name: str | None, block: ItemList) -> bool:
        area = self.areas.current
        if area is not None and area.is_named:
            return name in {"actions", "areas", None}
        return name == "actions" and self._chapter_subject in {"actions", "areas", None}

    def _items(self, name: str, block: ItemList) -> None:
        self._introduce(block)
        for entry in block.entries:
            text = "\n– ".join(without_end(each) for each in (entry.text, *entry.under))
            self.lists[name].append(ReadItem(text, entry.lines))

    def _introduce(self, block: ItemList) -> None:
        """The sentence before the list is running text, unless it has been said."""
        self._leave_headings()
        if block.intro and self._text and not set(block.intro.lines) <= set(self._text.lines):
            self._say(block.intro.text, block.intro.lines)
        elif block.intro and not self._text:
            block.entries[0].lines = block.intro.lines + block.entries[0].lines

    def _unintroduce(self, block: ItemList) -> None:
        """A sentence that introduces actions goes with their area."""
        if block.intro and self._text and self._text.paragraphs[-1:] == [block.intro.text]:
            self._text.paragraphs.pop()
            self._text.lines = [n for n in self._text.lines if n not in block.intro.lines]

    def _record(self, record: Record) -> None:
        if record.is_bare:
            self._headed = record
        else:
            self._settle(record)

    def _settle(self, record: Record) -> None:
        """Put a whole record where it belongs."""
        self._headed = None
        if self._is_initiative(record):
            self.initiatives.append(from_record(record, self._words, self._known))
            self._leave_headings()
        else:
            self.areas.record(record)

    def _is_initiative(self, record: Record) -> bool:
        if record.keyword == "action":
            return False
        area = self.areas.current
        if self._subject == "initiatives":
            return True
        if record.keyword == "initiative":
            return not (record.number and area is not None and area.is_named)
        in_area = self.areas.current is not None or self._subject in {"areas", "actions"}
        return not in_area and record.has("audience", "method", "aim")

    def _prose(self, text: str, lines: Lines) -> None:
        if self.team.is_headed_by(text):
            self._begin_team(text, lines)
            return
        if self._goal(text, lines):
            return
        if self._subject == "glossary" and (row := abbreviation_in_line(text, lines)):
            self.abbreviations.append(row)
            return
        if explained := abbreviations_in_sentence(text, lines, self._words):
            self.abbreviations += explained
            return
        if text.endswith(":") and self._words.subject_of(text) == "glossary":
            self._subject = "glossary"
        self._note_main_goal(text, lines)
        if self._is_fragment(text):
            return
        self._leave_headings(keep_last=True)
        self._say(text, lines)

    def _is_fragment(self, text: str) -> bool:
        """A few words that make no sentence: no part of the text, so they stay unplaced."""
        return len(text.split()) <= LONGEST_FRAGMENT and not text.endswith(
            (".", ":", ";", ",", "!", "?", ")")
        )

    def _goal(self, text: str, lines: Lines) -> bool:
        """A goal that names itself: "Cel szczegółowy 2. …", "Strategický cíl 1: …"."""
        found = self._words.goal.match(fold(text))
        if not found:
            return False
        after = text[found.end() :]
        numbered = ordinal_in(after)
        if numbered and is_conjunction(numbered[0], after):
            numbered = None
        colon = re.match(r"(?:\s[^\W\d_]+){0,3}\s*[:–—-]\s*(\S.*)", after)
        said = numbered[1] if numbered else (colon[1] if colon else "")
        self._main_goal_follows = not said and self._is_main(text[: found.end()])
        if not said:
            return False
        self.areas.goes_under(numbered[0] if numbered else None)
        if self._words.main_goal.match(fold(text[: found.end()])) and not numbered:
            self.main_goal = self.main_goal or ReadItem(without_end(said), lines)
            self._say(text, lines)
        else:
            self.lists["goals"].append(ReadItem(without_end(said), lines))
        return True

    def _is_main(self, text: str) -> bool:
        return bool(self._words.main_goal.match(fold(text)))

    def _take_main_goal(self, block: Block) -> None:
        """The sentence under a heading such as "Cel główny" is the main goal."""
        follows, self._main_goal_follows = self._main_goal_follows, False
        if not follows or self.main_goal is not None:
            return
        if isinstance(block, Prose) and len(block.text.split()) > 2:
            self.main_goal = ReadItem(without_end(block.text), block.lines)
        elif isinstance(block, ItemList) and len(block.entries) == 1:
            self.main_goal = ReadItem(without_end(block.entries[0].text), block.entries[0].lines)

    def _note_main_goal(self, text: str, lines: Lines) -> None:
        if self.main_goal is not None or self._subject != "goals" or text.endswith(":"):
            return
        if self._words.main_goal.search(fold(text)):
            self.main_goal = ReadItem(text, lines)

    def _begin_team(self, text: str, lines: Lines) -> None:
        self.team.begin(text, lines)
        self._leave_headings()
        self._say("", lines)

    def _say(self, text: str, lines: Lines) -> None:
        """Add running text to the chapter, or to the area where the document has no chapters."""
        if self._text is not None:
            self._text.lines += lines
            if text:
                self._text.paragraphs.append(text)
        elif self.areas.current is not None:
            self.areas.current.lines += lines

    def _leave_headings(self, *, keep_last: bool = False) -> None:
        """Headings that headed no area are running text."""
        kept = self.areas.pending if keep_last else None
        for heading in self.areas.unclaimed_headings():
            if heading is not kept:
                self._say(heading.title, heading.lines)
        if kept is not None:
            self.areas.heading(kept)
