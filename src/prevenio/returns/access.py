"""Who may do what about returns. The bureau decides on them; it never writes in them."""

from datetime import datetime

from prevenio.people import access as people
from prevenio.people.models import Authority, Body, Role, User
from prevenio.returns.models import Purpose, ReturnLink

_ROLES = {Purpose.REPORT: Role.REPORTER, Purpose.CERTIFY: Role.CERTIFIER}


def can_run_periods(user: User, authority: Authority, at: datetime) -> bool:
    """Open and close periods, send links, accept and send back returns."""
    return people.is_bureau(people.standing(user, authority, at))


def can_answer_for(user: User, body: Body, purpose: str, at: datetime) -> bool:
    """Fill in or certify a body's returns with an account."""
    standing = people.standing(user, body.authority, at)
    role = _ROLES[Purpose(purpose)]
    return any(one.role == role and one.body_id == body.pk for one in standing)


def stands_behind(link: ReturnLink, at: datetime) -> bool:
    """Whether the account that a link belongs to may still answer for the body."""
    user = User.objects.filter(email__iexact=link.email, is_active=True).first()
    return user is not None and can_answer_for(user, link.body, link.purpose, at)


def is_own_link(user: User, link: ReturnLink, at: datetime) -> bool:
    """Whether a link belongs to this account, and the account may still answer for the body."""
    is_same = user.email.lower() == link.email.lower()
    return is_same and can_answer_for(user, link.body, link.purpose, at)
