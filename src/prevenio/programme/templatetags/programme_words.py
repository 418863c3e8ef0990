"""Words and pieces of a programme that its pages share."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from prevenio.kernel.wording import Piece
from prevenio.programme.importing.document import Quote
from prevenio.programme.queries.findings import RuleGroup
from prevenio.programme.words import (
    DOUBT_WORDS,
    FIELD_NAMES,
    LIST_NAMES,
    OUTCOME_WORDS,
    PLACE_NAMES,
    SEVERITY_NAMES,
)

register = template.Library()

_LONG = 240


@register.filter
def field_label(name: str) -> str:
    """The label of a field that the code knows by its name."""
    return str(FIELD_NAMES[name])


@register.filter
def list_label(kind: str) -> str:
    """The heading of one of a version's lists."""
    return str(LIST_NAMES[kind])


@register.filter
def doubt_label(kind: str) -> str:
    return str(DOUBT_WORDS[kind])


@register.filter
def outcome_label(outcome: str) -> str:
    """What an answer to a doubt means, after a colon."""
    return str(OUTCOME_WORDS[outcome])


@register.filter
def severity_label(severity: str) -> str:
    return str(SEVERITY_NAMES[severity])


@register.filter
def severity_state(severity: str) -> str:
    """The state in whose shape and colour a severity is drawn."""
    return {"error": "bad", "warning": "warn"}.get(severity, "off")


@register.filter
def findings_in(groups: Sequence[RuleGroup]) -> int:
    """How many findings some groups hold together."""
    return sum(len(group.rows) for group in groups)


@register.filter
def place_label(place: str) -> str:
    return str(PLACE_NAMES[place])


@register.filter
def struck(text: str, quotes: Sequence[Quote]) -> SafeString:
    """A source line with its wrong words struck out and the right ones put in."""
    pieces: list[SafeString] = []
    rest = text
    for quote in quotes:
        before, found, after = rest.partition(quote.wrong)
        if not found:
            continue
        pieces += [format_html("{}", before), _struck(quote.wrong), _put_in(quote.right)]
        rest = after
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, format_html("{}", rest)]))


@register.filter
def around(text: str, quotes: Sequence[Quote]) -> str:
    """The part of a long line that holds the quoted words, cut at words."""
    if len(text) <= _LONG:
        return text
    places = [text.find(quote.wrong) for quote in quotes if quote.wrong in text]
    start = max(0, min(places, default=0) - _LONG // 3)
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, start + _LONG)
    return f"{'… ' if start else ''}{text[start:end]} …"


@register.filter
def quotes_on(quotes: Sequence[Quote], line: int) -> list[Quote]:
    """The quotes of one line."""
    return [quote for quote in quotes if quote.line == line]


@register.filter
def in_words(pieces: Sequence[Piece]) -> SafeString:
    """A changed wording: old words struck, new ones marked; screen readers hear which is which."""
    shown = {"same": lambda text: format_html("{}", text), "old": _struck, "new": _put_in}
    return format_html_join("", "{}", ((shown[piece.kind](piece.text),) for piece in pieces))


def _struck(text: str) -> SafeString:
    if not text:
        return SafeString("")
    hidden = format_html('<span class="govuk-visually-hidden"> [{}: </span>', _("struck out"))
    end = SafeString('<span class="govuk-visually-hidden">] </span>')
    # The words put in follow without a space: the line may break before them, not inside them.
    return format_html("<del>{}{}{}</del><wbr>", hidden, text, end)


def _put_in(text: str) -> SafeString:
    if not text:
        return SafeString("")
    hidden = format_html('<span class="govuk-visually-hidden"> [{}: </span>', _("put in"))
    end = SafeString('<span class="govuk-visually-hidden">] </span>')
    return format_html("<ins>{}{}{}</ins>", hidden, text, end)
