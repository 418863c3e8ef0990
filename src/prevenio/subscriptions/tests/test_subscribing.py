"""A reader asks, confirms, changes and leaves."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from prevenio.journal.models import Entry
from prevenio.notices.letters import Letter
from prevenio.notices.models import Notice
from prevenio.notices.operations import write_notice
from prevenio.people.models import Authority
from prevenio.people.tests.factories import NOON, make_authority
from prevenio.places.models import Municipality
from prevenio.subscriptions.models import (
    Cadence,
    Subscription,
    SubscriptionState,
    Topic,
    TopicKind,
)
from prevenio.subscriptions.operations import subscribing as operations
from prevenio.subscriptions.operations.asking import MOST_TOPICS, NothingChosen, Wanted
from prevenio.subscriptions.operations.forgetting import forget_readers
from prevenio.subscriptions.tests.factories import announced, asked, confirmed
from prevenio.subscriptions.tokens import Purpose, found_by, token_of

POINT = Wanted(TopicKind.POINT, "Szkolna 1", point=(50.87123456, 20.63123456), radius=500)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def forget_limits(db: None) -> None:
    cache.clear()


def test_an_asked_subscription_waits_for_its_link(authority: Authority) -> None:
    one = asked(authority, email=" Ewa@Example.org ", wanted=[POINT])

    topic = one.topics.get()
    assert (one.email, one.state) == ("ewa@example.org", SubscriptionState.UNCONFIRMED)
    assert (topic.latitude, topic.longitude) == (50.871, 20.631)
    assert topic.confirmed_at is None
    letter = Notice.objects.get()
    assert letter.to == "ewa@example.org"
    assert letter.forgets_reader
    assert token_of(one, Purpose.CONFIRM) in letter.text
    assert "ewa@example.org" not in str(list(Entry.objects.values_list("payload", flat=True)))


def test_the_link_confirms_and_old_news_is_not_told(authority: Authority) -> None:
    old = announced(authority)
    one = confirmed(authority)

    assert one.state == SubscriptionState.CONFIRMED
    assert one.told_to == old.number
    assert one.next_digest_at is not None
    assert one.topics.get().confirmed_at == NOON


def test_confirming_twice_changes_nothing(authority: Authority) -> None:
    one = confirmed(authority)
    entries = Entry.objects.count()

    operations.confirm(subscription=one, at=NOON + timedelta(days=9))

    assert Entry.objects.count() == entries


def test_a_link_runs_out_after_two_days_and_the_clock_erases(authority: Authority) -> None:
    one = asked(authority)
    late = NOON + timedelta(hours=49)

    with pytest.raises(operations.LinkRunOut):
        operations.confirm(subscription=one, at=late)
    forget_readers(authority=authority, at=NOON + timedelta(hours=47))
    assert Subscription.objects.exists()
    forget_readers(authority=authority, at=late)

    assert not Subscription.objects.exists()


def test_asking_again_soon_writes_no_second_letter(authority: Authority) -> None:
    asked(authority)
    asked(authority, at=NOON + timedelta(minutes=5))
    assert Notice.objects.count() == 1

    one = asked(authority, at=NOON + HOUR)

    assert Notice.objects.count() == 2
    assert one.topics.count() == 1


def test_one_address_gets_few_letters_a_day_however_often_it_is_typed(
    authority: Authority,
) -> None:
    for hour in range(12):
        asked(authority, at=NOON + hour * HOUR)

    assert Notice.objects.count() <= 5


def test_what_somebody_asks_for_a_confirmed_address_changes_nothing_by_itself(
    authority: Authority,
) -> None:
    one = confirmed(authority)

    again = asked(authority, wanted=[POINT], cadence=Cadence.WEEKLY, at=NOON + HOUR)

    assert (again.cadence, again.state) == (Cadence.DAILY, SubscriptionState.CONFIRMED)
    assert again.topics.filter(confirmed_at__isnull=False).count() == 1
    operations.confirm(subscription=one, at=NOON + HOUR)
    assert again.topics.filter(confirmed_at__isnull=False).count() == 2


def test_topics_nobody_confirmed_are_erased_and_the_rest_stays(authority: Authority) -> None:
    one = confirmed(authority)
    asked(authority, wanted=[POINT], at=NOON + HOUR)

    forget_readers(authority=authority, at=NOON + timedelta(hours=50))

    assert [topic.kind for topic in one.topics.all()] == [TopicKind.EVERYTHING]


def test_asking_for_the_same_again_says_so_in_the_letter(authority: Authority) -> None:
    one = confirmed(authority)
    asked(authority, at=NOON + HOUR)

    letter = Notice.objects.latest("pk")
    assert token_of(one, Purpose.MANAGE) in letter.text
    assert token_of(one, Purpose.LEAVE) in letter.text


def test_leaving_forgets_address_topics_and_letters(authority: Authority) -> None:
    one = confirmed(authority, wanted=[POINT])
    assert Notice.objects.exists()

    operations.leave(subscription=one, at=NOON)
    operations.leave(subscription=one, at=NOON)

    one.refresh_from_db()
    assert (one.email, one.state) == ("", SubscriptionState.LEFT)
    assert not Topic.objects.exists()
    assert not Notice.objects.exists()
    assert Entry.objects.filter(fact="subscriptions.subscription.left").count() == 1
    forget_readers(authority=authority, at=NOON + timedelta(days=31))
    assert not Subscription.objects.exists()


def test_leaving_drops_no_letter_of_somebody_else(authority: Authority) -> None:
    """Nor any that the same person is owed for another reason."""
    one = confirmed(authority)
    other = confirmed(authority, email="jan@example.org")
    answer = Letter(subject="News of your report", heading="Answer", paragraphs=["Solved."])
    kept = write_notice(
        to=one.email,
        letter=answer,
        language="pl",
        authority=authority,
        at=NOON,
        forgets_reader=True,
        about="report:1",
    )

    operations.leave(subscription=one, at=NOON)

    assert set(Notice.objects.values_list("to", "about")) == {
        (other.email, f"subscription:{other.pk}"),
        (kept.to, "report:1"),
    }


def test_who_has_left_can_come_back_but_not_by_an_old_link(authority: Authority) -> None:
    one = operations.leave(subscription=confirmed(authority), at=NOON)

    with pytest.raises(operations.HasLeft):
        operations.confirm(subscription=one, at=NOON)
    again = asked(authority, at=NOON + HOUR)

    assert again.pk != one.pk


def test_a_reader_changes_cadence_kinds_and_topics(authority: Authority) -> None:
    one = confirmed(authority, wanted=[POINT, Wanted(TopicKind.EVERYTHING)])

    operations.change(
        subscription=one,
        cadence=Cadence.WEEKLY,
        kinds=["EVENT", "NONSENSE"],
        language="en",
        at=NOON,
    )
    operations.drop_topic(subscription=one, topic_id=one.topics.first().pk, at=NOON)  # type: ignore[union-attr]

    one.refresh_from_db()
    assert (one.cadence, one.kinds, one.language) == (Cadence.WEEKLY, ["EVENT"], "en")
    last = one.topics.get()
    with pytest.raises(operations.LastTopic):
        operations.drop_topic(subscription=one, topic_id=last.pk, at=NOON)


def test_a_reader_drops_nobody_elses_topic(authority: Authority) -> None:
    one = confirmed(authority)
    other = confirmed(authority, email="jan@example.org")

    operations.drop_topic(subscription=one, topic_id=other.topics.get().pk, at=NOON)

    assert other.topics.count() == 1


def test_nothing_chosen_is_refused(authority: Authority) -> None:
    with pytest.raises(NothingChosen):
        asked(authority, wanted=[])


def test_there_is_an_end_to_topics_and_the_same_counts_once(authority: Authority) -> None:
    wanted = [
        Wanted(TopicKind.POINT, "x", point=(50 + number / 100, 20.0), radius=500)
        for number in range(30)
    ]
    one = asked(authority, wanted=[*wanted[:1], *wanted])

    assert one.topics.count() == MOST_TOPICS


def test_each_link_serves_one_purpose_in_one_authority(authority: Authority) -> None:
    one = confirmed(authority)
    other = make_authority(slug="obcowo")

    for purpose in Purpose:
        token = token_of(one, purpose)
        assert found_by(token, purpose, authority_id=authority.pk) == one
        assert found_by(token, purpose, authority_id=other.pk) is None
        assert found_by(token[:-1] + "x", purpose, authority_id=authority.pk) is None
        for another in set(Purpose) - {purpose}:
            assert found_by(token, another, authority_id=authority.pk) is None
    for forged in ("", ".", "x" * 5000, f"{one.secret}.", f"{one.secret}.{'A' * 43}", "\0.é"):
        assert found_by(forged, Purpose.LEAVE, authority_id=authority.pk) is None


def test_a_newer_asking_makes_older_links_worthless(authority: Authority) -> None:
    one = asked(authority)
    first = token_of(one, Purpose.CONFIRM)

    asked(authority, wanted=[POINT], at=NOON + HOUR)

    assert found_by(first, Purpose.CONFIRM, authority_id=authority.pk) is None


def test_links_outlive_a_change_of_the_key(
    authority: Authority, settings: pytest.FixtureRequest
) -> None:
    one = confirmed(authority)
    old = token_of(one, Purpose.LEAVE)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]  # type: ignore[attr-defined]
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]

    assert found_by(old, Purpose.LEAVE, authority_id=authority.pk) == one
    assert token_of(one, Purpose.LEAVE) != old


def test_two_authorities_know_nothing_of_each_other(authority: Authority) -> None:
    confirmed(authority)
    other = make_authority(slug="obcowo")
    town = Municipality.objects.create(authority=other, name="Obcowo")

    two = asked(other, wanted=[Wanted(TopicKind.MUNICIPALITY, "Obcowo", municipality=town)])

    assert two.state == SubscriptionState.UNCONFIRMED
    assert Subscription.objects.count() == 2
