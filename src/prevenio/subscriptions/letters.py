"""The letters to readers: the one that asks for confirmation, digests, changed boundaries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.notices.letters import Item, Letter
from prevenio.notices.models import Notice
from prevenio.notices.operations import ToWrite, write_notice
from prevenio.people import addresses
from prevenio.people.models import Authority
from prevenio.subscriptions.models import Announcement, NewsKind, Subscription, Topic
from prevenio.subscriptions.pages import page_of
from prevenio.subscriptions.tokens import Purpose, token_of
from prevenio.web.templatetags.parts import day

MOST_ITEMS = 30


@dataclass(frozen=True, slots=True)
class ChangedPrecinct:
    """What becomes of one topic of a reader: which precinct before, which then, who answers."""

    topic: str
    before: str
    after: str
    who: str = ""
    path: str = ""


def write_confirmation(subscription: Subscription, *, has_news: bool, at: datetime) -> Notice:
    """Brings the link that confirms: whoever typed the address may not be its owner."""
    language = language_of(subscription)
    with translation.override(language):
        topics = list(subscription.topics.all())
        letter = _confirmation(subscription, topics) if has_news else _nothing_new(subscription)
    return write_notice(
        to=subscription.email,
        letter=letter,
        language=language,
        authority=subscription.authority,
        at=at,
        forgets_reader=True,
        about=about(subscription),
    )


def digest(
    subscription: Subscription, announcements: Sequence[Announcement], topics: Sequence[Topic]
) -> ToWrite:
    """What has happened since the last digest, the newest first."""
    language = language_of(subscription)
    with translation.override(language):
        return ToWrite(
            subscription.email,
            _digest(subscription, announcements, topics),
            language,
            leaving_headers(subscription),
            about(subscription),
        )


def boundaries(
    subscription: Subscription, changes: Sequence[ChangedPrecinct], *, on: date
) -> ToWrite:
    """That a reader's precinct is another one from a day on."""
    language = language_of(subscription)
    with translation.override(language):
        return ToWrite(
            subscription.email,
            _boundaries(subscription, changes, on),
            language,
            leaving_headers(subscription),
            about(subscription),
        )


def about(subscription: Subscription) -> str:
    """What its letters are dropped by once its reader has left."""
    return f"subscription:{subscription.pk}"


def language_of(subscription: Subscription) -> str:
    """The language the reader chose, if the house still speaks it."""
    known = dict(settings.LANGUAGES)
    chosen = subscription.language
    return chosen if chosen in known else subscription.authority.language


def leaving_headers(subscription: Subscription) -> Mapping[str, str]:
    """One click in the mail program ends the subscription (RFC 2369 and RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{link(subscription, Purpose.LEAVE)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def link(subscription: Subscription, purpose: Purpose) -> str:
    """The whole address of a link for one purpose."""
    names = {
        Purpose.CONFIRM: "portal:subscription-confirm",
        Purpose.MANAGE: "portal:subscription",
        Purpose.LEAVE: "portal:subscription-leave",
    }
    token = token_of(subscription, purpose)
    return addresses.address(names[purpose], authority=subscription.authority, args=[token])


def _confirmation(subscription: Subscription, topics: Sequence[Topic]) -> Letter:
    name = subscription.authority.name
    waiting = [one for one in topics if one.confirmed_at is None]
    return Letter(
        subject=_("Please confirm: news from %(authority)s") % {"authority": name},
        heading=_("Please confirm that you want our letters"),
        paragraphs=[
            _("We write to you only once you have pressed the button behind this link."),
            _("The link works for two days."),
        ],
        facts=[(_("You want to hear of"), _listed(waiting))],
        button=_("Confirm"),
        address=link(subscription, Purpose.CONFIRM),
        after=[
            _("Was it not you who asked? Then do nothing: what was asked is deleted by itself.")
        ],
        genuine=_("You get this letter because this address was typed in on the page of %(name)s.")
        % {"name": name},
    )


def _nothing_new(subscription: Subscription) -> Letter:
    name = subscription.authority.name
    return Letter(
        subject=_("You get news from %(authority)s already") % {"authority": name},
        heading=_("You get these letters already"),
        paragraphs=[_("Somebody asked for them once more. Nothing has changed.")],
        button=_("See and change what you get"),
        address=link(subscription, Purpose.MANAGE),
        genuine=_("You get this letter because this address was typed in on the page of %(name)s.")
        % {"name": name},
        links=[(_("End these letters"), link(subscription, Purpose.LEAVE))],
    )


def _digest(
    subscription: Subscription, announcements: Sequence[Announcement], topics: Sequence[Topic]
) -> Letter:
    authority = subscription.authority
    count = len(announcements)
    news = ngettext("%(count)s piece of news", "%(count)s pieces of news", count)
    left = count - MOST_ITEMS
    more = ngettext(
        "There is %(count)s more on our pages.", "There are %(count)s more on our pages.", left
    )
    return Letter(
        subject=f"{authority.name}: {news % {'count': count}}",
        heading=news % {"count": count},
        paragraphs=[_("This has happened since our last letter.")],
        items=[_item(one, authority) for one in announcements[:MOST_ITEMS]],
        button=_("See and change what you get"),
        address=link(subscription, Purpose.MANAGE),
        after=[more % {"count": left}] if left > 0 else [],
        genuine=_why(subscription, topics),
        links=[(_("End these letters"), link(subscription, Purpose.LEAVE))],
    )


def _item(one: Announcement, authority: Authority) -> Item:
    place = one.municipality.name if one.municipality else ""
    said = [str(NewsKind(one.kind).label), day(one.at), place]
    return Item(
        title=one.title,
        address=page_of(authority, one.path),
        line=" · ".join(part for part in said if part),
        summary=one.summary,
    )


def _boundaries(subscription: Subscription, changes: Sequence[ChangedPrecinct], on: date) -> Letter:
    authority = subscription.authority
    facts: list[tuple[str, str]] = []
    for change in changes:
        facts += [
            (_("Where"), change.topic),
            (_("Until now"), change.before),
            (_("From %(day)s") % {"day": day(on)}, change.after),
            (_("Who answers there"), change.who),
        ]
    path = next((one.path for one in changes if one.path), "")
    return Letter(
        subject=_("Your precinct changes on %(day)s") % {"day": day(on)},
        heading=_("Boundaries of precincts change on %(day)s") % {"day": day(on)},
        paragraphs=[
            _("Something changes where you live, or in a precinct that you follow."),
            _("We keep places rounded only. To be sure, look your house number up on our page."),
        ],
        facts=[(label, value) for label, value in facts if value],
        button=_("Look up who answers"),
        address=page_of(authority, path),
        after=[
            "{}: {}".format(_("See and change what you get"), link(subscription, Purpose.MANAGE))
        ],
        genuine=_why(subscription, list(subscription.topics.all())),
        links=[(_("End these letters"), link(subscription, Purpose.LEAVE))],
    )


def _why(subscription: Subscription, topics: Sequence[Topic]) -> str:
    return _(
        "You get this letter because you asked on the page of %(name)s to hear of: %(topics)s."
    ) % {"name": subscription.authority.name, "topics": _listed(topics)}


def _listed(topics: Sequence[Topic]) -> str:
    return "; ".join(str(one) for one in topics)
