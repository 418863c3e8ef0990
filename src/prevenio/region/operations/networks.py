"""Networks that the authority belongs to."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority, Body, User
from prevenio.region.files import Upload, put
from prevenio.region.models import NetworkMembership
from prevenio.region.operations.checking import days_in_order, only_bureau, only_of


class NoDayOfJoining(Refused):
    message = _("Enter the day, or write the term as the source says it.")


@dataclass(frozen=True, slots=True)
class Belonging:
    """Which network, from when to when, and the body that stands for it in the programme."""

    network: str
    body: Body | None = None
    first_day: date | None = None
    since_text: str = ""
    last_day: date | None = None
    note: str = ""


@transaction.atomic
def join_network(
    *,
    authority: Authority,
    belonging: Belonging,
    by: User,
    at: datetime,
    sent: Upload | None = None,
) -> NetworkMembership:
    """Write down that the authority belongs to a network, with the paper that says so.

    Raises NotAllowed, NoDayOfJoining, DaysNotInOrder or what `files.put` raises.
    """
    only_bureau(by, authority, at)
    row = NetworkMembership(authority=authority)
    _fill(row, belonging, sent)
    record("region.network.joined", about=row, by=by, at=at, authority_id=authority.pk)
    return row


@transaction.atomic
def change_network(
    *,
    membership: NetworkMembership,
    belonging: Belonging,
    by: User,
    at: datetime,
    sent: Upload | None = None,
) -> NetworkMembership:
    """Change what is kept of a membership; a new file takes the place of the old one.

    Raises what `join_network` raises.
    """
    row = NetworkMembership.objects.select_for_update(of=("self",), no_key=True).get(
        pk=membership.pk
    )
    only_bureau(by, row.authority, at)
    _fill(row, belonging, sent)
    record("region.network.changed", about=row, by=by, at=at, authority_id=row.authority_id)
    return row


def _fill(row: NetworkMembership, belonging: Belonging, sent: Upload | None) -> None:
    only_of(row.authority, belonging.body)
    if belonging.first_day is None and not belonging.since_text.strip():
        raise NoDayOfJoining
    days_in_order(belonging.first_day, belonging.last_day)
    row.network, row.body = belonging.network.strip(), belonging.body
    row.first_day, row.last_day = belonging.first_day, belonging.last_day
    row.since_text, row.note = belonging.since_text.strip(), belonging.note.strip()
    put(row, sent)
    row.save()
