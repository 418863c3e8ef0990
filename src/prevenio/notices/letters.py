"""A letter: what every message by mail is made of, and how it becomes text and page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.template.loader import render_to_string

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


def as_text(letter: Letter, *, authority: Authority | None, language: str) -> str:
    """The plain part. It is not a page, so nothing in it is escaped."""
    context = {"letter": letter, "authority": authority, "language": language}
    lines = render_to_string("notices/letter.txt", context).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip() + "\n"


def as_page(letter: Letter, *, authority: Authority | None, language: str) -> str:
    """The part with type and colour; it says the same and needs no pictures."""
    context = {"letter": letter, "authority": authority, "language": language}
    return render_to_string("notices/letter.html", context)
