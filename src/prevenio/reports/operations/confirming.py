"""Somebody else says that a report is right, or that what it says is gone."""

from datetime import datetime

from django.db import transaction

from prevenio.reports import receipts
from prevenio.reports.models import Confirmation, EventKind, Outcome, Report
from prevenio.reports.operations.steps import locked, require, take_step
from prevenio.reports.operations.taking import When, WhenUnclear

# So many people open a report again who say that what it says is still there.
OPENS_AGAIN = 3
_OPENS_AGAIN = (Outcome.SOLVED, Outcome.PASSED_ON, Outcome.NOT_CONFIRMED, Outcome.NO_MEANS)


@transaction.atomic
def confirm(
    *,
    report: Report,
    is_there: bool,
    person_key: str,
    form_key: str,
    when: When | None = None,
    email: str = "",
    language: str,
    at: datetime,
) -> Confirmation:
    """Confirm a report, or say that it is gone; the receipt is `words_of(form_key, language)`.

    Anybody may type anybody's address, so nobody may learn from the answer whether that address
    reported or confirmed. Whoever says it newly, once more or of an own report therefore gets the
    same: a row with words that open the same page. Only what is new is counted and is a step of
    the report; the other rows carry no address, since the first one has it and is written to.
    The same form sent twice is one confirmation. Raises WrongState, WhenUnclear.
    """
    when = when or When()
    if (when.from_hour is None) != (when.to_hour is None):
        raise WhenUnclear
    report = locked(report)
    kind = EventKind.BACKED if is_there else EventKind.DENIED
    require(report, kind)
    digest = receipts.digest_of(receipts.words_of(form_key, language))
    known = Confirmation.objects.filter(code_digest=digest).first()
    if known is not None:
        return known
    is_new = _is_new(report, is_there, person_key, email)
    made = Confirmation.objects.create(
        report=report,
        is_there=is_there,
        weekdays=when.weekdays & 127,
        from_hour=when.from_hour,
        to_hour=when.to_hour,
        language=language,
        email=email.strip().lower() if is_new else "",
        person_key=person_key,
        code_digest=digest,
        is_counted=is_new,
        at=at,
    )
    if is_new:
        report = take_step(report, kind, by=None, at=at)
        _open_again(report, at)
    return made


def _open_again(report: Report, at: datetime) -> None:
    """Open what has ended, where so many independent people have said since that it is there.

    Fewer of them are told to whoever closed it (`untold.calls`). Of what was erased nobody knows
    any more what it said; what was joined or split goes on elsewhere.
    """
    if report.closed_at is None or report.outcome not in _OPENS_AGAIN or report.text_erased_at:
        return
    since = report.confirmations.filter(is_there=True, is_counted=True, at__gt=report.closed_at)
    if since.values("person_key").distinct().count() >= OPENS_AGAIN:
        take_step(report, EventKind.REOPENED, by=None, at=at)


def _is_new(report: Report, is_there: bool, person_key: str, email: str) -> bool:
    # Without an address only the network is known, and neighbours may share one: such a
    # confirmation stands beside the report, and counts as nobody new.
    is_own = bool(email) and report.person_key == person_key
    said = report.confirmations.filter(is_there=is_there, person_key=person_key, is_counted=True)
    is_repeated = said.exists()
    return not is_own and not is_repeated
