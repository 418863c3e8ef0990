"""Somebody else says that a report or a problem place is right, or that what it says is gone."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from prevenio.journal.operations import record
from prevenio.kernel.errors import WrongState
from prevenio.reports import receipts
from prevenio.reports.models import Confirmation, EventKind, Outcome, ProblemPlace, Report
from prevenio.reports.operations.opening_again import ask_anew, lock_with_joined
from prevenio.reports.operations.problem_places.events import locked_place
from prevenio.reports.operations.steps import locked, require, take_step
from prevenio.reports.operations.taking import When, WhenUnclear
from prevenio.reports.queries.voices import confirmations_in, reports_in

# So many people open a report again who say that what it says is still there.
OPENS_AGAIN = 3
_OPENS_AGAIN = (Outcome.SOLVED, Outcome.PASSED_ON, Outcome.NOT_CONFIRMED, Outcome.NO_MEANS)


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody says; the receipt is `words_of(form_key, language)`."""

    is_there: bool
    person_key: str
    form_key: str
    language: str
    when: When
    email: str = ""

    @property
    def digest(self) -> str:
        return receipts.digest_of(receipts.words_of(self.form_key, self.language))


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
    saying = _checked(Saying(is_there, person_key, form_key, language, when or When(), email))
    lock_with_joined(report)
    report = locked(report)
    kind = EventKind.BACKED if is_there else EventKind.DENIED
    require(report, kind)
    known = Confirmation.objects.filter(code_digest=saying.digest).first()
    if known is not None:
        return known
    own = Report.objects.filter(pk=report.pk)
    is_new = _is_new(saying, own, report.confirmations.filter(is_counted=True))
    made = _said(saying, report, is_new=is_new, at=at)
    if is_new:
        report = take_step(report, kind, by=None, at=at)
        _open_again(report, at)
    return made


@transaction.atomic
def confirm_place(
    *,
    place: ProblemPlace,
    is_there: bool,
    person_key: str,
    form_key: str,
    when: When | None = None,
    email: str = "",
    language: str,
    at: datetime,
) -> Confirmation:
    """Say of an open problem place that one sees it too, or that it is gone; as `confirm` does.

    Whoever reported it or confirmed one of its reports is one of its people already. What is new
    stands in the journal and is no event of the place: the staff read the numbers, and nobody
    who is writing about the place is stopped. Raises WrongState, WhenUnclear.
    """
    saying = _checked(Saying(is_there, person_key, form_key, language, when or When(), email))
    place = locked_place(place, None)
    known = Confirmation.objects.filter(code_digest=saying.digest).first()
    if known is not None:
        return known
    if not place.is_open:
        raise WrongState
    is_new = _is_new(saying, reports_in(place), confirmations_in(place))
    made = _said(saying, place, is_new=is_new, at=at)
    if is_new:
        record(
            "reports.place.backed" if is_there else "reports.place.denied",
            about=place,
            by=None,
            at=at,
            authority_id=place.authority_id,
            details={"state": str(place.state)},
        )
    return made


def _checked(saying: Saying) -> Saying:
    if (saying.when.from_hour is None) != (saying.when.to_hour is None):
        raise WhenUnclear
    return saying


def _said(
    saying: Saying, about: Report | ProblemPlace, *, is_new: bool, at: datetime
) -> Confirmation:
    return Confirmation.objects.create(
        report=about if isinstance(about, Report) else None,
        place=about if isinstance(about, ProblemPlace) else None,
        is_there=saying.is_there,
        weekdays=saying.when.weekdays & 127,
        from_hour=saying.when.from_hour,
        to_hour=saying.when.to_hour,
        language=saying.language,
        email=saying.email.strip().lower() if is_new else "",
        person_key=saying.person_key,
        code_digest=saying.digest,
        is_counted=is_new,
        at=at,
    )


def _open_again(report: Report, at: datetime) -> None:
    """Open what has ended, where so many independent people have said since that it is there.

    Fewer of them are told to whoever closed it (`untold.calls`). Of what was erased nobody knows
    any more what it said; what was joined or split goes on elsewhere.
    """
    if report.closed_at is None or report.outcome not in _OPENS_AGAIN or report.text_erased_at:
        return
    since = report.confirmations.filter(is_there=True, is_counted=True, at__gt=report.closed_at)
    if since.values("person_key").distinct().count() >= OPENS_AGAIN:
        ask_anew(report)
        take_step(report, EventKind.REOPENED, by=None, at=at)


def _is_new(
    saying: Saying, reports: QuerySet[Report], confirmations: QuerySet[Confirmation]
) -> bool:
    """Whether a person says something for the first time, and of nothing that is their own."""
    said = confirmations.filter(is_there=saying.is_there, person_key=saying.person_key)
    is_repeated = said.exists()
    # Without an address only the network is known, and neighbours may share one: such a
    # confirmation stands beside the report, and counts as nobody new.
    is_own = bool(saying.email) and reports.filter(person_key=saying.person_key).exists()
    return not is_own and not is_repeated
