"""The quick way of matching finds what the slow way finds."""

from math import cos, radians

from hypothesis import given
from hypothesis import strategies as st

from prevenio.people.tests.factories import NOON
from prevenio.subscriptions.distances import Points, metres_between
from prevenio.subscriptions.models import Announcement, NewsKind, Subscription, Topic, TopicKind
from prevenio.subscriptions.queries.matching import Matcher

points = st.tuples(st.floats(49.0, 49.2), st.floats(13.0, 13.3))
anywhere = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def announcement(number: int, point: tuple[float, float] | None, town: int | None) -> Announcement:
    latitude, longitude = point or (None, None)
    return Announcement(
        pk=number,
        number=number,
        kind=NewsKind.NEWS if number % 2 else NewsKind.EVENT,
        at=NOON,
        latitude=latitude,
        longitude=longitude,
        municipality_id=town,
        body_id=town,
    )


@st.composite
def announcements(draw: st.DrawFn) -> list[Announcement]:
    parts = st.tuples(st.none() | points, st.none() | st.integers(1, 4))
    return [
        announcement(number, point, town)
        for number, (point, town) in enumerate(draw(st.lists(parts, max_size=20)), 1)
    ]


topics = st.one_of(
    st.builds(
        lambda point, radius: Topic(
            kind=TopicKind.POINT, latitude=point[0], longitude=point[1], radius=radius
        ),
        points,
        st.sampled_from([300, 1000, 5000]),
    ),
    st.builds(
        lambda town: Topic(kind=TopicKind.MUNICIPALITY, municipality_id=town), st.integers(1, 4)
    ),
    st.builds(lambda body: Topic(kind=TopicKind.BODY, body_id=body), st.integers(1, 4)),
    st.builds(lambda one: Topic(kind=TopicKind.PRECINCT, precinct_id=one), st.integers(1, 4)),
    st.just(Topic(kind=TopicKind.EVERYTHING)),
)


def concerns(topic: Topic, one: Announcement, precincts: dict[int, list[int]]) -> bool:
    """The slow way: each topic asks each announcement."""
    match topic.kind:
        case TopicKind.POINT:
            if one.latitude is None or one.longitude is None:
                return False
            assert topic.latitude is not None
            assert topic.longitude is not None
            assert topic.radius is not None
            here = (topic.latitude, topic.longitude)
            return metres_between(here, (one.latitude, one.longitude)) <= topic.radius
        case TopicKind.MUNICIPALITY:
            return one.municipality_id == topic.municipality_id
        case TopicKind.BODY:
            return one.body_id == topic.body_id
        case TopicKind.PRECINCT:
            return topic.precinct_id in precincts.get(one.pk, [])
    return True


@given(
    announcements(),
    st.lists(topics, max_size=4),
    st.integers(0, 20),
    st.lists(st.sampled_from(["NEWS", "EVENT"]), max_size=1),
    st.dictionaries(st.integers(1, 20), st.lists(st.integers(1, 4), max_size=2)),
)
def test_matching_finds_what_brute_force_finds(
    rows: list[Announcement],
    wanted: list[Topic],
    told_to: int,
    kinds: list[str],
    precincts: dict[int, list[int]],
) -> None:
    reader = Subscription(told_to=told_to, kinds=kinds)

    found = Matcher(rows, precincts).for_subscription(reader, wanted)

    expected = {
        one.pk
        for one in rows
        if one.number > told_to
        and (not kinds or one.kind in kinds)
        and any(concerns(topic, one, precincts) for topic in wanted)
    }
    assert {one.pk for one in found} == expected
    assert len(found) == len(expected)


@given(anywhere, anywhere)
def test_distances_are_symmetric_and_no_longer_than_half_the_earth(
    one: tuple[float, float], two: tuple[float, float]
) -> None:
    there, back = metres_between(one, two), metres_between(two, one)

    assert abs(there - back) < 1e-3
    assert 0 <= there <= 20_015_200


@given(points, st.floats(-3000, 3000), st.floats(-3000, 3000))
def test_short_distances_agree_with_a_plane(
    here: tuple[float, float], north: float, east: float
) -> None:
    latitude = here[0] + north / 111_195
    longitude = here[1] + east / (111_195 * cos(radians(here[0])))

    assert abs(metres_between(here, (latitude, longitude)) - (north**2 + east**2) ** 0.5) < 10


def test_the_rim_belongs_to_the_circle() -> None:
    here, there = (50.0, 20.0), (50.001, 20.001)
    radius = metres_between(here, there)

    assert list(Points([(*there, 1)]).near(here, radius)) == [1]
    assert list(Points([(*there, 1)]).near(here, radius - 0.001)) == []
