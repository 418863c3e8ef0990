"""Who sees and works on which reports: the bureau, the body a report is with, its partner."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from prevenio.people import access as people
from prevenio.people.models import Authority, Membership, User
from prevenio.reports.models import ProblemPlace, Report


def reports_visible_to(memberships: Sequence[Membership], authority: Authority) -> QuerySet[Report]:
    """The bureau sees all; others what is with their body, was passed to it, or lies in its town.

    A report is given only to people of its body and to the bureau: whoever went elsewhere sees no
    more of it, though their name stands in it.
    """
    reports = Report.objects.filter(authority=authority)
    if people.is_bureau(memberships):
        return reports
    if not memberships:
        return reports.none()
    bodies = people.body_ids_of(memberships)
    towns = Q(municipality__office__in=bodies)
    return reports.filter(Q(body__in=bodies) | Q(partner__in=bodies) | towns)


def places_visible_to(
    memberships: Sequence[Membership], authority: Authority
) -> QuerySet[ProblemPlace]:
    """Problem places are seen by all who work on reports of the authority."""
    places = ProblemPlace.objects.filter(authority=authority)
    if people.is_bureau(memberships) or people.body_ids_of(memberships):
        return places
    return places.none()


def can_work_on(user: User, report: Report, at: datetime) -> bool:
    """Take every step with a report that one sees: the pages show nobody more than this."""
    standing = people.standing(user, report.authority, at)
    if people.is_bureau(standing):
        return True
    seen = reports_visible_to(standing, report.authority)
    return bool(standing) and seen.filter(pk=report.pk).exists()


def can_work_on_place(user: User, place: ProblemPlace, at: datetime) -> bool:
    """The bureau and whoever acts for the body that a problem place is with."""
    standing = people.standing(user, place.authority, at)
    return people.is_bureau(standing) or (
        place.body_id is not None and place.body_id in people.body_ids_of(standing)
    )


def can_take_reports(user: User, authority: Authority, at: datetime) -> bool:
    """Write down what somebody says on the phone or at the desk."""
    standing = people.standing(user, authority, at)
    return people.is_bureau(standing) or bool(people.body_ids_of(standing))


def can_read_mailbox(user: User, authority: Authority, at: datetime) -> bool:
    """Read the e-mails that came, before anybody knows what and whose matter they are."""
    return people.is_bureau(people.standing(user, authority, at))


def can_keep_reports(user: User, authority: Authority, at: datetime) -> bool:
    """Keep categories, routing rules, templates and the trigger of reviews."""
    return people.is_bureau(people.standing(user, authority, at))


def has_reports(memberships: Sequence[Membership]) -> bool:
    """Whether somebody has anything to do with reports."""
    return people.is_bureau(memberships) or bool(people.body_ids_of(memberships))
