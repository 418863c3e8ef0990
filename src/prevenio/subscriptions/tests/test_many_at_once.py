"""Several processes at once: confirmed once, written to once."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.cache import cache
from django.db import connections

from prevenio.journal.models import Entry
from prevenio.notices.models import Notice
from prevenio.people.models import Authority
from prevenio.people.tests.factories import NOON
from prevenio.subscriptions.models import Subscription
from prevenio.subscriptions.operations.digesting import send_digests
from prevenio.subscriptions.operations.subscribing import confirm, leave
from prevenio.subscriptions.tests.factories import announced, asked, many_readers

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(work: Callable[[], object], count: int = 3) -> None:
    """Do it in several threads that begin together; what one of them raises is raised."""
    start, faults = Barrier(count), []

    def run() -> None:
        try:
            start.wait()
            work()
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [Thread(target=run) for _number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_confirming_in_three_windows_confirms_once(authority: Authority) -> None:
    cache.clear()
    one = asked(authority)

    at_once(lambda: confirm(subscription=Subscription.objects.get(pk=one.pk), at=NOON))

    assert Entry.objects.filter(fact="subscriptions.subscription.confirmed").count() == 1


def test_leaving_in_three_windows_leaves_once(authority: Authority) -> None:
    cache.clear()
    one = confirm(subscription=asked(authority), at=NOON)

    at_once(lambda: leave(subscription=Subscription.objects.get(pk=one.pk), at=NOON))

    assert Entry.objects.filter(fact="subscriptions.subscription.left").count() == 1


def test_two_clocks_write_to_each_reader_once(authority: Authority) -> None:
    announced(authority)
    many_readers(authority, 20)

    at_once(lambda: send_digests(authority=authority, at=NOON + timedelta(days=1)))

    assert Notice.objects.count() == 20
    assert Notice.objects.values("to").distinct().count() == 20


def test_asking_at_the_same_moment_makes_one_subscription(authority: Authority) -> None:
    cache.clear()

    at_once(lambda: asked(authority))

    assert Subscription.objects.count() == 1
    assert Subscription.objects.get().topics.count() == 1
