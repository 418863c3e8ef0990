"""Numbers of activities as people write them."""

from decimal import Decimal

from django import template

from prevenio.activities.queries.totals import in_units
from prevenio.web.templatetags.parts import figure

register = template.Library()


@register.filter
def number(value: Decimal | int | None) -> str:
    """A number without needless decimals, its thousands apart: 1 200, 2,5; a stroke for none."""
    if value is None:
        return "–"
    return figure(f"{Decimal(value).normalize():f}")


@register.filter
def hundredths(value: int | None) -> str:
    """A sum that the database hands out in hundredths."""
    return number(None if value is None else in_units(value))
