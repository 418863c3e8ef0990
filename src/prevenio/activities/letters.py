"""The letters to residents who sign up: without their names, which nobody has to keep."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.activities.models import Activity, SignUp, SignUpState
from prevenio.activities.tokens import token_of
from prevenio.notices.letters import Letter
from prevenio.notices.models import Notice
from prevenio.notices.operations import drop_letters, write_notice
from prevenio.people import addresses
from prevenio.web.templatetags.parts import day


@dataclass(frozen=True, slots=True)
class When:
    """The days and hours of an activity, kept to tell later what they were."""

    first_day: date
    last_day: date
    begins_at: time | None = None
    ends_at: time | None = None

    @classmethod
    def of(cls, activity: Activity) -> "When":
        return cls(activity.first_day, activity.last_day, activity.begins_at, activity.ends_at)

    @classmethod
    def read(cls, words: Sequence[str]) -> "When":
        """Out of what `written` gave."""
        first, last, begins, ends = words
        hours = (time.fromisoformat(one) if one else None for one in (begins, ends))
        return cls(date.fromisoformat(first), date.fromisoformat(last), *hours)

    def written(self) -> list[str]:
        """Plain words for the journal."""
        hours = (self.begins_at, self.ends_at)
        return [
            self.first_day.isoformat(),
            self.last_day.isoformat(),
            *(one.isoformat("minutes") if one else "" for one in hours),
        ]

    def in_words(self) -> str:
        """In the language of the reader: 21 January 2023, 10:00–14:00."""
        days = day(self.first_day)
        if self.last_day > self.first_day:
            days = f"{days} – {day(self.last_day)}"
        if self.begins_at is None:
            return days
        until = f"–{self.ends_at:%-H:%M}" if self.ends_at else ""
        return f"{days}, {self.begins_at:%-H:%M}{until}"


def write_confirmation(sign_up: SignUp, *, at: datetime) -> Notice:
    """Brings the link that confirms: whoever typed the address may not be its owner."""
    return _write(sign_up, _confirmation, at)


def write_answer(sign_up: SignUp, *, at: datetime) -> Notice:
    """Tells whether there is a place, or how it stands on the waiting list."""
    words = _place if sign_up.state == SignUpState.PLACE else _waiting
    return _write(sign_up, words, at)


def write_moved_up(sign_up: SignUp, *, at: datetime) -> Notice:
    """Tells the first of the waiting list that there is a place now."""
    return _write(sign_up, _moved_up, at)


def write_called_off(sign_up: SignUp, *, reason: str, at: datetime) -> Notice:
    """Tells whoever signed up that it will not take place, and why."""
    return _write(sign_up, lambda one: _called_off(one, reason), at)


def write_moved(sign_up: SignUp, *, before: When | None, reason: str, at: datetime) -> Notice:
    """Tells whoever signed up that day, hour or place is another now."""
    return _write(sign_up, lambda one: _moved(one, before, reason), at)


def _write(sign_up: SignUp, words: Callable[[SignUp], Letter], at: datetime) -> Notice:
    authority = sign_up.activity.authority
    known = dict(settings.LANGUAGES)
    language = sign_up.language if sign_up.language in known else authority.language
    with translation.override(language):
        letter = words(sign_up)
    return write_notice(
        to=sign_up.email,
        letter=letter,
        language=language,
        authority=authority,
        at=at,
        forgets_reader=True,
        about=_about(sign_up),
    )


def drop(sign_up: SignUp) -> None:
    """Forget the letters on their way to whoever signs off."""
    authority = sign_up.activity.authority
    drop_letters(to=sign_up.email, authority=authority, about=_about(sign_up))


def _about(sign_up: SignUp) -> str:
    return f"sign-up:{sign_up.pk}"


def _confirmation(sign_up: SignUp) -> Letter:
    return Letter(
        subject=_("Please confirm: %(activity)s") % {"activity": sign_up.activity},
        heading=_("Please confirm that you want to come"),
        paragraphs=[
            _("The place is yours only once you have pressed the button behind this link."),
            _("The link works for two days. Places go in the order in which people confirm."),
        ],
        facts=_facts(sign_up),
        button=_("Confirm"),
        address=_address(sign_up),
        after=[
            _("Was it not you who signed up? Then do nothing: the address is deleted by itself.")
        ],
        genuine=_genuine(sign_up),
    )


def _place(sign_up: SignUp) -> Letter:
    return Letter(
        subject=_("You have a place: %(activity)s") % {"activity": sign_up.activity},
        heading=_("You have a place"),
        paragraphs=[_("We look forward to seeing you.")],
        facts=_facts(sign_up),
        button=_("I cannot come"),
        address=_address(sign_up),
        after=[_("If you cannot come, press the button: somebody else gets the place.")],
        genuine=_genuine(sign_up),
    )


def _waiting(sign_up: SignUp) -> Letter:
    return Letter(
        subject=_("You are on the waiting list: %(activity)s") % {"activity": sign_up.activity},
        heading=_("You are on the waiting list"),
        paragraphs=[
            _("All places are taken at this moment. Once there is one for you, we write to you."),
        ],
        facts=_facts(sign_up),
        button=_("I no longer want to come"),
        address=_address(sign_up),
        genuine=_genuine(sign_up),
    )


def _moved_up(sign_up: SignUp) -> Letter:
    return Letter(
        subject=_("There is a place for you: %(activity)s") % {"activity": sign_up.activity},
        heading=_("There is a place for you now"),
        paragraphs=[_("Somebody cannot come, so the place is yours. Nothing needs to be done.")],
        facts=_facts(sign_up),
        button=_("I cannot come"),
        address=_address(sign_up),
        after=[_("If you cannot come, press the button: somebody else gets the place.")],
        genuine=_genuine(sign_up),
    )


def _called_off(sign_up: SignUp, reason: str) -> Letter:
    return Letter(
        subject=_("Called off: %(activity)s") % {"activity": sign_up.activity},
        heading=_("It will not take place"),
        paragraphs=[
            _("We are sorry. The reason: %(reason)s") % {"reason": reason},
            _("Your place is cancelled. Nothing needs to be done."),
        ],
        facts=_facts(sign_up),
        genuine=_genuine(sign_up),
    )


def _moved(sign_up: SignUp, before: When | None, reason: str) -> Letter:
    paragraphs = []
    if before is not None:
        paragraphs.append(_("Before, it was to be: %(before)s") % {"before": before.in_words()})
    if reason:
        paragraphs.append(_("The reason: %(reason)s") % {"reason": reason})
    return Letter(
        subject=_("Changed: %(activity)s") % {"activity": sign_up.activity},
        heading=_("Please look at the new day, hour and place"),
        paragraphs=paragraphs,
        facts=_facts(sign_up),
        button=_("I cannot come"),
        address=_address(sign_up),
        after=[_("You keep your place. If you cannot come then, press the button.")],
        genuine=_genuine(sign_up),
    )


def _facts(sign_up: SignUp) -> list[tuple[str, str]]:
    activity = sign_up.activity
    people = ngettext("%(count)s person", "%(count)s people", sign_up.people)
    facts = [
        (_("What"), str(activity)),
        (_("When"), When.of(activity).in_words()),
        (_("Where"), activity.place),
        (_("Who"), people % {"count": sign_up.people}),
        (_("Run by"), activity.body.shown_name),
    ]
    return [(label, value) for label, value in facts if value]


def _address(sign_up: SignUp) -> str:
    authority = sign_up.activity.authority
    return addresses.address("portal:sign-up", authority=authority, args=[token_of(sign_up)])


def _genuine(sign_up: SignUp) -> str:
    return _(
        "You get this letter because this address was typed in on the page of %(authority)s. It is "
        "deleted some days after the event."
    ) % {"authority": sign_up.activity.authority.name}
