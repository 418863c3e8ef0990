"""The words of the letters about accounts, roles and invitations."""

from datetime import date

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.utils.translation import gettext as _

from prevenio.notices.letters import Letter
from prevenio.people import addresses, links
from prevenio.people.models import Authority, Invitation, Role, User
from prevenio.web.templatetags.parts import day


def invitation(invitation: Invitation) -> Letter:
    """A call to take a role, with the link that opens the account."""
    authority = invitation.authority
    facts = [(_("Authority"), authority.name), (_("Role"), invitation.get_role_display())]
    if invitation.body is not None:
        facts.append((_("Body"), invitation.body.shown_name))
    until = day(invitation.expires_at)
    facts.append((_("Link works until"), until))
    return Letter(
        subject=_("Invitation to the safety programme of %(authority)s, until %(day)s")
        % {"authority": authority.name, "day": until},
        heading=_("Please take up your role in the safety programme"),
        paragraphs=[
            _("%(person)s invites you to work on the safety programme of %(authority)s.")
            % {"person": invitation.invited_by.name, "authority": authority.name},
            _("You need a name and a password; that takes two minutes."),
        ],
        facts=facts,
        button=_("Open the account"),
        address=addresses.address(
            "invitation", authority=authority, args=[links.token_of(invitation)]
        ),
        after=[
            _("Is this not for you? Tell the person who signed this letter; do not pass it on.")
        ],
        signed=f"{invitation.invited_by.name}, {invitation.invited_by.email}",
        genuine=_(
            "The link works once and opens a page of %(authority)s. Nobody will ever ask you for a "
            "password by mail or telephone."
        )
        % {"authority": authority.name},
    )


def password_reset(user: User, authority: Authority | None) -> Letter:
    """A link by which the owner of an account chooses a new password."""
    key = [user_pk_to_url_str(user), default_token_generator.make_token(user)]
    return Letter(
        subject=_("New password for the safety programme, within three days"),
        heading=_("Choose a new password"),
        paragraphs=[
            _("Somebody asked for a new password for the account %(email)s.")
            % {"email": user.email}
        ],
        button=_("Choose a new password"),
        address=addresses.address("account_reset_password_from_key", authority=authority, args=key),
        after=[_("Was it not you? Then do nothing: the password stays as it is.")],
        genuine=_(
            "The link works once and for three days. Nobody will ever ask you for a password by "
            "mail or telephone."
        ),
    )


def taken_over(*, authority: Authority, giver: str, roles: list[str], first_day: date) -> Letter:
    """To the person who takes over: whose roles, which, from when."""
    return Letter(
        subject=_("You take over from %(name)s on %(day)s")
        % {"name": giver, "day": day(first_day)},
        heading=_("Roles and duties pass to you"),
        paragraphs=[
            _("What %(name)s did for the safety programme of %(authority)s is yours from that day.")
            % {"name": giver, "authority": authority.name}
        ],
        facts=_facts_of_hand_over(roles, first_day),
        button=_("Open the desk"),
        address=addresses.address("desk:home", authority=authority),
        genuine=_("You can see the same on the desk, on your own page among the people."),
    )


def handed_over(*, authority: Authority, taker: str, roles: list[str], first_day: date) -> Letter:
    """To the person who hands over: to whom, what, from when."""
    return Letter(
        subject=_("%(name)s takes over from you on %(day)s")
        % {"name": taker, "day": day(first_day)},
        heading=_("Your roles and duties pass on"),
        paragraphs=[
            _(
                "What you did for the safety programme of %(authority)s passes to %(name)s. Your "
                "access ends on the day before."
            )
            % {"name": taker, "authority": authority.name}
        ],
        facts=_facts_of_hand_over(roles, first_day),
        genuine=_("If this is a mistake, ask the coordinator of the authority."),
    )


def role_changed(*, authority: Authority, role: str) -> Letter:
    """To a person whose role was changed by somebody else."""
    return Letter(
        subject=_("Your role in the safety programme of %(authority)s has changed")
        % {"authority": authority.name},
        heading=_("Your role has changed"),
        paragraphs=[_("From now on you see on the desk what belongs to the new role.")],
        facts=[(_("Authority"), authority.name), (_("Role"), str(Role(role).label))],
        button=_("Open the desk"),
        address=addresses.address("desk:home", authority=authority),
        genuine=_("You can see the same on the desk, on your own page among the people."),
    )


def _facts_of_hand_over(roles: list[str], first_day: date) -> list[tuple[str, str]]:
    labels = ", ".join(str(Role(role).label) for role in roles)
    return [(_("First day"), day(first_day)), (_("Roles"), labels)]
