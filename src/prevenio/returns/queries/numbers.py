"""The numbers that a return comes filled in with, beside those that stand in it."""

from collections.abc import Sequence

from prevenio.returns.content import content_of
from prevenio.returns.counts import Count, is_same_number
from prevenio.returns.models import ActionReturn
from prevenio.returns.prefilling import Prefilled, prefilled_for


def given_counts(action_return: ActionReturn) -> Sequence[Count]:
    """What the sources know, as numbers of the form."""
    return [count_of(one) for one in prefilled_for(action_return)]


def count_of(prefilled: Prefilled) -> Count:
    return Count(prefilled.what, prefilled.number, prefilled.unit, prefilled.origin)


def fresh_in(action_return: ActionReturn) -> int:
    """How many numbers of the sources are new, or others by now, than those in a saved draft."""
    if action_return.saved_at is None:
        return 0
    known = {one.origin.key: one.origin for one in content_of(action_return).counts if one.origin}
    return sum(
        one.key not in known or not is_same_number(known[one.key].number, one.number)
        for one in prefilled_for(action_return)
    )
