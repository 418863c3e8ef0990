from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnly(TypeError):
    """The code tried to change or delete what the journal holds. A mistake, never a refusal."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries can be read and added; nothing else."""

    def update(self, **_values: Any) -> NoReturn:
        raise AppendOnly("Entries of the journal are never changed.")

    def bulk_update(self, *_rows: Any, **_options: Any) -> NoReturn:
        raise AppendOnly("Entries of the journal are never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnly("Entries of the journal are never deleted.")


class Entry(models.Model):
    """One fact of the append-only journal: who did what to what, and when.

    Entries of one authority form a chain: each carries the hash of the one before it. Who acted and
    which authority it was are kept as id and name, without foreign keys, so that entries outlive
    accounts. Names and details lie in `payload`, under a salted digest: they can be erased and the
    chain still proves.
    """

    authority_id = models.BigIntegerField(_("authority"), default=0)
    number = models.PositiveBigIntegerField(_("number"))
    fact = models.CharField(_("fact"), max_length=100)
    about_kind = models.CharField(_("kind of thing"), max_length=100)
    about_id = models.CharField(_("identifier of the thing"), max_length=64)
    by_id = models.BigIntegerField(_("account"), null=True, blank=True)
    at = models.DateTimeField(_("at"))
    payload = models.JSONField(_("details"), null=True, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    payload_digest = models.CharField(max_length=64)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["Entry"]] = EntryQuerySet.as_manager()

    class Meta:
        # Also for what Django does by itself, such as deleting what belongs together.
        base_manager_name = "objects"
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "number"], name="one_entry_per_number"),
        ]
        indexes = [models.Index(fields=["authority_id", "about_kind", "about_id"])]

    def __str__(self) -> str:
        return f"{self.number} {self.fact}"

    def save(self, *, force_insert: Any = False, **options: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("Entries of the journal are never changed.")
        super().save(force_insert=True, **options)

    def delete(self, *_arguments: Any, **_options: Any) -> NoReturn:
        raise AppendOnly("Entries of the journal are never deleted.")

    def save_erased(self) -> None:
        """Write the one change that the chain allows: names and details gone, and when."""
        self.payload, self.salt = None, ""
        self.save_base(update_fields=["payload", "salt", "erased_at"])

    @property
    def by_name(self) -> str:
        return str((self.payload or {}).get("by", ""))

    @property
    def about_title(self) -> str:
        return str((self.payload or {}).get("about", ""))

    @property
    def details(self) -> dict[str, object]:
        return dict((self.payload or {}).get("details", {}))


class ChainHead(models.Model):
    """The last entry's number and hash of one authority's chain; locked while an entry is added."""

    authority_id = models.BigIntegerField(_("authority"), unique=True)
    number = models.PositiveBigIntegerField(_("number"), default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("head of the chain")
        verbose_name_plural = _("heads of the chain")

    def __str__(self) -> str:
        return f"{self.authority_id}: {self.number}"


class Sighting(models.Model):
    """Who opened a sensitive record, and when; kept apart from the chain."""

    authority_id = models.BigIntegerField(_("authority"))
    about_kind = models.CharField(_("kind of thing"), max_length=100)
    about_id = models.CharField(_("identifier of the thing"), max_length=64)
    by_id = models.BigIntegerField(_("account"))
    by_name = models.CharField(_("person"), max_length=200)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("sighting")
        verbose_name_plural = _("sightings")
        indexes = [models.Index(fields=["authority_id", "about_kind", "about_id"])]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.about_kind} {self.about_id}"
