"""A review as the plain values that the documents set: words, tables, charts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.kernel.typography import bind_short_words
from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.reviews import printed_chapters, printed_method, wording
from prevenio.reviews.contents import (
    AreaPart,
    ReviewContent,
    as_json,
    digest_of,
    from_json,
)
from prevenio.reviews.figures import tally_of
from prevenio.reviews.models import AnnualReview
from prevenio.web.templatetags.parts import day
from prevenio.web.typesetting import showable


def printed(
    content: ReviewContent, review: AnnualReview | None, authority: Authority
) -> dict[str, Any]:
    """Everything a document shows, worded in the language of the authority.

    Charts are `Chart` objects under the key `chart`; the document draws them in its own way.
    """
    # Charts and tables alike are made of letters that every document can show.
    shown = from_json(showable(as_json(content)))
    with translation.override(authority.language):
        made = {**_made(shown, review, authority), "digest": digest_of(content)}
    bound: dict[str, Any] = _bound(made)
    return bound


def _made(
    content: ReviewContent, review: AnnualReview | None, authority: Authority
) -> dict[str, Any]:
    whole = tally_of(content.actions)
    following = _following_number(content.areas)
    return {
        "language": authority.language,
        "authority": authority_of(authority),
        **_titles(content),
        "mark": _mark(review, authority),
        "result": wording.result(whole),
        "remainder": wording.remainder(whole),
        "strip": printed_chapters.strip(whole),
        "cover": _cover(content, review, authority),
        "summary": printed_chapters.summary_of(content, authority),
        "how_to_read": printed_method.how_to_read(),
        "areas": [printed_chapters.area_chapter(area, authority) for area in content.areas],
        "discipline": printed_chapters.discipline_chapter(content, authority, following),
        "changes": printed_chapters.changes_chapter(content, following + 1),
        "fates": printed_chapters.fates_chapter(content, following + 2),
        "steps": _steps(review),
        "method": printed_method.method(),
        "sources": printed_method.sources(content, authority),
        "labels": printed_method.labels(),
    }


def _titles(content: ReviewContent) -> dict[str, str]:
    first, last = date.fromisoformat(content.first_day), date.fromisoformat(content.last_day)
    is_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    span = str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    when = _("in %(year)s") % {"year": span} if is_year else content.period
    return {
        "title": _("How the safety programme went"),
        "when": when,
        "running_title": _("Annual review of the safety programme, %(authority)s %(year)s")
        % {"authority": content.authority, "year": span if is_year else content.period},
        "programme": content.programme,
    }


def authority_of(authority: Authority) -> dict[str, str]:
    return {
        "name": authority.name,
        "second_line": authority.second_line,
        "brand": authority.brand,
        "brand_deep": authority.brand_deep,
        "brand_mid": authority.brand_mid,
        "brand_line": authority.brand_line,
        "brand_soft": authority.brand_soft,
    }


def _mark(review: AnnualReview | None, authority: Authority) -> str:
    said = [_("Sample data")] if authority.is_sample else []
    if review is None or not review.is_frozen:
        said.append(_("Draft"))
    return ", ".join(said)


def _cover(
    content: ReviewContent, review: AnnualReview | None, authority: Authority
) -> list[list[str]]:
    """The three dates at the foot of the cover: label, value, note."""
    given = review.commission_on if review else None
    had = review.council_on if review else None
    commission = [_("Commission's opinion"), day(given) or _("not given yet")]
    council = [_("Council"), day(had) or _("not yet")]
    commission.append(review.commission_number if review and given else "")
    council.append(review.council_number if review and had else "")
    as_of = day(today_in(authority, content.as_of_moment))
    return [commission, council, [_("State of the data"), as_of, content.period]]


def _steps(review: AnnualReview | None) -> list[list[str]]:
    """What the commission and the council said, as label and value."""
    if review is None or review.commission_on is None:
        return []
    signed = ", ".join(filter(None, (review.chair_name, review.chair_office)))
    rows = [
        [_("Day of the opinion"), day(review.commission_on)],
        [_("Number or sitting"), review.commission_number],
        [pgettext("of the commission", "Opinion"), review.opinion],
        [_("Submitted to the council by"), signed],
        [_("Day of the council"), day(review.council_on)],
        [_("Act of the council"), review.council_number],
    ]
    return [[label, value] for label, value in rows if value]


def _following_number(areas: Sequence[AreaPart]) -> int:
    """The first chapter after the areas goes on counting from their numbers."""
    numbers = [int(area.code) for area in areas if area.code.isdecimal()]
    return max(numbers, default=len(areas)) + 1


def _bound(value: Any) -> Any:
    if isinstance(value, str):
        return bind_short_words(value)
    if isinstance(value, dict):
        return {key: _bound(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_bound(one) for one in value]
    return value
