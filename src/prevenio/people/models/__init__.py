"""Tables of the people: authorities, bodies, accounts and roles; what an office says of itself."""

from prevenio.people.models.people import (
    BODY_ROLES,
    BUREAU_ROLES,
    Authority,
    Body,
    BodyAlias,
    BodyMember,
    Country,
    Invitation,
    LegalKind,
    Membership,
    MembershipQuerySet,
    Role,
    User,
    UserManager,
    roles_of,
)
from prevenio.people.models.site import AccessibilityStatement, Conformance, Imprint

__all__ = [
    "BODY_ROLES",
    "BUREAU_ROLES",
    "AccessibilityStatement",
    "Authority",
    "Body",
    "BodyAlias",
    "BodyMember",
    "Conformance",
    "Country",
    "Imprint",
    "Invitation",
    "LegalKind",
    "Membership",
    "MembershipQuerySet",
    "Role",
    "User",
    "UserManager",
    "roles_of",
]
