"""What several operations ask before they change anything."""

import re
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people import access as people
from prevenio.people.models import Authority, User
from prevenio.places.access import can_keep_places, can_work_for
from prevenio.places.models import Duty, Municipality


class DaysOutOfOrder(Refused):
    message = _("The last day is before the first one. Mend one of them.")


class PhoneWithoutDigits(Refused):
    message = _("“%(phone)s” is no phone number: write it with digits, for example 41 000 00 14.")


class OfAnotherAuthority(Refused):
    message = _("This belongs to another authority.")


def check_keeper(by: User, authority: Authority, at: datetime) -> None:
    """Raises NotAllowed unless the person keeps the places of the authority."""
    if not can_keep_places(by, authority, at):
        raise NotAllowed


def check_worker(
    by: User, authority: Authority, municipality: Municipality | None, at: datetime
) -> None:
    """Raises NotAllowed unless the person keeps the places, or works for this municipality."""
    if municipality is None:
        check_keeper(by, authority, at)
    elif not can_work_for(by, municipality, at):
        raise NotAllowed


def can_say_who_is_away(by: User, duty: Duty, at: datetime) -> bool:
    """Whoever may change the duty, and the people of the body that does it."""
    if can_change_duty(by, duty, at):
        return True
    standing = people.standing(by, duty.authority, at)
    return duty.body_id in people.body_ids_of(standing)


def can_change_duty(by: User, duty: Duty, at: datetime) -> bool:
    """The bureau every duty, an office of a municipality those of its own ground."""
    municipality = municipality_of(duty)
    if municipality is None:
        return can_keep_places(by, duty.authority, at)
    return can_work_for(by, municipality, at)


def municipality_of(duty: Duty) -> Municipality | None:
    """The municipality in whose ground a duty is done; None where it is done everywhere."""
    return duty.municipality or (duty.precinct.municipality if duty.precinct else None)


def check_days(first_day: date | None, last_day: date | None) -> None:
    """Raises DaysOutOfOrder."""
    if first_day is not None and last_day is not None and last_day < first_day:
        raise DaysOutOfOrder


def check_phone(phone: str) -> None:
    """Raises PhoneWithoutDigits for a phone number that cannot be dialled."""
    if phone and len(re.sub(r"\D", "", phone)) < 3:
        raise PhoneWithoutDigits(phone=phone)


def check_same(authority: Authority, *things: object) -> None:
    """Raises OfAnotherAuthority where one of the rows is not the authority's own."""
    for thing in things:
        if thing is not None and getattr(thing, "authority_id", None) != authority.pk:
            raise OfAnotherAuthority
