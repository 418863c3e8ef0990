"""A letter: what every message by mail is made of, and how it becomes text and page."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.html import escape

from prevenio.people.models import Authority


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of several that a letter tells of: its title leads to its page."""

    title: str
    address: str
    line: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """The parts of a message, in the reader's language.

    The heading is the request; the button and the address in words lead to the same page; `genuine`
    tells how to know that the letter was not forged. `items` stand before the button; `links` are
    small ones at the end, as words and address.
    """

    subject: str
    heading: str
    paragraphs: Sequence[str]
    facts: Sequence[tuple[str, str]] = ()
    items: Sequence[Item] = ()
    button: str = ""
    address: str = ""
    after: Sequence[str] = field(default_factory=tuple)
    signed: str = ""
    genuine: str = ""
    links: Sequence[tuple[str, str]] = ()


def paragraphs_of(text: str) -> Sequence[str]:
    """What somebody wrote, in the parts between its empty lines, whatever ends a line there."""
    parts = re.split(r"\n\s*\n", "\n".join(text.splitlines()))
    return [part.strip() for part in parts if part.strip()]


def as_text(letter: Letter, *, authority: Authority | None, language: str) -> str:
    """The plain part. It is not a page, so nothing in it is escaped."""
    context = {"letter": letter, "authority": authority, "language": language}
    lines = render_to_string("notices/letter.txt", context).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip() + "\n"


def as_page(letter: Letter, *, authority: Authority | None, language: str) -> str:
    """The part with type and colour; it says the same and needs no pictures."""
    context = {"letter": letter, "authority": authority, "language": language}
    return render_to_string("notices/letter.html", context)


def with_lines(text: str, lines: Mapping[str, str]) -> str:
    """The plain part with other lines in place of some; a part of a line is none."""
    return "\n".join(lines.get(line.strip(), line) for line in text.split("\n"))


def page_with_lines(page: str, lines: Mapping[str, str]) -> str:
    """The same for the part with type and colour, where a line ends at a mark-up too."""
    others = {str(escape(line)): str(escape(other)) for line, other in lines.items()}

    def other(found: re.Match[str]) -> str:
        return others.get(found[0].strip(), found[0])

    page = "\n".join(page.splitlines())
    return re.sub(r"(?m)(?:^|(?<=>))[^<>\n]+(?=<|$)", other, page)
