"""Reads a programme out of a document."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from prevenio.kernel.text import fold
from prevenio.programme.importing.act import act_in, adoption_in, signatories_in
from prevenio.programme.importing.amounts import amounts_in
from prevenio.programme.importing.area_codes import code_of, settled_areas
from prevenio.programme.importing.blocks import BlockReader
from prevenio.programme.importing.bodies import Mention, Register
from prevenio.programme.importing.body_cells import BodyLexicon
from prevenio.programme.importing.body_learning import lexicon_of
from prevenio.programme.importing.chapters import ChapterText
from prevenio.programme.importing.contents import ContentsEntry
from prevenio.programme.importing.deck import Deck, deck_of
from prevenio.programme.importing.document import (
    Lines,
    ProgrammeDocument,
    ReadAct,
    ReadAction,
    ReadAmount,
    ReadArea,
    ReadChapter,
    ReadInitiative,
    ReadItem,
    ReadSignatory,
)
from prevenio.programme.importing.flow import flow_of
from prevenio.programme.importing.gathering import Gathering
from prevenio.programme.importing.glossary import definitions_in
from prevenio.programme.importing.goal_areas import goals_of_areas, reading_goals_as_areas
from prevenio.programme.importing.initiatives import RawInitiative
from prevenio.programme.importing.items import Paragraph
from prevenio.programme.importing.joining import cleaned, known_words
from prevenio.programme.importing.labels import names_itself
from prevenio.programme.importing.language import language_of
from prevenio.programme.importing.ledger import unplaced_lines
from prevenio.programme.importing.outline import outline_of
from prevenio.programme.importing.raw_areas import RawArea
from prevenio.programme.importing.source import Source
from prevenio.programme.importing.title_page import TitlePage, title_page_of, with_act
from prevenio.programme.importing.vocabulary import Vocabulary, vocabulary_of

# A line printed on so many pages belongs to the paper.
REPEATED_ON_PAGES = 4


def read_programme(source: Source, *, language: str | None = None) -> ProgrammeDocument:
    """The programme that a document holds, every line of it placed or listed as unplaced."""
    text = "\n".join(line.text for line in source.lines)
    spoken = language if language in {"pl", "cs"} else language_of(text)
    document = _Reading(source, text, vocabulary_of(spoken)).document()
    return replace(document, unplaced=unplaced_lines(source, document))


class _Reading:
    """One document being read."""

    def __init__(self, source: Source, text: str, words: Vocabulary) -> None:
        self._words = words
        self._text = text
        self._known = known_words(source)
        self._printed = {
            line.number: cleaned(line.text) for line in source.lines if line.text.strip()
        }
        self._items = flow_of(source, words)
        self._words = reading_goals_as_areas(self._items, words)
        self._signed = self._signatures()
        signed = frozenset(n for each in self._signed for n in each.lines)
        self._gathering = Gathering(words, self._known, signed)

    def document(self) -> ProgrammeDocument:
        deck = deck_of(self._items, self._words)
        if deck is not None:
            return self._deck_document(deck)
        outline = outline_of(self._items, self._words)
        found = act_in(outline.front, self._words, self._printed)
        rest = [item for at, item in enumerate(outline.front) if at not in found.taken]
        act = self._with_adoption(found.act)
        page = with_act(title_page_of(rest, self._words), act, found.years)
        blocks = BlockReader(self._words, self._known, self._repeated())
        front = [item for at, item in enumerate(rest) if at not in page.taken]
        self._gathering.read_chapter(None, blocks.blocks_of(front))
        for chapter in outline.chapters:
            self._gathering.read_chapter(chapter, blocks.blocks_of(chapter.items))
        return self._assembled(act, page, outline.contents)

    def _with_adoption(self, act: ReadAct) -> ReadAct:
        """The act that the programme's own text names, where none or only its number stands before.

        "Příloha usnesení č. 9/2024" above, "Schváleno … usnesením č. 9/2024 dne …" in the text.
        """
        if act.number and (act.date or act.body):
            return act
        named = adoption_in(self._paragraphs(), self._words)
        if not named.number or act.number not in {None, named.number}:
            return act
        lines = tuple(sorted({*act.lines, *named.lines}))
        if act.number:
            return replace(act, date=named.date, body=named.body, lines=lines)
        return replace(named, lines=lines, signatories=act.signatories)

    def _repeated(self) -> frozenset[str]:
        """Lines that come so often that they belong to the paper, not to the text."""
        short = (
            item for item in self._items if isinstance(item, Paragraph) and len(item.text) < 160
        )
        counts = Counter(fold(item.text) for item in short if self._may_be_paper(item))
        return frozenset(text for text, count in counts.items() if count >= REPEATED_ON_PAGES)

    def _may_be_paper(self, item: Paragraph) -> bool:
        """Introductions, labels, items and what names itself may well come again and again."""
        speaks = item.text.endswith((":", ";")) or item.marker is not None
        return not (
            speaks or self._words.roles_in(item.text) or names_itself(item.text, self._words)
        )

    def _deck_document(self, deck: Deck) -> ProgrammeDocument:
        return ProgrammeDocument(
            language=self._words.language,
            title=deck.title,
            title_lines=deck.title_lines,
            act=ReadAct(lines=deck.title_lines),
            milestones=deck.milestones,
            waves=deck.waves,
            projects=deck.projects,
            amounts=deck.amounts,
        )

    def _assembled(
        self, act: ReadAct, page: TitlePage, contents: Sequence[ContentsEntry]
    ) -> ProgrammeDocument:
        gathering = self._gathering
        gathering.abbreviations += definitions_in(
            self._paragraphs(), gathering.abbreviations, self._words
        )
        areas, left = settled_areas(gathering.areas.areas, gathering.areas.announced)
        for entry in left:
            self._return_to_chapter(entry.lines, f"– {entry.text}")
        lexicon = self._lexicon(areas)
        register = Register(self._mentions(areas, lexicon), gathering.abbreviations, self._words)
        read_areas = tuple(_area(area, lexicon, register, page.title) for area in areas)
        return ProgrammeDocument(
            language=self._words.language,
            title=page.title,
            title_lines=page.lines,
            first_year=page.first_year,
            last_year=page.last_year,
            act=self._with_title_page(act, page),
            chapters=tuple(self._chapter(chapter, contents) for chapter in gathering.chapters),
            areas=read_areas,
            initiatives=tuple(
                _initiative(each, lexicon, register) for each in gathering.initiatives
            ),
            abbreviations=tuple(gathering.abbreviations),
            bodies=register.bodies(),
            main_goal=gathering.main_goal,
            goals=self._goals(read_areas),
            forms=tuple(gathering.lists["forms"]),
            participants=tuple(gathering.lists["participants"]),
            commission_duties=tuple(gathering.lists["commission_duties"]),
            drafting_team=tuple(gathering.team.people),
            milestones=tuple(gathering.milestones),
            amounts=self._amounts(),
            torn_rows=_torn_rows(areas, gathering.initiatives),
        )

    def _goals(self, areas: Sequence[ReadArea]) -> tuple[ReadItem, ...]:
        goals = self._gathering.lists["goals"]
        are_areas = self._words.area is self._words.goal_with_actions
        return goals_of_areas(areas, goals) if are_areas else tuple(goals)

    def _paragraphs(self) -> list[tuple[str, Lines]]:
        return [(item.text, item.lines) for item in self._items if isinstance(item, Paragraph)]

    def _amounts(self) -> tuple[ReadAmount, ...]:
        return amounts_in(((item.text, item.lines) for item in self._items), self._words)

    def _return_to_chapter(self, lines: Lines, text: str) -> None:
        """Give lines back to the chapter they stand in."""
        before = [chapter for chapter in self._gathering.chapters if chapter.lines[0] < lines[0]]
        if before:
            before[-1].lines += lines
            before[-1].paragraphs.append(text)

    def _lexicon(self, areas: Sequence[RawArea]) -> BodyLexicon:
        cells = [
            cell
            for area in areas
            for action in area.actions
            for cell in (action.responsible, action.partners)
        ]
        cells += [initiative.implementers for initiative in self._gathering.initiatives]
        defined = [(row.short, row.name) for row in self._gathering.abbreviations]
        return lexicon_of(cells, defined, self._words, self._text)

    def _mentions(self, areas: Sequence[RawArea], lexicon: BodyLexicon) -> list[Mention]:
        mentions = []
        for area in areas:
            for action in area.actions:
                for cell in (action.responsible, action.partners):
                    mentions += [Mention(name, action.lines) for name in lexicon.names_in(cell)]
        for initiative in self._gathering.initiatives:
            names = lexicon.names_in(initiative.implementers)
            mentions += [Mention(name, initiative.lines) for name in names]
        return mentions

    def _chapter(self, chapter: ChapterText, contents: Sequence[ContentsEntry]) -> ReadChapter:
        own = (chapter.number, f"{chapter.number}.")
        listed = [
            n
            for entry in contents
            if entry.number == own[0] or entry.number.startswith(own[1])
            for n in entry.lines
        ]
        if not chapter.number:
            listed = [
                n
                for entry in contents
                if fold(entry.title) == fold(chapter.title)
                for n in entry.lines
            ]
        lines = tuple(sorted({*chapter.lines, *listed}))
        return ReadChapter(chapter.number, chapter.title, "\n\n".join(chapter.paragraphs), lines)

    def _signatures(self) -> tuple[ReadSignatory, ...]:
        """Everybody who signed, the act or the programme itself."""
        short = [
            item for item in self._items if isinstance(item, Paragraph) and len(item.text) < 120
        ]
        return signatories_in(short, self._words, self._printed)

    def _with_title_page(self, act: ReadAct, page: TitlePage) -> ReadAct:
        """The act with the title page it brings and with who signed the programme itself."""
        named = {each.lines for each in act.signatories}
        beyond = tuple(each for each in self._signed if each.lines not in named)
        return replace(
            act,
            lines=tuple(sorted({*act.lines, *page.lines})),
            signatories=(*act.signatories, *beyond),
        )


def _area(area: RawArea, lexicon: BodyLexicon, register: Register, title: str) -> ReadArea:
    """The area with its bodies told apart; where nothing names it, it is the whole programme."""
    actions = []
    for place, action in enumerate(area.actions, start=1):
        actions.append(
            ReadAction(
                code=code_of(area, action, place),
                text=action.text,
                responsible=register.once_each(lexicon.names_in(action.responsible)),
                partners=register.once_each(lexicon.names_in(action.partners)),
                lines=action.lines,
                sub_actions=action.sub_actions,
                responsible_cell=action.responsible,
                partners_cell=action.partners,
                term=action.term,
                method=action.method,
                indicators=action.indicators,
                funding=action.funding,
            )
        )
    return ReadArea(
        area.code or "", area.title or title, tuple(sorted(set(area.lines))), tuple(actions)
    )


def _initiative(raw: RawInitiative, lexicon: BodyLexicon, register: Register) -> ReadInitiative:
    return ReadInitiative(
        number=raw.number,
        name=raw.name,
        aim=raw.aim,
        implementers=register.once_each(lexicon.names_in(raw.implementers)),
        audience=raw.audience,
        term=raw.term,
        method=raw.method,
        funding=raw.funding,
        lines=raw.lines,
    )


def _torn_rows(areas: Sequence[RawArea], initiatives: Sequence[RawInitiative]) -> tuple[Lines, ...]:
    torn = [action for area in areas for action in area.actions if action.pieces]
    return tuple(each.lines for each in torn) + tuple(
        each.lines for each in initiatives if each.pieces
    )
