"""The quick way out of a page."""

from typing import Any

from django import template

from prevenio.portal import leaving

register = template.Library()
register.filter("is_delicate", leaving.is_delicate)


@register.simple_tag(takes_context=True)
def neutral_page(context: dict[str, Any]) -> str:
    """The address of a page that anybody may have open."""
    return leaving.neutral_page(context["authority"].country)
