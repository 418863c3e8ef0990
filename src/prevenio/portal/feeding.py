"""Announcements as an Atom feed (RFC 4287)."""

import io
import uuid
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from prevenio.people import addresses
from prevenio.people.models import Authority
from prevenio.subscriptions.models import Announcement, NewsKind
from prevenio.subscriptions.pages import page_of
from prevenio.subscriptions.queries.feeds import Narrowed

# Names of feeds are made below this one; it stands for nothing else.
_FEEDS = uuid.UUID("5b0f7a0c-7c43-4d3c-9d0e-2f1f6a4b9c11")


def feed_query(narrowed: Narrowed) -> str:
    """What follows the address of the feed in links to it, in the language of the page."""
    language = translation.get_language() or ""
    return f"?{urlencode({**narrowed.query, 'language': language})}"


class _Feed(Atom1Feed):
    """A feed whose day of change is that of its rows, not of the moment it is asked for."""

    def latest_post_date(self) -> datetime:
        changed: datetime = self.feed["changed_at"]
        return changed


def as_atom(
    announcements: Sequence[Announcement],
    *,
    authority: Authority,
    narrowed: Narrowed,
    language: str,
    changed_at: datetime | None,
) -> bytes:
    """The feed in one language; ids are UUIDs, which outlive host names and addresses."""
    with translation.override(language):
        query = urlencode({**narrowed.query, "language": language})
        home = addresses.address("portal:home", authority=authority)
        feed = _Feed(
            title=_("%(authority)s: news about safety") % {"authority": authority.name},
            link=home,
            description="",
            language=language,
            subtitle=authority.second_line or None,
            author_name=authority.name,
            feed_url=f"{addresses.address('portal:feed', authority=authority)}?{query}",
            feed_guid=uuid.uuid5(_FEEDS, f"{authority.pk}?{query}").urn,
            changed_at=changed_at or authority.created_at,
        )
        for one in announcements:
            feed.add_item(
                title=one.word(one.titles, language),
                link=page_of(authority, one.path),
                description=one.word(one.summaries, language),
                unique_id=one.public_key.urn,
                pubdate=one.at,
                updateddate=one.changed_at,
                categories=[str(NewsKind(one.kind).label)],
                author_name=one.body.shown_name if one.body else None,
            )
        written = io.StringIO()
        feed.write(written, "utf-8")
        return written.getvalue().encode()
