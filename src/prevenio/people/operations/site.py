"""What an office says of itself on its site: the imprint and the accessibility statements."""

from collections.abc import Mapping
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people import access
from prevenio.people.models import AccessibilityStatement, Authority, Imprint, User


class LanguageNotSpoken(Refused):
    message = _("The pages of the authority do not speak this language. Add it in its settings.")


class ReviewedTooEarly(Refused):
    message = _("A statement cannot have been reviewed before it was prepared.")


class ReviewedInFuture(Refused):
    message = _("The day of the review cannot lie in the future.")


@transaction.atomic
def change_imprint(
    *, authority: Authority, values: Mapping[str, object], by: User, at: datetime
) -> Imprint:
    """Set who publishes the site, by the names of the imprint's columns. Raises NotAllowed."""
    _allowed(authority, by, at)
    imprint = Imprint.objects.filter(authority=authority).first() or Imprint(authority=authority)
    changed = _set(imprint, values)
    imprint.save()
    record(
        "people.imprint.changed",
        about=imprint,
        by=by,
        at=at,
        authority_id=authority.pk,
        details={"changed": changed},
    )
    return imprint


@transaction.atomic
def state_accessibility(
    *, authority: Authority, language: str, values: Mapping[str, object], by: User, at: datetime
) -> AccessibilityStatement:
    """Make or change the statement of one language, by the names of its columns.

    Raises NotAllowed, LanguageNotSpoken, ReviewedTooEarly or ReviewedInFuture.
    """
    _allowed(authority, by, at)
    if language not in authority.languages:
        raise LanguageNotSpoken
    statement = AccessibilityStatement.objects.filter(
        authority=authority, language=language
    ).first() or AccessibilityStatement(authority=authority, language=language)
    changed = _set(statement, values)
    if statement.reviewed_on < statement.prepared_on:
        raise ReviewedTooEarly
    if statement.reviewed_on > access.today_in(authority, at):
        raise ReviewedInFuture
    statement.save()
    record(
        "people.accessibility_statement.changed",
        about=statement,
        by=by,
        at=at,
        authority_id=authority.pk,
        details={"language": language, "changed": changed},
    )
    return statement


def _allowed(authority: Authority, by: User, at: datetime) -> None:
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    if not access.can_manage_authority(access.standing(by, authority, at)):
        raise NotAllowed


def _set(row: models.Model, values: Mapping[str, object]) -> list[str]:
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed
