"""What `prevenio serve` runs, and what must be in order before it does."""

import http.client
import socket
import sys
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from prevenio.config.supervising import Part
from prevenio.kernel.errors import Refused

# Said at the terminal to whoever runs the installation, so in English alone.
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}


class DatabaseSilent(Refused):
    message = "The database does not answer: %(why)s"


class MigrationsMissing(Refused):
    message = (
        "The database is not ready: %(count)d migrations are missing. Run `prevenio migrate` first."
    )


class StaticFilesMissing(Refused):
    message = "The static files are not collected. Run `prevenio collectstatic` first."


class PortTaken(Refused):
    message = "%(host)s:%(port)d cannot be used: %(why)s. Choose another one with --port."


def refuse_unless_ready(*, host: str, port: int) -> None:
    """Raises DatabaseSilent, MigrationsMissing, StaticFilesMissing or PortTaken."""
    if (count := missing_migrations()) > 0:
        raise MigrationsMissing(count=count)
    if is_static_missing():
        raise StaticFilesMissing
    _refuse_taken_port(host, port)


def missing_migrations() -> int:
    """How many migrations the database still lacks. Raises DatabaseSilent."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise DatabaseSilent(why=str(error).strip().splitlines()[0]) from error
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_static_missing() -> bool:
    """Whether pages would fail for want of the list of static files."""
    if settings.DEBUG or not isinstance(staticfiles_storage, ManifestFilesMixin):
        return False
    return not staticfiles_storage.hashed_files


def parts_of(*, host: str, port: int, workers: int) -> Sequence[Part]:
    """The web server, the worker for background work, and the clock for times of day."""
    return [
        Part("web", _web(host, port, workers)),
        Part("worker", _own("db_worker", "--interval", "2", "--no-reload", "--queue-name", "*")),
        Part("clock", _own("crontask")),
    ]


def address_of(*, host: str, port: int) -> str:
    """The address at which a browser on this machine finds the server."""
    reachable = EVERYWHERE.get(host, host)
    return f"http://[{reachable}]:{port}/" if ":" in reachable else f"http://{reachable}:{port}/"


def does_answer(*, host: str, port: int) -> bool:
    """Whether the server gives any answer at all to a question about its health."""
    link = http.client.HTTPConnection(EVERYWHERE.get(host, host), port, timeout=2)
    try:
        link.request("GET", "/health")
        link.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()
    return True


def _web(host: str, port: int, workers: int) -> list[str]:
    options: Iterable[tuple[str, object]] = [
        ("--interface", "wsgi"),
        ("--host", host),
        ("--port", port),
        ("--workers", workers),
        # Enough to answer while one person's document is being read; each costs a connection.
        ("--blocking-threads", 4),
        ("--backpressure", 64),
        ("--workers-kill-timeout", 5),
        ("--log-level", "warning"),
    ]
    flat = [str(word) for pair in options for word in pair]
    return [
        sys.executable,
        "-m",
        "granian",
        *flat,
        "--respawn-failed-workers",
        "prevenio.config.wsgi:application",
    ]


def _own(command: str, *options: str) -> list[str]:
    return [sys.executable, "-m", "prevenio.config.command", command, "--skip-checks", *options]


def _refuse_taken_port(host: str, port: int) -> None:
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise PortTaken(host=host, port=port, why=why) from error
