"""A deck of slides about a project: milestones, waves of towns, projects by year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from prevenio.kernel.text import fold
from prevenio.programme.importing.amounts import amounts_in
from prevenio.programme.importing.dates import date_in
from prevenio.programme.importing.document import (
    Lines,
    ReadAmount,
    ReadMilestone,
    ReadProject,
    ReadWave,
)
from prevenio.programme.importing.items import Item, Paragraph, Row
from prevenio.programme.importing.labels import label_of, names_itself
from prevenio.programme.importing.numbering import marker_of
from prevenio.programme.importing.vocabulary import Vocabulary

_QUOTED = re.compile(r"[„\"“”]\s*([^„“”\"]{3,120}?)\s*[“”\"]")
_YEAR_COUNT = re.compile(r"^((?:19|20)\d\d)\s*[–—:-]\s*(\d{1,3})\s+(.*)$", re.DOTALL)
_CAPITAL = "[A-ZĄÁĆČĎĘÉĚÍŁŃŇÓŘŚŠŤÚŮÝŹŻŽ]"
_NAME = rf"\b{_CAPITAL}[^\W\d_]+(?:[ -](?:nad |pod |u |v |na |n\. )?{_CAPITAL}[^\W\d_]+)*"
_DASH = re.compile(r"^\s*[–—:-]\s*")
FEWEST_POINTS = 8
# Numbered chapters or lists make a document, not a deck.
FEWEST_NUMBERED = 3
LONGEST_POINT, LONGEST_HEADING = 250, 80
FURTHEST_DATE = 3


@dataclass(frozen=True, slots=True)
class Deck:
    """What a deck tells."""

    title: str = ""
    title_lines: Lines = ()
    milestones: tuple[ReadMilestone, ...] = ()
    waves: tuple[ReadWave, ...] = ()
    projects: tuple[ReadProject, ...] = ()
    amounts: tuple[ReadAmount, ...] = ()


@dataclass(slots=True)
class Slide:
    """A heading and the points under it."""

    title: str
    lines: Lines
    points: list[tuple[str, Lines]] = field(default_factory=list)


def deck_of(items: Sequence[Item], words: Vocabulary) -> Deck | None:
    """What the document tells if it is a deck of slides, else None."""
    paragraphs = [item for item in items if isinstance(item, Paragraph)]
    if not _is_deck(items, paragraphs, words):
        return None
    slides = _slides(paragraphs)
    title = paragraphs[0]
    dated = [each for slide in slides for each in dated_points(slide.points, words)]
    return Deck(
        title=_bare(title.text),
        title_lines=title.lines,
        milestones=tuple(_milestones(slides, words)),
        waves=tuple(wave for each in dated if (wave := _wave(each, words))),
        amounts=amounts_in((point for slide in slides for point in slide.points), words),
        projects=_Projects(words).read(slides[1:] if slides[0].lines == title.lines else slides),
    )


def _is_deck(items: Sequence[Item], paragraphs: Sequence[Paragraph], words: Vocabulary) -> bool:
    """Short points, no tables or labels; projects counted by year or a slide of milestones."""
    if any(isinstance(item, Row) for item in items) or not _is_short(paragraphs):
        return False
    if any(_is_labelled(item, words) for item in paragraphs):
        return False
    counted = sum(_counts_projects(item, words) for item in paragraphs)
    dated = sum(_begins_with_date(_bare(item.text), words) for item in paragraphs)
    headed = any(
        words.milestones.search(fold(item.text))
        for item in paragraphs
        if len(item.text) < LONGEST_HEADING
        and (item.is_caps or item.text.endswith(":") or item.heading)
    )
    return counted > 0 or (headed and dated > 1)


def _is_short(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether most paragraphs are as short as points on a slide, and hardly any is numbered."""
    if len(paragraphs) < FEWEST_POINTS:
        return False
    short = [item for item in paragraphs if len(item.text) < LONGEST_POINT]
    numbered = [item for item in paragraphs if item.marker and item.marker.kind != "bullet"]
    return len(short) * 4 >= len(paragraphs) * 3 and len(numbered) < FEWEST_NUMBERED


def _is_labelled(item: Paragraph, words: Vocabulary) -> bool:
    """Whether a line speaks of areas, actions or who carries them out: a programme's words."""
    if names_itself(item.text, words):
        return True
    label = label_of(item.text, words)
    return bool(label and label.value and label.roles & {"responsible", "partners"})


def _counts_projects(item: Paragraph, words: Vocabulary) -> bool:
    found = _YEAR_COUNT.match(_bare(item.text))
    return bool(found) and bool(words.project_word.search(fold(found[3]))) if found else False


def _begins_with_date(text: str, words: Vocabulary) -> bool:
    date = date_in(text, words)
    return bool(date and date.start <= FURTHEST_DATE and _DASH.match(text[date.end :]))


def _slides(paragraphs: Sequence[Paragraph]) -> list[Slide]:
    marked = sum(item.symbol for item in paragraphs) >= FEWEST_POINTS
    slides: list[Slide] = []
    for item in paragraphs:
        if _heads_slide(item) or not slides:
            slides.append(Slide(_bare(item.text), item.lines))
        elif item.marker or item.symbol or not slides[-1].points:
            slides[-1].points.append((_bare(item.text), item.lines))
        elif _goes_on(slides[-1].points[-1], item, marked):
            text, lines = slides[-1].points[-1]
            slides[-1].points[-1] = (f"{text} {item.text}", lines + item.lines)
        else:
            slides[-1].points.append((item.text, item.lines))
    return slides


def _goes_on(point: tuple[str, Lines], item: Paragraph, marked: bool) -> bool:
    """Whether an unmarked line is the rest of the point above it.

    Where points are marked, a line right under one has no other sense.
    """
    text, lines = point
    if marked and item.lines[0] == lines[-1] + 1:
        return True
    return not text.endswith((".", ",", ";")) or text.count("(") > text.count(")")


def _heads_slide(item: Paragraph) -> bool:
    if item.heading:
        return True
    text = _bare(item.text)
    short = len(text) < 120 and not text.endswith((",", ";"))
    return short and any(char.isalpha() for char in text) and item.is_caps


def _bare(text: str) -> str:
    marker = marker_of(text)
    return (marker.rest if marker and marker.kind == "bullet" else text).strip()


def dated_points(points: Sequence[tuple[str, Lines]], words: Vocabulary) -> list[ReadMilestone]:
    """Points that begin with a date and a dash."""
    found = []
    for text, lines in points:
        date = date_in(text, words)
        if date and date.start <= FURTHEST_DATE and _DASH.match(text[date.end :]):
            said = _DASH.sub("", text[date.end :]).rstrip(" ,;")
            found.append(ReadMilestone(date.date, said, lines, date.precision))
    return found


def _milestones(slides: Sequence[Slide], words: Vocabulary) -> list[ReadMilestone]:
    headed = [slide for slide in slides if words.milestones.search(fold(slide.title))]
    return [each for slide in headed for each in dated_points(slide.points, words)]


def _wave(milestone: ReadMilestone, words: Vocabulary) -> ReadWave | None:
    """The towns that joined on a date: a run of names after words of joining."""
    plain = fold(milestone.text)
    if not (words.joined_later.search(plain) and words.towns.search(plain)):
        return None
    towns = _names_in(milestone.text, words)
    if not towns:
        return None
    return ReadWave(milestone.date, tuple(towns), milestone.lines, milestone.precision)


def _names_in(text: str, words: Vocabulary) -> list[str]:
    """The longest run of proper names between commas and conjunctions."""
    kinds = r"(?:město |městys |obec |obce |gmina |miasto |gminę |miasta )?"
    run = re.compile(rf"{_NAME}(?:(?:,\s*|\s+(?:a|i|oraz)\s+){kinds}{_NAME})*")
    runs = [_split_names(found.group()) for found in run.finditer(text)]
    after_start = [names for names in runs if len(names) > 1]
    return max(after_start, key=len, default=[])


def _split_names(run: str) -> list[str]:
    kinds = re.compile(r"^(?:město|městys|obec|obce|gmina|miasto|gminę|miasta)\s+")
    return [kinds.sub("", part).strip() for part in re.split(r",\s*|\s+(?:a|i|oraz)\s+", run)]


class _Projects:
    """Gathers projects slide by slide; a name met again adds its lines."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._projects: list[ReadProject] = []
        self._partial = ""
        self._open: int | None = None

    def read(self, slides: Sequence[Slide]) -> tuple[ReadProject, ...]:
        for slide in slides:
            self._counted(slide)
        for slide in slides:
            if self._words.region_wide.search(fold(slide.title)):
                self._region_wide(slide)
        for slide in slides:
            self._headed(slide)
        return tuple(self._projects)

    def _counted(self, slide: Slide) -> None:
        """ "2010 – 4 projekty („…“, „…“)": a count, and the names if they follow."""
        for text, lines in slide.points:
            found = _YEAR_COUNT.match(text)
            if not found or not self._words.project_word.search(fold(found[3])):
                continue
            year, count = int(found[1]), int(found[2])
            self._projects.append(ReadProject(None, year, count, "municipal", (), lines))
            for name in _QUOTED.findall(found[3]):
                self._projects.append(ReadProject(name, year, None, "municipal", (), lines))

    def _region_wide(self, slide: Slide) -> None:
        for text, lines in slide.points:
            name = text.strip(" .,;")
            if name and len(name) < 90 and self._find(name) is None:
                self._projects.append(
                    ReadProject(name, None, None, "region", (), slide.lines + lines)
                )

    def _headed(self, slide: Slide) -> None:
        """A slide headed by a project's name tells of it."""
        plain = fold(slide.title)
        quoted = _QUOTED.search(slide.title)
        speaks = self._words.project_word.search(plain)
        name = quoted[1] if quoted and speaks else slide.title
        at = self._find(name)
        if at is None and ((quoted and speaks) or self._is_named_project(slide.title, plain)):
            self._projects.append(ReadProject(name, None, None, None, (), ()))
            at = len(self._projects) - 1
        for each in self._side_by_side(_key(slide.title)) if at is None else ():
            self._add(each, slide)
        if at is None:
            at = self._in_pieces(slide)
        if at is not None:
            self._add(at, slide)

    def _is_named_project(self, title: str, plain: str) -> bool:
        starts = self._words.project_word.match(plain)
        return bool(starts) and not title.endswith(":") and len(title.split()) > 1

    def _side_by_side(self, key: str) -> list[int]:
        """The projects whose names, one after the other, make up a slide's heading."""
        found: list[int] = []
        while key:
            at = next(
                (
                    at
                    for at, p in enumerate(self._projects)
                    if p.name and key.startswith(_key(p.name))
                ),
                None,
            )
            if at is None:
                return []
            found.append(at)
            key = key[len(_key(self._projects[at].name or "")) :]
        return found if len(found) > 1 else []

    def _in_pieces(self, slide: Slide) -> int | None:
        """A name that a slide breaks over two headings."""
        joined = _key(self._partial + slide.title) if self._partial else ""
        at = self._starting(joined) if joined else None
        if at is None:
            self._partial = ""
            joined = _key(slide.title)
            at = self._starting(joined) if len(joined) > 6 else None
        if at is None:
            return None
        self._partial = (
            "" if _key(self._projects[at].name or "") == joined else self._partial + slide.title
        )
        return at

    def _find(self, name: str) -> int | None:
        key = _key(name)
        return next(
            (at for at, p in enumerate(self._projects) if p.name and _key(p.name) == key), None
        )

    def _starting(self, key: str) -> int | None:
        return next(
            (at for at, p in enumerate(self._projects) if p.name and _key(p.name).startswith(key)),
            None,
        )

    def _add(self, at: int, slide: Slide) -> None:
        project = self._projects[at]
        details = tuple(
            text.rstrip(" ,;") for text, _ in slide.points if any(c.isalnum() for c in text)
        )
        on = {*project.lines, *slide.lines, *(n for _, lines in slide.points for n in lines)}
        self._projects[at] = replace(
            project, details=project.details + details, lines=tuple(sorted(on))
        )


def _key(name: str) -> str:
    return re.sub(r"\W+", "", fold(name))
