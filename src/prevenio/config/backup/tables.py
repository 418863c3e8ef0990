"""Which tables a backup holds, in which order, and how one row is spelled.

A row is one line of canonical JSON, the same on every database: so a table's digest can be compared
before and after, whichever database it came from.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, ForeignKey, JSONField, Model
from django_tasks_db.models import DBTaskResult
from wagtail.fields import StreamField
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

# What is only of the moment: who is signed in just now, and what the worker did.
OF_THE_MOMENT: frozenset[type[Model]] = frozenset({Session, DBTaskResult})
# The index of the editors' search: each database has its own, made anew after a restoring.
MADE_ANEW = "wagtailsearch"
# What `migrate` writes by itself: there in every database, and replaced by what the archive holds.
SELF_MADE: frozenset[type[Model]] = frozenset(
    {
        *(ContentType, Permission, Group, Group.permissions.through),
        # The roots that Wagtail plants before anybody writes a page.
        *(Page, Locale, Site, Collection, GroupPagePermission, GroupCollectionPermission),
        *(Task, GroupApprovalTask, GroupApprovalTask.groups.through, Workflow, WorkflowTask),
        WorkflowPage,
    }
)
ROWS_AT_ONCE = 200


class Table:
    """One table of the database and the spelling of its rows."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.label = model._meta.label_lower
        self.fields: Sequence[Field[Any, Any]] = [
            field for field in model._meta.local_concrete_fields if not field.generated
        ]

    @property
    def columns(self) -> list[str]:
        return [str(field.column) for field in self.fields]

    def lines(self) -> Iterator[bytes]:
        """Every row by its key, a few hundred at a time."""
        rows = self.model._base_manager.order_by("pk").values_list(
            *(field.attname for field in self.fields)
        )
        for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
            yield spelled([_kept(*one) for one in zip(self.fields, row, strict=True)])

    def values(self, line: bytes) -> list[Any]:
        """What the database is given for one line. Raises ValueError where it does not fit."""
        row = json.loads(line)
        if not isinstance(row, list) or len(row) != len(self.fields):
            raise ValueError(f"a row of {self.label} has not {len(self.fields)} values")
        return [
            field.get_db_prep_save(_read(field, value), connection)
            for field, value in zip(self.fields, row, strict=True)
        ]

    @cached_property
    def insertion(self) -> str:
        quoted = connection.ops.quote_name
        columns = ", ".join(map(quoted, self.columns))
        places = ", ".join("%s" for _column in self.columns)
        return f"INSERT INTO {quoted(self.model._meta.db_table)} ({columns}) VALUES ({places})"


def tables() -> list[Table]:
    """Every table that is kept, referred tables before those that refer to them."""
    kept = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model not in OF_THE_MOMENT and model._meta.managed and not model._meta.proxy
        if model._meta.app_label != MADE_ANEW
    ]
    ordered = TopologicalSorter({model: _referred(model) & set(kept) for model in kept})
    return [Table(model) for model in ordered.static_order()]


def migrations() -> list[str]:
    """The applied migrations on which the kept tables stand."""
    rooms = {table.model._meta.app_label for table in tables()}
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{room}.{name}" for room, name in applied if room in rooms)


def spelled(row: Sequence[Any]) -> bytes:
    """A row as one line: canonical JSON, ended by a line feed."""
    text = json.dumps(_plain(list(row)), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{text}\n".encode()


def _kept(field: Field[Any, Any], value: Any) -> Any:
    """The blocks of a page are kept as the JSON in which the database holds them."""
    return field.get_prep_value(value) if isinstance(field, StreamField) else value


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            # PostgreSQL gives 2.0 back as 2.
            return int(value) if value.is_integer() else value
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case bytes() | memoryview():
            return b64encode(value).decode("ascii")
        case Mapping():
            return {key: _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
    raise TypeError(f"A backup cannot hold a {type(value).__name__}.")


def _read(field: Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(field, JSONField):
        return value
    if isinstance(field, ForeignKey):
        return field.target_field.to_python(value)
    return field.to_python(value)


def _referred(model: type[Model]) -> set[Any]:
    """The tables that each row of a table must refer to, but for itself.

    A reference that may be empty does not order anything: two tables can refer to each other, and
    references are checked when the whole transaction ends.
    """
    return {
        field.related_model
        for field in model._meta.local_concrete_fields
        if isinstance(field, ForeignKey) and not field.null and field.related_model is not model
    }
