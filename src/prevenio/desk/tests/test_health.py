"""`/health`: well, starting, failing; without an authority and without the database."""

from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import Any

import pytest
from crontask.tasks import heartbeat
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from prevenio.desk import health

VERSION = version("prevenio")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def beat(*, asked: timedelta, given: timedelta | None) -> None:
    row = DBTaskResult.objects.create(
        task_path=heartbeat.module_path,
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=NOW,
        exception_class_path="",
        traceback="",
        finished_at=None if given is None else NOW - given,
    )
    DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=NOW - asked)


@pytest.fixture
def up_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_started_at", NOW - timedelta(hours=1))


@pytest.mark.django_db
@pytest.mark.usefixtures("up_for_long")
def test_all_is_well_when_both_hearts_beat() -> None:
    beat(asked=timedelta(seconds=70), given=timedelta(seconds=69))
    beat(asked=timedelta(seconds=10), given=timedelta(seconds=9))

    with CaptureQueriesContext(connection) as queries:
        found = health.state_at(NOW)

    assert found == {
        "status": "ok",
        "database": "ok",
        "worker": {"heartbeat_age_seconds": 9},
        "clock": {"heartbeat_age_seconds": 10},
        "migrations": {"missing": 0},
        "version": VERSION,
    }
    assert len(queries) <= 4


@pytest.mark.django_db
@pytest.mark.usefixtures("up_for_long")
@pytest.mark.parametrize(
    ("asked", "given"), [(600, 600), (10, 600), (10, None)], ids=["clock", "worker", "never"]
)
def test_heart_that_stopped_is_a_failure(asked: int, given: int | None) -> None:
    beat(
        asked=timedelta(seconds=asked),
        given=None if given is None else timedelta(seconds=given),
    )

    assert health.state_at(NOW)["status"] == "failing"


@pytest.mark.django_db
def test_first_heartbeats_may_take_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_started_at", NOW - timedelta(seconds=30))

    assert health.state_at(NOW)["status"] == "starting"


@pytest.mark.django_db
def test_missing_migration_is_a_failure() -> None:
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(app="journal").delete()

    found = health.state_at(NOW)

    assert found["status"] == "failing"
    assert found["migrations"]["missing"] >= 1


@pytest.mark.django_db
def test_page_answers_any_host_and_keeps_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The tests before this one may have taken longer than the first heartbeats may.
    monkeypatch.setattr(health, "_started_at", timezone.now())

    response = client.get("/health", headers={"host": "elsewhere.example"})

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    assert client.post("/health").status_code == 405


def test_silent_database_is_told_without_its_words(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any) -> None:
        raise OperationalError("password of prevenio is wrong")

    monkeypatch.setattr(health, "_missing_migrations", fail)

    response = client.get("/health")

    assert response.status_code == 503
    assert response.json() == {"status": "failing", "database": "silent", "version": VERSION}
