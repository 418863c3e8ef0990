from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from prevenio.config.tasks import tidy_up


def make_result(*, days_ago: int, status: str = "SUCCESSFUL") -> Any:
    moment = timezone.now() - timedelta(days=days_ago)
    return DBTaskResult.objects.create(
        task_path="crontask.tasks.heartbeat",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=moment,
        started_at=moment,
        finished_at=moment,
        status=status,
        exception_class_path="builtins.ValueError" if status == "FAILED" else "",
        traceback="",
    )


@pytest.mark.django_db
def test_old_results_and_sessions_are_forgotten(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    kept = [make_result(days_ago=0), make_result(days_ago=10, status="FAILED")]
    make_result(days_ago=4)
    make_result(days_ago=40, status="FAILED")
    for key, days in (("old", -1), ("new", 1)):
        expiry = timezone.now() + timedelta(days=days)
        Session.objects.create(session_key=key, session_data="", expire_date=expiry)

    tidy_up.func()

    assert set(DBTaskResult.objects.all()) == set(kept)
    assert [session.session_key for session in Session.objects.all()] == ["new"]
