"""Words of questions and answers on pages."""

from django import template
from django.utils.safestring import SafeString

from prevenio.advice.models import EventKind
from prevenio.advice.wording import as_html

register = template.Library()

_SHAPES = {
    EventKind.ANSWERED: "ok",
    EventKind.CORRECTED: "ok",
    EventKind.PUBLISHED: "ok",
    EventKind.CLOSED: "ok",
    EventKind.ASKED_BACK: "wait",
    EventKind.HELD: "warn",
    EventKind.SPAM: "abandoned",
    EventKind.WITHDRAWN: "abandoned",
    EventKind.ERASED: "abandoned",
}


@register.filter
def answer_words(text: str) -> SafeString:
    """Paragraphs, lists, bold words and links; everything else is escaped."""
    return as_html(text)


@register.filter
def step_shape(kind: str) -> str:
    """The shape of a step in a timeline."""
    return _SHAPES.get(EventKind(kind), "go")
