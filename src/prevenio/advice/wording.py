"""Plain text of answers as safe HTML: paragraphs, lists, bold words, links, blocks."""

import re
from collections.abc import Iterator

from django.utils.html import conditional_escape, format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from prevenio.kernel.redacting import BLOCK
from prevenio.kernel.typography import bind_short_words

_ITEM = re.compile(r"^\s*[-•*]\s+")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def as_html(text: str) -> SafeString:
    """Everything is escaped but the few signs that the hint of the form names."""
    parts = (_part(lines) for lines in _parts(text))
    return format_html_join("\n", "{}", ((part,) for part in parts))


def _parts(text: str) -> Iterator[list[str]]:
    """Runs of lines: a paragraph, or the items of one list."""
    run: list[str] = []
    for line in [*text.replace("\r\n", "\n").split("\n"), ""]:
        is_item = bool(_ITEM.match(line))
        if run and (not line.strip() or is_item != bool(_ITEM.match(run[0]))):
            yield run
            run = []
        if line.strip():
            run.append(line.strip())


def _part(lines: list[str]) -> SafeString:
    if _ITEM.match(lines[0]):
        items = ((_line(_ITEM.sub("", line)),) for line in lines)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", items))
    return format_html("<p>{}</p>", format_html_join(mark_safe("<br>"), "{}", _lines(lines)))


def _lines(lines: list[str]) -> Iterator[tuple[SafeString]]:
    return ((_line(line),) for line in lines)


def _line(text: str) -> SafeString:
    pieces: list[SafeString] = []
    end = 0
    for found in _BOLD.finditer(text):
        pieces.append(_plain(text[end : found.start()]))
        pieces.append(format_html("<strong>{}</strong>", _plain(found[1])))
        end = found.end()
    pieces.append(_plain(text[end:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _plain(text: str) -> SafeString:
    """Links of web pages become links; blocks are told to screen readers in a word."""
    linked = urlize(conditional_escape(text), nofollow=True, autoescape=False)
    block = format_html(
        '<span class="redacted"><span class="govuk-visually-hidden">{}</span></span>',
        _("blacked out"),
    )
    return mark_safe(bind_short_words(linked).replace(BLOCK, block))
