"""Whether the installation is well: asked by monitors, answered before anything else.

It stands in front of the other middleware, because it must speak when the database does not, and
to whoever asks by address instead of by host name. It tells ages and counts, nothing else.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import version
from typing import Any

from crontask.tasks import heartbeat
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

PATH = "/health"
# The clock asks for a heartbeat every minute, the worker answers it: two may be missed.
LATEST_HEARTBEAT = timedelta(minutes=3)
_started_at = timezone.now()


class HealthMiddleware:
    """Answers `/health` itself and passes everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == PATH:
            return health(request)
        return self.get_response(request)


def health(request: HttpRequest) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    found = state_at(timezone.now())
    status = 503 if found["status"] == "failing" else 200
    return JsonResponse(found, status=status, headers={"Cache-Control": "no-store"})


def state_at(now: datetime) -> dict[str, Any]:
    """What `/health` says. While the first heartbeats are still due, the state is "starting"."""
    try:
        missing = _missing_migrations()
        clock, worker = (_age(moment, now) for moment in _heartbeats())
    except DatabaseError:
        return {"status": "failing", "database": "silent", "version": _version()}
    if missing:
        status = "failing"
    elif _is_fresh(clock) and _is_fresh(worker):
        status = "ok"
    else:
        status = "starting" if now - _started_at < LATEST_HEARTBEAT else "failing"
    return {
        "status": status,
        "database": "ok",
        "worker": {"heartbeat_age_seconds": worker},
        "clock": {"heartbeat_age_seconds": clock},
        "migrations": {"missing": missing},
        "version": _version(),
    }


def _heartbeats() -> tuple[datetime | None, datetime | None]:
    """When the clock last asked for a heartbeat, and when the worker last gave one."""
    latest = DBTaskResult.objects.filter(task_path=heartbeat.module_path).aggregate(
        asked=Max("enqueued_at"), given=Max("finished_at")
    )
    return latest["asked"], latest["given"]


def _age(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else max(0, round((now - moment).total_seconds()))


def _is_fresh(age: int | None) -> bool:
    return age is not None and age < LATEST_HEARTBEAT.total_seconds()


def _missing_migrations() -> int:
    return len(_known_migrations() - set(MigrationRecorder(connection).applied_migrations()))


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """Read from the disk once: the code of a running process does not change."""
    loader = MigrationLoader(None)
    replaced = {key for squashed in loader.replacements.values() for key in squashed.replaces}
    return frozenset(set(loader.disk_migrations) - replaced)


@cache
def _version() -> str:
    return version("prevenio")
