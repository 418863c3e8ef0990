"""Who acts for which body, and which bodies somebody reads a letter for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import FilteredRelation, Q, QuerySet

from prevenio.kernel.text import fold
from prevenio.people.models import BODY_ROLES, Authority, Body, Membership, User


def acting(authority: Authority, today: date) -> QuerySet[Membership]:
    """The memberships by which somebody may work on reports of a body on a day."""
    return Membership.objects.on(today).filter(
        authority=authority, body__isnull=False, role__in=BODY_ROLES, user__is_active=True
    )


@dataclass(frozen=True, slots=True)
class Staffed:
    """A body as it is called, with the names of who may work on its reports by their ids."""

    body_id: int
    short_name: str
    name: str
    people: dict[int, str]


def staffed_bodies(
    authority: Authority, today: date, *, held: int | None = None
) -> Sequence[Staffed]:
    """Bodies that can act, with their people, by their names; `held` is one more. One statement."""
    bodies = Body.objects.filter(Q(is_group=False) | Q(pk=held or 0), authority=authority)
    on_day = Q(people__first_day=None) | Q(people__first_day__lte=today)
    on_day &= Q(people__last_day=None) | Q(people__last_day__gte=today)
    acts = FilteredRelation("people", condition=on_day & Q(people__role__in=BODY_ROLES))
    rows = bodies.annotate(acts=acts).order_by("pk", "acts__user__name", "acts")
    found: dict[int, Staffed] = {}
    for pk, short_name, *names, user_id, user_name, email, is_active in rows.values_list(
        *("pk", "short_name", "public_name", "name"),
        *("acts__user", "acts__user__name", "acts__user__email", "acts__user__is_active"),
    ):
        name = next(filter(None, [*names, short_name]))
        staffed = found.setdefault(pk, Staffed(pk, short_name, name, {}))
        if is_active:
            staffed.people[user_id] = user_name or email
    return sorted(found.values(), key=lambda one: (fold(one.name), one.body_id))


def acts_for(user: User, body: Body, today: date) -> bool:
    """Whether somebody may work on the reports of a body."""
    return acting(body.authority, today).filter(user=user, body=body).exists()


def single_bodies(authority: Authority) -> QuerySet[Body]:
    """Bodies that can act; one that stands for many cannot."""
    return Body.objects.filter(authority=authority, is_group=False)


def reachable_bodies(authority: Authority, today: date) -> QuerySet[Body]:
    """Those of them that hear of what is passed to them, by an account or an e-mail."""
    with_people = acting(authority, today).values("body")
    return single_bodies(authority).filter(~Q(email="") | Q(pk__in=with_people))
