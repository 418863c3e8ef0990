from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevenio.desk import access
from prevenio.desk.journal.wording import Family, changed_fields, facts_of, words_of
from prevenio.journal.models import Entry
from prevenio.journal.queries import entries_of, verify_chain
from prevenio.kernel.errors import NotAllowed
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.people.models import User

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """Which entries a person asked to see."""

    family: str = ""
    person: int | None = None
    about: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as it is shown."""

    entry: Entry
    day: date
    about: str
    words: str
    reason: str
    changed: list[str]


@require_safe
@desk_page
def journal(request: DeskRequest) -> HttpResponse:
    _refuse_others(request)
    choice = choice_of(request)
    entries = entries_of(
        request.authority.pk,
        facts=facts_of(choice.family),
        by_id=choice.person,
        about=choice.about,
    )
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    rows = [row_of(entry) for entry in page]
    context = {
        "menu": "journal",
        "page": page,
        "rows": rows,
        "families": Family.choices,
        "family": choice.family,
        "people": people_in(request.authority.pk),
        "person": choice.person,
        "about": rows[0].entry.about_title if choice.about and rows else "",
    }
    return render(request, "desk/journal.html", context)


@require_safe
@desk_page
def proof(request: DeskRequest) -> HttpResponse:
    _refuse_others(request)
    found = verify_chain(request.authority.pk)
    return render(request, "desk/journal_proof.html", {"menu": "journal", "proof": found})


def choice_of(request: HttpRequest) -> Choice:
    """What the address asks for; nonsense in it asks for nothing."""
    family = request.GET.get("family", "")
    person = request.GET.get("person", "")
    kind, _colon, pk = request.GET.get("about", "").partition(":")
    return Choice(
        family=family if family in Family.values else "",
        person=int(person) if person.isascii() and person.isdigit() and len(person) < 18 else None,
        about=(kind, pk) if kind and pk else None,
    )


def row_of(entry: Entry) -> Row:
    """What an entry says, in the reader's language."""
    reason = entry.details.get("reason")
    return Row(
        entry=entry,
        day=timezone.localdate(entry.at),
        about=f"{entry.about_kind}:{entry.about_id}",
        words=words_of(entry.fact),
        reason=reason if isinstance(reason, str) else "",
        changed=changed_fields(entry),
    )


def people_in(authority_id: int) -> list[User]:
    """Everybody who did something here, those who have left included."""
    acted = Entry.objects.filter(authority_id=authority_id, by_id__isnull=False)
    return list(User.objects.filter(pk__in=acted.values("by_id")).order_by("name", "pk"))


def _refuse_others(request: DeskRequest) -> None:
    if not access.can_read_journal(request.memberships):
        raise NotAllowed
