"""The letters about returns: to the person who fills in, and to the one who certifies."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.kernel.working_days import working_days_until
from prevenio.notices.letters import Letter
from prevenio.notices.models import Notice
from prevenio.notices.operations import write_notice
from prevenio.people import addresses
from prevenio.people.models import Authority, User
from prevenio.returns.content import Section
from prevenio.returns.models import ActionReturn, Purpose, ReportingPeriod, ReturnLink
from prevenio.returns.tokens import token_of
from prevenio.web.templatetags.parts import day

_MOST_CODES = 12


def write_link(link: ReturnLink, *, at: datetime) -> Notice:
    """The letter that brings a link."""
    words = _invitation if link.purpose == Purpose.REPORT else _call_to_certify
    return _write(link, words, at)


def write_code(link: ReturnLink, code: str, *, at: datetime) -> Notice:
    """The letter that brings the code: apart, so that a link passed on opens nothing."""
    return _write(link, lambda one: _code(one, code), at)


def write_reminder(link: ReturnLink, *, codes: Sequence[str], today: date, at: datetime) -> Notice:
    """A reminder with what is still missing."""
    return _write(link, lambda one: _reminder(one, codes, today), at)


def write_call_to_certify(link: ReturnLink, *, count: int, at: datetime) -> Notice:
    """To the certifier: returns wait."""
    return _write(link, lambda one: _call_to_certify(one, count), at)


def write_sent_back(
    link: ReturnLink,
    action_return: ActionReturn,
    *,
    reason: str,
    sections: Sequence[str],
    by: User,
    at: datetime,
) -> Notice:
    """To the body: what has to be mended, why, until when."""
    return _write(link, lambda one: _sent_back(one, action_return, reason, sections, by), at)


def _write(link: ReturnLink, words: Callable[[ReturnLink], Letter], at: datetime) -> Notice:
    authority = link.period.authority
    with translation.override(authority.language):
        letter = words(link)
    return write_notice(
        to=link.email, letter=letter, language=authority.language, authority=authority, at=at
    )


def _invitation(link: ReturnLink) -> Letter:
    period = link.period
    due = day(period.window.due_on)
    count = period.returns.filter(body=link.body).count()
    return Letter(
        subject=_("Return for %(period)s: please send it by %(day)s")
        % {"period": period.name, "day": due},
        heading=_("Please tell us what was done, by %(day)s") % {"day": due},
        paragraphs=[
            ngettext(
                "%(body)s is asked about %(count)s action of the safety programme. No account is "
                "needed: the link below opens the form.",
                "%(body)s is asked about %(count)s actions of the safety programme. No account is "
                "needed: the link below opens the forms.",
                count,
            )
            % {"body": link.body.shown_name, "count": count},
            *_request(period),
            _(
                "When it is opened for the first time it asks for a confirmation code, which comes "
                "in a letter of its own."
            ),
        ],
        facts=_facts(link),
        button=_("Open the returns"),
        address=_address(link),
        after=[
            _(
                "Does a colleague answer? Pass this letter on, and give the code by telephone or "
                "in another message."
            )
        ],
        signed=signature(period.opened_by),
        genuine=_genuine(period.authority),
    )


def _request(period: ReportingPeriod) -> list[str]:
    """Who asked outside the calendars, in which act, and why."""
    if not period.asked_by:
        return []
    asked = ", ".join(filter(None, (period.asked_by, period.asked_in)))
    return [_("Asked by: %(who)s") % {"who": asked}, period.asked_why]


def _code(link: ReturnLink, code: str) -> Letter:
    return Letter(
        subject=_("Confirmation code for the returns for %(period)s")
        % {"period": link.period.name},
        heading=_("Your confirmation code: %(code)s") % {"code": code},
        paragraphs=[
            _("The link to the returns asks for this code when it is opened on a new device."),
            _("Do not pass the code on in the same message as the link."),
        ],
        facts=[(_("Body"), link.body.shown_name), (_("Code"), code)],
        signed=signature(link.period.opened_by),
        genuine=_genuine(link.period.authority),
    )


def _reminder(link: ReturnLink, codes: Sequence[str], today: date) -> Letter:
    due_on, authority = link.period.window.due_on, link.period.authority
    left = working_days_until(due_on, today=today, country=authority.country)
    return Letter(
        subject=f"{link.period.name}: {time_left(left)}",
        heading=ngettext(
            "%(count)s return is still missing", "%(count)s returns are still missing", len(codes)
        )
        % {"count": len(codes)},
        paragraphs=[
            _("What has been saved so far is kept. The link is the same as before."),
        ],
        facts=[(_("Actions"), shortened(codes)), *_facts(link)],
        button=_("Open the returns"),
        address=_address(link),
        after=[_("Have you sent them in the meantime? Then nothing needs to be done.")],
        signed=signature(link.period.opened_by),
        genuine=_genuine(authority),
    )


def time_left(left: int) -> str:
    """How many working days are left, or how many it is late."""
    if left == 0:
        return _("Returns are due today")
    if left > 0:
        return ngettext(
            "Returns are due in %(count)s working day",
            "Returns are due in %(count)s working days",
            left,
        ) % {"count": left}
    return ngettext(
        "Returns are %(count)s working day late", "Returns are %(count)s working days late", -left
    ) % {"count": -left}


def shortened(codes: Sequence[str]) -> str:
    """Numbers of actions, the first dozen of them."""
    return ", ".join(codes[:_MOST_CODES]) + (" …" if len(codes) > _MOST_CODES else "")


def _call_to_certify(link: ReturnLink, count: int = 1) -> Letter:
    return Letter(
        subject=ngettext(
            "%(count)s return waits for your certification",
            "%(count)s returns wait for your certification",
            count,
        )
        % {"count": count},
        heading=_("Please certify what your body reports"),
        paragraphs=[
            _(
                "A colleague has filled in returns of %(body)s for %(period)s. They count once a "
                "second person has certified them."
            )
            % {"body": link.body.shown_name, "period": link.period.name},
            _("You can certify them, or hand them back with a remark."),
        ],
        facts=_facts(link),
        button=_("Read and certify"),
        address=_address(link),
        signed=signature(link.period.opened_by),
        genuine=_genuine(link.period.authority),
    )


def _sent_back(
    link: ReturnLink,
    action_return: ActionReturn,
    reason: str,
    sections: Sequence[str],
    by: User,
) -> Letter:
    labels = ", ".join(str(Section(section).label) for section in sections)
    due = day(action_return.due_on)
    return Letter(
        subject=_("Return %(code)s: please mend it by %(day)s")
        % {"code": action_return.action.code, "day": due},
        heading=_("Please mend one return by %(day)s") % {"day": due},
        paragraphs=[
            _("Action %(action)s") % {"action": action_return.action},
            _("The bureau writes: %(reason)s") % {"reason": reason.strip()},
        ],
        facts=[(_("Concerned"), labels), (_("Due on"), due)],
        button=_("Open the returns"),
        address=_address(link),
        after=[_("What was sent before stays as it is; you change a copy of it.")],
        signed=signature(by),
        genuine=_genuine(link.period.authority),
    )


def _facts(link: ReturnLink) -> list[tuple[str, str]]:
    return [
        (_("Body"), link.body.shown_name),
        (_("Due on"), day(link.period.window.due_on)),
        (_("Link works until"), day(link.expires_at)),
    ]


def _address(link: ReturnLink) -> str:
    return addresses.address("answers:link", authority=link.period.authority, args=[token_of(link)])


def signature(person: User) -> str:
    """Who signs a letter, with the address to which one can answer."""
    return f"{person.name}, {person.email}"


def _genuine(authority: Authority) -> str:
    return _(
        "The link opens a page of %(authority)s. Nobody will ever ask you for a password or a code "
        "by telephone."
    ) % {"authority": authority.name}
