"""Parts that every page is built of: icons, states, forms, strips, days and money."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from babel.numbers import format_currency, format_decimal
from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.template.defaultfilters import stringfilter
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from prevenio.kernel.typography import bind_short_words
from prevenio.web.shapes import OFF_SHAPES, SHAPES, STATES
from prevenio.web.strips import Part, segments

register = template.Library()

_NO_BREAK = "\u00a0"
_DAY_FORMATS = {"pl": "j E Y", "cs": "j. E Y", "en": "j F Y"}
_MESSAGE_STATES = {"success": "ok", "warning": "warn", "error": "bad"}
_LOCALES = {"pl": "pl_PL", "cs": "cs_CZ", "en": "en_GB"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A Lucide icon beside a word; screen readers skip it."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
        ' aria-hidden="true" focusable="false">{}</svg>',
        _drawing(name),
    )


@cache
def _drawing(name: str) -> SafeString:
    found = finders.find(f"icons/{name}.svg")
    if not isinstance(found, str):
        raise template.TemplateSyntaxError(f"There is no icon {name!r} among the Lucide icons.")
    inner = re.sub(r"<!--.*?-->|</?svg[^>]*>", "", Path(found).read_text(), flags=re.DOTALL)
    return mark_safe(" ".join(inner.split()))


@register.simple_tag
def shape(name: str) -> SafeString:
    """The shape of a state alone, where its word stands elsewhere."""
    return format_html(
        '<svg class="tag__shape shape--{}" viewBox="0 0 16 16" aria-hidden="true"'
        ' focusable="false">{}</svg>',
        name,
        mark_safe(SHAPES[name]),
    )


@register.simple_tag
def status(state: str, label: object, shape_name: str = "", *, bare: bool = False) -> SafeString:
    """A state as shape and word. `off` takes one of three shapes: what is not expected, and why."""
    if state not in STATES or (shape_name and shape_name not in OFF_SHAPES):
        raise template.TemplateSyntaxError(f"There is no state {state!r} with {shape_name!r}.")
    drawn = (shape_name or "not_started") if state == "off" else state
    look = f"tag tag--{state}" + (" tag--bare" if bare else "")
    return format_html('<span class="{}">{}<span>{}</span></span>', look, shape(drawn), label)


@register.simple_tag
def strip(parts: Sequence[Part], *, small: bool = False) -> SafeString:
    """Parts of a whole to scale. The sentence that says the same stands beside it."""
    context = {"segments": segments(parts, is_small=small), "is_small": small}
    return SafeString(render_to_string("web/strip.html", context))


@register.simple_tag
def strip_keys(parts: Sequence[Part]) -> SafeString:
    """The words and numbers below a strip."""
    return SafeString(render_to_string("web/strip_keys.html", {"parts": parts}))


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """A field with its label, hint and error."""
    return bound.as_field_group()


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString:
    """What has to be mended, each with a link to its field; nothing while nothing is wrong."""
    if not form.errors:
        return SafeString("")
    return SafeString(render_to_string("web/error_summary.html", {"faults": _faults(form)}))


def _faults(form: BaseForm) -> list[tuple[str, str, str]]:
    """Where each fault is, the label of its field, and what to do about it."""
    faults = [("", "", str(error)) for error in form.non_field_errors()]
    for bound in form:
        faults += [(_first_control(bound), str(bound.label), str(error)) for error in bound.errors]
    return faults


def _first_control(bound: BoundField) -> str:
    """The id a link can jump to: a group of choices has none itself, its first choice has."""
    return bound.id_for_label or f"{bound.auto_id}_0"


@register.filter
def field_label(bound: BoundField) -> str:
    """The label of a field; one that may stay empty says so, unless it is one of some needed."""
    if bound.field.required or getattr(bound.field, "is_one_of_needed", False):
        return str(bound.label)
    # Translators: the label of a field that may stay empty, e.g. "Phone (optional)"
    return gettext("%(label)s (optional)") % {"label": bound.label}


@register.inclusion_tag("web/pagination.html", takes_context=True)
def pagination(
    context: Context, page: "Page[object]", name: str = "page", label: str = ""
) -> dict[str, object]:
    """Links to the pages of a long list; the rest of the address stays as it is.

    Of two lists on one page, the second needs a `name` in the address and a `label` of its own.
    """
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    links = [(number, _address_of(context, name, number)) for number in numbers]
    return {
        "page": page,
        "links": links,
        "label": label,
        "previous": page.has_previous() and _address_of(context, name, page.previous_page_number()),
        "next": page.has_next() and _address_of(context, name, page.next_page_number()),
    }


def _address_of(context: Context, name: str, number: int | str) -> str:
    asked = context["request"].GET.copy()
    asked[name] = str(number)
    return f"?{asked.urlencode()}"


@register.simple_block_tag
def link_item(content: str, name: str, *args: object) -> str:
    """A list item with a link, if this site has such an address."""
    try:
        address = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    return format_html('<li><a href="{}">{}</a></li>', address, content)


@register.filter
def page_languages(authority: object) -> list[str]:
    """The languages of an authority's pages; every language of the house where there is none."""
    own: Sequence[str] = getattr(authority, "languages", ())
    return [code for code in own if code in dict(settings.LANGUAGES)] or list(
        dict(settings.LANGUAGES)
    )


@register.filter
def message_state(level: str) -> str:
    """The state in which a message of this level is drawn."""
    return _MESSAGE_STATES.get(level, "go")


@register.filter
@stringfilter
def nbsp(text: str) -> SafeString:
    """Keep one-letter words, and numbers with their units, from the end of a line."""
    return mark_safe(bind_short_words(conditional_escape(text)))


@register.filter
def day(value: date | datetime | None) -> str:
    """A day in words: 18 March 2021, 18 marca 2021, 18. března 2021."""
    if value is None:
        return ""
    value = timezone.localtime(value) if isinstance(value, datetime) else value
    form = _DAY_FORMATS.get(get_language() or "en", _DAY_FORMATS["en"])
    number, rest = format_date(value, form).split(" ", 1)
    return f"{number}{_NO_BREAK}{rest}"


@register.filter
def moment(value: datetime | None) -> str:
    """A day and a time: 18 March 2021, 9:40."""
    if value is None:
        return ""
    return f"{day(value)}, {timezone.localtime(value):%-H:%M}"


@register.filter
def money(value: Decimal | int, currency: str) -> str:
    """An amount with its currency; whole amounts without decimals."""
    locale = _LOCALES.get(get_language() or "en", "en_GB")
    if value == int(value):
        return format_currency(
            int(value),
            currency,
            locale=locale,
            format=_whole_pattern(locale),
            currency_digits=False,
        )
    return format_currency(value, currency, locale=locale)


def _whole_pattern(locale: str) -> str:
    return "¤#,##0" if locale.startswith("en") else f"#,##0{_NO_BREAK}¤"


@register.filter
def figure(number: str) -> str:
    """A number kept as decimal text, as people write it: 21 600,5; what is none stays as it is."""
    try:
        value = Decimal(number)
    except InvalidOperation:
        return number
    if not value.is_finite():
        return number
    locale = _LOCALES.get(get_language() or "en", "en_GB")
    return format_decimal(value, locale=locale, decimal_quantization=False)


@register.filter
def grouped(value: int) -> str:
    """A whole number with its thousands apart: 3 200."""
    return format_decimal(value, locale=_LOCALES.get(get_language() or "en", "en_GB"))
