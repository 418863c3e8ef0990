"""Which announcements concern which topics: plain Python over rows that were read at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from prevenio.subscriptions.distances import Points
from prevenio.subscriptions.models import Announcement, Subscription, Topic, TopicKind


class Matcher:
    """Announcements sorted by what they are about, so that a topic finds its own at once.

    A point topic takes what happened within its radius, and nothing whose place is not known by a
    point; `precincts` gives the precincts of each announcement.
    """

    def __init__(
        self,
        announcements: Sequence[Announcement],
        precincts: Mapping[int, Iterable[int]],
    ) -> None:
        self._all = {one.pk: one for one in announcements}
        self._by: dict[tuple[str, object], set[int]] = defaultdict(set)
        for one in announcements:
            self._by[TopicKind.MUNICIPALITY, one.municipality_id].add(one.pk)
            self._by[TopicKind.AREA, one.lineage].add(one.pk)
            self._by[TopicKind.BODY, one.body_id].add(one.pk)
            for precinct in precincts.get(one.pk, ()):
                self._by[TopicKind.PRECINCT, precinct].add(one.pk)
        self._points = Points(
            (one.latitude, one.longitude, one.pk)
            for one in announcements
            if one.latitude is not None and one.longitude is not None
        )

    def for_topics(self, topics: Iterable[Topic]) -> set[int]:
        """The keys of the announcements that concern any of the topics."""
        found: set[int] = set()
        for topic in topics:
            found.update(self._for_topic(topic))
        return found

    def for_subscription(
        self, subscription: Subscription, topics: Iterable[Topic]
    ) -> list[Announcement]:
        """What is new to a reader and of a kind that is wanted, the newest first."""
        wanted = set(subscription.kinds)
        rows = (self._all[key] for key in self.for_topics(topics))
        new = [
            one
            for one in rows
            if one.number > subscription.told_to and (not wanted or one.kind in wanted)
        ]
        return sorted(new, key=lambda one: (one.at, one.pk), reverse=True)

    def _for_topic(self, topic: Topic) -> Iterable[int]:
        match topic.kind:
            case TopicKind.EVERYTHING:
                return self._all.keys()
            case TopicKind.POINT:
                assert topic.latitude is not None
                assert topic.longitude is not None
                return self._points.near((topic.latitude, topic.longitude), topic.radius or 0)
            case TopicKind.PRECINCT:
                named: object = topic.precinct_id
            case TopicKind.MUNICIPALITY:
                named = topic.municipality_id
            case TopicKind.AREA:
                named = topic.lineage
            case _:
                named = topic.body_id
        return self._by.get((topic.kind, named), ())
