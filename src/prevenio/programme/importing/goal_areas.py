"""Programmes that have no areas but goals, each with actions of its own."""

from collections.abc import Sequence
from dataclasses import replace

from prevenio.kernel.text import fold
from prevenio.programme.importing.document import ReadArea, ReadItem
from prevenio.programme.importing.items import Item, Paragraph, Row
from prevenio.programme.importing.labels import label_of
from prevenio.programme.importing.numbering import ordinal_in
from prevenio.programme.importing.tables import head_of
from prevenio.programme.importing.vocabulary import Vocabulary

FEWEST_GOALS = 2


def reading_goals_as_areas(items: Sequence[Item], words: Vocabulary) -> Vocabulary:
    """The vocabulary in which a numbered goal is an area, if the document is built like that."""
    texts = [_title(item) for item in items]
    areas = [text for text in texts if _numbered(words.area.match(fold(text)), text)]
    goals = [at for at, text in enumerate(texts) if words.goal_with_actions.match(fold(text))]
    if areas or len(goals) < FEWEST_GOALS:
        return words
    bounds = [*goals[1:], len(items)]
    headed = _first_head(items, words)
    with_actions = sum(
        _holds_actions(items[at], items[at + 1 : end], words, goes_on=headed < at)
        for at, end in zip(goals, bounds, strict=True)
    )
    return replace(words, area=words.goal_with_actions) if with_actions >= FEWEST_GOALS else words


def goals_of_areas(areas: Sequence[ReadArea], goals: Sequence[ReadItem]) -> tuple[ReadItem, ...]:
    """The goals, those that are areas among them."""
    told = {fold(goal.text) for goal in goals}
    more = [ReadItem(area.title, area.lines) for area in areas if fold(area.title) not in told]
    return (*goals, *more)


def _title(item: Item) -> str:
    if isinstance(item, Row):
        said = {cell for cell in item.cells if cell}
        return said.pop() if len(said) == 1 else ""
    return item.marker.rest if item.marker and item.marker.kind != "bullet" else item.text


def _numbered(found: object, text: str) -> bool:
    return bool(found) and any(ordinal_in(part) for part in text.split()[1:4])


def _first_head(items: Sequence[Item], words: Vocabulary) -> int:
    """Where the first table of actions begins."""
    heads = (at for at, item in enumerate(items) if _is_head_of_actions(item, words))
    return next(heads, len(items))


def _is_head_of_actions(item: Item, words: Vocabulary) -> bool:
    head = head_of(item, words) if isinstance(item, Row) else None
    return head is not None and "responsible" in frozenset().union(*head)


def _holds_actions(goal: Item, below: Sequence[Item], words: Vocabulary, *, goes_on: bool) -> bool:
    """Whether rows or records that name who acts stand under the goal.

    Rows without a head of their own belong to a table that `goes_on` from above the goal.
    """
    if isinstance(goal, Row):
        return any(isinstance(item, Row) for item in below[:1])
    for item in below:
        if isinstance(item, Paragraph):
            label = label_of(item.text, words)
            if label and label.value and "responsible" in label.roles:
                return True
        else:
            return _is_head_of_actions(item, words) or (goes_on and not head_of(item, words))
    return False
