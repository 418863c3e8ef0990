"""The state of an action as a tag, the same on every page."""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString

from prevenio.programme.models import Action
from prevenio.returns.models import Outcome
from prevenio.returns.outcomes import DRAWN
from prevenio.returns.queries.public import PublicState
from prevenio.web.templatetags.parts import status

register = template.Library()


@register.simple_tag
def outcome_tag(outcome: str, *, bare: bool = False) -> SafeString:
    """The state of an action as shape and word."""
    state, shape = DRAWN[outcome]
    return status(state, Outcome(outcome).label, shape, bare=bare)


@register.simple_tag
def state_of(states: Mapping[object, PublicState], action: Action) -> PublicState | None:
    """What residents may know of an action, among the states of many."""
    return states.get(action.lineage)
