"""Taking numbers and text from the parts of other bodies into one's own draft."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from prevenio.kernel.errors import Refused
from prevenio.returns.actors import Answerer
from prevenio.returns.content import MOST_COUNTS, Content, content_of
from prevenio.returns.counts import Count, Origin
from prevenio.returns.models import ActionReturn
from prevenio.returns.operations.filling import opened_return, save_draft
from prevenio.returns.operations.numbers import NoRowLeft
from prevenio.returns.queries.merging import Beside, PartBeside, beside

Change = Callable[[Content, Beside], Content]


class PartGone(Refused):
    message = gettext_lazy("This part has changed meanwhile. Look at it once more.")


def take_text(
    *, action_return: ActionReturn, sealed_id: int, revision: int, by: Answerer, at: datetime
) -> ActionReturn:
    """Add the text of a part below one's own, marked with whose it is; a second time changes
    nothing. Raises what save_draft raises, or PartGone."""

    def change(content: Content, found: Beside) -> Content:
        part = _part(found, sealed_id)
        text = f"{part.body.shown_name}: {part.narrative}"
        if text in content.narrative:
            return content
        own = content.narrative.rstrip()
        return replace(content, narrative=f"{own}\n\n{text}" if own else text)

    return _changed(action_return, change, revision, by, at)


def take_number(
    *,
    action_return: ActionReturn,
    sealed_id: int,
    row: int,
    revision: int,
    by: Answerer,
    at: datetime,
) -> ActionReturn:
    """Take one number of a part, marked with whose it is.

    Raises what save_draft raises, PartGone or NoRowLeft.
    """

    def change(content: Content, found: Beside) -> Content:
        part = _part(found, sealed_id)
        if not 0 <= row < len(part.counts):
            raise PartGone
        count = part.counts[row]
        words = _("from the part of %(body)s") % {"body": part.body.shown_name}
        # By the body, not by the seal: what it sends anew takes the place of what was taken.
        origin = Origin(f"part:{part.body.pk}:{row}", count.number, words[:200])
        return _with(content, Count(count.what, count.number, count.unit, origin))

    return _changed(action_return, change, revision, by, at)


def take_total(
    *, action_return: ActionReturn, mark: str, revision: int, by: Answerer, at: datetime
) -> ActionReturn:
    """Take the sum of one measure over all parts that were sent.

    Raises what save_draft raises, PartGone or NoRowLeft.
    """

    def change(content: Content, found: Beside) -> Content:
        measure = next((one for one in found.measures if one.mark == mark), None)
        if measure is None:
            raise PartGone
        words = ngettext("sum of %(count)s part", "sum of %(count)s parts", measure.parts)
        origin = Origin(f"total:{mark}", measure.text, words % {"count": measure.parts})
        return _with(content, Count(measure.what, measure.text, measure.unit, origin))

    return _changed(action_return, change, revision, by, at)


@transaction.atomic
def _changed(
    action_return: ActionReturn, change: Change, revision: int, by: Answerer, at: datetime
) -> ActionReturn:
    action_return = opened_return(action_return, by, at)
    with translation.override(action_return.period.authority.language):
        content = change(content_of(action_return), beside(action_return))
    return save_draft(action_return=action_return, content=content, revision=revision, by=by, at=at)


def _part(found: Beside, sealed_id: int) -> PartBeside:
    part = next((one for one in found.sent if one.sealed.pk == sealed_id), None)
    if part is None:
        raise PartGone
    return part


def _with(content: Content, taken: Count) -> Content:
    """The content with a number that was taken; one that was changed by hand keeps its value."""
    assert taken.origin is not None
    counts = list(content.counts)
    for place, count in enumerate(counts):
        if count.origin is not None and count.origin.key == taken.origin.key:
            counts[place] = replace(count, origin=taken.origin) if count.is_changed else taken
            return replace(content, counts=tuple(counts))
    if len(counts) >= MOST_COUNTS:
        raise NoRowLeft(most=MOST_COUNTS)
    return replace(content, counts=(*counts, taken))
