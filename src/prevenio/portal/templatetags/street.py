"""Parts of the pages about places: icons of roles, coordinates, maps of a boundary."""

from datetime import datetime
from typing import Any

from babel.dates import format_datetime
from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prevenio.places.queries.ground import PrecinctHere
from prevenio.portal.street_ground import Outline
from prevenio.web.templatetags.maps import map as a_map
from prevenio.web.templatetags.parts import icon

register = template.Library()


@register.simple_tag
def role_icon(name: str) -> SafeString:
    """The icon that an office chose for a role; a shield where it named none that there is."""
    try:
        return icon(name)
    except template.TemplateSyntaxError:
        return icon("shield")


@register.filter
def weekday_and_time(moment: datetime) -> str:
    """A moment of the week: Tuesday, 21:40; as the language writes days inside a sentence."""
    language = (get_language() or "en").split("-")[0]
    return f"{format_datetime(moment, 'EEEE', locale=language)}, {moment:%-H:%M}"


@register.filter
def unlocalized(number: object) -> str:
    """A coordinate as scripts read it, whatever the language of the page."""
    return "" if number is None else str(number)


@register.inclusion_tag("web/map.html")
def boundary_map(
    outline: Outline, precinct: PrecinctHere, point: tuple[float, float] | None = None
) -> dict[str, Any]:
    """The outline of a precinct, which a map takes the place of when it is asked for."""
    return a_map(
        "place-map",
        _("Map of the precinct"),
        bounds=outline.bounds,
        shapes=reverse("portal:map-boundaries", args=[precinct.kind]),
        mine=precinct.pk,
        marks="near",
        point=point,
        choose=reverse("portal:street-at"),
        outline=outline.svg,
    )


@register.simple_tag
def link_or_words(name: str, key: object, words: str) -> SafeString:
    """A link if this site has such an address, else the words alone."""
    try:
        return format_html('<a href="{}">{}</a>', reverse(name, args=[key]), words)
    except NoReverseMatch:
        return format_html("{}", words)
