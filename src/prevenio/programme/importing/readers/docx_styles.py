"""What a DOCX's styles say of a paragraph: its level as a heading, and its list."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

HEADING_NAME = re.compile(
    r"^(?:heading|nagłówek|naglowek|nadpis|überschrift|titre)\s*([1-9])$", re.IGNORECASE
)
DEEPEST_STYLE = 20


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The list a paragraph belongs to, and how deep in it."""

    number_id: str | None
    level: int | None


class Styles:
    """Paragraph styles by their id, each with what it inherits."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {
            style.get("styleId", ""): style
            for style in (() if root is None else root.iter("style"))
            if style.get("type", "paragraph") == "paragraph"
        }
        self._default = next((key for key, s in self._styles.items() if _is_on(s)), "")

    def heading_of(self, paragraph: Element) -> int | None:
        """The level of a heading, from 1; None for running text."""
        level = _outline_level(paragraph.find("pPr"))
        if level is not None:
            return level if level <= 9 else None
        for style in self._inheritance(paragraph):
            level = _outline_level(style.find("pPr"))
            if level is not None:
                return level if level <= 9 else None
            if named := HEADING_NAME.match(_name_of(style)):
                return int(named[1])
        named = HEADING_NAME.match(_style_id(paragraph))
        return int(named[1]) if named else None

    def list_of(self, paragraph: Element) -> ListPlace | None:
        """The list of the paragraph itself, else of its styles; None outside lists."""
        number_id: str | None = None
        level: int | None = None
        for holder in (paragraph, *self._inheritance(paragraph)):
            properties = holder.find("pPr/numPr")
            if properties is None:
                continue
            number_id = number_id or _value(properties.find("numId"))
            level = _number(properties.find("ilvl")) if level is None else level
            if number_id is not None:
                break
        # Number 0 is how a paragraph leaves the list of its style.
        return None if number_id in (None, "0") else ListPlace(number_id, level)

    def _inheritance(self, paragraph: Element) -> list[Element]:
        chain: list[Element] = []
        style = self._styles.get(_style_id(paragraph) or self._default)
        while style is not None and style not in chain and len(chain) < DEEPEST_STYLE:
            chain.append(style)
            style = self._styles.get(_value(style.find("basedOn")) or "")
        return chain


def _style_id(paragraph: Element) -> str:
    return _value(paragraph.find("pPr/pStyle")) or ""


def _name_of(style: Element) -> str:
    return _value(style.find("name")) or ""


def _is_on(style: Element) -> bool:
    return style.get("default") in ("1", "true", "on")


def _outline_level(properties: Element | None) -> int | None:
    """The outline level counted from 1; Word's 10th level means running text."""
    if properties is None:
        return None
    level = _number(properties.find("outlineLvl"))
    return None if level is None else level + 1


def _value(element: Element | None) -> str | None:
    return None if element is None else element.get("val")


def _number(element: Element | None) -> int | None:
    value = _value(element)
    return int(value) if value is not None and value.isascii() and value.isdigit() else None
