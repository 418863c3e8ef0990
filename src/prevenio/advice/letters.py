"""The letters of the advice desk: to the resident who left an address, and to whoever answers."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from prevenio.advice.models import Question, QuestionText, TextKind
from prevenio.notices.letters import Letter, paragraphs_of
from prevenio.notices.operations import write_notice
from prevenio.people import addresses
from prevenio.people.access import today_in
from prevenio.people.models import BODY_ROLES, Body, Membership, Role, User
from prevenio.places.models import GroupMember
from prevenio.web.templatetags.parts import day

NEW, REPLY, SOON, LATE, ESCALATED = "new", "reply", "soon", "late", "escalated"


def write_to_resident(question: Question, said: QuestionText, *, at: datetime) -> None:
    """Answer or asking back, to the address that was left; nothing where none was.

    The letter does not hold the question: others may read the mailbox.
    """
    if not question.email:
        return
    with translation.override(question.language):
        letter = (
            _asked_back(question, said)
            if said.kind == TextKind.ASKING_BACK
            else _answer(question, said)
        )
    write_notice(
        to=question.email,
        letter=letter,
        language=question.language,
        authority=question.authority,
        at=at,
        forgets_reader=True,
        about=about(question),
    )


def about(question: Question) -> str:
    """What letters to whoever asked are dropped by."""
    return f"question:{question.pk}"


def write_to_staff(question: Question, occasion: str, *, at: datetime) -> None:
    """To everybody who answers for a question: it is new, written to, due soon, late."""
    known = people_for(question, at)
    if occasion == ESCALATED or not known:
        known = [*known, *_coordinators(question, at)]
    _write(question, _unique(known), occasion, at)


def write_handed_over(question: Question, body: Body, *, at: datetime) -> None:
    """To the body that has got a question."""
    _write(question, _unique(_people_of(body, question, at)), NEW, at)


def people_for(question: Question, at: datetime) -> list[tuple[str, str]]:
    """Address and language of whoever answers: the person, the body, the group."""
    authority = question.authority
    today = today_in(authority, at)
    found: list[tuple[str, str]] = []
    if question.person is not None:
        found.append(_of(question.person))
    if question.body is not None:
        found += _people_of(question.body, question, at)
    if question.group is not None:
        members = GroupMember.objects.on(today).filter(group=question.group)
        for member in members.select_related("user"):
            if member.user is not None and member.user.is_active:
                found.append(_of(member.user))
        if question.group.email:
            found.append((question.group.email, authority.language))
    return found


def _people_of(body: Body, question: Question, at: datetime) -> list[tuple[str, str]]:
    acting = Membership.objects.on(today_in(question.authority, at)).filter(
        body=body, role__in=BODY_ROLES, user__is_active=True
    )
    found = [_of(one.user) for one in acting.select_related("user")]
    return found or ([(body.email, question.authority.language)] if body.email else [])


def _coordinators(question: Question, at: datetime) -> list[tuple[str, str]]:
    rows = Membership.objects.on(today_in(question.authority, at)).filter(
        authority=question.authority, role=Role.COORDINATOR, user__is_active=True
    )
    return [_of(one.user) for one in rows.select_related("user")]


def _of(user: User) -> tuple[str, str]:
    return user.email, user.language


def _unique(found: Iterable[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    return list(dict(found).items())


def _write(
    question: Question, people: Sequence[tuple[str, str]], occasion: str, at: datetime
) -> None:
    for email, own in people:
        language = own or question.authority.language
        with translation.override(language):
            letter = _to_staff(question, occasion)
        write_notice(
            to=email, letter=letter, language=language, authority=question.authority, at=at
        )


def _to_staff(question: Question, occasion: str) -> Letter:
    facts = [(_("Topic"), str(question.topic))]
    if question.municipality is not None:
        facts.append((_("Municipality"), question.municipality.name))
    if question.due_on is not None:
        facts.append((_("Answer by"), day(question.due_on)))
    heading = _HEADINGS[occasion](day(question.due_on))
    return Letter(
        subject=heading,
        heading=heading,
        paragraphs=[_("The words of the question stand on the desk only, not in this letter.")],
        facts=facts,
        button=_("Open the question"),
        address=addresses.address(
            "advice:question", authority=question.authority, args=[question.pk]
        ),
        genuine=_("You get this letter because you answer questions of residents."),
    )


_HEADINGS = {
    NEW: lambda due: _("A resident asks: please answer by %(day)s") % {"day": due},
    REPLY: lambda due: _("A resident has written again"),
    SOON: lambda due: _("A resident waits for an answer by %(day)s") % {"day": due},
    LATE: lambda due: _("A resident should have had an answer by %(day)s") % {"day": due},
    ESCALATED: lambda due: _("Still no answer for a resident, due on %(day)s") % {"day": due},
}


def _answer(question: Question, said: QuestionText) -> Letter:
    return Letter(
        subject=_("Your question was answered"),
        heading=_("Here is the answer to your question"),
        paragraphs=paragraphs_of(said.text),
        button=_("Read it with your code, or write again"),
        address=_receipt(question),
        signed=question.group.name if question.group else question.authority.name,
        genuine=_genuine(),
    )


def _asked_back(question: Question, said: QuestionText) -> Letter:
    return Letter(
        subject=_("We have to ask you something before we can answer"),
        heading=_("Please tell us a little more"),
        paragraphs=paragraphs_of(said.text),
        button=_("Reply with your code"),
        address=_receipt(question),
        after=[_("Until you reply, the time for our answer stands still.")],
        signed=question.group.name if question.group else question.authority.name,
        genuine=_genuine(),
    )


def _receipt(question: Question) -> str:
    return addresses.address("portal:advice-receipt", authority=question.authority)


def _genuine() -> str:
    return _(
        "You asked a question on our page and left this address. We never ask for money, "
        "passwords or card numbers."
    )
