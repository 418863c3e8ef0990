"""The one search of the public site, beside the programme: every room that has pages answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst

from prevenio.activities.queries.calendar import public_events
from prevenio.advice.models import AdvicePoint
from prevenio.advice.queries.public import Asked, answers_found
from prevenio.editorial.queries.public import found as pages_found
from prevenio.kernel.text import fold
from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.places.models import Municipality
from prevenio.places.queries.searching import search_addresses
from prevenio.portal.precinct_names import precincts_named
from prevenio.programme.queries.search import FEWEST_LETTERS, words_of
from prevenio.region.queries.practices import public_practices
from prevenio.region.queries.registers import public_documents

# Each kind shows its best; its own list has the rest.
MOST = 8
MOST_ADDRESSES = 3
# A region is governed by some dozens of documents; their titles are compared one by one.
MOST_DOCUMENTS = 200


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something found outside the programme. `language` is that of its words, if it has one."""

    kind: str
    title: str
    text: str
    address: str
    language: str = ""


def found_elsewhere(
    authority: Authority, text: str, *, language: str, at: datetime
) -> Sequence[Elsewhere]:
    """Streets, precincts, towns and what the other rooms have with all the words.

    At most 12 statements, each of which reads a handful of rows or what is kept afterwards.
    """
    words = words_of(text)
    if sum(map(len, words)) < FEWEST_LETTERS:
        return []
    return [
        *_streets(authority, text),
        *_precincts(authority, words, today_in(authority, at)),
        *_towns(authority, words),
        *_pages(authority, text, language, at),
        *_answers(authority, text),
        *_events(authority, words, at),
        *_help(authority, words, at),
        *_practices(authority, words),
        *_documents(authority, words),
    ]


def _streets(authority: Authority, text: str) -> Iterator[Elsewhere]:
    found = search_addresses(authority, text)
    # Any word is a little like the name of some street; a house number shows what is meant.
    if not found.is_clear and not any(sign.isdigit() for sign in text):
        return
    for hit in found.hits[:MOST_ADDRESSES]:
        query = {"lat": f"{hit.latitude:.5f}", "lon": f"{hit.longitude:.5f}"}
        address = (
            reverse("portal:street-address", args=[hit.address_id])
            if hit.address_id
            else f"{reverse('portal:street')}?{urlencode(query)}"
        )
        yield Elsewhere("street", hit.title, hit.within, address)


def _precincts(authority: Authority, words: Sequence[str], today: date) -> Iterator[Elsewhere]:
    for one in islice(precincts_named(authority, words, today=today), MOST):
        address = reverse("portal:precinct", args=[one.pk])
        yield Elsewhere("precinct", one.name, one.within, address, authority.language)


def _towns(authority: Authority, words: Sequence[str]) -> Iterator[Elsewhere]:
    if not authority.is_region:
        return
    towns = Municipality.objects.filter(authority=authority).order_by("name", "pk")
    named = (row for row in towns.values_list("pk", "name") if _has(row[1], words))
    for pk, name in islice(named, MOST):
        address = reverse("portal:municipality", args=[pk])
        yield Elsewhere("town", name, "", address, authority.language)


def _pages(authority: Authority, text: str, language: str, at: datetime) -> Iterator[Elsewhere]:
    for page in pages_found(authority, text, language, at=at, most=MOST):
        address = reverse("portal:item", args=page.args)
        yield Elsewhere("page", page.title, page.intro, address, page.language)


def _answers(authority: Authority, text: str) -> Iterator[Elsewhere]:
    for answer in answers_found(authority, Asked(words=text[:100]))[:MOST]:
        address = reverse("portal:advice-answer", args=[answer.key])
        yield Elsewhere("answer", answer.title, answer.answer_text, address, answer.language)


def _events(authority: Authority, words: Sequence[str], at: datetime) -> Iterator[Elsewhere]:
    ahead = public_events(authority).filter(last_day__gte=today_in(authority, at))
    for event in _with(ahead, words).order_by("first_day", "pk")[:MOST]:
        address = reverse("portal:event", args=[event.public_key])
        yield Elsewhere("event", str(event), event.place, address, authority.language)


def _help(authority: Authority, words: Sequence[str], at: datetime) -> Iterator[Elsewhere]:
    points = AdvicePoint.objects.filter(authority=authority).on(today_in(authority, at))
    for point in _with(points, words).order_by("name", "pk")[:MOST]:
        address = f"{reverse('portal:advice-points')}?{urlencode({'q': point.name})}"
        yield Elsewhere("help", point.name, point.purpose, address, authority.language)


def _practices(authority: Authority, words: Sequence[str]) -> Iterator[Elsewhere]:
    for practice in _with(public_practices(authority), words).order_by("title", "pk")[:MOST]:
        address = reverse("portal:practice", args=[practice.pk])
        yield Elsewhere("practice", practice.title, practice.problem, address, authority.language)


def _documents(authority: Authority, words: Sequence[str]) -> Iterator[Elsewhere]:
    if not authority.is_region:
        return
    listed = public_documents(authority).select_related(None).prefetch_related(None)
    named = (row for row in listed[:MOST_DOCUMENTS] if _has(f"{row.title} {row.number}", words))
    for row in islice(named, MOST):
        address = (
            reverse("portal:governing-document-file", args=[row.pk])
            if row.file
            else reverse("portal:governing-documents")
        )
        text = f"{capfirst(row.get_kind_display())} {row.number}".strip()
        yield Elsewhere("document", row.title, text, address, authority.language)


def _has(name: str, words: Sequence[str]) -> bool:
    folded = fold(name)
    return all(word in folded for word in words)


def _with[T: Model](rows: QuerySet[T], words: Sequence[str]) -> QuerySet[T]:
    for word in words:
        rows = rows.filter(search_text__contains=word)
    return rows
