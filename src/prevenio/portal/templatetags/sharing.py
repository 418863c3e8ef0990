"""What other sites show of a page when somebody shares its address (Open Graph)."""

import re
from html import unescape

from django import template
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode
from django.utils.html import strip_tags
from django.utils.translation import get_language

from prevenio.people import addresses

register = template.Library()

TERRITORIES = {"pl": "pl_PL", "cs": "cs_CZ", "en": "en_GB"}
_SPACES = re.compile(r"\s+")


@register.inclusion_tag("web/sharing.html", takes_context=True)
def sharing(context: Context) -> dict[str, object]:
    """The tags of a public page, made of its own title and description.

    The picture is made and served by us, so whoever shares a page tells nobody else of it.
    """
    authority = context.get("authority")
    language = get_language() or "en"
    return {
        "title": _words_of(context, "title"),
        "description": _words_of(context, "description"),
        "address": context.get("canonical", ""),
        "site": authority.name if authority else "Prevenio",
        "locale": TERRITORIES.get(language, language),
        "picture": addresses.address("portal:sharing-card", authority=authority)
        if authority
        else "",
    }


def _words_of(context: Context, name: str) -> str:
    """What a block of the page says, as plain words."""
    assert context.render_context is not None
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block: BlockNode | None = blocks.get_block(name) if blocks else None
    said = block.render(context) if block else ""
    return _SPACES.sub(" ", unescape(strip_tags(said))).strip()
