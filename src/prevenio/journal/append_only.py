"""Rows that are written once: what higher rooms build their ledgers and sealed things on."""

from typing import Any, NoReturn

from django.db import models

from prevenio.journal.models import AppendOnly


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows can be read and added; nothing else."""

    def update(self, **_values: Any) -> NoReturn:
        raise AppendOnly(f"A {self.model.__name__} is never changed.")

    def bulk_update(self, *_rows: Any, **_options: Any) -> NoReturn:
        raise AppendOnly(f"A {self.model.__name__} is never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnly(f"A {self.model.__name__} is never deleted.")


class AppendOnlyModel(models.Model):
    """A row that is written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        # Also for what Django does by itself, such as deleting what belongs together.
        base_manager_name = "objects"

    def save(self, *, force_insert: Any = False, **options: Any) -> None:
        if not self._state.adding:
            raise AppendOnly(f"A {type(self).__name__} is never changed.")
        super().save(force_insert=True, **options)

    def delete(self, *_arguments: Any, **_options: Any) -> NoReturn:
        raise AppendOnly(f"A {type(self).__name__} is never deleted.")
