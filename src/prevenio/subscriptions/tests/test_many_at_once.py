"""Several processes at once: confirmed once, written to once."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from prevenio.journal.models import Entry
from prevenio.notices.models import Notice
from prevenio.people.models import Authority
from prevenio.people.tests.at_once import at_once, refused
from prevenio.people.tests.factories import NOON
from prevenio.subscriptions.models import Subscription
from prevenio.subscriptions.operations.digesting import send_digests
from prevenio.subscriptions.operations.subscribing import confirm, leave
from prevenio.subscriptions.tests.factories import announced, asked, many_readers

pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = range(3)


def known(one: Subscription) -> Subscription:
    """The same as a window of its own knows it."""
    return Subscription.objects.get(pk=one.pk)


def test_confirming_in_three_windows_confirms_once(authority: Authority) -> None:
    cache.clear()
    one = asked(authority)

    got = at_once(lambda _one: confirm(subscription=known(one), at=NOON), range(3))

    assert refused(got) == []
    assert Entry.objects.filter(fact="subscriptions.subscription.confirmed").count() == 1


def test_leaving_in_three_windows_leaves_once(authority: Authority) -> None:
    cache.clear()
    one = confirm(subscription=asked(authority), at=NOON)

    got = at_once(lambda _one: leave(subscription=known(one), at=NOON), range(3))

    assert refused(got) == []
    assert Entry.objects.filter(fact="subscriptions.subscription.left").count() == 1


def test_two_clocks_write_to_each_reader_once(authority: Authority) -> None:
    announced(authority)
    many_readers(authority, 20)

    got = at_once(
        lambda _one: send_digests(authority=authority, at=NOON + timedelta(days=1)), range(3)
    )

    assert refused(got) == []
    assert Notice.objects.count() == 20
    assert Notice.objects.values("to").distinct().count() == 20


def test_asking_at_the_same_moment_makes_one_subscription(authority: Authority) -> None:
    cache.clear()

    got = at_once(lambda _one: asked(authority), WINDOWS)

    assert refused(got) == []
    assert Subscription.objects.count() == 1
    assert Subscription.objects.get().topics.count() == 1
