"""Filling numbers of a draft in once more from where they come from."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused
from prevenio.returns.actors import Answerer
from prevenio.returns.content import MOST_COUNTS, content_of
from prevenio.returns.counts import Count
from prevenio.returns.models import ActionReturn
from prevenio.returns.operations.filling import opened_return, save_draft
from prevenio.returns.prefilling import Prefilled, prefilled_for
from prevenio.returns.queries.numbers import count_of


class NoRowLeft(Refused):
    message = _("At most %(most)s numbers fit into a return. Empty a row first.")


@transaction.atomic
def fetch_numbers(
    *, action_return: ActionReturn, revision: int, by: Answerer, at: datetime
) -> ActionReturn:
    """Bring the numbers of a draft up to date with their sources.

    What somebody has typed is never overwritten: a number changed by hand keeps its value, and is
    now measured against the new one. Raises what save_draft raises, or NoRowLeft.
    """
    action_return = opened_return(action_return, by, at)
    content = content_of(action_return)
    counts = tuple(_brought_up(content.counts, prefilled_for(action_return)))
    if len(counts) > MOST_COUNTS:
        raise NoRowLeft(most=MOST_COUNTS)
    return save_draft(
        action_return=action_return,
        content=replace(content, counts=counts),
        revision=revision,
        by=by,
        at=at,
    )


def _brought_up(counts: Sequence[Count], fresh: Sequence[Prefilled]) -> Iterator[Count]:
    waiting = {one.key: one for one in fresh}
    for count in counts:
        found = waiting.pop(count.origin.key, None) if count.origin else None
        if found is None:
            yield count
        elif count.is_changed:
            yield replace(count, origin=found.origin)
        else:
            yield replace(count, number=found.number, origin=found.origin)
    yield from (count_of(one) for one in waiting.values())
