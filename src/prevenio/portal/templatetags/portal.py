"""Addresses within the shown period, and facts in words."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from prevenio.portal import wording
from prevenio.portal.highlighting import excerpt, marked
from prevenio.portal.progress import Progress, Progressing
from prevenio.programme.models import Action, Amount, Audience, Funding, Initiative, Milestone
from prevenio.programme.queries.initiatives import key_of
from prevenio.reviews import wording as reviewed
from prevenio.reviews.figures import Tally
from prevenio.web.strips import Part

register = template.Library()


@register.simple_tag(takes_context=True)
def address(context: dict[str, Any], name: str, **place: object) -> str:
    """The address of a page in the period that is being read."""
    if period := context.get("period"):
        place["period"] = period
    return reverse(f"portal:{name}", kwargs=place)


@register.simple_tag
def progress_in(whole: Progressing | None, code: str) -> Progress | None:
    """The progress of one area; None while nothing is known."""
    return whole.areas.get(code) if whole else None


@register.filter
def result_words(tally: Tally) -> str:
    """The result of a review in one sentence."""
    return reviewed.result(tally)


@register.filter
def remainder_words(tally: Tally) -> str:
    """What the other actions of a review came to."""
    return reviewed.remainder(tally)


@register.simple_tag
def review_strip(tally: Tally) -> list[Part]:
    """The result of a review as the parts of a strip."""
    return reviewed.strip_parts(tally)


@register.filter
def key(initiative: Initiative) -> str:
    return key_of(initiative)


@register.filter
def season(action: Action) -> str:
    return wording.season(action)


@register.filter
def term(initiative: Initiative) -> str:
    return wording.term(initiative)


@register.filter
def ages(audience: Audience) -> str:
    return wording.ages(audience)


@register.filter
def funding_note(funding: Funding, currency: str) -> str:
    return wording.funding_note(funding, currency)


@register.filter
def amount(stated: Amount) -> str:
    return wording.amount(stated)


@register.filter
def milestone_day(milestone: Milestone) -> str:
    return wording.milestone_day(milestone)


@register.filter
def month_name(number: int) -> str:
    return wording.month_name(number)


@register.filter
def first_word(title: str) -> str:
    """The word that stands for a title in the head of a narrow column."""
    return title.split(maxsplit=1)[0].strip(",.:;") if title.strip() else ""


@register.simple_tag
def marked_words(text: str, words: list[str]) -> SafeString:
    """The text with the words that were looked for marked."""
    return marked(text, words)


@register.simple_tag
def marked_excerpt(text: str, words: list[str]) -> SafeString:
    """The part of the text around the first found word, marked."""
    return marked(excerpt(text, words), words)
