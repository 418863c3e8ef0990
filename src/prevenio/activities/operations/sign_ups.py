"""Sign-ups of residents: asked for, confirmed by a mailed link, cancelled, moved up."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.activities import letters
from prevenio.activities.models import Activity, ActivityState, SignUp, SignUpState
from prevenio.activities.signing_up import MOST_PEOPLE, is_open, people_in, starts_at
from prevenio.activities.tokens import digest_of, token_of
from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused

CONFIRM_WITHIN = timedelta(hours=48)
# Letters to one address: so many different activities an hour, and each again after a while only.
_MOST_OF_ADDRESS = 5
_MOST_UNCONFIRMED = 200
_HOUR = timedelta(hours=1)
_AGAIN = {
    SignUpState.UNCONFIRMED: timedelta(minutes=10),
    SignUpState.PLACE: _HOUR,
    SignUpState.WAITING: _HOUR,
}


class SignUpClosed(Refused):
    message = _("One can no longer sign up for this.")


class TooManySignUps(Refused):
    message = _("Very many people are signing up at this moment. Try again in an hour.")


class TooManyPeople(Refused):
    message = _("One sign-up is for at most %(most)s people. Sign the others up apart.")


class LinkRunOut(Refused):
    message = _("This link has run out. Sign up once more on the page of the event.")


class SignUpGone(Refused):
    message = _("This sign-up was cancelled. Sign up once more if you want to come.")


@transaction.atomic
def sign_up(
    *, activity: Activity, name: str, email: str, people: int, language: str, at: datetime
) -> None:
    """Ask for a place. A letter brings the link that confirms it; it answers alike for every
    address, so that nobody learns from it who has signed up.

    Raises SignUpClosed, TooManyPeople or TooManySignUps.
    """
    activity = locked(activity)
    if not is_open(activity, at):
        raise SignUpClosed
    if not 1 <= people <= MOST_PEOPLE:
        raise TooManyPeople(most=MOST_PEOPLE)
    email = email.strip().lower()
    known = activity.sign_ups.exclude(state=SignUpState.CANCELLED).filter(email=email).first()
    if known is not None:
        _answer_again(known, name=name, people=people, language=language, at=at)
        return
    asked = SignUp.objects.filter(signed_up_at__gt=at - _HOUR)
    if asked.filter(email=email).count() >= _MOST_OF_ADDRESS:
        return
    waiting = asked.filter(activity=activity, state=SignUpState.UNCONFIRMED)
    if waiting.count() >= _MOST_UNCONFIRMED:
        raise TooManySignUps
    _ask(SignUp(activity=activity, email=email), name=name, people=people, language=language, at=at)


@transaction.atomic
def confirm_sign_up(*, sign_up: SignUp, at: datetime) -> SignUp:
    """Give a place, or one on the waiting list, in the order in which people confirm.

    A second time changes nothing. Raises SignUpGone, LinkRunOut or SignUpClosed.
    """
    activity = locked(sign_up.activity)
    sign_up = _fresh(sign_up, activity)
    if sign_up.state in (SignUpState.PLACE, SignUpState.WAITING):
        return sign_up
    if sign_up.state == SignUpState.CANCELLED:
        raise SignUpGone
    if at > sign_up.signed_up_at + CONFIRM_WITHIN:
        raise LinkRunOut
    if not is_open(activity, at):
        raise SignUpClosed
    sign_up.state = SignUpState.PLACE if _has_room(activity, sign_up) else SignUpState.WAITING
    sign_up.confirmed_at = at
    sign_up.save(update_fields=["state", "confirmed_at"])
    _record("activities.sign_up.confirmed", sign_up, at)
    letters.write_answer(sign_up, at=at)
    return sign_up


@transaction.atomic
def cancel_sign_up(*, sign_up: SignUp, at: datetime) -> SignUp:
    """Give the place back; name and address go at once, and the first who waits moves up.

    A second time changes nothing.
    """
    activity = locked(sign_up.activity)
    sign_up = _fresh(sign_up, activity)
    if sign_up.state == SignUpState.CANCELLED:
        return sign_up
    letters.drop(sign_up)
    sign_up.state = SignUpState.CANCELLED
    sign_up.name = sign_up.email = sign_up.language = ""
    sign_up.erased_at = at
    sign_up.save(update_fields=["state", "name", "email", "language", "erased_at"])
    _record("activities.sign_up.cancelled", sign_up, at)
    move_up(activity, at=at)
    return sign_up


def move_up(activity: Activity, *, at: datetime) -> list[SignUp]:
    """Give free places to those who wait, the first one first. The activity must be locked.

    Whoever comes with more people than there are places keeps the first place of the queue.
    """
    if activity.state != ActivityState.PLANNED or at >= starts_at(activity):
        return []
    moved: list[SignUp] = []
    queue = activity.sign_ups.filter(state=SignUpState.WAITING).order_by("confirmed_at", "pk")
    free = _free(activity)
    for one in queue:
        if one.people > free:
            break
        free -= one.people
        one.activity, one.state = activity, SignUpState.PLACE
        one.save(update_fields=["state"])
        _record("activities.sign_up.moved_up", one, at)
        letters.write_moved_up(one, at=at)
        moved.append(one)
    return moved


def locked(activity: Activity) -> Activity:
    """The activity under its lock: who decides on places decides alone."""
    rows = Activity.objects.select_related("kind", "authority", "body")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=activity.pk)


def found_by(token: str, *, authority_id: int) -> SignUp | None:
    """The sign-up that a link leads to; None for a forged one."""
    rows = SignUp.objects.select_related("activity__kind", "activity__authority", "activity__body")
    return rows.filter(token_digest=digest_of(token), activity__authority_id=authority_id).first()


def _fresh(sign_up: SignUp, activity: Activity) -> SignUp:
    sign_up = SignUp.objects.select_for_update(no_key=True).get(pk=sign_up.pk)
    sign_up.activity = activity
    return sign_up


def _ask(one: SignUp, *, name: str, people: int, language: str, at: datetime) -> None:
    one.name, one.people, one.language, one.signed_up_at = name.strip(), people, language, at
    one.token_digest = digest_of(token_of(one))
    one.save()
    _record("activities.sign_up.asked", one, at)
    letters.write_confirmation(one, at=at)


def _answer_again(known: SignUp, *, name: str, people: int, language: str, at: datetime) -> None:
    """Another letter, unless one has just gone out; what is confirmed stays as it is."""
    if at < known.signed_up_at + _AGAIN[SignUpState(known.state)]:
        return
    if known.state == SignUpState.UNCONFIRMED:
        _ask(known, name=name, people=people, language=language, at=at)
        return
    known.signed_up_at = at
    known.token_digest = digest_of(token_of(known))
    known.save(update_fields=["signed_up_at", "token_digest"])
    letters.write_answer(known, at=at)


def _has_room(activity: Activity, sign_up: SignUp) -> bool:
    """Whether there are places; nobody passes by those who wait."""
    waits = activity.sign_ups.filter(state=SignUpState.WAITING).exists()
    return not waits and sign_up.people <= _free(activity)


def _free(activity: Activity) -> int:
    return (activity.capacity or 0) - people_in(activity.sign_ups.all(), SignUpState.PLACE)


def _record(fact: str, sign_up: SignUp, at: datetime) -> None:
    record(
        fact,
        about=sign_up,
        by=None,
        at=at,
        authority_id=sign_up.activity.authority_id,
        details={"people": sign_up.people, "state": str(sign_up.state)},
    )
