"""Letters about findings: before the day for the remedy, and once it has passed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.activities.models import Finding
from prevenio.activities.queries.findings import Occasion, findings_to_mind
from prevenio.journal.operations import record
from prevenio.notices.letters import Letter
from prevenio.notices.operations import write_notice
from prevenio.people import addresses
from prevenio.people.models import BODY_ROLES, Authority, Body, Membership
from prevenio.web.templatetags.parts import day

type Due = tuple[Finding, Occasion]


@transaction.atomic
def remind_of_findings(*, authority: Authority, today: date, at: datetime) -> int:
    """Write to the bodies whose findings come due or are overdue; how many letters.

    Each occasion of a finding once: one letter for a person holds all that is due on the day. Both
    are told, who found it and who has to put it right. Where nobody has an address, the finding
    waits until somebody has one.
    """
    by_body: dict[Body, list[Due]] = {}
    for finding, occasion in findings_to_mind(authority, today=today):
        for body in filter(None, {finding.activity.body, finding.answers_body}):
            by_body.setdefault(body, []).append((finding, occasion))
    told: dict[int, Due] = {}
    letters = 0
    people = _addresses(authority, list(by_body), today)
    for body, due in by_body.items():
        for email, language in people.get(body.pk, {}).items():
            _write(authority, email, language, due, at)
            letters += 1
            told |= {finding.pk: (finding, occasion) for finding, occasion in due}
    for finding, occasion in told.values():
        _note(authority, finding, occasion, at)
    return letters


def _addresses(
    authority: Authority, bodies: Sequence[Body], today: date
) -> Mapping[int, Mapping[str, str]]:
    """Each body's addresses with their language: its people's, else its own."""
    acting = Membership.objects.on(today).filter(
        body__in=bodies, role__in=BODY_ROLES, user__is_active=True
    )
    found: dict[int, dict[str, str]] = {}
    for one in acting.select_related("user").order_by("pk"):
        language = one.user.language or authority.language
        found.setdefault(one.body_id or 0, {})[one.user.email] = language
    for body in bodies:
        if body.email:
            found.setdefault(body.pk, {body.email: authority.language})
    return found


def _write(
    authority: Authority, email: str, language: str, due: Sequence[Due], at: datetime
) -> None:
    with translation.override(language):
        letter = _letter(authority, due)
    write_notice(to=email, letter=letter, language=language, authority=authority, at=at)


def _letter(authority: Authority, due: Sequence[Due]) -> Letter:
    passed = sum(occasion == Occasion.PASSED for _finding, occasion in due)
    if passed:
        subject = ngettext(
            "%(count)s finding is overdue", "%(count)s findings are overdue", passed
        ) % {"count": passed}
        heading = _("The day for the remedy has passed")
    else:
        subject = ngettext(
            "%(count)s finding is to be remedied soon",
            "%(count)s findings are to be remedied soon",
            len(due),
        ) % {"count": len(due)}
        heading = _("The day for the remedy comes near")
    return Letter(
        subject=subject,
        heading=heading,
        paragraphs=[
            _("Whoever puts it right reports it on the page below; a re-inspection closes it.")
        ],
        facts=[(day(finding.due_on), _in_words(finding)) for finding, _occasion in due],
        button=_("Open the findings"),
        address=addresses.address("activities:findings", authority=authority),
        genuine=_("The page asks you to sign in; this letter asks for no password."),
    )


def _in_words(finding: Finding) -> str:
    place = finding.activity.place
    return f"{finding.what[:120]} ({place})" if place else finding.what[:120]


def _note(authority: Authority, finding: Finding, occasion: Occasion, at: datetime) -> None:
    finding.reminded_at = at
    finding.save(update_fields=["reminded_at"])
    record(
        "activities.finding.reminded",
        about=finding,
        by=None,
        at=at,
        authority_id=authority.pk,
        details={"occasion": occasion.value, "due_on": finding.due_on.isoformat()},
    )
