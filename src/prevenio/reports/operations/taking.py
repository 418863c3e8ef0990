"""A report is taken: from a resident's phone, at the desk, from another system."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.kernel.written import words_of
from prevenio.people.models import Authority, User
from prevenio.reports import access, receipts, states
from prevenio.reports.models import (
    CategoryVersion,
    Channel,
    EventKind,
    Nature,
    Report,
    ReportEvent,
    ReportText,
    TextKind,
)
from prevenio.reports.operations.photos import Photo, keep_photos
from prevenio.reports.operations.resident import add_photo
from prevenio.reports.operations.showing import show_blurred
from prevenio.reports.operations.steps import FACTS, allowed_by, calendar_of, put
from prevenio.reports.queries.ground import Ground, ground_at
from prevenio.reports.queries.rules import route_at

LONGEST_WORDS = 2_000
_ATTEMPTS = 3


class CategoryGone(Refused):
    message = _("Choose one of the categories.")


class PlaceOutside(Refused):
    message = _("This place lies outside of what we look after. Choose a place on our map.")


class WordsNeeded(Refused):
    message = _("This category needs some words: what happens there?")


class ContactNeeded(Refused):
    message = _(
        "A request is answered by law only with a name and an address for the answer. Add them, "
        "or send it as information."
    )


class WhenUnclear(Refused):
    message = _("Choose both hours, from and to, between 0 and 23.")


@dataclass(frozen=True, slots=True)
class When:
    """When it happens: a bit for each weekday (Monday first), hours both included."""

    weekdays: int = 0
    from_hour: int | None = None
    to_hour: int | None = None

    @property
    def hours(self) -> tuple[int, int] | None:
        if self.from_hour is None or self.to_hour is None:
            return None
        return self.from_hour, self.to_hour


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach whoever reported; all empty for the anonymous."""

    name: str = ""
    email: str = ""
    phone: str = ""
    postal_address: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent. `doubt` says why it is to be looked at first; empty if nothing is.

    `person_key` tells independent people apart (`Report.person_key`). `source` names the other
    system that sent it, for the journal.
    """

    version: CategoryVersion
    latitude: float
    longitude: float
    person_key: str
    place_name: str = ""
    words: str = ""
    when: When = When()
    answers: Mapping[str, str] = field(default_factory=dict)
    contact: Contact = Contact()
    nature: Nature = Nature.INFORMATION
    channel: Channel = Channel.WEB
    language: str = "en"
    user: User | None = None
    doubt: str = ""
    photos: Sequence[Photo] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A report that was taken, and whether just now."""

    report: Report
    is_new: bool


def take(
    *, authority: Authority, sent: Sent, form_key: str, by: User | None = None, at: datetime
) -> Report:
    """The report that `take_once` takes or knows."""
    return take_once(authority=authority, sent=sent, form_key=form_key, by=by, at=at).report


def take_once(
    *, authority: Authority, sent: Sent, form_key: str, by: User | None = None, at: datetime
) -> Taken:
    """Take a report and send it on its way; what is sent twice with one key is one report.

    A door makes the key with `receipts.key_of`; the receipt is
    `receipts.words_of(form_key, sent.language)`. At most eight statements and those of photos.
    Raises CategoryGone, PlaceOutside, WordsNeeded, ContactNeeded, WhenUnclear or TooLong.
    """
    receipt = receipts.digest_of(receipts.words_of(form_key, sent.language))
    for attempt in range(_ATTEMPTS):
        reference = receipts.reference_of(f"{form_key}.{attempt}" if attempt else form_key)
        try:
            with transaction.atomic():
                return Taken(_taken(authority, sent, (reference, receipt), by, at), is_new=True)
        except IntegrityError:
            # The same came at the same moment, or once before: it has its report.
            known = taken_before(authority, form_key)
            if known is not None:
                return Taken(known, is_new=False)
            # Else another report has this reference: once in a million times.
            if attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError("The last attempt returns or raises.")


def taken_before(authority: Authority, form_key: str) -> Report | None:
    """The report that something was taken as, in whatever language its page was."""
    rows = Report.objects.filter(authority=authority)
    found = rows.filter(code_digest__in=receipts.digests_of(form_key))
    return found.select_related("category", "version").first()


def taken_once_more(*, report: Report, photos: Sequence[Photo], at: datetime) -> None:
    """Add the photos that somebody went back for and sent along with the same report again.

    Those that it has are kept once. Where none can be added any more, the others are: whoever sent
    it gets the receipt.
    """
    for photo in photos:
        with suppress(Refused):
            add_photo(report=report, photo=photo, at=at)


def take_for_somebody(
    *, authority: Authority, sent: Sent, form_key: str, by: User, at: datetime
) -> Report:
    """Write down what somebody says on the phone or at the desk. Raises NotAllowed too."""
    if not access.can_take_reports(by, authority, at):
        raise NotAllowed
    return take(authority=authority, sent=sent, form_key=form_key, by=by, at=at)


def _taken(
    authority: Authority,
    sent: Sent,
    names: tuple[str, str],
    by: User | None,
    at: datetime,
) -> Report:
    words = _checked(authority, sent, at)
    day = calendar_of(authority).day_of(at)
    ground = ground_at(
        authority=authority, latitude=sent.latitude, longitude=sent.longitude, day=day
    )
    if ground.is_outside:
        raise PlaceOutside
    report = _made(authority, sent, names, ground, at)
    said = None
    if words:
        said = ReportText(report=report, kind=TextKind.DESCRIPTION, text=words, by=by, at=at)
        said.save()
    _begin(report, said, sent.source, by, at)
    if sent.photos:
        keep_photos(report, sent.photos, by=by, at=at, is_new=True)
    return report


def _checked(authority: Authority, sent: Sent, at: datetime) -> str:
    """The words as they are kept. Raises what `take` says."""
    version, today = sent.version, calendar_of(authority).day_of(at)
    ends = version.last_day is not None and version.last_day < today
    begins = version.first_day is not None and version.first_day > today
    if version.category.authority_id != authority.pk or ends or begins:
        raise CategoryGone
    if (sent.when.from_hour is None) != (sent.when.to_hour is None):
        raise WhenUnclear
    words = sent.words.replace("\x00", "").strip()
    if words:
        words = words_of(words, most=LONGEST_WORDS)
    elif version.needs_words:
        raise WordsNeeded
    contact = sent.contact
    can_answer = contact.email.strip() or contact.postal_address.strip()
    if sent.nature == Nature.REQUEST and not (contact.name.strip() and can_answer):
        raise ContactNeeded
    return words


def _made(
    authority: Authority,
    sent: Sent,
    names: tuple[str, str],
    ground: Ground,
    at: datetime,
) -> Report:
    version = sent.version
    report = Report(
        authority=authority,
        reference=names[0],
        category=version.category,
        version=version,
        nature=sent.nature,
        channel=sent.channel,
        latitude=sent.latitude,
        longitude=sent.longitude,
        blur_metres=version.blur_metres,
        place_name=sent.place_name.replace("\x00", "").strip()[:200],
        municipality_id=ground.municipality_id,
        precinct_id=ground.precinct_id,
        weekdays=sent.when.weekdays & 127,
        from_hour=sent.when.from_hour,
        to_hour=sent.when.to_hour,
        answers=dict(sent.answers),
        language=sent.language,
        user=sent.user,
        contact_name=sent.contact.name.strip()[:120],
        email=sent.contact.email.strip().lower(),
        phone=sent.contact.phone.strip()[:40],
        postal_address=sent.contact.postal_address.strip()[:200],
        person_key=sent.person_key,
        code_digest=names[1],
        doubt=sent.doubt,
        received_at=at,
    )
    calendar = calendar_of(authority)
    route = route_at(report, ground, calendar.day_of(at))
    report.route = route.explained
    begun = states.beginning(
        allowed_by(version, sent.nature),
        calendar,
        at=at,
        is_held=bool(sent.doubt),
        body_id=route.rule.body_id if route.rule else None,
        person_id=route.rule.person_id if route.rule else None,
    )
    put(report, begun, 1, at)
    show_blurred(report, ground.index)
    report.save(force_insert=True)
    return report


def _begin(
    report: Report, said: ReportText | None, source: str, by: User | None, at: datetime
) -> None:
    kind = EventKind.HELD if report.doubt else EventKind.RECEIVED
    ReportEvent(
        report=report,
        number=1,
        kind=kind,
        text=said,
        body_id=report.body_id,
        person_id=report.person_id,
        by=by,
        at=at,
    ).save()
    record(
        FACTS[kind],
        about=report,
        by=by,
        at=at,
        authority_id=report.authority_id,
        details={
            "category": report.version.category.code,
            "channel": str(report.channel),
            **({"key": source} if source else {}),
        },
    )
