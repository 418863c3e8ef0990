"""The cast: one authority and the people of a programme, known to every test by name."""

import shutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import SimpleTestCase
from django.utils import timezone, translation
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from prevenio.people.models import Authority, Body, LegalKind, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member

# An example that takes long on a busy machine is no fault of what is tested.
hypothesis_settings.register_profile("patient", deadline=None)
hypothesis_settings.load_profile("patient")


DATABASE_FIXTURES = frozenset({"db", "transactional_db", "live_server"})
# Parts that start a whole installation, whose database is the one that the settings name.
INSTALLED = ("config/tests", "killed_server")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what asks no database: it has said the same on SQLite."""
    if connection.vendor == "sqlite":
        return
    left = [item for item in items if not asks_a_database(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if asks_a_database(item)]


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, django_db_use_migrations: bool
) -> None:
    """Where tables were made from the models, say that every migration was applied: so it is."""
    with django_db_blocker.unblock():
        # Django asks the database once per process; no test that counts statements may pay for it.
        assert connection.features.supports_json_field
    if django_db_use_migrations:
        return
    settings.MIGRATION_MODULES = {}
    with django_db_blocker.unblock():
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        applied = recorder.applied_migrations()
        for migration in MigrationLoader(connection).disk_migrations or ():
            if migration not in applied:
                recorder.record_applied(*migration)
        if connection.vendor == "sqlite":
            plant_full_text_search()


def plant_full_text_search() -> None:
    """The one table that models cannot make: Wagtail's migration writes it in SQL."""
    module = import_module("wagtail.search.migrations.0006_customise_indexentry")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS wagtailsearch_indexentry_fts")
        for operation in module.Migration.operations:
            for step in getattr(operation, "database_operations", ()):
                cursor.execute(step.sql)


def asks_a_database(item: pytest.Item) -> bool:
    """Whether a test could go otherwise on another database."""
    asked = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    is_marked = item.get_closest_marker("django_db") is not None
    is_case = issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
    return bool(asked) or is_marked or is_case or any(one in str(item.path) for one in INSTALLED)


@pytest.fixture(autouse=True)
def forget_who_asked() -> None:
    """A page leaves its reader's language and zone to its thread: the next test has neither."""
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(autouse=True)
def forget_attempts(request: pytest.FixtureRequest) -> None:
    """Sign-ins of one journey must not count against the next: the cache is no model's table."""
    if request.node.get_closest_marker("journey"):
        request.getfixturevalue("transactional_db")
        cache.clear()


@pytest.fixture
def authority(db: None) -> Authority:
    return make_authority(slug="testowo", name="Testowo")


@pytest.fixture
def body(authority: Authority) -> Body:
    return make_body(
        authority=authority,
        short_name="SM",
        name="Straż Miejska",
        legal_kind=LegalKind.MUNICIPAL_UNIT,
    )


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR, name="Anna Koordynator")


@pytest.fixture
def programme_officer(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.PROGRAMME_OFFICER, name="Piotr Programowy")


@pytest.fixture
def head_of_bureau(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.HEAD_OF_BUREAU, name="Helena Dyrektor")


@pytest.fixture
def reporter(authority: Authority, body: Body) -> User:
    return make_member(
        authority=authority, role=Role.REPORTER, body=body, name="Roman Sprawozdawca"
    )


@pytest.fixture
def reader(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.READER, name="Celina Czytelnik")


@pytest.fixture
def stranger(authority: Authority) -> User:
    """The coordinator of another authority, who must see nothing of this one."""
    return make_member(
        authority=make_authority(slug="obcowo", name="Obcowo"),
        role=Role.COORDINATOR,
        name="Obca Osoba",
    )


@pytest.fixture(scope="session", autouse=True)
def no_files_left_behind() -> Iterator[None]:
    yield
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
