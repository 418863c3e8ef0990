"""Returns of the sample: one year that is closed and shown, one that is being collected.

Written as rows, like the programme itself, with the events of which their state is the projection.
Nothing is mailed by that. The bodies' addresses lie under `.example`, which nobody can own.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from prevenio.demo.reviewed import review_sample_year
from prevenio.demo.samples import FOLDER
from prevenio.journal.operations import record
from prevenio.kernel.working_days import working_day_from
from prevenio.people.models import Authority, Body, Membership, Role, User
from prevenio.programme.models import ProgrammeVersion
from prevenio.returns import operations
from prevenio.returns.content import Nature, nature_of, seal_of, sealable
from prevenio.returns.models import (
    ActionReturn,
    BodyContact,
    EventKind,
    Mailing,
    Outcome,
    PeriodKind,
    Purpose,
    ReportingPeriod,
    ReturnEvent,
    ReturnLink,
    SealedReturn,
)
from prevenio.returns.operations.events import project
from prevenio.returns.operations.links import expiry_of, hash_of_code, new_code
from prevenio.returns.reminding import INVITATION

Words = dict[str, Any]
_SENT = [EventKind.SUBMITTED]
_CERTIFIED = [*_SENT, EventKind.CERTIFIED]
_ACCEPTED = [*_CERTIFIED, EventKind.ACCEPTED]
_RELEASED = [*_ACCEPTED, EventKind.RELEASED]
_SENT_BACK = [*_CERTIFIED, EventKind.SENT_BACK]
# Numbers that take the same form of a Polish noun.
_AMOUNTS = (5, 17, 31, 8, 46, 12, 25, 9, 37, 14, 20, 6, 28, 11, 35)
# How far the returns of the year that is being collected have come, again and again.
_ON_THE_WAY = [_ACCEPTED, _ACCEPTED, [], _CERTIFIED, _ACCEPTED, _SENT, _ACCEPTED, [], _SENT_BACK]


def report_sample_years(version: ProgrammeVersion, *, at: datetime) -> None:
    """The year 2022, accepted and shown to residents, and 2023, due ten working days from now."""
    words: Words = json.loads((FOLDER / "kielce-returns.json").read_text(encoding="utf-8"))
    authority = version.programme.authority
    past = datetime(2023, 1, 10, 9, 0, tzinfo=UTC)
    closed = _open(version, 2022, opens_on=past.date(), due_on=date(2023, 1, 31), at=past)
    _fill(closed, words)
    coordinator = _coordinator(authority)
    operations.close_period(period=closed, by=coordinator, at=past + timedelta(days=60))
    review_sample_year(closed, words)
    today = at.astimezone(ZoneInfo(authority.time_zone)).date()
    due_on = working_day_from(today, 10, country=authority.country)
    open_since = today - timedelta(days=20)
    begun = at - timedelta(days=20)
    present = _open(version, 2023, opens_on=open_since, due_on=due_on, at=begun)
    _fill(present, words)
    _name_people(present, words, at)


def _open(
    version: ProgrammeVersion, year: int, *, opens_on: date, due_on: date, at: datetime
) -> ReportingPeriod:
    return operations.open_period(
        version=version,
        kind=PeriodKind.YEAR,
        name=f"rok {year}",
        first_day=date(year, 1, 1),
        last_day=date(year, 12, 31),
        window=operations.Window(opens_on=opens_on, due_on=due_on),
        by=_coordinator(version.programme.authority),
        at=at,
    )


def _name_people(period: ReportingPeriod, words: Words, at: datetime) -> None:
    """Who fills in and who certifies for each body, with links that were opened long ago."""
    bodies = list(Body.objects.filter(returns__period=period).distinct().order_by("pk"))
    contacts = [
        BodyContact(
            body=body,
            purpose=purpose,
            email=_email(body.pk, purpose),
            **_person(body, purpose, words),
        )
        for body in bodies
        for purpose in Purpose
    ]
    BodyContact.objects.bulk_create(contacts)
    expires_at = expiry_of(period, bodies[0])
    ReturnLink.objects.bulk_create(
        ReturnLink(
            period=period,
            body=one.body,
            purpose=one.purpose,
            email=one.email,
            issued_at=at,
            expires_at=expires_at,
            opened_at=at,
            code_hash=hash_of_code(new_code()),
        )
        for one in contacts
    )
    Mailing.objects.bulk_create(
        Mailing(period=period, body=body, occasion=INVITATION, at=at) for body in bodies
    )


def _person(body: Body, purpose: str, words: Words) -> dict[str, str]:
    is_sender = purpose == Purpose.REPORT
    people, offices = words["people"], words["offices" if is_sender else "certifying_offices"]
    name = people[(body.pk + (0 if is_sender else 5)) % len(people)]
    return {"name": name, "office": offices[body.pk % len(offices)]}


def _email(body_id: int, purpose: str) -> str:
    mailbox = "sprawozdania" if purpose == Purpose.REPORT else "kierownictwo"
    return f"{mailbox}@podmiot-{body_id}.example"


def _coordinator(authority: Authority) -> User:
    found = Membership.objects.filter(authority=authority, role=Role.COORDINATOR)
    return found.select_related("user").order_by("pk")[0].user


def _fill(period: ReportingPeriod, words: Words) -> None:
    """Write and send the returns of a period; the journal says so once, as for the programme."""
    returns = list(
        period.returns.select_related(
            "action__area", "body", "period__opened_by", "period__window"
        ).order_by("action__area__position", "action__position", "pk")
    )
    for number, one in enumerate(returns):
        _write(one, number, words)
    sent = [(one, number) for number, one in enumerate(returns) if _steps(period, number)]
    sealed = SealedReturn.objects.bulk_create(_sealed(one, number, words) for one, number in sent)
    events: list[ReturnEvent] = []
    for (one, number), seal in zip(sent, sealed, strict=True):
        events += _events(one, number, seal, words)
    ReturnEvent.objects.bulk_create(events)
    fields = ["outcome", "narrative", "reason", "counts", "saved_at", "revision", "state"]
    moments = ["due_on", "first_submitted_at", "submitted_at", "certified_at", "accepted_at"]
    # The rows are there: writing over them costs far less than updating each column by cases.
    ActionReturn.objects.bulk_create(
        returns,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*fields, *moments, "released_at"],
    )
    record(
        "demo.returns.loaded",
        about=period,
        by=None,
        at=period.opened_at,
        authority_id=period.authority_id,
        details={"returns": len(returns), "sent": len(sent)},
    )


def _steps(period: ReportingPeriod, number: int) -> list[EventKind]:
    """What happens to a return after it was prepared."""
    if period.last_day.year == 2022:
        return [] if number % 29 == 28 else _RELEASED
    return _ON_THE_WAY[number % len(_ON_THE_WAY)]


def _write(one: ActionReturn, number: int, words: Words) -> None:
    if not _steps(one.period, number):
        return
    kind = one.action.kind
    amount = _AMOUNTS[number % len(_AMOUNTS)]
    one.outcome = _outcome(one, number)
    if one.outcome == Outcome.ABANDONED:
        one.reason = words["abandoned"]
    if one.outcome in {Outcome.DONE, Outcome.IN_COURSE}:
        facts = {"n": amount, "m": amount * 20, "k": max(2, amount // 4)}
        texts = words["narratives"][kind]
        one.narrative = texts[number % len(texts)].format(**facts)
        label, unit = words["counts"][kind]
        one.counts = [[label, str(amount), unit]]
    one.revision, one.saved_at = 1, _sent_at(one.period, number)


def _outcome(one: ActionReturn, number: int) -> Outcome:
    nature = nature_of(one.action)
    if nature == Nature.CONDITIONAL:
        return Outcome.NOT_TRIGGERED
    if nature == Nature.SEASONAL and number % 2:
        return Outcome.NOT_DUE
    if number % 47 == 20:
        return Outcome.ABANDONED
    if number % 19 == 11:
        return Outcome.NOT_STARTED
    return Outcome.IN_COURSE if number % 5 == 3 else Outcome.DONE


def _sent_at(period: ReportingPeriod, number: int) -> datetime:
    """A morning between the first day of the window and a little after the due day of 2022."""
    span = 24 if period.last_day.year == 2022 else 15
    day = period.window.opens_on + timedelta(days=1 + number * 5 % span)
    return datetime.combine(day, time(8, 30), tzinfo=UTC)


def _sealed(one: ActionReturn, number: int, words: Words) -> SealedReturn:
    content, person = sealable(one, []), _person(one.body, Purpose.REPORT, words)
    return SealedReturn(
        action_return=one,
        number=1,
        content=content,
        seal=seal_of(content),
        sealed_at=_sent_at(one.period, number),
        by_name=person["name"],
        by_office=person["office"],
        by_email=_email(one.body_id, Purpose.REPORT),
    )


def _events(
    one: ActionReturn, number: int, sealed: SealedReturn, words: Words
) -> Iterator[ReturnEvent]:
    """The life of a return after it was prepared, and its projection on the return."""
    period = one.period
    steps = [
        ReturnEvent(
            action_return=one,
            number=2 + place,
            kind=kind,
            at=sealed.sealed_at + timedelta(days=place, hours=place),
            sealed=sealed,
            **_who(kind, one, sealed, words),
        )
        for place, kind in enumerate(_steps(period, number))
    ]
    prepared = ReturnEvent(
        kind=EventKind.PREPARED, at=period.opened_at, due_on=period.window.due_on
    )
    project(one, [prepared, *steps])
    yield from steps


def _who(kind: EventKind, one: ActionReturn, sealed: SealedReturn, words: Words) -> dict[str, Any]:
    if kind == EventKind.SUBMITTED:
        return {"by_name": sealed.by_name, "by_office": sealed.by_office}
    if kind == EventKind.CERTIFIED:
        person = _person(one.body, Purpose.CERTIFY, words)
        return {"by_name": person["name"], "by_office": person["office"]}
    by = one.period.opened_by
    said: dict[str, Any] = {"by_id": by.pk, "by_name": by.name}
    if kind == EventKind.SENT_BACK:
        said |= {
            "reason": words["sent_back"],
            "sections": ["COUNTS"],
            "due_on": one.period.window.due_on,
        }
    return said
