"""Which facts of the rooms below are told by mail, and to whom."""

from datetime import date

from django.utils import translation

from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.notices import people_letters
from prevenio.notices.operations import write_notice
from prevenio.people.models import Authority, Invitation, User


@on("people.person.invited")
@on("people.invitation.renewed")
def send_invitation(entry: Entry) -> None:
    invitation = Invitation.objects.select_related("authority", "body", "invited_by").get(
        pk=entry.about_id
    )
    reader = User.objects.filter(email=invitation.email).first()
    language = (reader.language if reader else "") or invitation.authority.language
    with translation.override(language):
        letter = people_letters.invitation(invitation)
    write_notice(
        to=invitation.email,
        letter=letter,
        language=language,
        authority=invitation.authority,
        at=entry.at,
    )


@on("people.password_reset.requested")
def send_password_reset(entry: Entry) -> None:
    user = User.objects.get(pk=entry.about_id)
    authority = Authority.objects.filter(pk=number_in(entry, "authority")).first()
    language = user.language or (authority.language if authority else translation.get_language())
    with translation.override(language):
        letter = people_letters.password_reset(user, authority)
    write_notice(to=user.email, letter=letter, language=language, authority=None, at=entry.at)


@on("people.person.handed_over")
def tell_both(entry: Entry) -> None:
    authority = Authority.objects.get(pk=entry.authority_id)
    giver = User.objects.get(pk=entry.about_id)
    taker = User.objects.get(pk=number_in(entry, "taker"))
    first_day = date.fromisoformat(str(entry.details["first_day"]))
    roles = str(entry.details["roles"]).split(",")
    for reader in (giver, taker):
        language = reader.language or authority.language
        with translation.override(language):
            if reader is taker:
                letter = people_letters.taken_over(
                    authority=authority, giver=giver.name, roles=roles, first_day=first_day
                )
            else:
                letter = people_letters.handed_over(
                    authority=authority, taker=taker.name, roles=roles, first_day=first_day
                )
        write_notice(
            to=reader.email, letter=letter, language=language, authority=authority, at=entry.at
        )


@on("people.role.changed")
def tell_new_role(entry: Entry) -> None:
    if entry.by_id == int(entry.about_id):
        return
    authority = Authority.objects.get(pk=entry.authority_id)
    reader = User.objects.get(pk=entry.about_id)
    language = reader.language or authority.language
    with translation.override(language):
        letter = people_letters.role_changed(authority=authority, role=str(entry.details["role"]))
    write_notice(
        to=reader.email, letter=letter, language=language, authority=authority, at=entry.at
    )


def number_in(entry: Entry, name: str) -> int:
    """A whole number among the details of an entry."""
    return int(str(entry.details[name]))
