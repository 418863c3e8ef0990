"""Extracts for many municipalities in one ZIP: progress, a killed worker, cancelling, twice."""

import zipfile
from datetime import datetime, timedelta
from io import BytesIO

import pdfplumber
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.people.models import Authority, Body, User
from prevenio.places.models import Municipality
from prevenio.programme.models import Initiative, Milestone
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews import batches, operations, tasks
from prevenio.reviews.models import Batch, BatchState, ReleasedStatement
from prevenio.reviews.operations.papers import PATIENCE, take_next
from prevenio.reviews.papers.municipality import content_of_municipality, municipalities_of
from prevenio.reviews.queries.batches import abandoned_batches
from prevenio.reviews.queries.whole import whole_review
from prevenio.reviews.tests.factories import LATER, accept, bodies_of, fresh, make_head, make_period
from prevenio.reviews.tests.factories import address_of as at

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(authority: Authority) -> User:
    return make_head(authority)


@pytest.fixture
def period(authority: Authority, head: User) -> ReportingPeriod:
    """Three towns: one with an initiative, two that joined on one day."""
    made = make_period(authority, head)
    accept(made, "1.1", head)
    towns = [
        Municipality.objects.create(authority=authority, name=name, code=code)
        for name, code in (("Stříbro", "1"), ("Klatovy", "2"), ("Železná Ruda", "3"))
    ]
    one = Initiative.objects.create(version=made.version, position=1, number=9, name="Kamery")
    one.municipalities.add(towns[0])
    joined = Milestone.objects.create(version=made.version, position=1, text="Přistoupily.")
    joined.municipalities.add(towns[1], towns[2])
    return fresh(made)


def begin(period: ReportingPeriod, by: User) -> Batch:
    """A batch that no worker has seen yet: in tests nothing is queued before a commit."""
    chosen = municipalities_of(period.version)
    return operations.begin_batch(period=period, municipalities=chosen, by=by, at=timezone.now())


def zipped(batch: Batch) -> dict[str, bytes]:
    batch.refresh_from_db()
    with zipfile.ZipFile(BytesIO(batches.read_zip(batch))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_each_municipality_gets_what_concerns_it(period: ReportingPeriod) -> None:
    found = municipalities_of(period.version)
    review = whole_review(period).content

    contents = [content_of_municipality(period, one, review) for one in found]

    assert [one.name for one in contents] == ["Klatovy", "Stříbro", "Železná Ruda"]
    assert [len(one.initiatives) for one in contents] == [0, 1, 0]
    assert [len(one.milestones) for one in contents] == [1, 0, 1]
    assert contents[0].digest != contents[2].digest


def test_actions_of_bodies_with_the_name_of_the_municipality_concern_it(
    period: ReportingPeriod,
) -> None:
    Body.objects.filter(short_name="PSP").update(name="Hasiči Stříbro")
    review = whole_review(period).content
    codes = {
        one.name: [line.code for line in content_of_municipality(period, one, review).actions]
        for one in municipalities_of(period.version)
    }

    assert codes == {"Klatovy": [], "Stříbro": ["1.1", "1.2", "2.1"], "Železná Ruda": []}


@pytest.mark.slow
def test_batch_is_made_once_into_one_zip(
    period: ReportingPeriod, head: User, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        batch = begin(period, head)

    files = zipped(batch)
    assert batch.state == BatchState.DONE
    assert sorted(files) == ["001-klatovy.pdf", "002-stribro.pdf", "003-zelezna-ruda.pdf"]
    with pdfplumber.open(BytesIO(files["002-stribro.pdf"])) as document:
        assert "Kamery" in "".join(page.extract_text() for page in document.pages)
    assert not default_storage.exists(f"reviews/batches/{batch.pk}/1.pdf")
    before = batches.read_zip(batch)
    batches.make_extracts(batch.pk)
    assert batches.read_zip(batch) == before
    facts = Entry.objects.filter(fact__startswith="reviews.batch.").values_list("fact", flat=True)
    assert sorted(facts) == ["reviews.batch.begun", "reviews.batch.finished"]


@pytest.mark.slow
def test_what_a_killed_worker_left_is_made_by_the_next(
    period: ReportingPeriod, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = begin(period, head)
    made: list[str] = []
    real = batches._extract

    def dies(item: object, *rest: object) -> bytes:
        if len(made) == 2:
            raise KeyboardInterrupt
        made.append(str(item))
        return real(item, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(batches, "_extract", dies)
        with pytest.raises(KeyboardInterrupt):
            batches.make_extracts(batch.pk)
    assert batch.items.filter(done_at__isnull=False).count() == 2
    assert abandoned_batches(at=timezone.now()) == []
    long_ago = timezone.now() - 2 * PATIENCE
    batch.items.filter(done_at=None).update(taken_at=long_ago)
    batch.items.exclude(done_at=None).update(taken_at=long_ago, done_at=long_ago)
    Batch.objects.update(asked_at=long_ago)

    tasks.take_up_batches.func()

    assert len(zipped(batch)) == 3
    assert batch.state == BatchState.DONE


def test_two_workers_never_take_the_same_extract(period: ReportingPeriod, head: User) -> None:
    batch = begin(period, head)
    now = timezone.now()

    taken = [take_next(batch_id=batch.pk, at=now) for _worker in range(4)]

    assert [one.position if one else None for one in taken] == [1, 2, 3, None]
    later = take_next(batch_id=batch.pk, at=now + PATIENCE + timedelta(seconds=1))
    assert later is not None
    assert later.position == 1


def test_cancelled_batch_stops(period: ReportingPeriod, head: User) -> None:
    batch = begin(period, head)

    operations.cancel_batch(batch=batch, by=head, at=timezone.now())
    batches.make_extracts(batch.pk)

    assert batch.items.filter(done_at__isnull=False).count() == 0
    with pytest.raises(WrongState):
        operations.cancel_batch(batch=batch, by=head, at=timezone.now())
    assert begin(period, head).pk != batch.pk


def test_refusals_change_nothing(period: ReportingPeriod, head: User, reporter: User) -> None:
    def begun(by: User, count: int) -> Batch:
        chosen = municipalities_of(period.version)[:count]
        return operations.begin_batch(period=period, municipalities=chosen, by=by, at=LATER)

    with pytest.raises(operations.NobodyChosen):
        begun(head, 0)
    with pytest.raises(NotAllowed):
        begun(reporter, 1)
    batch = begun(head, 1)
    with pytest.raises(operations.BatchRunning):
        begun(head, 2)

    assert batch.items.count() == 1
    assert Batch.objects.count() == 1


def test_page_shows_how_far_it_is_and_reloads_without_a_script(
    client: Client, period: ReportingPeriod, coordinator: User
) -> None:
    client.force_login(coordinator)
    towns = [one.pk for one in municipalities_of(period.version)]

    assert client.post(at("batch-new", period.pk), {}).status_code == 200
    client.post(at("batch-new", period.pk), {"municipality": [*towns, "x", "99999"]})
    batch = Batch.objects.get()
    page = client.get(at("batch", batch.pk))
    assert page.headers["Refresh"]
    assert "0 z 3" in page.content.decode().replace("\xa0", " ")
    assert "Refresh" not in client.get(at("batch", batch.pk) + "?still").headers
    assert client.get(at("batch-zip", batch.pk)).status_code == 404
    client.post(at("batch-cancelled", batch.pk))

    batch.refresh_from_db()
    assert batch.state == BatchState.CANCELLED
    assert "Refresh" not in client.get(at("batch", batch.pk)).headers


@pytest.mark.slow
def test_finished_zip_is_downloaded(client: Client, period: ReportingPeriod, reader: User) -> None:
    batch = begin(period, make_head(period.authority))
    batches.make_extracts(batch.pk)
    client.force_login(reader)

    answer = client.get(at("batch-zip", batch.pk))

    assert answer.content.startswith(b"PK")
    assert '.zip"' in answer.headers["Content-Disposition"]


def test_body_sees_its_statement_once_it_is_released(
    client: Client, authority: Authority, head: User, body: Body, reporter: User
) -> None:
    period = make_period(authority, head, body="XX")
    period.returns.update(body=body)
    client.force_login(reporter)
    assert "PDF" not in client.get(at("own-statements")).content.decode()
    assert client.get(at("statement-pdf", period.pk, body.pk)).status_code == 404

    released = operations.release_statement(
        period=period, body=body, by=head, at=datetime.now(tz=timezone.get_current_timezone())
    )

    assert at("own-statement-pdf", released.pk) in client.get(at("own-statements")).content.decode()
    assert client.get(at("own-statement-docx", released.pk)).content.startswith(b"PK")
    other = ReleasedStatement.objects.create(
        period=period,
        body=next(one for one in bodies_of(period) if one != body),
        content=released.content,
        content_digest=released.content_digest,
        released_by=head,
        released_at=LATER,
    )
    assert client.get(at("own-statement-pdf", other.pk)).status_code == 404


def test_released_statement_stays_as_it_was(
    authority: Authority, head: User, body: Body, reporter: User
) -> None:
    period = make_period(authority, head)
    silent, body = body, Body.objects.get(short_name="PSP")
    by = {"period": period, "body": body, "at": LATER}
    first = operations.release_statement(by=head, **by).content_digest  # type: ignore[arg-type]

    accept(period, "1.1", head)

    assert ReleasedStatement.objects.get().content_digest == first
    again = operations.release_statement(by=head, **by)  # type: ignore[arg-type]
    assert again.content_digest != first
    assert ReleasedStatement.objects.count() == 1
    with pytest.raises(NotAllowed):
        operations.release_statement(by=reporter, **by)  # type: ignore[arg-type]
    with pytest.raises(operations.NothingAboutBody):
        operations.release_statement(period=period, body=silent, by=head, at=LATER)
