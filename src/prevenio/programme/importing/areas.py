"""Areas of action and their actions, gathered as the document is read."""

import re
from collections.abc import Sequence

from prevenio.kernel.text import fold
from prevenio.programme.importing.area_codes import arabic
from prevenio.programme.importing.block_kinds import Entry, Heading, ItemList
from prevenio.programme.importing.body_cells import chunks_of, is_acronym
from prevenio.programme.importing.chapters import looks_like_title
from prevenio.programme.importing.funding import sources_in
from prevenio.programme.importing.numbering import marker_of, ordinal_in
from prevenio.programme.importing.raw_areas import RawAction, RawArea
from prevenio.programme.importing.records import Record, labels_in
from prevenio.programme.importing.sub_actions import sub_actions_in
from prevenio.programme.importing.tables import Table, TableRow, is_number, one_line
from prevenio.programme.importing.terms import term_of
from prevenio.programme.importing.vocabulary import Vocabulary

# A cell that holds a code only, such as O1.1; what is to be done stands in another.
_CODE_ONLY = re.compile(r"^[A-Z]{1,3}[ .-]?\d{1,3}(?:\.\d{1,3})*\.?$")
_BRACKETED = re.compile(r"\s*\(([^()]{2,80})\)\s*\.?$")


class AreaGathering:
    """Opens areas as their headings come by and puts actions under them."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self.areas: list[RawArea] = []
        self.announced: list[Entry] = []
        self._current: RawArea | None = None
        self._pending: list[Heading] = []
        self._under: str | None = None
        self._chapter: Heading | None = None

    @property
    def current(self) -> RawArea | None:
        return self._current

    @property
    def are_told_apart(self) -> bool:
        """Whether areas with a name of their own hold actions already."""
        return any(area.is_named and area.actions for area in self.areas)

    @property
    def pending(self) -> Heading | None:
        return self._pending[-1] if self._pending else None

    def begin_chapter(self, heading: Heading) -> None:
        """A new chapter closes the area; it is an area itself if it says so."""
        self._current = None
        self._pending = []
        self._chapter = heading
        keyword = self._words.area.match(fold(heading.title))
        numbered = ordinal_in(heading.title[keyword.end() :]) if keyword else None
        if numbered and numbered[1]:
            self.open(Heading(numbered[1], heading.lines, numbered[0], is_area=True))
            self._chapter = None

    def heading(self, heading: Heading) -> None:
        """A heading that may turn out to be an area's title."""
        if self.goes_under(heading.code) and self._current:
            self._current.lines += heading.lines
        elif heading.is_area:
            self.open(heading)
        elif self._current and self._current.is_named:
            self._current.lines += heading.lines
        else:
            self._pending.append(heading)

    def goes_under(self, code: str | None) -> bool:
        """Whether a number such as 1.2 parts area 1; the actions that follow count below it."""
        number = arabic(code)
        if not number or not self._current or not self._current.is_named:
            return False
        if not number.startswith(f"{self._current.code}."):
            return False
        self._under = number
        return True

    def _own_number(self, area: RawArea, number: str | None) -> str | None:
        """The action's number, written out below the part of its area that it stands in."""
        own = (number or "").strip(" .)")
        if self._under is None or not (own.isdigit() or not own):
            return number
        before = [each for each in area.actions if (each.own_number or "").startswith(self._under)]
        return f"{self._under}.{own or len(before) + 1}"

    def unclaimed_headings(self) -> list[Heading]:
        """Headings that no area took; asking clears them."""
        pending, self._pending = self._pending, []
        return pending

    def open(self, heading: Heading) -> RawArea:
        """Begin an area, or go on with the one that has the same number and title."""
        code = arabic(heading.code)
        self._under = None
        for area in self.areas:
            if area.is_named and area.code == code and fold(area.title) == fold(heading.title):
                area.lines += heading.lines
                self._current = area
                return area
        area = RawArea(heading.title, code, list(heading.lines), is_named=heading.is_area)
        self.areas.append(area)
        self._current = area
        return area

    def table(self, table: Table) -> list[TableRow]:
        """Take a table of actions; rows that are no action come back."""
        area_column = table.column("area")
        left: list[TableRow] = []
        opened = area_column is not None or self._opens_with_area(table)
        area = self._current if opened else self._area_for(table)
        if area is not None:
            area.lines += table.head_lines
        waiting: list[int] = [] if area is not None else list(table.head_lines)
        for row in table.rows:
            title = row.only
            if title and len(row.cells) > 1 and not is_number(title):
                area = self._row_heading(title, row, area, titled=opened)
            elif (
                area_column is not None and area_column < len(row.cells) and row.cells[area_column]
            ):
                area = self._area_named(one_line(row.cells[area_column]), row, area)
            if title and len(row.cells) > 1:
                if is_number(title):
                    left.append(row)
                continue
            if area is None:
                area = self._area_for(table)
            area.lines += waiting
            waiting = []
            action = self._action_of(table, row)
            if action:
                action.own_number = self._own_number(area, action.own_number)
                area.actions.append(action)
            else:
                left.append(row)
        if waiting and self._current:
            self._current.lines += waiting
        self._pending = []
        return left

    def record(self, record: Record) -> None:
        """Take an action told in labelled lines."""
        area = self._area_for(None)
        text = _sentences([record.title, *record.description, record.said("description")])
        area.actions.append(
            RawAction(
                own_number=self._own_number(area, record.number),
                text=text or record.said("action", "name") or " ".join(record.points),
                responsible=record.said("responsible"),
                partners=record.said("partners"),
                lines=record.lines,
                sub_actions=tuple(record.points) or sub_actions_in(text),
                term=term_of(record.said("term"), self._words),
                method=record.said("method"),
                indicators=_points(record.said("indicator")),
                funding=sources_in(record.said("funding"), self._words),
            )
        )
        self._pending = []

    def listed(self, block: ItemList) -> None:
        """Take the items of a list as actions of the area that is open."""
        area = self._area_for(None)
        area.lines += block.label_lines
        if block.intro:
            area.lines += block.intro.lines
        brackets = [_BRACKETED.search(entry.text) for entry in block.entries]
        in_all = all(brackets) and any(_names_bodies(b[1], self._words) for b in brackets if b)
        for entry in block.entries:
            text, labels = labels_in(entry.text, self._words)
            record = Record(
                text,
                entry.lines,
                entry.number,
                labels=[*labels, *block.labels],
                points=list(entry.under),
            )
            if (
                not labels
                and (bracketed := _BRACKETED.search(text))
                and (in_all or _names_bodies(bracketed[1], self._words))
            ):
                responsible = bracketed[1]
                text = text[: bracketed.start()]
            else:
                responsible = record.said("responsible")
            area.actions.append(
                RawAction(
                    own_number=self._own_number(area, entry.number),
                    text=text,
                    responsible=responsible,
                    partners=record.said("partners"),
                    lines=entry.lines,
                    sub_actions=tuple(entry.under) or sub_actions_in(text),
                    term=term_of(record.said("term"), self._words),
                )
            )
        self._pending = []

    def _area_for(self, table: Table | None) -> RawArea:
        """The area that the next actions belong to."""
        headings = [heading for heading in self._pending if not self._is_generic(heading)]
        if self._current and self._current.is_named:
            for heading in self._pending:
                self._current.lines += heading.lines
        elif headings:
            area = self.open(headings[-1])
            for heading in self._pending:
                area.lines += [n for n in heading.lines if n not in area.lines]
            if not _is_plain_code(area.code):
                area.code = None
        elif self._current is None or (table is not None and self._starts_again(table)):
            self._opened_by_order()
        self._pending = []
        assert self._current is not None
        return self._current

    def _is_generic(self, heading: Heading) -> bool:
        """A heading such as "Działania" or "Harmonogram" names no area."""
        return len(heading.title.split()) <= 2 and bool(
            self._words.roles_in(heading.title) - {"area"}
        )

    def _starts_again(self, table: Table) -> bool:
        """Whether the table's own numbers begin anew, as a new area's do."""
        number = table.column("number")
        first = (
            table.rows[0].cells[number].strip(" .)") if number is not None and table.rows else ""
        )
        return first == "1" and bool(self._current and self._current.actions)

    def _opened_by_order(self) -> None:
        """Open the area the document announced next, else one named after the chapter."""
        at = len(self.areas)
        if at < len(self.announced) and not any(area.is_named for area in self.areas):
            entry = self.announced[at]
            area = self.open(Heading(entry.text.strip(" .,;"), entry.lines, entry.number))
            area.claimed = True
        else:
            title = self._chapter.title if self._chapter else ""
            self.open(Heading(title, self._chapter.lines if self._chapter else (), None))

    def _opens_with_area(self, table: Table) -> bool:
        first = table.rows[0] if table.rows else None
        return bool(first and first.only and len(first.cells) > 1 and not is_number(first.only))

    def _row_heading(
        self, title: str, row: TableRow, area: RawArea | None, *, titled: bool
    ) -> RawArea | None:
        """A row that speaks alone is an area's title, or a remark that belongs to the area."""
        text = one_line(title)
        plain = fold(text)
        keyword = self._words.area.match(plain)
        if keyword:
            numbered = ordinal_in(text[keyword.end() :])
            code, name = numbered if numbered else (None, text[keyword.end() :].strip(" :–-"))
            return self.open(Heading(name or text, row.lines, code, is_area=True))
        marker = marker_of(text)
        is_title = text.isupper() or (marker is not None and marker.kind in {"roman", "arabic"})
        is_title = is_title or (titled and looks_like_title(text))
        if is_title and not self._words.goal.match(plain):
            code = marker.value if marker and marker.kind != "bullet" else None
            return self.open(
                Heading(marker.rest if marker else text, row.lines, code, is_area=True)
            )
        if area is None and not self._words.goal.match(plain):
            return self.open(Heading(text, row.lines, None, is_area=True))
        if area is not None:
            area.lines += row.lines
        return area

    def _area_named(self, text: str, row: TableRow, area: RawArea | None) -> RawArea:
        keyword = self._words.area.match(fold(text))
        numbered = ordinal_in(text[keyword.end() :] if keyword else text)
        code, title = numbered if numbered else (None, text)
        title = title or text
        for known in self.areas:
            if fold(known.title) == fold(title):
                self._current = known
                return known
        return self.open(Heading(title, row.lines, code, is_area=True))

    def _action_of(self, table: Table, row: TableRow) -> RawAction | None:
        text = table.cell(row, "action", "name", "aim", "description")
        number_at = table.column("number")
        number = (
            row.cells[number_at].strip()
            if number_at is not None and number_at < len(row.cells)
            else ""
        )
        if table.column("action", "name", "aim", "description") is None:
            text = one_line(max(row.cells, key=len))
        if not text:
            return None
        described = (
            table.cell(row, "description") if table.column("action", "name") is not None else ""
        )
        if number == "" and (marker := marker_of(text)) and marker.kind != "roman":
            counted = marker.kind in {"code", "arabic"}
            number, text = marker.value if counted else "", marker.rest
        elif number == "" and (found := self._words.action.match(fold(text))):
            numbered = ordinal_in(text[found.end() :])
            number, text = numbered if numbered and numbered[1] else ("", text)
        if number == "" and described and _CODE_ONLY.match(text):
            number, text, described = text, described, ""
        whole = _sentences([text, described]) if described != text else text
        responsible, partners = self._body_cells(table, row)
        return RawAction(
            own_number=number.rstrip(".) ") or None,
            text=whole,
            responsible=responsible,
            partners=partners,
            lines=row.lines,
            sub_actions=sub_actions_in(whole),
            term=term_of(table.cell(row, "term"), self._words),
            method=table.cell(row, "method"),
            indicators=_points(table.cell(row, "indicator")),
            funding=sources_in(table.cell(row, "funding"), self._words),
            pieces=tuple(row.pieces) if row.torn else (),
        )

    def _body_cells(self, table: Table, row: TableRow) -> tuple[str, str]:
        """The cells that name responsible bodies and partners, several columns of a kind joined."""

        def said(role: str, without: str = "") -> str:
            columns = [at for at in table.columns_with(role) if without not in table.columns[at]]
            cells = [row.cells[at] for at in columns if at < len(row.cells)]
            return "; ".join(cell for cell in cells if cell)

        both = [at for at in table.columns_with("responsible") if "partners" in table.columns[at]]
        if both and len(table.columns_with("partners")) == 1:
            return said("responsible"), ""
        return said("responsible"), said("partners", without="responsible")


def _names_bodies(text: str, words: Vocabulary) -> bool:
    """Whether a bracket at an item's end holds nothing but bodies."""
    chunks = [chunk.split() for chunk in chunks_of(text)]
    return bool(chunks) and all(
        all(map(is_acronym, tokens))
        or (tokens[0][:1].isupper() and fold(tokens[0]) in words.body_heads)
        or (len(tokens) < 5 and bool(words.groups.match(fold(tokens[0]))))
        for tokens in chunks
    )


def _sentences(parts: Sequence[str]) -> str:
    """Parts put one after the other, a full stop between where they lack it."""
    said = [part.strip() for part in parts if part.strip()]
    ended = [part if part.endswith((".", ":", ";", "!", "?")) else f"{part}." for part in said[:-1]]
    return " ".join([*ended, *said[-1:]])


def _points(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"\s*;\s*|\n+", text) if part.strip())


def _is_plain_code(code: str | None) -> bool:
    return code is not None and (code.isdigit() or (len(code) == 1 and code.isupper()))
