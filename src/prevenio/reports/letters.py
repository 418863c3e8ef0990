"""The letters about reports: to whoever left an address, and to whoever works on them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial

from django.db.models import F, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.notices.letters import Letter, paragraphs_of
from prevenio.notices.operations import write_notice
from prevenio.people import addresses
from prevenio.people.access import today_in
from prevenio.people.models import BODY_ROLES, Authority, Body, Membership, Role, User
from prevenio.reports.models import (
    Confirmation,
    ProblemPlace,
    Report,
    ReportState,
    ReportText,
    TextKind,
)
from prevenio.reports.queries.families import NO_REPORT, followers_of
from prevenio.web.templatetags.parts import day


class Occasion(StrEnum):
    """Why the staff are written to."""

    NEW = "new"
    LATE = "late"
    ESCALATED = "escalated"
    HEAD = "head"
    AGAIN = "again"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Resident:
    """Whoever reported or confirmed something: where they are written to, and about what."""

    email: str
    language: str
    reference: str
    about: str
    """What the address was left with: with it letters on their way are dropped."""


def write_to_reporter(report: Report, said: ReportText, *, at: datetime) -> None:
    """Question or news, to whoever reported it alone; nothing where no address was left.

    Others who said the same are no part of what is talked about. The letter does not hold the
    report: others may read the mailbox.
    """
    if not report.email:
        return
    reader = Resident(report.email, report.language, report.reference, about(report.pk))
    _write(reader, report.authority, lambda: _of_report(reader, report, said), at)


def write_result(report: Report, said: ReportText, *, at: datetime) -> None:
    """What came of it, to everybody who reported or confirmed it and left an address."""
    for reader in residents_of(report):
        _write(reader, report.authority, partial(_answer, reader, report, said), at)


def residents_of(report: Report) -> Sequence[Resident]:
    """Who left an address: with the report, with one that was joined with it, or confirming it.

    Of a part also those who said so while it was whole, and of what a part was joined with; each is
    told the reference that is known.
    """
    return _left_in(Report.objects.filter(pk__in=followers_of([report.pk])))


def write_of_place(place: ProblemPlace, words: str, *, at: datetime) -> int:
    """What is done about a place, to everybody who left an address for a report of it, or for it.

    Reports that go on as one of its reports belong to it too. How many letters it were.
    """
    inside = place.reports.exclude(outcome__in=NO_REPORT).values_list("pk", flat=True)
    reported = _left_in(Report.objects.filter(pk__in=followers_of(inside)))
    readers = _each_once([*reported, *_left_with(place)])
    for reader in readers:
        _write(reader, place.authority, lambda: _of_place(place, words), at)
    return len(readers)


def write_to_body(report: Report, body: Body, *, at: datetime) -> None:
    """To the people of a body that has got one report."""
    write_about(report.authority, body, [report], Occasion.NEW, at=at)


def write_about(
    authority: Authority,
    body: Body | None,
    reports: Sequence[Report],
    occasion: Occasion,
    *,
    at: datetime,
) -> None:
    """One letter about several reports to each of the people of a body; None is the bureau.

    What stays late for long goes to whoever leads the bureau.
    """
    is_above = occasion == Occasion.HEAD
    readers = heads_of(authority, at) if is_above else people_of(authority, body, at)
    for email, own in readers:
        language = own or authority.language
        with translation.override(language):
            letter = _to_staff(authority, reports, occasion)
        write_notice(to=email, letter=letter, language=language, authority=authority, at=at)


def write_of_assigned(
    authority: Authority, person: User, reports: Sequence[Report], *, at: datetime
) -> None:
    """One letter about reports to the person that they were given to."""
    language = person.language or authority.language
    with translation.override(language):
        heading = ngettext(
            "%(count)s report of residents was assigned to you",
            "%(count)s reports of residents were assigned to you",
            len(reports),
        ) % {"count": len(reports)}
        letter = replace(
            _to_staff(authority, reports, Occasion.NEW), subject=heading, heading=heading
        )
    write_notice(to=person.email, letter=letter, language=language, authority=authority, at=at)


def people_of(authority: Authority, body: Body | None, at: datetime) -> Sequence[tuple[str, str]]:
    """Address and language of who works for a body, else its own address, else coordinators."""
    found = [(one.email, one.language) for one in _acting(authority, body, at)]
    if not found and body is not None and body.email:
        found = [(body.email, authority.language)]
    if not found:
        found = [(one.email, one.language) for one in _acting(authority, None, at)]
    return list(dict(found).items())


def heads_of(authority: Authority, at: datetime) -> Sequence[tuple[str, str]]:
    """Address and language of who leads the bureau, else of the coordinators."""
    rows = Membership.objects.on(today_in(authority, at)).filter(
        authority=authority, user__is_active=True, role=Role.HEAD_OF_BUREAU
    )
    heads = rows.order_by("user__name", "user_id").values_list("user__email", "user__language")
    return list(dict(heads).items()) or people_of(authority, None, at)


def staff_of(report: Report, at: datetime) -> Sequence[User]:
    """The people whom a report can be given to: those of its body, and the coordinators."""
    known: Iterable[User] = _acting(report.authority, None, at)
    if report.body is not None:
        known = [*_acting(report.authority, report.body, at), *known]
    return list({one.pk: one for one in known}.values())


def _acting(authority: Authority, body: Body | None, at: datetime) -> Sequence[User]:
    rows = Membership.objects.on(today_in(authority, at)).filter(
        authority=authority, user__is_active=True
    )
    rows = (
        rows.filter(role=Role.COORDINATOR)
        if body is None
        else rows.filter(body=body, role__in=BODY_ROLES)
    )
    return [one.user for one in rows.select_related("user").order_by("user__name", "user_id")]


def _left_in(reports: QuerySet[Report]) -> Sequence[Resident]:
    """One reader for each address that was left in reports or in confirmations of them.

    Of several reports with one address the letter is about the one that the others follow: who
    joined it under somebody else's address takes no letter along that way.
    """
    reports = reports.order_by(F("merged_into").asc(nulls_first=True), "pk")
    columns = ("email", "language", "reference", "pk")
    rows = [*reports.exclude(email="").values_list(*columns)]
    backing = (
        Confirmation.objects.filter(report__in=reports.order_by()).exclude(email="").order_by("pk")
    )
    rows += backing.values_list("email", "language", "report__reference", "report")
    return _each_once(
        Resident(email, language, reference, about(key)) for email, language, reference, key in rows
    )


def _left_with(place: ProblemPlace) -> Sequence[Resident]:
    """Those who left an address as they said of the place itself that it is so, or gone."""
    rows = place.confirmations.exclude(email="").order_by("pk")
    kept = about_place(place.pk)
    return [
        Resident(email, language, "", kept)
        for email, language in rows.values_list("email", "language")
    ]


def _each_once(readers: Iterable[Resident]) -> Sequence[Resident]:
    found: dict[str, Resident] = {}
    for one in readers:
        found.setdefault(one.email.casefold(), one)
    return list(found.values())


def _write(
    reader: Resident, authority: Authority, letter: Callable[[], Letter], at: datetime
) -> None:
    """Write a letter in the reader's language; the address is forgotten once it has gone out."""
    with translation.override(reader.language):
        made = letter()
    write_notice(
        to=reader.email,
        letter=made,
        language=reader.language,
        authority=authority,
        at=at,
        forgets_reader=True,
        about=reader.about,
    )


def about(report_id: int) -> str:
    """What letters to whoever reported or confirmed something are dropped by."""
    return f"report:{report_id}"


def about_place(place_id: int) -> str:
    """The same for what was said of a problem place as a whole."""
    return f"problem-place:{place_id}"


def _of_report(reader: Resident, report: Report, said: ReportText) -> Letter:
    asks = said.kind == TextKind.ASKING_BACK
    return _asked_back(report, said) if asks else _answer(reader, report, said)


def _to_staff(authority: Authority, reports: Sequence[Report], occasion: Occasion) -> Letter:
    heading = _heading(occasion, len(reports))
    one = reports[0] if len(reports) == 1 else None
    return Letter(
        subject=heading,
        heading=heading,
        paragraphs=[_("What residents wrote stands on the desk only, not in this letter.")],
        facts=_facts_of(reports),
        button=_("Open the report") if one else _("Open the reports"),
        address=addresses.address("reports:report", authority=authority, args=[one.pk])
        if one
        else addresses.address("reports:reports", authority=authority),
        genuine=_("You get this letter because you work on reports of residents."),
    )


def _facts_of(reports: Sequence[Report]) -> Sequence[tuple[str, str]]:
    """The first day, and how many must be let through before anybody else hears of them."""
    days = [row.due_on for row in reports if row.due_on is not None]
    held = sum(row.state == ReportState.HELD for row in reports)
    facts = [(_("First day to keep"), day(min(days)))] if days else []
    return [*facts, (_("To be looked at first"), str(held))] if held else facts


def _heading(occasion: Occasion, count: int) -> str:
    match occasion:
        case Occasion.NEW | Occasion.HELD:
            words = ngettext(
                "%(count)s report of residents is with you",
                "%(count)s reports of residents are with you",
                count,
            )
        case Occasion.LATE:
            words = ngettext(
                "%(count)s report of residents is late",
                "%(count)s reports of residents are late",
                count,
            )
        case Occasion.ESCALATED | Occasion.HEAD:
            words = ngettext(
                "%(count)s report of residents stays late",
                "%(count)s reports of residents stay late",
                count,
            )
        case Occasion.AGAIN:
            words = ngettext(
                "%(count)s report of residents needs you again",
                "%(count)s reports of residents need you again",
                count,
            )
    return words % {"count": count}


def _answer(reader: Resident, report: Report, said: ReportText) -> Letter:
    return Letter(
        subject=_("News of your report %(reference)s") % {"reference": reader.reference},
        heading=_("News of your report"),
        paragraphs=paragraphs_of(said.text),
        button=_("See how it stands, with the words of your receipt"),
        address=_receipt(report),
        after=[]
        if report.is_open
        else [_("There you can also say whether it is solved. If it is not, we look at it anew.")],
        signed=report.authority.name,
        genuine=genuine(),
    )


def _of_place(place: ProblemPlace, words: str) -> Letter:
    return Letter(
        subject=_("News of a place that you reported"),
        heading=_("News of a place that you reported"),
        paragraphs=paragraphs_of(words)
        or [_("The programme has taken up the place that you reported.")],
        button=_("See how it stands, with the words of your receipt"),
        address=addresses.address("portal:report-receipt", authority=place.authority),
        signed=place.authority.name,
        genuine=genuine(),
    )


def _asked_back(report: Report, said: ReportText) -> Letter:
    return Letter(
        subject=_("We have to ask you something about your report %(reference)s")
        % {"reference": report.reference},
        heading=_("Please tell us a little more"),
        paragraphs=paragraphs_of(said.text),
        button=_("Reply with the words of your receipt"),
        address=_receipt(report),
        after=[_("Until you reply, the days for our answer stand still, for two weeks at most.")],
        signed=report.authority.name,
        genuine=genuine(),
    )


def _receipt(report: Report) -> str:
    return addresses.address("portal:report-receipt", authority=report.authority)


def genuine() -> str:
    """Why a resident gets a letter of ours, and what we never ask for."""
    return _(
        "You sent a report on our page and left this address. We never ask for money, passwords or "
        "card numbers."
    )
