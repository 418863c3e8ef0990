"""The ledger of accession: municipalities and partner bodies, step by step; nothing is edited."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.access import today_in
from prevenio.people.models import Authority, Body, User
from prevenio.places.models import Municipality
from prevenio.programme.models import DatePrecision
from prevenio.region import access
from prevenio.region.chains import fault_in, holding
from prevenio.region.models import (
    OF_MUNICIPALITIES,
    OF_PARTNERS,
    AccessionStep,
    Standing,
    Wave,
)

type Subject = Municipality | Body


class StepNotPossible(Refused):
    message = _("“%(after)s” cannot follow “%(before)s”. Enter the step that lies between them.")


class FirstStepNotPossible(Refused):
    message = _("“%(after)s” cannot be the first step.")


class StepBeforeTheLast(Refused):
    message = _("The step before it was taken on %(day)s; this one cannot lie before that day.")


class StepInFuture(Refused):
    message = _("A step is entered once it was taken; its day cannot lie ahead.")


class DayMissing(Refused):
    message = _("Give the day, or the day by which it had certainly happened, and not both.")


class WaveMissing(Refused):
    message = _("Choose the wave with which the municipality joins.")


class WaveElsewhere(Refused):
    message = _("Only the joining of a municipality, or its preparing, belongs to a wave.")


class NothingChosen(Refused):
    message = _("Choose at least one municipality.")


@dataclass(frozen=True, slots=True)
class NewStep:
    """What a person enters: the standing, its day or the day by which it is known, the wave."""

    standing: str
    on: date | None = None
    known_by: date | None = None
    precision: str = DatePrecision.DAY
    wave: Wave | None = None
    note: str = ""
    is_public: bool = False


@transaction.atomic
def take_step(*, subject: Subject, step: NewStep, by: User, at: datetime) -> AccessionStep:
    """Add a step to the ledger of a municipality or of a partner body.

    Raises NotAllowed, or a refusal that says why the step cannot be taken.
    """
    subject = _locked(subject)
    _allowed(subject.authority, by, at)
    return _added(subject, step, None, by, at)


@transaction.atomic
def correct_step(*, wrong: AccessionStep, step: NewStep, by: User, at: datetime) -> AccessionStep:
    """Supersede a step by another, or by nothing (`Standing.MISTAKE`); the wrong one stays to read.

    Raises NotAllowed, WrongState where it was superseded already, or what `take_step` raises.
    """
    subject = _locked(subject_of(wrong))
    _allowed(subject.authority, by, at)
    if AccessionStep.objects.filter(supersedes=wrong).exists():
        raise WrongState
    if step.standing == Standing.MISTAKE:
        step = replace(step, on=wrong.on, known_by=wrong.known_by, wave=None, is_public=False)
    return _added(subject, step, wrong, by, at)


@transaction.atomic
def join_together(
    *, municipalities: Sequence[Municipality], wave: Wave, step: NewStep, by: User, at: datetime
) -> list[AccessionStep]:
    """Take many municipalities into a wave at once; one that cannot join refuses them all.

    Raises NotAllowed, NothingChosen, or what `take_step` raises.
    """
    _allowed(wave.authority, by, at)
    if not municipalities:
        raise NothingChosen
    step = replace(step, wave=wave)
    ordered = sorted(municipalities, key=lambda one: one.pk)
    return [_added(_locked(one), step, None, by, at) for one in ordered]


def subject_of(step: AccessionStep) -> Subject:
    """The municipality or the body that a step is of."""
    subject = step.municipality or step.body
    assert subject is not None  # a constraint of the table
    return subject


def _locked(subject: Subject) -> Subject:
    """Whoever holds the row of a municipality or body adds the next of its steps."""
    rows = type(subject)._default_manager.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("authority").get(pk=subject.pk)
    assert isinstance(found, Municipality | Body)
    return found


def _allowed(authority: Authority, by: User, at: datetime) -> None:
    if not access.can_run_region(by, authority, at):
        raise NotAllowed


def _added(
    subject: Subject, step: NewStep, wrong: AccessionStep | None, by: User, at: datetime
) -> AccessionStep:
    _check(subject, step, today_in(subject.authority, at))
    made = _made(subject, step, wrong, by, at)
    made.save()
    _check_chain(subject, made)
    record(
        "region.accession.corrected" if wrong else "region.accession.step_taken",
        about=made,
        by=by,
        at=at,
        authority_id=subject.authority_id,
        details=_details(made),
    )
    return made


def _check(subject: Subject, step: NewStep, today: date) -> None:
    """What can be said of a step by itself."""
    possible = OF_MUNICIPALITIES if isinstance(subject, Municipality) else OF_PARTNERS
    if step.standing not in {*possible, Standing.MISTAKE}:
        raise FirstStepNotPossible(after=_label(step.standing))
    if (step.on is None) == (step.known_by is None):
        raise DayMissing
    if (step.on or step.known_by or today) > today:
        raise StepInFuture
    if step.standing == Standing.JOINED and step.on is not None and step.wave is None:
        raise WaveMissing
    if step.wave is not None and step.standing not in {Standing.JOINED, Standing.PREPARING}:
        raise WaveElsewhere
    if step.wave is not None and step.wave.authority_id != subject.authority_id:
        raise WaveMissing


def _check_chain(subject: Subject, made: AccessionStep) -> None:
    """Whether all steps still follow each other, the new one among them."""
    mine = {"municipality": subject} if isinstance(subject, Municipality) else {"body": subject}
    steps = holding(AccessionStep.objects.filter(**mine))
    fault = fault_in(steps)
    if fault is None:
        return
    if fault.is_order:
        raise StepBeforeTheLast(day=fault.day)
    if not fault.before:
        raise FirstStepNotPossible(after=_label(fault.after))
    raise StepNotPossible(before=_label(fault.before), after=_label(fault.after))


def _made(
    subject: Subject, step: NewStep, wrong: AccessionStep | None, by: User, at: datetime
) -> AccessionStep:
    return AccessionStep(
        authority=subject.authority,
        municipality=subject if isinstance(subject, Municipality) else None,
        body=subject if isinstance(subject, Body) else None,
        standing=step.standing,
        on=step.on,
        known_by=step.known_by,
        precision=step.precision,
        wave=step.wave,
        note=step.note.strip(),
        is_public=step.is_public,
        supersedes=wrong,
        by=by,
        at=at,
    )


def _label(standing: str) -> object:
    return Standing(standing).label if standing in Standing.values else standing


def _details(step: AccessionStep) -> dict[str, object]:
    said: dict[str, object] = {"standing": step.standing, "on": step.counts_from.isoformat()}
    if step.wave is not None:
        said["wave"] = step.wave.name
    if step.supersedes_id is not None:
        said["supersedes"] = str(step.supersedes_id)
    return said
