"""Digests: what is new, to whom it concerns, once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prevenio.notices import delivery
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body
from prevenio.people.tests.factories import NOON, make_authority
from prevenio.places.models import Municipality
from prevenio.subscriptions.models import Cadence, NewsKind, Subscription, TopicKind
from prevenio.subscriptions.moments import next_digest
from prevenio.subscriptions.operations import digesting
from prevenio.subscriptions.operations.announcing import Where, withdraw
from prevenio.subscriptions.operations.asking import Wanted
from prevenio.subscriptions.operations.digesting import send_digests
from prevenio.subscriptions.operations.subscribing import leave
from prevenio.subscriptions.tests.factories import announced, confirmed, many_readers
from prevenio.subscriptions.tokens import Purpose, token_of

DAY = timedelta(days=1)
SQUARE, FAR = (50.870, 20.630), (50.900, 20.630)
STATEMENTS = 14


@pytest.fixture(autouse=True)
def forget_limits(db: None) -> None:
    cache.clear()


def digest_to(email: str = "ewa@example.org") -> Notice:
    return Notice.objects.get(to=email, headers__has_key="List-Unsubscribe")


def test_a_digest_tells_what_is_new_and_why_and_how_to_leave(authority: Authority) -> None:
    one = confirmed(authority)
    announced(authority, title="Nowe <b>oświetlenie</b>", path="news/1/")

    assert send_digests(authority=authority, at=NOON + DAY) == 1

    letter = digest_to()
    assert "Nowe <b>oświetlenie</b>" in letter.text
    assert "Nowe &lt;b&gt;oświetlenie&lt;/b&gt;" in letter.html
    assert "/testowo/news/1/" in letter.text
    assert token_of(one, Purpose.MANAGE) in letter.text
    assert token_of(one, Purpose.LEAVE) in letter.html
    assert "<img" not in letter.html
    assert letter.about == f"subscription:{one.pk}"


def test_a_digest_goes_out_with_the_headers_of_one_click(authority: Authority) -> None:
    one = confirmed(authority)
    announced(authority)
    send_digests(authority=authority, at=NOON + DAY)

    delivery.deliver_notice(notice_id=digest_to().pk, at=NOON + DAY)

    sent = mail.outbox[-1].message().as_bytes().decode().replace("\n ", "").replace("\r", "")
    address = f"/testowo/subscribe/end/{token_of(one, Purpose.LEAVE)}/>"
    assert address in next(
        line for line in sent.splitlines() if line.startswith("List-Unsubscribe: <http")
    )
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in sent
    assert not Notice.objects.filter(to="ewa@example.org", state="SENT").exists()


def test_nothing_is_told_twice_and_silence_is_kept(authority: Authority) -> None:
    confirmed(authority)
    announced(authority)

    assert send_digests(authority=authority, at=NOON + DAY) == 1
    assert send_digests(authority=authority, at=NOON + DAY) == 0
    assert send_digests(authority=authority, at=NOON + 2 * DAY) == 0
    announced(authority, "news:2", at=NOON + 2 * DAY)
    announced(authority, "news:1", title="Inny tytuł", at=NOON + 2 * DAY)

    assert send_digests(authority=authority, at=NOON + 3 * DAY) == 1
    assert "Inny" not in Notice.objects.latest("pk").text


def test_a_process_that_dies_has_told_nobody_and_tells_later(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(authority)
    announced(authority)

    def die(*_given: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(digesting, "_move_on", die)
        with pytest.raises(SystemExit):
            send_digests(authority=authority, at=NOON + DAY)
    assert not Notice.objects.filter(headers__has_key="List-Unsubscribe").exists()

    assert send_digests(authority=authority, at=NOON + DAY) == 1


def test_each_hears_of_its_own(authority: Authority, body: Body) -> None:
    town = Municipality.objects.create(authority=authority, name="Wólka")
    other = Municipality.objects.create(authority=authority, name="Zagaje")
    wanted = {
        "near": Wanted(TopicKind.POINT, "Rynek 1", point=SQUARE, radius=500),
        "town": Wanted(TopicKind.MUNICIPALITY, "Wólka", municipality=town),
        "other": Wanted(TopicKind.MUNICIPALITY, "Zagaje", municipality=other),
        "body": Wanted(TopicKind.BODY, "SM", body=body),
    }
    for name, one in wanted.items():
        confirmed(authority, email=f"{name}@example.org", wanted=[one])
    confirmed(authority, email="events@example.org", kinds=["EVENT"])
    announced(authority, where=Where(point=SQUARE, municipality=town, body=body))
    announced(authority, "news:2", where=Where(point=FAR))

    send_digests(authority=authority, at=NOON + DAY)

    told = Notice.objects.filter(headers__has_key="List-Unsubscribe").values_list("to", flat=True)
    assert set(told) == {"near@example.org", "town@example.org", "body@example.org"}
    assert "1 " in digest_to("near@example.org").subject


def test_what_was_withdrawn_and_boundaries_are_not_in_digests(authority: Authority) -> None:
    confirmed(authority)
    announced(authority)
    announced(authority, "boundary:x", kind=NewsKind.BOUNDARY)
    withdraw(authority=authority, key="news:1", at=NOON)

    assert send_digests(authority=authority, at=NOON + DAY) == 0


def test_who_left_or_has_not_confirmed_gets_nothing(authority: Authority) -> None:
    leave(subscription=confirmed(authority), at=NOON)
    announced(authority)

    assert send_digests(authority=authority, at=NOON + DAY) == 0


def test_no_authority_writes_to_readers_of_another(authority: Authority) -> None:
    other = make_authority(slug="obcowo")
    confirmed(other)
    announced(authority)

    assert send_digests(authority=authority, at=NOON + DAY) == 0
    assert send_digests(authority=other, at=NOON + DAY) == 0


def test_statements_do_not_grow_with_readers_or_news(authority: Authority) -> None:
    for number in range(40):
        announced(authority, f"news:{number}", where=Where(point=SQUARE))
    point = {"kind": TopicKind.POINT, "latitude": 50.87, "longitude": 20.63, "radius": 500}
    many_readers(authority, 150, label="Rynek 1", **point)

    with CaptureQueriesContext(connection) as captured:
        assert send_digests(authority=authority, at=NOON + DAY) == 150

    asked = [one for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= STATEMENTS


def test_readers_are_taken_in_parts(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digesting, "AT_ONCE", 4)
    announced(authority)
    many_readers(authority, 10)

    assert send_digests(authority=authority, at=NOON + DAY) == 10
    assert Notice.objects.count() == 10
    last = set(Subscription.objects.values_list("told_to", flat=True))
    assert len(last) == 1
    assert 0 not in last


@pytest.mark.parametrize(
    ("cadence", "after", "expected"),
    [
        (Cadence.DAILY, (2026, 3, 2, 12), (2026, 3, 3, 6)),
        (Cadence.DAILY, (2026, 3, 2, 5), (2026, 3, 2, 6)),
        (Cadence.DAILY, (2026, 3, 2, 6), (2026, 3, 3, 6)),
        # The clocks go forward on 29 March.
        (Cadence.DAILY, (2026, 3, 28, 12), (2026, 3, 29, 5)),
        (Cadence.WEEKLY, (2026, 3, 2, 12), (2026, 3, 9, 6)),
        (Cadence.WEEKLY, (2026, 3, 1, 12), (2026, 3, 2, 6)),
    ],
)
def test_digests_are_due_at_seven_by_the_clock_of_the_authority(
    cadence: str, after: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    moment = datetime(*after, tzinfo=UTC)  # type: ignore[misc, arg-type]

    due = next_digest(cadence, after=moment, time_zone="Europe/Warsaw")

    assert due == datetime(*expected, tzinfo=UTC)  # type: ignore[misc, arg-type]
