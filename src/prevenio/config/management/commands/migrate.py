"""Django's command, made fast for the first installation, which makes a few hundred tables.

Before each step Django models anew all that refers to what changes, and everything here refers to
an authority and to an account. So Wagtail, whose tables have changed a hundred times, comes while
few of ours are there, and tables that one migration makes in a row are modelled once.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from itertools import groupby
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations import CreateModel, Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation

EARLY = frozenset({"wagtailimages", "wagtaildocs", "wagtailadmin"})


class MadeTogether(Operation):
    """Tables made in a row: the same as one by one, as a later one is in no earlier one's way."""

    def __init__(self, steps: Sequence[Operation]) -> None:
        self.steps = steps

    def state_forwards(self, app_label: str, state: Any) -> None:
        # Django models the state anew when it is next asked for: after all of them.
        vars(state).pop("apps", None)
        for step in self.steps:
            step.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for step in self.steps:
            step.database_forwards(app_label, schema_editor, from_state, to_state)


class FastExecutor(MigrationExecutor):
    def migration_plan(self, targets: Any, clean_start: bool = False) -> Any:
        in_order = sorted(targets, key=lambda target: target[0] not in EARLY)
        return super().migration_plan(in_order, clean_start)

    def apply_migration(
        self, state: Any, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> Any:
        if not (fake or fake_initial):
            migration = copy(migration)
            vars(migration)["operations"] = list(together(migration.operations))
        return super().apply_migration(state, migration, fake, fake_initial)


def together(steps: Sequence[Operation]) -> Iterator[Operation]:
    """The steps of a migration, with each run of new tables as one."""
    for kind, run in groupby(steps, type):
        if kind is CreateModel:
            yield MadeTogether(list(run))
        else:
            yield from run


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        # The command has no other place to say who applies what.
        migrate.MigrationExecutor = FastExecutor  # type: ignore[attr-defined]
        super().handle(*args, **options)
