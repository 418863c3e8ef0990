"""Who sees and answers which questions: the group, the office, the body it went to, the bureau."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet

from prevenio.advice.models import Question
from prevenio.people import access as people
from prevenio.people.models import Authority, Membership, User
from prevenio.places.models import GroupMember


def questions_visible_to(
    user: User, memberships: Sequence[Membership], authority: Authority, today: date
) -> QuerySet[Question]:
    """The bureau sees all; others those of their groups, their municipality and their body."""
    questions = Question.objects.filter(authority=authority)
    if people.is_bureau(memberships):
        return questions
    if not memberships:
        return questions.none()
    bodies = people.body_ids_of(memberships)
    groups = GroupMember.objects.on(today).filter(user=user).values("group_id")
    theirs = Q(group__in=groups) | Q(person=user)
    return questions.filter(theirs | Q(body__in=bodies) | Q(municipality__office__in=bodies))


def can_answer(user: User, question: Question, at: datetime) -> bool:
    """Take every step with a question that one sees: the pages show nobody more than this."""
    authority = question.authority
    standing = people.standing(user, authority, at)
    today = people.today_in(authority, at)
    seen = questions_visible_to(user, standing, authority, today)
    return seen.filter(pk=question.pk).exists()


def can_keep_advice(user: User, authority: Authority, at: datetime) -> bool:
    """Keep topics, templates and advice points."""
    return people.is_bureau(people.standing(user, authority, at))


def has_advice(user: User, memberships: Sequence[Membership], today: date) -> bool:
    """Whether somebody has anything to do at the advice desk."""
    return bool(memberships) and (
        people.is_bureau(memberships)
        or bool(people.body_ids_of(memberships))
        or GroupMember.objects.on(today).filter(user=user).exists()
    )
